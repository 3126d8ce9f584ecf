import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { failureText, sourceWindow } from '../../../simulator/dockerfile/window.ts'
import { linesOf } from '../../../simulator/values/range.ts'

interface Step {
  readonly edit?: Readonly<Record<string, string | null>>
  readonly dockerfile?: string
}

const cases = new URL('../../conformance/cases/', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, cases), 'utf8'))

const ofParser =
  /dockerfile parse error|no build stage in|no stages to build|with no instructions|must have two|JSON array syntax|parser directive|escape token|Syntax error|unterminated/

function failureOf(text: string): string | undefined {
  const { problems, lineStarts } = parseDockerfile(text)
  const [problem] = problems
  if (problem === undefined) return undefined
  return failureText(
    problem.message,
    problem.range && sourceWindow(text, 'Dockerfile', [linesOf(lineStarts, problem.range)]),
  )
}

/** Every recorded Dockerfile is refused by us with docker's own text, or read by both. */
for (const name of existsSync(cases) ? readdirSync(cases) : []) {
  it(`reads ${name} as docker did`, () => {
    const file = new URL(`${name}/context/Dockerfile`, cases)
    let text: string | undefined = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    const steps: readonly Step[] = read(`${name}/case.json`).steps
    steps.forEach((step, index) => {
      const edited = step.edit?.Dockerfile
      text = edited === undefined ? text : (edited ?? undefined)
      if (text === undefined || step.dockerfile !== undefined) return
      const printed: string = read(`${name}/expected.json`).steps[index].stderr ?? ''
      // Docker reads the options of its checks first, and no further when they are wrong.
      if (printed.includes('failed to parse check options')) return
      expect(failureOf(text)).toBe(ofParser.test(printed) ? printed : undefined)
    })
  })
}
