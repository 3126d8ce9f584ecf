import type { Heredoc, Instruction, RunInstruction, Command as WrittenCommand } from '../../dockerfile/instruction.ts'
import { ash, bash, type Dialect } from '../../machine/shell/dialect.ts'
import { Lexer } from '../../machine/shell/lexer.ts'
import { Parser } from '../../machine/shell/parser.ts'
import type { AndOr, Command, Compound, List, Pipeline, SimpleCommand, Word } from '../../machine/shell/syntax.ts'
import { baseName } from '../../values/path.ts'
import type { Range } from '../../values/range.ts'

/** A word of a call: its text, with `$name` for what only a run can know, and where it stands in the Dockerfile (absent in exec form). */
export interface CallWord {
  readonly text: string
  readonly range?: Range
}

/** One program or builtin that a RUN calls. */
export interface Call {
  /** Without folder: `apt-get` for `/usr/bin/apt-get`. */
  readonly name: string
  /** The name and what follows it. A `sudo` or `env` before it is left out, and noted. */
  readonly words: readonly CallWord[]
  readonly throughSudo: boolean
  /** Its directory and variables end with a subshell or a substitution. */
  readonly isInSubshell: boolean
  /** Variables set for this call alone. */
  readonly assigned: readonly string[]
}

/** What a RUN does, as far as its text tells. */
export interface ShellText {
  readonly calls: readonly Call[]
  /** For each pipe: the names of what stands before the last `|`, and where it begins. */
  readonly pipes: readonly { readonly names: readonly string[]; readonly range?: Range }[]
  /** It ends with a list in the background, or holds one. */
  readonly hasBackground: boolean
  /** It sets variables that last. */
  readonly hasAssignments: boolean
}

const nothing: ShellText = { calls: [], pipes: [], hasBackground: false, hasAssignments: false }

/** Reads the text of a RUN as its shell would. `shell` holds the words of SHELL. A shell that is not of the POSIX kind, and a text that is none of its programs, give nothing. */
export function shellTextOf(run: RunInstruction, shell: readonly string[]): ShellText {
  const { command } = run
  if (command.form === 'exec') return execText(command.words)
  const dialect = dialectOf(shell[0] ?? '/bin/sh')
  if (dialect === undefined) return nothing
  const document = scriptOf(run)
  if (document !== undefined)
    return read(document.body, dialect, document.stripTabs ? undefined : (at) => document.bodyRange.from + at)
  return read(command.text, dialect, (at) => offsetIn(run, command, at))
}

