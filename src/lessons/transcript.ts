import { AuthorError } from './author-error.ts'

/** A command of a ```` ```terminal ```` block, and what its author claims of it. */
export interface TypedCommand {
  /** With its continuation lines, as they are printed and run. */
  readonly text: string
  /** Typed with `%`: prepares what follows; neither it nor its output stands in the page. */
  readonly isUnseen: boolean
  readonly prints: readonly string[]
  readonly lacks: readonly string[]
  /** The status that it ends with. */
  readonly exits: number
  /** It stays in the foreground; nothing more can be typed in this terminal. */
  readonly stays: boolean
  /** How many lines of its output are printed from the top and the end, when not all are. */
  readonly first?: number
  readonly last?: number
}

type Draft = { -readonly [Key in keyof TypedCommand]: TypedCommand[Key] }

const claims = 'prints TEXT, lacks TEXT, exits NUMBER, stays, first NUMBER, last NUMBER'

/**
 * Reads the text of a block: `$ command`, `% command` unseen, and below each, indented, claims of its output. A line that ends with `\` goes on in
 * the next. Throws AuthorError.
 */
export function readTranscript(text: string, where: string): readonly TypedCommand[] {
  const commands: Draft[] = []
  let goesOn = false
  for (const line of text.split('\n')) {
    const last = commands.at(-1)
    if (goesOn && last !== undefined) {
      last.text += `\n${line}`
      goesOn = line.endsWith('\\')
      continue
    }
    if (line.trim() === '') continue
    const typed = /^([$%]) (.+)$/.exec(line)
    if (typed !== null) {
      const [, mark, command = ''] = typed
      commands.push({ text: command, isUnseen: mark === '%', prints: [], lacks: [], exits: 0, stays: false })
      goesOn = command.endsWith('\\')
    } else if (last !== undefined && /^\s/.test(line)) addClaim(last, line.trim(), where)
    else throw new AuthorError(where, '`$ command`, `% command`, or an indented claim below one', line)
  }
  if (commands.length === 0) throw new AuthorError(where, 'a command in the terminal: `$ docker images`', 'none')
  return commands
}

function addClaim(command: Draft, line: string, where: string): void {
  const [word = '', ...rest] = line.split(' ')
  const value = rest.join(' ')
  if ((word === 'prints' || word === 'lacks') && value !== '') command[word] = [...command[word], value]
  else if ((word === 'exits' || word === 'first' || word === 'last') && /^\d+$/.test(value))
    command[word] = Number(value)
  else if (word === 'stays' && value === '') command.stays = true
  else throw new AuthorError(where, claims, line)
}

/** Outputs of more lines are cut where the author does not say how much of them is printed. */
const longest = 14
const usual = { first: 8, last: 4 }

/** A line of a transcript as it is printed; `left out` counts lines that are not. */
export type TranscriptLine =
  | { readonly kind: 'typed' | 'output'; readonly text: string }
  | { readonly kind: 'left out'; readonly lines: number }

/** The lines of a command and its output that stand in the page. */
export function printedLines(command: TypedCommand, output: string): readonly TranscriptLine[] {
  const lines = asScreen(output)
  const isCut = command.first !== undefined || command.last !== undefined
  const { first = 0, last = 0 } = isCut ? command : lines.length > longest ? usual : { first: lines.length }
  const leftOut = lines.length - first - last
  const shown = (texts: readonly string[]) => texts.map((text) => ({ kind: 'output', text }) as const)
  return [
    ...command.text.split('\n').map((text) => ({ kind: 'typed', text }) as const),
    ...(leftOut <= 0
      ? shown(lines)
      : [
          ...shown(lines.slice(0, first)),
          { kind: 'left out', lines: leftOut } as const,
          ...shown(lines.slice(lines.length - last)),
        ]),
  ]
}

/** An output as a screen holds it in the end: a layer's progress is one line that is drawn again and again. */
function asScreen(output: string): readonly string[] {
  const lines: string[] = []
  let row = 0
  for (const piece of output.match(/\u001b\[[\d;?]*[A-Za-z]|\n|\r|[^\u001b\n\r]+/g) ?? []) {
    if (piece === '\n') row += 1
    else if (piece.startsWith('\u001b[')) {
      const count = Number.parseInt(piece.slice(2), 10) || 1
      if (piece.endsWith('A')) row = Math.max(0, row - count)
      if (piece.endsWith('B')) row += count
      if (piece.endsWith('K')) lines[row] = ''
    } else if (piece === '\r') continue
    else lines[row] = isDrawnAgain(output) ? piece : `${lines[row] ?? ''}${piece}`
  }
  return Array.from(lines, (line) => (line ?? '').trimEnd())
}

/** Whether an output moves about on the screen, as progress does. */
function isDrawnAgain(output: string): boolean {
  return output.includes('\u001b[') && output.includes('\r')
}
