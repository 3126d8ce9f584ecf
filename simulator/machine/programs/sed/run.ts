import { realContent } from '../../../filesystem/content.ts'
import { escapeSign } from '../../escapes.ts'
import { appendFile, readFile, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { type ByteText, bytesFrom, byteText } from '../bytes.ts'
import { fail } from '../program.ts'
import type { Match, Regex } from '../regex/regex.ts'
import type { Address, ReplacementPart, SedCommand, Substitution } from './script.ts'

/** Where lines come from and go to. */
export interface SedStreams {
  /** The next line without its newline; undefined at the end. */
  readonly next: () => ByteText | undefined
  readonly isLast: () => boolean
  /** Prints a text; the newline after the last line is left out where the input has none. */
  readonly print: (text: ByteText) => void
  readonly lineEnd: () => ByteText
  readonly fileName: () => string
}

/** How a script runs. */
export interface SedSettings {
  readonly isQuiet: boolean
  /** Line length of `l`. */
  readonly width: number
  readonly isGnu: boolean
}

/** Runs a script over lines, and gives the exit status (that of `q` or 0). Source: POSIX sed; the GNU sed manual. */
export function runScript(
  process: Process,
  commands: readonly SedCommand[],
  streams: SedStreams,
  settings: SedSettings,
): number {
  return new Run(process, commands, streams, settings).run()
}

type Flow = 'next' | 'delete' | 'restart' | 'quit' | 'quit silently'

class Run {
  readonly #process: Process
  readonly #commands: readonly SedCommand[]
  readonly #streams: SedStreams
  readonly #settings: SedSettings
  readonly #labels = new Map<string, number>()
  /** For a range that has begun: the line on which it ends, or its second address. */
  readonly #ranges = new Map<SedCommand, number | 'open'>()
  readonly #written = new Set<string>()
  #pattern: ByteText = ''
  #hold: ByteText = ''
  #line = 0
  #waiting: ByteText[] = []
  #hasReplaced = false
  #lastRegex: Regex | undefined
  #status = 0

  constructor(process: Process, commands: readonly SedCommand[], streams: SedStreams, settings: SedSettings) {
    this.#process = process
    this.#commands = commands
    this.#streams = streams
    this.#settings = settings
    commands.forEach((command, at) => {
      if (command.name === ':') this.#labels.set(command.text, at)
    })
    for (const command of commands) {
      if ('btT'.includes(command.name) && command.text !== '' && !this.#labels.has(command.text))
        fail(
          process,
          `can't find label for jump to ${settings.isGnu ? '`' : "'"}${command.text}'`,
          settings.isGnu ? 4 : 1,
        )
      const file = command.name === 'w' || command.name === 'W' ? command.text : command.substitution?.file
      if (file !== undefined && !file.startsWith('/dev/std')) this.#openOutput(file)
    }
  }

  run(): number {
    let restarts = false
    for (;;) {
      if (!restarts) {
        const line = this.#streams.next()
        if (line === undefined) return this.#status
        this.#pattern = line
        this.#line++
      }
      this.#process.machine.budget.spend(2)
      const flow = this.#cycle()
      restarts = flow === 'restart'
      if (flow === 'quit silently') return this.#status
      if (flow !== 'delete' && flow !== 'restart' && !this.#settings.isQuiet) this.#printLine(this.#pattern)
      this.#flushWaiting()
      if (flow === 'quit') return this.#status
    }
  }

  #printLine(text: ByteText): void {
    this.#streams.print(text + this.#streams.lineEnd())
  }

  #flushWaiting(): void {
    for (const text of this.#waiting) this.#streams.print(text)
    this.#waiting = []
  }

  #cycle(): Flow {
    for (let at = 0; at < this.#commands.length; at++) {
      const command = this.#commands[at]
      if (command === undefined) break
      this.#process.machine.budget.spend(1)
      if (this.#isSelected(command) === command.isNegated) {
        if (command.name === '{') at = (command.end ?? this.#commands.length) - 1
        continue
      }
      const next = this.#execute(command)
      if (typeof next === 'string') return next
      if (next !== undefined) at = next
    }
    return 'next'
  }

  #isSelected(command: SedCommand): boolean {
    const { from, to } = command
    if (from === undefined) return true
    if (to === undefined) return this.#matchesAddress(from)
    const range = this.#ranges.get(command)
    if (range !== undefined) {
      if (typeof range === 'number') {
        if (this.#line >= range) this.#ranges.delete(command)
        return this.#line <= range || this.#matchesAddress(from)
      }
      if (this.#matchesAddress(to)) this.#ranges.delete(command)
      return true
    }
    if (from.kind === 'line' && from.number === 0) {
      // `0,/x/` may end on the first line already.
      if (this.#line > 1) return false
      if (!this.#matchesAddress(to)) this.#ranges.set(command, 'open')
      return true
    }
    if (!this.#matchesAddress(from)) return false
    const end =
      to.kind === 'line'
        ? to.number
        : to.kind === 'more'
          ? this.#line + to.count
          : to.kind === 'multiple'
            ? to.of === 0
              ? this.#line
              : Math.ceil(this.#line / to.of) * to.of
            : undefined
    if (end === undefined) this.#ranges.set(command, 'open')
    else if (end > this.#line) this.#ranges.set(command, end)
    return true
  }

  #matchesAddress(address: Address): boolean {
    switch (address.kind) {
      case 'line':
        return this.#line === address.number
      case 'last':
        return this.#streams.isLast()
      case 'step':
        return address.step === 0
          ? this.#line === address.first
          : this.#line >= address.first && (this.#line - address.first) % address.step === 0
      case 'match':
        return this.#regexOf(address.regex).find(this.#pattern) !== undefined
      case 'more':
      case 'multiple':
        return false
    }
  }

  #regexOf(regex: Regex | undefined): Regex {
    const used = regex ?? this.#lastRegex
    if (used === undefined) return fail(this.#process, '-e expression #1, char 0: no previous regular expression')
    this.#lastRegex = used
    return used
  }

  #execute(command: SedCommand): Flow | number | undefined {
    const { print } = this.#streams
    switch (command.name) {
      case 's':
        if (command.substitution !== undefined) this.#substitute(command.substitution)
        return undefined
      case 'p':
        this.#printLine(this.#pattern)
        return undefined
      case 'd':
        return 'delete'
      case 'D': {
        const end = this.#pattern.indexOf('\n')
        if (end === -1) return 'delete'
        this.#pattern = this.#pattern.slice(end + 1)
        return 'restart'
      }
      case 'P':
        print(`${this.#pattern.split('\n')[0] ?? ''}\n`)
        return undefined
      case 'n': {
        if (this.#streams.isLast()) return 'quit'
        if (!this.#settings.isQuiet) this.#printLine(this.#pattern)
        this.#flushWaiting()
        this.#pattern = this.#streams.next() ?? ''
        this.#line++
        return undefined
      }
      case 'N': {
        if (this.#streams.isLast()) return 'quit'
        this.#flushWaiting()
        this.#pattern += `\n${this.#streams.next() ?? ''}`
        this.#line++
        return undefined
      }
      case 'g':
        this.#pattern = this.#hold
        return undefined
      case 'G':
        this.#pattern += `\n${this.#hold}`
        return undefined
      case 'h':
        this.#hold = this.#pattern
        return undefined
      case 'H':
        this.#hold += `\n${this.#pattern}`
        return undefined
      case 'x':
        ;[this.#pattern, this.#hold] = [this.#hold, this.#pattern]
        return undefined
      case 'z':
        this.#pattern = ''
        return undefined
      case '=':
        print(`${this.#line}\n`)
        return undefined
      case 'F':
        print(`${this.#streams.fileName()}\n`)
        return undefined
      case 'l':
        print(unambiguous(this.#pattern, command.number ?? this.#settings.width))
        return undefined
      case 'a':
        this.#waiting.push(`${command.text}\n`)
        return undefined
      case 'i':
        print(`${command.text}\n`)
        return undefined
      case 'c':
        if (command.to === undefined || command.isNegated || !this.#ranges.has(command)) print(`${command.text}\n`)
        return 'delete'
      case 'q':
        this.#status = command.number ?? 0
        return 'quit'
      case 'Q':
        this.#status = command.number ?? 0
        return 'quit silently'
      case 'b':
        return this.#jump(command.text)
      case 't':
      case 'T': {
        const jumps = this.#hasReplaced === (command.name === 't')
        if (command.name === 't' || this.#hasReplaced) this.#hasReplaced = false
        return jumps ? this.#jump(command.text) : undefined
      }
      case 'r':
        this.#waiting.push(this.#fileText(command.text))
        return undefined
      case 'w':
        this.#write(command.text, `${this.#pattern}\n`)
        return undefined
      case 'W':
        this.#write(command.text, `${this.#pattern.split('\n')[0] ?? ''}\n`)
        return undefined
      case 'y':
        this.#transliterate(command.text)
        return undefined
      default:
        return undefined
    }
  }

  #jump(label: string): number {
    return label === '' ? this.#commands.length : (this.#labels.get(label) ?? this.#commands.length)
  }

  #fileText(name: string): ByteText {
    const content = readFile(this.#process, name).value
    return content?.kind === 'real' ? byteText(content.bytes) : ''
  }

  #openOutput(name: string): void {
    if (this.#written.has(name)) return
    this.#written.add(name)
    writeFile(this.#process, name, '')
  }

  #write(name: string, text: ByteText): void {
    if (name === '/dev/stdout') this.#streams.print(text)
    else appendFile(this.#process, name, realContent(bytesFrom(text)))
  }

  #transliterate(pairs: ByteText): void {
    const half = pairs.length / 2
    this.#pattern = [...this.#pattern]
      .map((sign) => {
        const at = pairs.slice(0, half).indexOf(sign)
        return at === -1 ? sign : (pairs[half + at] ?? sign)
      })
      .join('')
  }

  #substitute(substitution: Substitution): void {
    const regex = this.#regexOf(substitution.regex)
    const before = this.#pattern
    let result = ''
    let copied = 0
    let count = 0
    let from = 0
    let lastEnd = -1
    while (from <= before.length) {
      this.#process.machine.budget.spend(1)
      const match = regex.find(before, from, { multiline: substitution.isMultiline })
      if (match === undefined) break
      const [start = 0, end = 0] = match
      // An empty match right after a match does not count.
      const counts = !(start === end && start === lastEnd)
      if (counts && ++count >= substitution.nth) {
        result += before.slice(copied, start) + replacementFor(substitution.parts, before, match)
        copied = end
        if (!substitution.isGlobal) break
      }
      lastEnd = end
      from = end > start ? end : end + 1
    }
    if (count < substitution.nth) return
    this.#pattern = result + before.slice(copied)
    this.#hasReplaced = true
    if (substitution.prints) this.#printLine(this.#pattern)
    if (substitution.file !== undefined) this.#write(substitution.file, `${this.#pattern}\n`)
  }
}

function replacementFor(parts: readonly ReplacementPart[], text: ByteText, match: Match): ByteText {
  let made = ''
  let mode = ''
  let once = ''
  for (const part of parts) {
    if (part.kind === 'case') {
      if (part.letter === 'l' || part.letter === 'u') once = part.letter
      else {
        mode = part.letter
        once = ''
      }
      continue
    }
    let piece = part.kind === 'text' ? part.text : groupText(text, match, part.number)
    if (mode === 'U') piece = piece.toUpperCase()
    if (mode === 'L') piece = piece.toLowerCase()
    if (once !== '' && piece !== '') {
      const first = piece[0] ?? ''
      piece = (once === 'u' ? first.toUpperCase() : first.toLowerCase()) + piece.slice(1)
      once = ''
    }
    made += piece
  }
  return made
}

function groupText(text: ByteText, match: Match, number: number): ByteText {
  const [start = -1, end = -1] = [match[number * 2], match[number * 2 + 1]]
  return start === -1 ? '' : text.slice(start, end)
}

/** What `l` prints: escapes for signs one does not see, long lines folded. */
function unambiguous(text: ByteText, width: number): ByteText {
  let shown = ''
  let column = 0
  for (const sign of text) {
    const piece = sign === '\\' ? '\\\\' : sign < ' ' || sign > '~' ? escapeSign(sign) : sign
    if (width > 1 && column + piece.length > width - 1) {
      shown += '\\\n'
      column = 0
    }
    shown += piece
    column += piece.length
  }
  return `${shown}$\n`
}
