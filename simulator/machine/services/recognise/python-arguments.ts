import { type Given, Raised } from './host.ts'
import type { PythonProgram } from './python-program.ts'
import { NotUnderstood } from './syntax.ts'
import { none, numberValue, plainText, type Thing, textValue, thing, type Value } from './value.ts'

/** One argument of a parser. */
interface Argument {
  /** `--to`; a positional one has no dashes. */
  readonly names: readonly string[]
  /** Under which the program finds it. */
  readonly field: string
  readonly type: 'str' | 'int' | 'float'
  readonly initial: Value
  readonly choices: readonly string[] | undefined
  readonly help: string
  readonly isSwitch: boolean
  readonly isRequired: boolean
}

const parsers = new WeakMap<Thing, Argument[]>()
/** Columns that a line may have, and where help begins at the latest. Source: Python's argparse.HelpFormatter. */
const width = 78
const latestHelp = 24

/** `argparse`: a parser, what is added to it, and the words that it reads. Undefined for what is none of it. */
export function argumentCall(
  program: PythonProgram,
  name: string,
  given: Given,
  self: Value | undefined,
): Value | undefined {
  if (name === 'argparse.ArgumentParser') {
    const parser = thing('parser', [['description', given.named.get('description') ?? given.values[0] ?? none]])
    for (const word of given.named.keys()) if (word !== 'description') throw new NotUnderstood(word)
    parsers.set(parser, [])
    return parser
  }
  if (self?.kind !== 'thing' || self.name !== 'parser') return undefined
  if (name === 'parser.add_argument') {
    parsers.get(self)?.push(argumentOf(given))
    return none
  }
  return name === 'parser.parse_args' ? parse(program, self, given.line) : undefined
}

function argumentOf({ values, named }: Given): Argument {
  const known = new Set(['type', 'default', 'choices', 'help', 'required', 'action', 'dest'])
  for (const word of named.keys()) if (!known.has(word)) throw new NotUnderstood(word)
  const names = values.map(plainText)
  const long = names.find((one) => one.startsWith('--')) ?? names[0] ?? ''
  const type = named.get('type')
  const kind = type === undefined ? 'str' : type.kind === 'thing' ? type.name : ''
  if (kind !== 'str' && kind !== 'int' && kind !== 'float') throw new NotUnderstood('a type')
  const action = named.get('action')
  if (action !== undefined && plainText(action) !== 'store_true') throw new NotUnderstood('an action')
  const choices = named.get('choices')
  if (choices !== undefined && choices.kind !== 'list') throw new NotUnderstood('choices')
  const required = named.get('required')
  const isPositional = !long.startsWith('-')
  return {
    names,
    field: named.has('dest') ? plainText(named.get('dest')) : long.replace(/^-+/, '').replaceAll('-', '_'),
    type: kind,
    initial: named.get('default') ?? (action === undefined ? none : { kind: 'boolean', value: false }),
    choices: choices?.items.map(plainText),
    help: named.has('help') ? plainText(named.get('help')) : '',
    isSwitch: action !== undefined,
    isRequired: isPositional || (required?.kind === 'boolean' && required.value),
  }
}

function parse(program: PythonProgram, parser: Thing, line: number): Value {
  const all = parsers.get(parser) ?? []
  const found = new Map<string, Value>(all.map(({ field, initial }) => [field, initial]))
  const positionals = all.filter(isPositional)
  const missing = new Set(all.filter(({ isRequired }) => isRequired))
  const rest: string[] = []
  const words = [...program.world.arguments]
  let onlyWords = false
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--' && !onlyWords) {
      onlyWords = true
      continue
    }
    if (onlyWords || !/^-./.test(word) || /^-\d/.test(word)) {
      const next = positionals.shift()
      if (next === undefined) rest.push(word)
      else take(next, word)
      continue
    }
    const [name = '', ...after] = word.split('=')
    if (name === '-h' || name === '--help') {
      program.print({ text: helpText(program, parser, all), stream: 'stdout', flushes: false })
      throw new Raised('SystemExit', '', 0, line)
    }
    const option = all.find((one) => one.names.includes(name)) ?? only(all.filter((one) => begins(one, name)))
    if (option === undefined) rest.push(word)
    else if (option.isSwitch) found.set(option.field, { kind: 'boolean', value: true })
    else {
      const value = after.length > 0 ? after.join('=') : words.shift()
      if (value === undefined || (after.length === 0 && /^--?[A-Za-z]/.test(value)))
        throw fail(`argument ${option.names.join('/')}: expected one argument`)
      take(option, value)
    }
  }
  if (missing.size > 0)
    throw fail(`the following arguments are required: ${[...missing].map(({ names }) => names.join('/')).join(', ')}`)
  if (rest.length > 0) throw fail(`unrecognized arguments: ${rest.join(' ')}`)
  return thing('argparse.Namespace', [...found])

  function take(one: Argument, word: string): void {
    const value = readAs(one, word)
    const name = one.names.join('/')
    if (value === undefined) throw fail(`argument ${name}: invalid ${one.type} value: '${word}'`)
    if (one.choices !== undefined && !one.choices.includes(word))
      throw fail(
        `argument ${name}: invalid choice: '${word}' (choose from ${one.choices.map((choice) => `'${choice}'`).join(', ')})`,
      )
    found.set(one.field, value)
    missing.delete(one)
  }

  function fail(message: string): Raised {
    const name = scriptName(program)
    program.print({ text: `${usageText(name, all)}\n${name}: error: ${message}\n`, stream: 'stderr', flushes: false })
    return new Raised('SystemExit', '', 2, line)
  }
}

