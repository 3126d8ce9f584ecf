import type { ShellAnswer } from '../../engine/typing.ts'
import { type Frame, isDrawn } from '../../terminal/frames.ts'
import { plain } from '../../terminal/plain.ts'
import { words } from '../../words/words.ts'
import { timeText } from '../figures.ts'

/** One thing that stands in a terminal. */
export type Entry =
  /** A line that was typed, after its prompt. */
  | { readonly kind: 'line'; readonly prompt: string; readonly text: string }
  /** `frames`: the same in parts, each with its time, where lines are written over. */
  | { readonly kind: 'output'; readonly text: string; readonly frames?: readonly Frame[] }
  /** Something that no program says, but the page. */
  | { readonly kind: 'note'; readonly text: string }

/** One shell on the project's host. */
export interface ShellView {
  readonly id: number
  /** The computer that it is on, where that is not the laptop: `node-1`. */
  readonly host?: string | undefined
  /** `~/hello`; empty before it has begun. */
  readonly directory: string
  /** Status of its last line. */
  readonly status: number
  readonly standing: 'opening' | 'ready' | 'running' | 'attached'
  /** Its line is drawn, and Ctrl-C can stop it; or that was pressed, and what comes of it is not told yet. */
  readonly drawing?: 'going' | 'stopping' | undefined
  /** Name of the container in its foreground. */
  readonly attached?: string | undefined
  /** What that container has printed before the cursor, where it reads what is typed. */
  readonly reading?: string | undefined
  /** What stands in it, the oldest first; of very much, the end. */
  readonly entries: readonly Entry[]
  /** How many entries there were in all since it was cleared, and how often it was. */
  readonly count: number
  readonly cleared: number
  /** Lines that run after the one that goes on. */
  readonly waiting: readonly string[]
  /** The last answer to Tab, and which it is. */
  readonly completion?: {
    readonly serial: number
    readonly line: string
    readonly from: number
    readonly choices: readonly string[]
  }
}

/** The terminal of a workbench. */
export interface TerminalState {
  readonly shells: readonly ShellView[]
  /** The shell that is shown. */
  readonly shown: number
}

/** A line that took so long on the machine is told of: the clock there has gone on, and nobody has seen it. */
const toldFromMs = 20_000
/** Characters that are kept of a shell. */
const keptCharacters = 400_000
/** Shells that can be open. */
export const shellsAtMost = 6

/** The terminal with one more shell, which is shown. */
export function withShell(terminal: TerminalState | undefined, host?: string): TerminalState {
  const shells = terminal?.shells ?? []
  const id = Math.max(0, ...shells.map((shell) => shell.id)) + 1
  const shell: ShellView = {
    id,
    host,
    directory: '',
    status: 0,
    standing: 'opening',
    entries: [],
    count: 0,
    cleared: 0,
    waiting: [],
  }
  return { shells: [...shells, shell], shown: id }
}

/** The terminal without a shell; the one beside it is shown in its place. */
export function withoutShell(terminal: TerminalState, id: number): TerminalState {
  const at = terminal.shells.findIndex((shell) => shell.id === id)
  const shells = terminal.shells.filter((shell) => shell.id !== id)
  const beside = shells[Math.max(0, at - 1)]
  return { shells, shown: terminal.shown === id ? (beside?.id ?? 0) : terminal.shown }
}

export function shellOf(terminal: TerminalState | undefined, id = terminal?.shown): ShellView | undefined {
  return terminal?.shells.find((shell) => shell.id === id)
}

/** The terminal with a shell changed. */
export function withChanged(
  terminal: TerminalState,
  id: number,
  change: (shell: ShellView) => Partial<ShellView>,
): TerminalState {
  return {
    ...terminal,
    shells: terminal.shells.map((shell) => (shell.id === id ? { ...shell, ...change(shell) } : shell)),
  }
}

/** What stands before a line that is typed. */
export function promptOf({ host, directory, reading }: ShellView): string {
  if (reading !== undefined) return reading
  return `${host === undefined ? '' : `${host}:`}${directory === '' ? '~' : directory} $ `
}

/** A shell with more in it. */
export function written(shell: ShellView, ...added: readonly Entry[]): Pick<ShellView, 'entries' | 'count'> {
  const entries = [...shell.entries, ...added.filter(({ text, kind }) => kind === 'line' || text !== '')]
  let characters = entries.reduce((sum, { text }) => sum + text.length, 0)
  let from = 0
  for (; characters > keptCharacters && from < entries.length - 1; from++) characters -= entries[from]?.text.length ?? 0
  return { entries: entries.slice(from), count: shell.count + entries.length - shell.entries.length }
}

