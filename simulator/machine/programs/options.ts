import type { Process } from '../process.ts'
import { libcOf } from './libc.ts'
import { end, type Flavour, printError } from './program.ts'

/**
 * The options of a command, as `getopt_long` takes them. `short`: letters, `:` after one that needs a value, `::` after one that may have
 * one attached. `long`: name → letter or own key, with `:` or `?` after it likewise. Options may stand between operands unless
 * `first` is set, as for commands that run another.
 */
export interface OptionTable {
  readonly short: string
  readonly long?: Readonly<Record<string, string>>
  /** Letters that only one flavour knows. */
  readonly gnuOnly?: string
  /** Long names that only GNU's knows. */
  readonly gnuOnlyLong?: readonly string[]
  readonly first?: boolean
  /** Exit status of wrong usage; 1 unless given. */
  readonly status?: number
  /** What GNU programs advise after wrong usage, where it is not `Try 'name --help' for more information.` */
  readonly advice?: string
  /** After the name in the line that begins with `Usage:`. */
  readonly usage?: string
}

/** The options given, by letter (or by the key that the table gives to a long one). */
export interface Options {
  readonly operands: readonly string[]
  readonly has: (key: string) => boolean
  /** How often it was given. */
  readonly count: (key: string) => number
  /** The last value given. */
  readonly value: (key: string) => string | undefined
  readonly values: (key: string) => readonly string[]
  /** All, in the order they were given. */
  readonly given: readonly GivenOption[]
  /** Options and operands (as texts) in the order they were given. */
  readonly sequence: readonly (GivenOption | string)[]
  /** Of several keys, the one given last. */
  readonly last: (keys: string) => string | undefined
}

export interface GivenOption {
  readonly key: string
  readonly value: string
}

/** Reads the options of a process. Ends it with the flavour's words when they are used wrongly, or after `--help` and `--version`. */
export function readOptions(
  process: Process,
  flavour: Flavour,
  table: OptionTable,
  words: readonly string[] = process.arguments.slice(1),
): Options {
  const sequence: (GivenOption | string)[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      sequence.push(...words.slice(at + 1))
      break
    }
    if (word.startsWith('--')) {
      const option = longOption(process, flavour, table, word)
      const value = option.takes === ':' && option.value === undefined ? words[++at] : option.value
      if (option.takes === ':' && value === undefined) missingValue(process, flavour, table, `--${option.name}`)
      sequence.push({ key: option.key, value: value ?? '' })
    } else if (word.startsWith('-') && word !== '-') {
      for (let index = 1; index < word.length; index++) {
        const letter = word[index] ?? ''
        const takes = shortTakes(table, flavour, letter)
        if (takes === undefined) wrongUsage(process, flavour, table, unknownShort(process, letter))
        const attached = word.slice(index + 1)
        if (takes === '') {
          sequence.push({ key: letter, value: '' })
          continue
        }
        const value = attached !== '' || takes === '::' ? attached : words[++at]
        if (value === undefined) missingValue(process, flavour, table, letter)
        sequence.push({ key: letter, value: value ?? '' })
        break
      }
    } else if (table.first) {
      sequence.push(...words.slice(at))
      break
    } else sequence.push(word)
  }
  return optionsOf(sequence)
}

function optionsOf(sequence: readonly (GivenOption | string)[]): Options {
  const given = sequence.filter((word) => typeof word !== 'string')
  const operands = sequence.filter((word) => typeof word === 'string')
  const values = (key: string): readonly string[] =>
    given.filter((option) => option.key === key).map((option) => option.value)
  return {
    operands,
    given,
    sequence,
    values,
    has: (key) => given.some((option) => option.key === key),
    count: (key) => values(key).length,
    value: (key) => values(key).at(-1),
    last: (keys) => given.findLast((option) => keys.includes(option.key))?.key,
  }
}

/** `''`, `:` or `::`; undefined for a letter that is not in the table. */
function shortTakes(table: OptionTable, flavour: Flavour, letter: string): string | undefined {
  if (letter === ':' || (flavour === 'busybox' && table.gnuOnly?.includes(letter))) return undefined
  const at = table.short.indexOf(letter)
  if (at === -1) return undefined
  return /^:{0,2}/.exec(table.short.slice(at + 1))?.[0] ?? ''
}

