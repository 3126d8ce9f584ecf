import { type Line, withReplaced } from './line.ts'

/** What Tab makes of a line: the word as far as all choices agree, and the choices to show where it does not decide. */
export interface Completed {
  readonly line: Line
  readonly shown: readonly string[]
}

/** Completes the word before the cursor from the choices that begin with it. */
export function completed(line: Line, from: number, choices: readonly string[]): Completed {
  const [first, ...others] = choices
  if (first === undefined) return { line, shown: [] }
  // A folder goes on; all else is a word of its own.
  if (others.length === 0)
    return { line: withReplaced(line, from, line.at, first.endsWith('/') ? first : `${first} `), shown: [] }
  const common = commonStart(choices)
  const isFurther = common.length > line.at - from
  return { line: isFurther ? withReplaced(line, from, line.at, common) : line, shown: isFurther ? [] : choices }
}

/** Choices side by side, as bash lists them, for a screen of so many columns. */
export function columnsOf(choices: readonly string[], columns: number): string {
  const width = Math.max(...choices.map((choice) => choice.length)) + 2
  const across = Math.max(1, Math.floor(columns / width))
  const rows = Math.ceil(choices.length / across)
  return Array.from({ length: rows }, (_, row) =>
    choices
      .filter((_, at) => at % rows === row)
      .map((choice, at, all) => (at === all.length - 1 ? choice : choice.padEnd(width)))
      .join(''),
  ).join('\n')
}

function commonStart([first = '', ...others]: readonly string[]): string {
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1
  return first.slice(0, length)
}
