import type { Session } from '../../engine/client.ts'
import type { Tell } from '../../engine/protocol.ts'
import type { Window } from '../../engine/typing.ts'
import { dockerfileOf, fileAt, withFile } from '../../state/files.ts'
import type { ProjectFile } from '../../state/project.ts'
import { playMs } from '../../terminal/frames.ts'
import { loadHistory, saveHistory, withLine } from '../../terminal/history.ts'
import { emptyLine, type Line } from '../../terminal/line.ts'
import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'
import { askMachine } from '../keeping/machine.ts'
import {
  emptied,
  promptOf,
  type ShellView,
  shellOf,
  shellsAtMost,
  type TerminalState,
  withChanged,
  withoutShell,
  withShell,
  written,
} from './shells.ts'

/** What the terminal of a workbench has in mind that nobody draws. */
interface Mind {
  history: readonly string[]
  /** When the host was last asked something, by the page's clock. */
  asked: number
  /** The size of the screen, in characters. */
  window?: Window
  /** Lines that are typed, by shell. */
  readonly lines: Map<number, Typing>
}

/** How long a line may be held beyond the time that it is drawn for. */
const unseenMs = 1500

/** A line that is typed, and what was typed of it before, where it goes over several. */
export interface Typing {
  readonly line: Line
  readonly earlier: string
}

const minds = new WeakMap<Bench, Mind>()

function mindOf(bench: Bench): Mind {
  let mind = minds.get(bench)
  if (mind === undefined) {
    mind = { history: loadHistory(bench.state.project.id), asked: Date.now(), lines: new Map() }
    minds.set(bench, mind)
    bench.hear((tell) => hear(bench, tell))
  }
  return mind
}

/** The lines that were typed, the oldest first. */
export function historyOf(bench: Bench): readonly string[] {
  return mindOf(bench).history
}

/** What is being typed in a shell. */
export function typingIn(bench: Bench, id: number): Typing {
  return mindOf(bench).lines.get(id) ?? { line: emptyLine, earlier: '' }
}

/** The screen has this size. */
export function noteWindow(bench: Bench, window: Window): void {
  mindOf(bench).window = window
}

export function noteTyping(bench: Bench, id: number, typing: Typing): void {
  mindOf(bench).lines.set(id, typing)
}

/** Opens the terminal's first shell; does nothing when there is one. */
export function openTerminal(bench: Bench): void {
  mindOf(bench)
  if (bench.state.terminal === undefined || bench.state.terminal.shells.length === 0) openShell(bench)
}

/** Opens one more shell, on the laptop or on a node, and shows it. */
export function openShell(bench: Bench, host?: string): void {
  mindOf(bench)
  if ((bench.state.terminal?.shells.length ?? 0) >= shellsAtMost) return
  change(bench, (terminal) => withShell(terminal, host))
  beginShell(bench, bench.state.terminal?.shown ?? 1, host)
}

function beginShell(bench: Bench, id: number, host: string | undefined): void {
  ask(bench, (session) => session.askShell(id, { kind: 'begin', ...(host === undefined ? {} : { host }) }))
}

/** Ends a shell; in place of the last one another begins. */
export function closeShell(bench: Bench, id: number): void {
  change(bench, (terminal) => terminal && withoutShell(terminal, id))
  mindOf(bench).lines.delete(id)
  ask(bench, (session) => session.askShell(id, { kind: 'leave' }))
  openTerminal(bench)
}

export function showShell(bench: Bench, id: number): void {
  change(bench, (terminal) => terminal && { ...terminal, shown: id })
}

/** Takes away what stands in a shell. */
export function clearShell(bench: Bench, id: number): void {
  changeShell(bench, id, emptied)
}

