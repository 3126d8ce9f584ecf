import { columnsOf, completed } from '../../terminal/completion.ts'
import { withLine } from '../../terminal/history.ts'
import { type Key, type KeyName, keysOf } from '../../terminal/keys.ts'
import { afterKey, emptyLine, type Line, searchPrompt, withTyped } from '../../terminal/line.ts'
import type { Prompted, Screen } from '../../terminal/screen.ts'
import { isWhole } from '../../terminal/whole.ts'
import type { Bench } from '../bench.ts'
import { promptOf, type ShellView, shellOf } from './shells.ts'
import {
  askCompletions,
  clearShell,
  closeShell,
  historyOf,
  interruptShell,
  leaveContainer,
  noteTyping,
  printIn,
  runLine,
  stopShell,
  typeInto,
  typingIn,
} from './verbs.ts'

/** What stands before a line that goes on. */
const morePrompt = '> '

/** Takes what is typed in the shell that is shown: edits the line, completes it, runs it. */
export class Typist {
  readonly #bench: Bench
  readonly #screen: Screen
  /** Lines that were typed into containers. */
  #typedInto: readonly string[] = []
  /** The key before, for those that mean something together. */
  #before: KeyName | undefined

  constructor(bench: Bench, screen: Screen) {
    this.#bench = bench
    this.#screen = screen
  }

  /** What a terminal sends: keys, or what was pasted, of which each line that ends runs. */
  take(sent: string): void {
    for (const key of keysOf(sent)) this.#press(key)
    this.draw()
  }

  /** Draws the line that is typed, where the shell waits for one. */
  draw(): void {
    const shell = this.#shell
    const isTyped = shell?.standing === 'ready' || shell?.reading !== undefined
    this.#screen.prompt(isTyped ? this.#prompted(shell) : undefined)
  }

  #prompted(shell: ShellView): Prompted {
    const { line, earlier } = typingIn(this.#bench, shell.id)
    const { text, at, search } = line
    const prompt = search !== undefined ? searchPrompt(line) : earlier === '' ? promptOf(shell) : morePrompt
    return { prompt, text, at }
  }

  /** Takes in what Tab was answered, where the line is still as it was asked. */
  complete(shell: ShellView): void {
    const { completion, id } = shell
    const typing = typingIn(this.#bench, id)
    const { line } = typing
    if (completion === undefined || completion.line !== line.text) return
    const { line: next, shown } = completed(line, completion.from, completion.choices)
    this.#note(next, typing.earlier)
    if (shown.length > 0)
      printIn(this.#bench, id, promptOf(shell), line.text, `${columnsOf(shown, this.#screen.columns)}\n`)
  }

  get #shell(): ShellView | undefined {
    return shellOf(this.#bench.state.terminal)
  }

  #press(key: Key): void {
    const shell = this.#shell
    if (shell === undefined) return
    const { line, earlier } = typingIn(this.#bench, shell.id)
    if (shell.standing === 'attached') {
      // What is typed to a container that reads nothing does not reach it, but its signals do.
      if (shell.reading !== undefined) this.#pressInto(shell, key)
      else if (key.kind === 'key' && key.name === 'interrupt') interruptShell(this.#bench, shell.id)
      return
    }
    const history = historyOf(this.#bench)
    if (key.kind === 'text') this.#note(withTyped(line, key.text, history), earlier)
    else {
      const edited = afterKey(line, key.name, history)
      if (edited !== undefined) this.#note(edited, earlier)
      if (edited === undefined || key.name === 'enter') this.#act(shell, edited ?? line, earlier, key.name)
    }
  }

  /** A key for the container in the foreground, of which a line at a time goes to it. */
  #pressInto(shell: ShellView, key: Key): void {
    const { line } = typingIn(this.#bench, shell.id)
    const history = this.#typedInto
    if (key.kind === 'text') {
      this.#note(withTyped(line, key.text, history), '')
      return
    }
    const { name } = key
    const isLeaving = name === 'quit' && this.#before === 'up'
    this.#before = name
    if (isLeaving) {
      this.#note(emptyLine, '')
      leaveContainer(this.#bench, shell, 'detach')
      return
    }
    const edited = afterKey(line, name, history)
    if (edited !== undefined) this.#note(edited, '')
    if (name === 'enter') {
      const { text } = edited ?? line
      this.#typedInto = withLine(history, text)
      this.#note(emptyLine, '')
      typeInto(this.#bench, shell, text)
    } else if (name === 'interrupt') {
      this.#note(emptyLine, '')
      interruptShell(this.#bench, shell.id, line.text)
    } else if (name === 'end-of-input') {
      if (line.text === '') leaveContainer(this.#bench, shell, 'end-of-input')
      else this.#note(afterKey(line, 'delete', []) ?? line, '')
    } else if (name === 'clear') clearShell(this.#bench, shell.id)
  }

  #act(shell: ShellView, line: Line, earlier: string, key: KeyName): void {
    const { id } = shell
    if (key === 'enter') this.#enter(shell, line, earlier)
    if (key === 'tab' && shell.standing === 'ready') askCompletions(this.#bench, id, line.text, line.at)
    if (key === 'clear') clearShell(this.#bench, id)
    if (key === 'interrupt') this.#interrupt(shell, line, earlier)
    if (key === 'end-of-input') {
      const shorter = afterKey(line, 'delete', [])
      if (line.text === '' && earlier === '') closeShell(this.#bench, id)
      else if (shorter !== undefined) this.#note(shorter, earlier)
    }
  }

  /** Ctrl-C: stops the line that runs, or gives up the one that is typed. */
  #interrupt(shell: ShellView, line: Line, earlier: string): void {
    const { id, standing, drawing } = shell
    const shownMs = drawing === 'going' ? this.#screen.halt() : undefined
    if (shownMs !== undefined) stopShell(this.#bench, id, shownMs)
    else if (standing === 'running') {
      if (drawing === undefined) interruptShell(this.#bench, id)
    } else {
      printIn(this.#bench, shell.id, earlier === '' ? promptOf(shell) : morePrompt, `${line.text}^C`, '')
      this.#note({ ...emptyLine, cut: line.cut }, '')
    }
  }

  #enter(shell: ShellView, line: Line, earlier: string): void {
    const text = earlier + line.text
    const next = { ...emptyLine, cut: line.cut }
    if (isWhole(text)) {
      this.#note(next, '')
      runLine(this.#bench, shell.id, text)
      return
    }
    if (shell.standing === 'ready')
      printIn(this.#bench, shell.id, earlier === '' ? promptOf(shell) : morePrompt, line.text, '')
    this.#note(next, `${text}\n`)
  }

  #note(line: Line, earlier: string): void {
    const shell = this.#shell
    if (shell !== undefined) noteTyping(this.#bench, shell.id, { line, earlier })
  }
}
