import type { InstructionView, ProblemView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { referencePath } from '../reference.ts'

/** One problem in the list. */
export interface ProblemRow {
  readonly key: string
  readonly severity: ProblemView['severity']
  readonly severityText: string
  readonly code: string
  readonly message: string
  readonly advice?: string
  readonly line?: number
  readonly instruction?: number
  /** The path of its place in the reference, from the site's root. */
  readonly page: string
  /** Another check that says the same, with the path of its page. */
  readonly twin?: { readonly code: string; readonly page: string }
  readonly problem: ProblemView
}

/** Problems ready to be drawn; with the instructions of their text, each knows its own. */
export function problemRows(
  problems: readonly ProblemView[],
  instructions: readonly InstructionView[] = [],
): readonly ProblemRow[] {
  return problems.map((problem, index) => ({
    key: `${index} ${problem.code}`,
    severity: problem.severity,
    severityText: words.problems.severities[problem.severity],
    code: problem.code,
    message: problem.message,
    page: referencePath(problem.code, problem.severity),
    problem,
    ...(problem.twin === undefined
      ? {}
      : { twin: { code: problem.twin, page: referencePath(problem.twin, problem.severity) } }),
    ...(problem.advice === undefined ? {} : { advice: problem.advice }),
    ...placeOf(problem.line, instructions),
  }))
}

function placeOf(
  line: number | undefined,
  instructions: readonly InstructionView[],
): Pick<ProblemRow, 'line' | 'instruction'> {
  if (line === undefined) return {}
  const instruction = instructions.findIndex(({ first, last }) => first <= line && line <= last)
  return instruction < 0 ? { line } : { line, instruction }
}