/** Runs a line in a shell: at once, or after the one that goes on. */
export function runLine(bench: Bench, id: number, line: string): void {
  const mind = mindOf(bench)
  const next = withLine(mind.history, line)
  if (next !== mind.history) saveHistory(bench.state.project.id, next)
  mind.history = next
  const shell = shellOf(bench.state.terminal, id)
  if (shell === undefined) return
  if (shell.standing === 'ready') startLine(bench, shell, line)
  else changeShell(bench, id, ({ waiting }) => ({ waiting: [...waiting, line] }))
}

function startLine(bench: Bench, shell: ShellView, line: string): void {
  const { id } = shell
  const typed = { kind: 'line', prompt: promptOf(shell), text: line } as const
  const word = line.trim()
  if (word === 'clear' || word === 'reset') clearShell(bench, id)
  else if (/^(exit|logout)( \d+)?$/.test(word)) closeShell(bench, id)
  else if (word === 'history') {
    const text = historyOf(bench)
      .map((one, at) => `${`${at + 1}`.padStart(5)}  ${one}\n`)
      .join('')
    changeShell(bench, id, (now) => written(now, typed, { kind: 'output', text }))
  } else if (word === '') changeShell(bench, id, (now) => written(now, typed))
  else {
    changeShell(bench, id, (now) => ({ ...written(now, typed), standing: 'running' }))
    const passedMs = sinceAsked(bench)
    const { window } = mindOf(bench)
    ask(bench, (session) => session.askShell(id, { kind: 'line', line, passedMs, ...(window && { window }) }))
  }
}

/** Types the line that an event brings into the terminal of a workbench, and runs it. */
export function runTold(bench: Bench | undefined, event: Event): void {
  if (bench !== undefined && event instanceof CustomEvent) runInTerminal(bench, String(event.detail))
}

/**
 * Runs a command in the terminal and shows it there: for lessons, which print commands to be clicked. A shell with a container in its foreground is left
 * alone.
 */
export function runInTerminal(bench: Bench, line: string): void {
  bench.showPane('terminal')
  // While a prediction is asked for, what a line prints could tell.
  if (bench.state.asking === 'open') return
  openTerminal(bench)
  const { terminal } = bench.state
  const shown = shellOf(terminal)
  if (shown?.standing === 'attached') {
    const free = terminal?.shells.find(({ standing }) => standing === 'ready')
    if (free === undefined) openShell(bench)
    else showShell(bench, free.id)
  }
  runLine(bench, bench.state.terminal?.shown ?? 1, line)
}

/** A line for the container in the foreground, which reads it. */
export function typeInto(bench: Bench, shell: ShellView, line: string): void {
  changeShell(bench, shell.id, (now) => ({
    ...written(now, { kind: 'line', prompt: promptOf(now), text: line }),
    reading: '',
  }))
  const passedMs = sinceAsked(bench)
  ask(bench, (session) => session.askShell(shell.id, { kind: 'input', line, passedMs }))
}

/** Ctrl-D there, or Ctrl-P Ctrl-Q. */
export function leaveContainer(bench: Bench, shell: ShellView, how: 'end-of-input' | 'detach'): void {
  const prompt = promptOf(shell)
  if (prompt !== '') changeShell(bench, shell.id, (now) => written(now, { kind: 'line', prompt, text: '' }))
  const passedMs = sinceAsked(bench)
  ask(bench, (session) => session.askShell(shell.id, { kind: how, passedMs }))
}

/** Ctrl-C in a shell where something goes on; lines that wait are given up. `typed`: what stood on the line of a container that reads. */
export function interruptShell(bench: Bench, id: number, typed?: string): void {
  changeShell(bench, id, (shell) => {
    const line = { kind: 'line', prompt: promptOf(shell), text: `${typed}^C` } as const
    return { ...written(shell, typed === undefined ? { kind: 'output', text: '^C\n' } : line), waiting: [] }
  })
  const passedMs = sinceAsked(bench)
  ask(bench, (session) => session.askShell(id, { kind: 'interrupt', passedMs }))
}