/** A shell with nothing in it. */
export function emptied(shell: ShellView): Pick<ShellView, 'entries' | 'count' | 'cleared'> {
  return { entries: [], count: 0, cleared: shell.cleared + 1 }
}

/** The terminal after an answer of the engine. */
export function afterAnswer(
  terminal: TerminalState | undefined,
  id: number,
  answer: ShellAnswer,
): TerminalState | undefined {
  if (terminal === undefined) return undefined
  switch (answer.kind) {
    case 'ran':
      return withChanged(terminal, id, (shell) => ran(shell, answer))
    case 'completions': {
      const { line, from, choices } = answer
      return withChanged(terminal, id, ({ completion }) => ({
        completion: { serial: (completion?.serial ?? 0) + 1, line, from, choices },
      }))
    }
    case 'failed':
      return withChanged(terminal, id, (shell) => ({
        ...written(shell, { kind: 'note', text: answer.message }),
        standing: 'ready',
        drawing: undefined,
        waiting: [],
      }))
    case 'lost': {
      const text = words.shells.theMachineWasStartedAnewIts
      const lost = terminal.shells.map((shell): ShellView => {
        const note = written(shell, { kind: 'note', text })
        return {
          ...shell,
          ...note,
          standing: 'opening',
          drawing: undefined,
          attached: undefined,
          reading: undefined,
          status: 0,
          waiting: [],
        }
      })
      return { ...terminal, shells: lost }
    }
  }
}

function note(text: string): Entry {
  return { kind: 'note', text }
}

type Ran = Extract<ShellAnswer, { readonly kind: 'ran' }>

function ran(before: ShellView, answer: Ran): ShellView {
  const { output, standing, change, stoppedAtMs, isHeld, tookMs = 0 } = answer
  const unshown = change?.unshown ?? 0
  const notes: readonly Entry[] = [
    ...(unshown === 0 ? [] : [note(words.shells.moreFilesAreOnThisMachine(unshown))]),
    ...(tookMs < toldFromMs ? [] : [note(words.shells.wentByOnThisMachineThe(timeText(tookMs)))]),
  ]
  const printed = output.map((piece) => piece.text).join('')
  const { prompt } = standing
  // A prompt stands with the line that is typed.
  const text =
    prompt !== undefined && printed.endsWith(prompt) ? printed.slice(0, printed.length - prompt.length) : printed
  const end: readonly Frame[] = text.endsWith('\n') ? [] : [{ text: '\n', atMs: output.at(-1)?.atMs ?? 0 }]
  const frames = isDrawn(text) ? { frames: [...output, ...end] } : {}
  const shell = before.drawing === 'stopping' ? afterStop(before, text, stoppedAtMs) : before
  const said = stoppedAtMs === undefined ? [{ kind: 'output', text, ...frames } as const] : []
  const next = { ...shell, ...written(shell, ...said, ...notes) }
  if (isHeld === true) return { ...next, drawing: 'going' }
  return {
    ...next,
    drawing: undefined,
    directory: standing.directory,
    status: standing.status,
    standing: standing.attached === undefined ? 'ready' : 'attached',
    attached: standing.attached,
    reading: prompt,
  }
}

/** A shell after Ctrl-C in a line that was drawn: what of it was shown by then, and what it says of that. All of it where it was over. */
function afterStop(shell: ShellView, rest: string, shownMs: number | undefined): ShellView {
  const anew = { ...shell, cleared: shell.cleared + 1 }
  const at = shell.entries.findLastIndex((entry) => entry.kind === 'output' && entry.frames !== undefined)
  const entry = shell.entries[at]
  if (shownMs === undefined || entry?.kind !== 'output') return anew
  const drawn = (entry.frames ?? []).filter(({ atMs }) => atMs <= shownMs).map((frame) => frame.text)
  return { ...anew, entries: shell.entries.with(at, { kind: 'output', text: `${drawn.join('')}^C${rest}` }) }
}

/** All that stands in a shell, as plain text. */
export function transcriptOf({ entries }: ShellView): string {
  let text = ''
  for (const entry of entries) {
    if (text !== '' && !text.endsWith('\n')) text += '\n'
    text += entry.kind === 'line' ? `${entry.prompt}${entry.text}\n` : plain(entry.text)
  }
  return text.trimEnd()
}
