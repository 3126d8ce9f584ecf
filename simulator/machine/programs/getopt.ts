import type { Process } from '../process.ts'
import { printLine } from './operands.ts'
import { program } from './program.ts'

/** What a script asked `getopt` for. */
interface Asked {
  readonly short: string
  readonly long: readonly string[]
  readonly name: string
  /** The old form, without options of its own: words are not quoted. */
  readonly isOld?: boolean
  readonly words: readonly string[]
}

/** `getopt`: puts the options of a script into order, for `eval set --`. Source: util-linux, getopt(1). */
export const getopt = program({
  names: ['getopt'],
  summary: 'Puts the options of a script into order.',
  missing: 'Shells other than sh (-s), long options with one dash (-a).',
  run: (process) => {
    const words = process.arguments.slice(1)
    if (words[0] === '-T' || words[0] === '--test') return 4
    const asked = askedIn(words)
    if (asked === undefined) {
      process.errors.write("getopt: missing optstring argument\nTry 'getopt --help' for more information.\n")
      return 2
    }
    return order(process, asked)
  },
})

function askedIn(words: readonly string[]): Asked | undefined {
  let short: string | undefined
  let name = 'getopt'
  const long: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const [, flag = '', attached] = /^(--[a-z]+)=(.*)$/s.exec(word) ?? [undefined, word]
    const value = (): string => attached ?? words[++at] ?? ''
    if (word === '--') return { short: short ?? words[++at] ?? '', long, name, words: words.slice(at + 1) }
    if (flag === '-o' || flag === '--options') short = value()
    else if (flag === '-l' || flag === '--long' || flag === '--longoptions') long.push(...value().split(/[,\s]+/))
    else if (flag === '-n' || flag === '--name') name = value()
    else if (word.startsWith('-o')) short = word.slice(2)
    else if (!word.startsWith('-'))
      return short === undefined
        ? { short: word, long, name, words: words.slice(at + 1), isOld: true }
        : { short, long, name, words: words.slice(at) }
  }
  return short === undefined ? undefined : { short, long, name, words: [] }
}

function order(process: Process, asked: Asked): number {
  const ordered = new Ordered(process, asked)
  const { words } = asked
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--' || (asked.short.startsWith('+') && !word.startsWith('-'))) {
      ordered.operands.push(...words.slice(word === '--' ? at + 1 : at))
      break
    }
    if (word.startsWith('--')) at += ordered.long(word, words[at + 1])
    else if (word.startsWith('-') && word !== '-') at += ordered.short(word, words[at + 1])
    else ordered.operands.push(word)
  }
  const quoted = (text: string): string => (asked.isOld === true ? text : quote(text))
  printLine(process, ` ${[...ordered.options(quoted), '--', ...ordered.operands.map(quoted)].join(' ')}`)
  return ordered.status
}

/** Options and operands as they are met. `long` and `short` give how many words they took beside their own. */
class Ordered {
  readonly operands: string[] = []
  status = 0
  readonly #process: Process
  readonly #asked: Asked
  readonly #options: { readonly name: string; readonly value?: string }[] = []

  constructor(process: Process, asked: Asked) {
    this.#process = process
    this.#asked = asked
  }

  options(quoted: (text: string) => string): readonly string[] {
    return this.#options.flatMap(({ name, value }) => (value === undefined ? [name] : [name, quoted(value)]))
  }

  long(word: string, next: string | undefined): number {
    const [, given = '', attached] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? []
    const all = this.#asked.long.filter((option) => option !== '')
    const known = all.find((option) => plain(option) === given) ?? all.find((option) => option.startsWith(given))
    if (known === undefined) return this.#complain(`unrecognized option '${word}'`)
    const name = `--${plain(known)}`
    if (known.endsWith('::')) return this.#add(name, attached ?? '')
    if (!known.endsWith(':'))
      return attached === undefined ? this.#add(name) : this.#complain(`option '${name}' doesn't allow an argument`)
    if (attached !== undefined) return this.#add(name, attached)
    if (next === undefined) return this.#complain(`option '${name}' requires an argument`)
    return 1 + this.#add(name, next)
  }

  short(word: string, next: string | undefined): number {
    const { short } = this.#asked
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? ''
      const place = letter === ':' ? -1 : short.indexOf(letter)
      const rest = word.slice(at + 1)
      if (place === -1) this.#complain(`invalid option -- '${letter}'`)
      else if (short[place + 1] !== ':') this.#add(`-${letter}`)
      else if (short[place + 2] === ':' || rest !== '') return this.#add(`-${letter}`, rest)
      else if (next === undefined) return this.#complain(`option requires an argument -- '${letter}'`)
      else return 1 + this.#add(`-${letter}`, next)
    }
    return 0
  }

  #add(name: string, value?: string): 0 {
    this.#options.push(value === undefined ? { name } : { name, value })
    return 0
  }

  #complain(message: string): 0 {
    this.#process.errors.write(`${this.#asked.name}: ${message}\n`)
    this.status = 1
    return 0
  }
}

function plain(option: string): string {
  return option.replace(/:*$/, '')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