/** The end of the line that a shell draws is on its screen: what it did is kept now. */
export function seeShell(bench: Bench, id: number): void {
  if (shellOf(bench.state.terminal, id)?.drawing !== 'going') return
  changeShell(bench, id, () => ({ drawing: undefined }))
  ask(bench, (session) => session.askShell(id, { kind: 'seen' }))
}

/** Ctrl-C in a shell that draws a line, of which so many milliseconds are shown; lines that wait are given up. */
export function stopShell(bench: Bench, id: number, shownMs: number): void {
  changeShell(bench, id, () => ({ drawing: 'stopping', waiting: [] }))
  ask(bench, (session) => session.askShell(id, { kind: 'stop', shownMs }))
}

/** Lets the time that has passed since the last question pass on the host, and asks what is new in a shell. */
export function passTime(bench: Bench, id: number): void {
  const passedMs = sinceAsked(bench)
  ask(bench, (session) => session.askShell(id, { kind: 'pass', passedMs }))
}

/** Asks what could stand before the cursor. */
export function askCompletions(bench: Bench, id: number, line: string, at: number): void {
  ask(bench, (session) => session.askShell(id, { kind: 'complete', line, at }))
}

/** Prints in a shell what is not of a program. */
export function printIn(bench: Bench, id: number, prompt: string, text: string, below: string): void {
  changeShell(bench, id, (shell) => written(shell, { kind: 'line', prompt, text }, { kind: 'output', text: below }))
}

function hear(bench: Bench, tell: Tell): void {
  if (tell.kind === 'built' && tell.typed === true) showDockerfile(bench, tell.build.dockerfilePath)
  if (tell.kind !== 'shell') return
  const { answer, shell } = tell
  if (answer.kind === 'ran' && answer.change !== undefined) {
    const { files, removed } = answer.change
    const gone = new Set(removed)
    const kept = bench.state.files.filter(({ path }) => !gone.has(path))
    bench.edit(words.shells.whatWasTypedInTheTerminal, { files: files.reduce<readonly ProjectFile[]>(withFile, kept) })
  }
  if (answer.kind === 'lost') for (const { id, host } of bench.state.terminal?.shells ?? []) beginShell(bench, id, host)
  // Where no screen draws it, nobody stops it.
  if (answer.kind === 'ran' && answer.isHeld === true) setTimeout(() => seeShell(bench, shell), playMs + unseenMs)
  // When the answer is in the state.
  if (answer.kind !== 'lost') queueMicrotask(() => runNext(bench, shell))
}

/** Runs the line that waits, when the one before has ended. */
function runNext(bench: Bench, id: number): void {
  const shell = shellOf(bench.state.terminal, id)
  const [line] = shell?.waiting ?? []
  if (shell === undefined || shell.standing !== 'ready' || line === undefined) return
  changeShell(bench, id, ({ waiting }) => ({ waiting: waiting.slice(1) }))
  startLine(bench, shell, line)
  queueMicrotask(() => runNext(bench, id))
}

/** The panes tell of the Dockerfile that the flags name: that of a typed build becomes it. */
function showDockerfile(bench: Bench, path: string): void {
  const { project, options, files } = bench.state
  if (path === dockerfileOf(project, options) || fileAt(files, path) === undefined) return
  bench.edit(words.shells.buildWith(path), { options: { ...options, dockerfile: path } })
}

function sinceAsked(bench: Bench): number {
  const mind = mindOf(bench)
  const passed = Date.now() - mind.asked
  mind.asked = Date.now()
  return passed
}

function change(bench: Bench, next: (terminal: TerminalState | undefined) => TerminalState | undefined): void {
  bench.note({ terminal: next(bench.state.terminal) })
}

function changeShell(bench: Bench, id: number, shell: (shell: ShellView) => Partial<ShellView>): void {
  change(bench, (terminal) => terminal && withChanged(terminal, id, shell))
}

function ask(bench: Bench, asking: (session: Session) => void): void {
  void askMachine(bench, asking)
}
