import { applyEdits, type Build, type Fix, fixesFor, mendingOf, type Problem } from '../../simulator/index.ts'
import { describeProblem } from './problems.ts'
import type { MendingView } from './views.ts'

/** Fixes that are tried out for one text, at most. */
const fixesTried = 30

/** A problem with the best way to mend it, and the text that comes of it. */
export interface Mend {
  readonly problem: Problem
  readonly fix: Fix
  readonly text: string
}

/** The problems of a build's text that can be mended, each by the best fix there is; of those that lead to the same text one. */
export function mendsOf(build: Build, text: string): readonly Mend[] {
  const texts = new Set<string>([text])
  return build.problems
    .flatMap((problem): readonly Mend[] => {
      const [fix] = fixesFor(problem, build.dockerfile)
      if (fix === undefined) return []
      const mended = applyEdits(text, fix.edits)
      if (texts.has(mended)) return []
      texts.add(mended)
      return [{ problem, fix, text: mended }]
    })
    .slice(0, fixesTried)
}

/** What a mend does, as plain data: the build of the mended text beside that of the text as it is. */
export function describeMending({ problem, fix }: Mend, before: Build, after: Build): MendingView {
  return {
    ...mendingOf(problem, before, after),
    problem: describeProblem(problem, before.dockerfile.lineStarts),
    title: fix.title,
    edits: fix.edits,
  }
}
