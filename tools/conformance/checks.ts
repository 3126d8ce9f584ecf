import { type Build, type Dockerfile, linesOf, type Problem } from '../../simulator/index.ts'
import { naturally, normalText } from './normal.ts'

/** The warnings that docker streams during a build, in the order of expected.json. */
export function warningsOf(build: Build): readonly unknown[] {
  return findings(build.problems, build.dockerfile)
    .map(({ rule, message, lines }) => ({
      short: `${rule}: ${message}${lines[0] === undefined ? '' : ` (line ${lines[0][0]})`}`,
      lines,
    }))
    .sort((a, b) => (a.lines[0]?.[0] ?? 0) - (b.lines[0]?.[0] ?? 0) || naturally(a.short, b.short))
}

function findings(problems: readonly Problem[], dockerfile: Dockerfile) {
  return problems.flatMap((problem) => {
    if (problem.severity !== 'warning') return []
    return [{ rule: problem.code, message: normalText(problem.message), lines: shownLines(problem, dockerfile) }]
  })
}

/** Every line of a problem's place, each as first and last, as docker tells it. */
function shownLines({ range }: Problem, { lineStarts }: Dockerfile): readonly (readonly [number, number])[] {
  if (range === undefined) return []
  const { first, last } = linesOf(lineStarts, range)
  return Array.from({ length: last - first + 1 }, (_, at) => [first + at, first + at] as const)
}
