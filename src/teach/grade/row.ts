import type { CheckResult, Submission, Verdict } from '../../../simulator/exercises.ts'
import { figuresOf } from '../../exercise/goals/view.ts'
import { readReceipt } from '../../exercise/receipt.ts'

/** How a receipt stands: it waits, or what its verdict is; `unreadable`: it is no receipt, or there is no exercise for it. */
export type Grade = 'waiting' | 'judging' | 'pass' | 'not-yet' | 'broken' | 'unreadable'

/** A receipt's line in the table. What stands in the receipt is the learner's word; verdict, goals and reasons were judged again. */
export interface Row {
  readonly file: string
  readonly grade: Grade
  readonly learner: string
  readonly exercise: string
  readonly title: string
  readonly met: number
  readonly of: number
  readonly seconds: number
  readonly attempts: number
  readonly hints: number
  readonly why: string
  readonly submission?: Submission
  /** The file before it that holds the same work, done in the same time: one of them is a copy. */
  readonly twin?: string
}

/** The line of a file before it is judged. Never throws. */
export function rowOf(file: string, text: string): Row {
  const read = readReceipt(text)
  if (read.kind === 'failed') return unreadable(file, read.message)
  const { learner, title, submission } = read.receipt
  const { exercise, seconds, attempts, hints } = submission
  return {
    ...unreadable(file, ''),
    grade: 'waiting',
    learner,
    exercise,
    title,
    seconds,
    attempts,
    hints: new Set(hints).size,
    submission,
  }
}

/** The line of a file that cannot be judged. */
export function unreadable(file: string, why: string): Row {
  const nobody = { learner: '', exercise: '', title: '', met: 0, of: 0, seconds: 0, attempts: 0, hints: 0 }
  return { file, grade: 'unreadable', ...nobody, why: sentence(why) }
}

/** A line with its verdict. */
export function judgedRow(row: Row, { kind, checks, broken }: Verdict): Row {
  const asked = checks.filter(({ isGuard, isBonus }) => !isGuard && !isBonus)
  const open = checks.filter(({ state, isBonus }) => state !== 'passed' && !isBonus)
  return {
    ...row,
    grade: kind,
    met: asked.filter(({ state }) => state === 'passed').length,
    of: asked.length,
    why: broken ?? open.map(reasonOf).join(' '),
  }
}

/** What is open, how it stands, and why. */
function reasonOf(check: CheckResult): string {
  const { say, because } = check
  const figures = figuresOf(check)
  return [`${say}${figures === undefined ? '' : ` (${figures})`}${because === undefined ? '.' : ':'}`, because ?? '']
    .join(' ')
    .trim()
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

/** Lines, with those marked that hold the same work as a line before them. */
export function withTwins(rows: readonly Row[]): readonly Row[] {
  const first = new Map<string, string>()
  return rows.map((row) => {
    if (row.submission === undefined) return row
    const work = JSON.stringify(row.submission)
    const twin = first.get(work)
    if (twin !== undefined) return row.twin === twin ? row : { ...row, twin }
    first.set(work, row.file)
    return row
  })
}