function readAs({ type }: Argument, word: string): Value | undefined {
  if (type === 'str') return textValue(word)
  const fits = type === 'int' ? /^\s*[+-]?\d+\s*$/ : /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i
  return fits.test(word) ? numberValue(Number(word), type === 'float') : undefined
}

function only(found: readonly Argument[]): Argument | undefined {
  return found.length === 1 ? found[0] : undefined
}

/** A long option may be written short, as long as it is the only one that begins so. */
function begins({ names }: Argument, word: string): boolean {
  return word.startsWith('--') && names.some((name) => name.startsWith(word))
}

function isPositional({ names }: Argument): boolean {
  return !(names[0] ?? '').startsWith('-')
}

function scriptName({ world }: PythonProgram): string {
  return world.path.slice(world.path.lastIndexOf('/') + 1)
}

/** What stands for its value: `WEIGHT`, `{DE,PT}`, or a positional's own name. */
function placeOf(one: Argument): string {
  if (one.choices !== undefined) return `{${one.choices.join(',')}}`
  return isPositional(one) ? one.field : one.field.toUpperCase()
}

function usageText(name: string, all: readonly Argument[]): string {
  const options = all
    .filter((one) => !isPositional(one))
    .map((one) => {
      const word = one.isSwitch ? (one.names[0] ?? '') : `${one.names[0] ?? ''} ${placeOf(one)}`
      return one.isRequired ? word : `[${word}]`
    })
  const parts = ['[-h]', ...options, ...all.filter(isPositional).map(placeOf)]
  const lines = [`usage: ${name}`]
  for (const part of parts) {
    const last = lines.at(-1) ?? ''
    if (last.length + 1 + part.length <= width) lines[lines.length - 1] = `${last} ${part}`
    else lines.push(`${' '.repeat(`usage: ${name}`.length)} ${part}`)
  }
  return lines.join('\n')
}

function helpText(program: PythonProgram, parser: Thing, all: readonly Argument[]): string {
  const description = parser.fields.get('description')
  const rows = (list: readonly Argument[]) => list.map((one): [string, string] => [invocationOf(one), one.help])
  const positionals = rows(all.filter(isPositional))
  const options: [string, string][] = [
    ['-h, --help', 'show this help message and exit'],
    ...rows(all.filter((one) => !isPositional(one))),
  ]
  const longest = Math.max(...[...positionals, ...options].map(([name]) => name.length + 2))
  const at = Math.min(longest + 2, latestHelp)
  const section = (title: string, list: readonly (readonly [string, string])[]): string =>
    list.length === 0 ? '' : `\n${title}:\n${list.map((row) => rowText(row, at)).join('')}`
  const about = description === undefined || description.kind === 'none' ? '' : `\n${plainText(description)}\n`
  return `${usageText(scriptName(program), all)}\n${about}${section('positional arguments', positionals)}${section('options', options)}`
}

function invocationOf(one: Argument): string {
  if (isPositional(one)) return placeOf(one)
  return one.names.map((name) => (one.isSwitch ? name : `${name} ${placeOf(one)}`)).join(', ')
}

function rowText([name, help]: readonly [string, string], at: number): string {
  if (help === '') return `  ${name}\n`
  return name.length <= at - 4 ? `  ${name.padEnd(at - 4)}  ${help}\n` : `  ${name}\n${' '.repeat(at)}${help}\n`
}
