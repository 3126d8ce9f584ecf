import { textOf } from '../../values/bytes.ts'
import { exists, readFile } from '../files.ts'
import { Suspended } from '../life.ts'
import type { TypedInput } from '../typed.ts'
import { homeOf } from '../users.ts'
import { type Dialect, dash } from './dialect.ts'
import { runList } from './interpret.ts'
import { Lexer } from './lexer.ts'
import { takeSignals } from './life.ts'
import { Parser } from './parser.ts'
import { promptText } from './prompt.ts'
import { FatalError, Jump, type Shell } from './shell.ts'
import { runToEnd } from './subshell.ts'
import type { List } from './syntax.ts'

/** How a shell that somebody types at names itself in messages: ash and bash leave the line out there. Source: the real ones. */
export function spokenBy(dialect: Dialect): Dialect {
  if (dialect.name === 'dash') return dash
  const prefix = (name: string, _line: number, builtin: string | undefined): string =>
    `${name}: ${builtin === undefined ? '' : `${builtin}: `}`
  return { ...dialect, texts: { ...dialect.texts, prefix } }
}

/**
 * Runs a shell that is given its lines one after the other, by somebody who types or through a pipe that stays open. Beside others it leaves its turn
 * after each line. Gives the status that it ends with.
 */
export function runTyped(shell: Shell, input: TypedInput): number {
  const talk = new Conversation(shell, input.isTerminal)
  talk.begin()
  if (input.isBeside) {
    const { life } = shell.machine
    const self = life?.processes.findLast((one) => one.id === shell.id)
    const asFront = (run: () => number | undefined) => (): number | undefined => {
      if (life === undefined || self === undefined) return run()
      return life.inFront(self, run)
    }
    input.leaveTo({
      line: (line) => asFront(() => talk.take(line))(),
      end: asFront(() => talk.end()),
      interrupt: () => talk.interrupt(),
    })
  }
  for (;;) {
    const next = input.readLine()
    if (next.kind === 'signal') talk.signal(next.signal)
    else {
      const status = next.kind === 'ended' ? talk.end() : talk.take(next.line)
      if (status !== undefined) return status
    }
  }
}

/** What a shell and who types at it say to each other. */
class Conversation {
  readonly #shell: Shell
  readonly #isInteractive: boolean
  /** Lines of a command that goes on. */
  #begun = ''
  #lines = 0

  constructor(shell: Shell, isInteractive: boolean) {
    this.#shell = shell
    this.#isInteractive = isInteractive
  }

  begin(): void {
    if (!this.#isInteractive) return
    const shell = this.#shell
    shell.options.add('i')
    const self = shell.machine.life?.processes.findLast((one) => one.id === shell.id)
    if (self !== undefined) self.leadsTerminal = true
    if (shell.dialect.name === 'ash') shell.variables.set('PS1', plain('\\w \\$ '))
    else if (shell.dialect.isBash) this.#beginBash()
    else shell.variables.set('PS1', plain(shell.user.uid === 0 ? '# ' : '$ '))
    this.#prompt()
  }

  #beginBash(): void {
    const shell = this.#shell
    // Debian's and Ubuntu's own /etc/bash.bashrc says so.
    const isDebian = exists(shell, '/etc/debian_version')
    shell.variables.set('PS1', plain(isDebian ? '\\u@\\h:\\w\\$ ' : '\\s-\\v\\$ '))
    const own = readFile(shell, `${shell.get('HOME') ?? homeOf(shell.machine.draft.current, shell.user.uid)}/.bashrc`)
    const text = own.value?.kind === 'real' ? textOf(own.value.bytes) : undefined
    if (text !== undefined) this.#guarded(() => shell.runner.runText(shell, text))
  }

  /** One line; gives the status when it has ended the shell. */
  take(line: string): number | undefined {
    this.#lines += 1
    this.#begun += `${line}\n`
    const read = readBegun(this.#shell, this.#begun, this.#lines)
    if (read === 'goes on') {
      this.#prompt()
      return undefined
    }
    this.#begun = ''
    const status = this.#guarded(() => {
      for (const list of read.lists) {
        runList(this.#shell, list)
        takeSignals(this.#shell)
      }
      if (read.wrong !== undefined) {
        this.#shell.complain(read.wrong, undefined, this.#lines)
        throw new FatalError(2, true)
      }
      return this.#shell.status
    })
    if (status === undefined) this.#prompt()
    return status
  }

  /** Nothing more comes. */
  end(): number | undefined {
    const shell = this.#shell
    if (this.#isInteractive) shell.errors.write(shell.dialect.isBash ? '\nexit\n' : '\n')
    return runToEnd(shell, () => shell.status)
  }

  /** A signal that came between two lines: Ctrl-C, or one with a trap. */
  signal(signal: number): void {
    this.#shell.machine.life?.processes.findLast((one) => one.id === this.#shell.id)?.pending.push(signal)
    takeSignals(this.#shell)
    if (signal === 2) this.interrupt()
  }

  interrupt(): void {
    const shell = this.#shell
    this.#begun = ''
    shell.status = 130
    shell.errors.write(shell.dialect.name === 'ash' ? '\n\n' : '\n')
    this.#prompt()
  }

  /** Runs something of which an error ends only the line, as long as somebody types; the status when the shell ends. */
  #guarded(run: () => number): number | undefined {
    const shell = this.#shell
    const outer = shell.callDepth
    try {
      run()
    } catch (thrown) {
      shell.callDepth = outer
      shell.commandName = undefined
      if (thrown instanceof Suspended) throw thrown
      if (thrown instanceof FatalError && this.#isInteractive) shell.status = thrown.status
      else if (thrown instanceof Jump && thrown.kind !== 'exit') shell.status = thrown.status
      else return this.#leave(thrown)
    }
    return undefined
  }

  #leave(thrown: unknown): number {
    const shell = this.#shell
    if (this.#isInteractive && shell.dialect.isBash && thrown instanceof Jump) shell.errors.write('exit\n')
    return runToEnd(shell, () => {
      throw thrown
    })
  }

  #prompt(): void {
    if (this.#isInteractive) this.#shell.errors.write(promptText(this.#shell, this.#begun === '' ? 'PS1' : 'PS2'))
  }
}

function plain(value: string) {
  return { value, isExported: false, isReadOnly: false }
}

/** Lines as commands; `goes on` when more must come. What stands before a mistake is run. */
function readBegun(
  shell: Shell,
  text: string,
  lines: number,
): 'goes on' | { readonly lists: readonly List[]; readonly wrong?: string } {
  if (/(^|[^\\])(\\\\)*\\\n$/.test(text)) return 'goes on'
  const count = text.split('\n').length - 1
  const parser = new Parser(new Lexer(text, shell.dialect, lines - count + 1))
  const lists: List[] = []
  for (;;) {
    const parsed = parser.next()
    if (parsed.kind === 'commands') lists.push(parsed.list)
    else if (parsed.kind === 'end') return parser.openDocuments.length > 0 ? 'goes on' : { lists }
    else return isUnfinished(parsed.message) ? 'goes on' : { lists, wrong: parsed.message }
  }
}

function isUnfinished(message: string): boolean {
  return /end of file|unterminated|unexpected EOF|missing '?\}|missing '\)\)'|end of input/i.test(message)
}
