import { lineAt, type Problem } from '../../simulator/index.ts'
import type { ProblemView } from './views.ts'

/** The builder's checks, each with those of ours under hadolint's numbers that say the same of the same instruction. */
const twins: ReadonlyMap<string, readonly string[]> = new Map([
  ['DuplicateStageName', ['DL3024']],
  ['JSONArgsRecommended', ['DL3025']],
  ['MaintainerDeprecated', ['DL4000']],
  ['MultipleInstructionsDisallowed', ['DL4003', 'DL4004']],
  ['WorkdirRelativePath', ['DL3000']],
])

/**
 * Problems as plain data. Where the builder's check and ours say the same of one instruction there is one problem: the builder's, with the name of ours
 * as its `twin` and our words as its advice.
 */
export function describeProblems(problems: readonly Problem[], lineStarts: readonly number[]): readonly ProblemView[] {
  const joined = new Set<Problem>()
  const views = problems.map((problem) => {
    const twin = problems.find((other) => isTwin(problem, other))
    if (twin !== undefined) joined.add(twin)
    return { problem, view: describeProblem(problem, lineStarts, twin) }
  })
  return views.filter(({ problem }) => !joined.has(problem)).map(({ view }) => view)
}

/** One problem as plain data. */
export function describeProblem(problem: Problem, lineStarts: readonly number[], twin?: Problem): ProblemView {
  const focus = problem.focus ?? twin?.focus
  return {
    ...problem,
    ...(problem.range === undefined ? {} : { line: lineAt(lineStarts, problem.range.from) }),
    ...(twin === undefined ? {} : { twin: twin.code, advice: problem.advice ?? `${twin.message}.` }),
    ...(focus === undefined ? {} : { focus }),
  }
}

function isTwin(builders: Problem, own: Problem): boolean {
  return (
    twins.get(builders.code)?.includes(own.code) === true &&
    builders.range !== undefined &&
    builders.range.from === own.range?.from
  )
}