/** The here-document that is all that a RUN runs: its body is the script. Behind a command, or before one, it is that command's input. */
export function scriptOf({ command, heredocs }: RunInstruction): Heredoc | undefined {
  const isAlone = command.form === 'shell' && /^<<-?(["']?)\w+\1$/.test(command.text.trim())
  return isAlone ? heredocs[0] : undefined
}

/** Where a place in a command's text stands in the file. */
export function offsetIn(instruction: Instruction, command: WrittenCommand & { form: 'shell' }, at: number): number {
  return instruction.offsetOf(Math.max(0, instruction.text.length - command.text.length) + at)
}

/** The text of CMD or ENTRYPOINT as words, when its shell would start them as they are: no variable, pattern, redirection or second command. */
export function plainWordsOf(text: string): readonly string[] | undefined {
  const command = onlyCommandOf(text)
  if (command === undefined || command.assignments.length > 0 || command.redirects.length > 0) return undefined
  const isPlain = (word: Word): boolean =>
    word.every((part) => part.kind === 'text' && (part.quoted || !/[*?[~]/.test(part.text)))
  return command.words.every(isPlain) ? command.words.map(textOfWord) : undefined
}

/** The one simple command that a text is; undefined when it is more than that. */
export function onlyCommandOf(text: string): SimpleCommand | undefined {
  const [item, ...others] = parsed(text, ash) ?? []
  if (item === undefined || others.length > 0 || item.rest.length > 0 || item.inBackground) return undefined
  const [command, ...piped] = item.first.commands
  return command?.kind === 'simple' && piped.length === 0 && !item.first.negated ? command : undefined
}

function dialectOf(program: string): Dialect | undefined {
  const name = baseName(program)
  if (name === 'bash' || name === 'zsh' || name === 'ksh') return bash
  // ash reads all that dash reads.
  return name === 'sh' || name === 'ash' || name === 'dash' ? ash : undefined
}

function execText(words: readonly string[]): ShellText {
  const [program = '', option, text] = words
  const dialect = dialectOf(program)
  if (dialect !== undefined && option === '-c' && text !== undefined) return read(text, dialect, undefined)
  const call = callOf(
    words.map((word) => ({ text: word })),
    [],
    false,
  )
  return call === undefined ? nothing : { ...nothing, calls: [call] }
}

function parsed(text: string, dialect: Dialect): List | undefined {
  const parser = new Parser(new Lexer(text, dialect))
  const all: AndOr[] = []
  for (;;) {
    const next = parser.next()
    if (next.kind === 'error') return undefined
    if (next.kind === 'end') return all
    all.push(...next.list)
  }
}

function read(text: string, dialect: Dialect, offsetOf: ((at: number) => number) | undefined): ShellText {
  const list = parsed(text, dialect)
  if (list === undefined) return nothing
  const reading = new Reading(offsetOf)
  reading.list(list, false)
  return reading
}

/** Collects what a text calls while its syntax is walked. */
class Reading implements ShellText {
  readonly calls: Call[] = []
  readonly pipes: { names: readonly string[]; range?: Range }[] = []
  hasBackground = false
  hasAssignments = false
  readonly #offsetOf: ((at: number) => number) | undefined

  constructor(offsetOf: ((at: number) => number) | undefined) {
    this.#offsetOf = offsetOf
  }

  list(list: List, isInSubshell: boolean): void {
    for (const { first, rest, inBackground } of list) {
      if (inBackground) this.hasBackground = true
      for (const pipeline of [first, ...rest.map((each) => each.pipeline)]) this.#pipeline(pipeline, isInSubshell)
    }
  }

  #pipeline({ commands }: Pipeline, isInSubshell: boolean): void {
    const before = this.calls.length
    commands.forEach((command, at) => {
      if (at === commands.length - 1 && at > 0) {
        const piped = this.calls.slice(before)
        const range = piped[0]?.words[0]?.range
        this.pipes.push({ names: piped.map(({ name }) => name), ...(range === undefined ? {} : { range }) })
      }
      this.#command(command, isInSubshell || commands.length > 1)
    })
  }

  #command(command: Command, isInSubshell: boolean): void {
    if (command.kind === 'function') this.#command(command.body, isInSubshell)
    else if (command.kind === 'compound') this.#compound(command.command, isInSubshell)
    else this.#simple(command, isInSubshell)
  }

  #compound(compound: Compound, isInSubshell: boolean): void {
    switch (compound.kind) {
      case 'group':
      case 'subshell':
        this.list(compound.body, isInSubshell || compound.kind === 'subshell')
        break
      case 'if':
        for (const { condition, body } of compound.clauses) this.#lists(isInSubshell, condition, body)
        this.#lists(isInSubshell, compound.otherwise ?? [])
        break
      case 'while':
      case 'until':
        this.#lists(isInSubshell, compound.condition, compound.body)
        break
      case 'for':
      case 'count':
        this.list(compound.body, isInSubshell)
        break
      case 'case':
        this.#lists(isInSubshell, ...compound.items.map((item) => item.body))
        break
      case 'arithmetic':
      case 'condition':
    }
  }

  #lists(isInSubshell: boolean, ...lists: readonly List[]): void {
    for (const list of lists) this.list(list, isInSubshell)
  }

  #simple(command: SimpleCommand, isInSubshell: boolean): void {
    const words = command.words.map((word, at) => {
      const range = this.#place(command.ranges[at])
      return { text: textOfWord(word), ...(range === undefined ? {} : { range }) }
    })
    const assigned = command.assignments.map(({ name }) => name)
    if (words.length === 0 && assigned.length > 0 && !isInSubshell) this.hasAssignments = true
    for (const part of [...command.words, ...command.assignments.map(({ value }) => value)].flat())
      if (part.kind === 'command') this.list(part.list, true)
    const call = callOf(words, assigned, isInSubshell)
    if (call !== undefined) this.calls.push(call)
  }

  #place(range: Range | undefined): Range | undefined {
    if (range === undefined || this.#offsetOf === undefined) return undefined
    // The last character's own place: after a joined line the end's would be on the next one.
    return { from: this.#offsetOf(range.from), to: this.#offsetOf(range.to - 1) + 1 }
  }
}

function callOf(words: readonly CallWord[], assigned: readonly string[], isInSubshell: boolean): Call | undefined {
  const [first, ...rest] = words
  if (first === undefined) return undefined
  const name = baseName(first.text)
  if (name === 'sudo' && rest.length > 0) {
    const start = rest.findIndex((word) => !word.text.startsWith('-'))
    const inner = callOf(rest.slice(Math.max(0, start)), assigned, isInSubshell)
    return inner === undefined ? undefined : { ...inner, throughSudo: true }
  }
  if (name === 'env' || name === 'exec' || name === 'command' || name === 'nice' || name === 'time') {
    const start = rest.findIndex((word) => !/^-|^\w+=/.test(word.text))
    const set = rest.slice(0, Math.max(0, start)).flatMap(({ text }) => /^(\w+)=/.exec(text)?.[1] ?? [])
    if (start >= 0) return callOf(rest.slice(start), [...assigned, ...set], isInSubshell)
  }
  return { name, words, throughSudo: name === 'sudo', isInSubshell, assigned }
}

function textOfWord(word: Word): string {
  return word
    .map((part) => {
      if (part.kind === 'text') return part.text
      return part.kind === 'parameter' ? `$${part.name}` : '$()'
    })
    .join('')
}
