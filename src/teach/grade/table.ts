import type { Grade, Row } from './row.ts'

/** What each column is called, and what it holds of a line. */
export const columns = [
  { id: 'file', name: 'File', value: (row: Row) => row.file },
  { id: 'learner', name: 'Learner', value: (row: Row) => row.learner },
  { id: 'exercise', name: 'Exercise', value: (row: Row) => row.exercise },
  { id: 'grade', name: 'Verdict', value: (row: Row) => gradeTexts[row.grade] },
  { id: 'met', name: 'Goals met', value: (row: Row) => row.met },
  { id: 'of', name: 'Goals', value: (row: Row) => row.of },
  { id: 'seconds', name: 'Seconds', value: (row: Row) => row.seconds },
  { id: 'attempts', name: 'Attempts', value: (row: Row) => row.attempts },
  { id: 'hints', name: 'Hints', value: (row: Row) => row.hints },
  { id: 'why', name: 'Why', value: whyOf },
] as const

/** Why it is so, and whether it is a copy. */
function whyOf({ why, twin }: Row): string {
  return [...(twin === undefined ? [] : [`The same work in the same time as in ${twin}.`]), why].join(' ').trim()
}

export type Column = (typeof columns)[number]['id']

/** Verdicts in words. */
export const gradeTexts: Readonly<Record<Grade, string>> = {
  waiting: 'waits',
  judging: 'is judged …',
  pass: 'passed',
  'not-yet': 'not yet',
  broken: 'no verdict',
  unreadable: 'cannot be read',
}

export interface Order {
  readonly by: Column
  readonly isDown: boolean
}

/** Lines in an order; equal ones stay as they were. */
export function sortedRows(rows: readonly Row[], { by, isDown }: Order): readonly Row[] {
  const column = columns.find(({ id }) => id === by)
  if (column === undefined) return rows
  const sign = isDown ? -1 : 1
  return [...rows].sort((a, b) => {
    const [left, right] = [column.value(a), column.value(b)]
    return typeof left === 'number' && typeof right === 'number'
      ? sign * (left - right)
      : sign * String(left).localeCompare(String(right), 'en', { numeric: true })
  })
}

/**
 * Lines as a file of comma-separated values, RFC 4180. A value that a spreadsheet would take for a formula gets an apostrophe before it: names and texts of
 * receipts come from anywhere.
 */
export function csvOf(rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) =>
      columns.map(({ value }) => {
        const one: string | number = value(row)
        return typeof one === 'number' ? String(one) : harmless(one)
      }),
    ),
  ]
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`
}

function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