interface LongOption {
  readonly name: string
  readonly key: string
  readonly takes: '' | ':' | '?'
  readonly value: string | undefined
}

function longOption(process: Process, flavour: Flavour, table: OptionTable, word: string): LongOption {
  const equals = word.indexOf('=')
  const written = equals === -1 ? word.slice(2) : word.slice(2, equals)
  const value = equals === -1 ? undefined : word.slice(equals + 1)
  const long = table.long ?? {}
  const standard = flavour === 'gnu' ? ['help', 'version'] : ['help']
  const known = Object.keys(long).filter((name) => flavour === 'gnu' || !table.gnuOnlyLong?.includes(name))
  const names = [...known, ...standard.filter((name) => !Object.hasOwn(long, name))]
  const matching = names.includes(written) ? [written] : names.filter((name) => name.startsWith(written))
  const keys = new Set(matching.map((name) => long[name] ?? name))
  const [name] = matching
  if (name === undefined)
    return wrongUsage(
      process,
      flavour,
      table,
      libcOf(process) === 'musl'
        ? `unrecognized option: ${written}`
        : `unrecognized option '${flavour === 'gnu' ? `--${written}` : word}'`,
    )
  if (keys.size > 1) {
    const possible = matching.map((other) => ` '--${other}'`).join('')
    return wrongUsage(process, flavour, table, `option '--${written}' is ambiguous; possibilities:${possible}`)
  }
  if (!Object.hasOwn(long, name)) return standardOption(process, flavour, table, name)
  const spelled = long[name] ?? name
  const takes = spelled.endsWith(':') ? ':' : spelled.endsWith('?') ? '?' : ''
  if (takes === '' && value !== undefined)
    return wrongUsage(process, flavour, table, `option '--${name}' doesn't allow an argument`)
  return { name, key: takes === '' ? spelled : spelled.slice(0, -1), takes, value }
}

const packages: Readonly<Record<string, string>> = {
  grep: '(GNU grep) 3.8',
  sed: '(GNU sed) 4.9',
  find: '(GNU findutils) 4.9.0',
  xargs: '(GNU findutils) 4.9.0',
  tar: '(GNU tar) 1.34',
  gzip: '1.12',
  diff: '(GNU diffutils) 3.8',
  cmp: '(GNU diffutils) 3.8',
}

function standardOption(process: Process, flavour: Flavour, table: OptionTable, option: string): never {
  const name = commandName(process)
  if (option === 'version') process.output.write(`${name} ${packages[name] ?? '(GNU coreutils) 9.1'}\n`)
  else if (flavour === 'gnu') process.output.write(`Usage: ${name} ${table.usage ?? '[OPTION]...'}\n`)
  else process.errors.write(busyboxUsage(name, table))
  return end(0)
}

/** The C library reads the options, and words what is wrong with them. */
function unknownShort(process: Process, letter: string): string {
  return libcOf(process) === 'glibc' ? `invalid option -- '${letter}'` : `unrecognized option: ${letter}`
}

function missingValue(process: Process, flavour: Flavour, table: OptionTable, option: string): never {
  const letter = option.length === 1
  if (libcOf(process) === 'musl')
    return wrongUsage(process, flavour, table, `option requires an argument: ${option.replace(/^--/, '')}`)
  return wrongUsage(
    process,
    flavour,
    table,
    letter ? `option requires an argument -- '${option}'` : `option '${option}' requires an argument`,
  )
}

/** Says what was wrong and how to learn more, and ends the process with the table's status. */
export function wrongUsage(process: Process, flavour: Flavour, table: OptionTable, message: string): never {
  const name = commandName(process)
  if (message !== '') printError(process, message)
  const advice = table.advice ?? `Try '${name} --help' for more information.`
  process.errors.write(flavour === 'gnu' ? `${advice}\n` : busyboxUsage(name, table))
  return end(table.status ?? 1)
}

function busyboxUsage(name: string, table: OptionTable): string {
  return `BusyBox v1.37.0 multi-call binary.\n\nUsage: ${name} ${table.usage ?? '[OPTIONS] [FILE]...'}\n`
}

/** The name that messages begin with: without directories. */
export function commandName(process: Process): string {
  return (process.arguments[0] ?? '').replace(/.*\//, '')
}
