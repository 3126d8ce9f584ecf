import { applyEdits, type Fix, fixesFor, type Problem, parseDockerfile } from '../../simulator/index.ts'

/** The ways to mend problems of one Dockerfile. A problem of an older text has none, unless it stands where it stood. */
export class Mender {
  readonly #text: string
  readonly #dockerfile: ReturnType<typeof parseDockerfile>

  constructor(text: string) {
    this.#text = text
    this.#dockerfile = parseDockerfile(text)
  }

  /** Best first. */
  fixes(problem: Problem): readonly Fix[] {
    return problem.range !== undefined && problem.range.to > this.#text.length
      ? []
      : fixesFor(problem, this.#dockerfile)
  }

  /** The text after a fix. */
  mended(fix: Fix): string {
    return applyEdits(this.#text, fix.edits)
  }
}
