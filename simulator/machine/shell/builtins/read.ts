import { textOf } from '../../../values/bytes.ts'
import type { Input } from '../../process.ts'
import type { Shell } from '../shell.ts'
import { type Builtins, regular } from './builtin.ts'

/** Builtins that read lines and options into variables. */
export const readBuiltins: Builtins = {
  read: regular((shell, words) => read(shell, words)),
}

interface ReadOptions {
  readonly isRaw: boolean
  readonly delimiter: string
  readonly count: number | undefined
  readonly descriptor: number
  readonly array: string | undefined
  readonly names: readonly string[]
}

function read(shell: Shell, words: readonly string[]): number {
  const options = parseReadOptions(shell, words)
  if (typeof options === 'number') return options
  const input = shell.descriptors.get(options.descriptor)?.input
  if (input === undefined) {
    if (shell.dialect.name === 'bash') shell.complain(`read error: ${options.descriptor}: Bad file descriptor`, 'read')
    return shell.dialect.name === 'bash' ? 1 : 1
  }
  const line = readLine(shell, input, options)
  if (options.array !== undefined) {
    const elements = new Map(
      splitLine(shell, line, Number.POSITIVE_INFINITY).map((value, at): [string, string] => [`${at}`, value]),
    )
    shell.variables.set(options.array, { value: undefined, isExported: false, isReadOnly: false, elements })
    return line.isEnded ? 0 : 1
  }
  if (options.names.length === 0)
    shell.set('REPLY', options.names.length === 0 ? line.characters.map((one) => one.text).join('') : '')
  else {
    const fields = splitLine(shell, line, options.names.length)
    for (const [at, name] of options.names.entries()) {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
        if (shell.dialect.isBash) {
          shell.complain(`\`${name}': not a valid identifier`, 'read')
          return 1
        }
        throw shell.fatal(`${name}: bad variable name`, 2, 'read')
      }
      if (shell.dialect.isBash && shell.variables.get(name)?.isReadOnly) {
        shell.complain(shell.dialect.texts.isReadOnly(name))
        return 1
      }
      shell.set(name, fields[at] ?? '')
    }
  }
  return line.isEnded ? 0 : 1
}

function parseReadOptions(shell: Shell, words: readonly string[]): ReadOptions | number {
  let isRaw = false
  let delimiter = '\n'
  let count: number | undefined
  let descriptor = 0
  let array: string | undefined
  let at = 1
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (!/^-./.test(word)) break
    for (let letter = 1; letter < word.length; letter++) {
      const option = word[letter] ?? ''
      if (option === 'r') isRaw = true
      else if (option === 's' || option === 'e') continue
      else if ('pndtuaiN'.includes(option)) {
        const value = word.slice(letter + 1) || (words[++at] ?? '')
        if (option === 'd') delimiter = value.slice(0, 1) || '\0'
        if (option === 'n' || option === 'N') count = Number(value)
        if (option === 'u') descriptor = Number(value)
        if (option === 'a') array = value
        break
      } else {
        if (shell.dialect.name === 'bash') shell.complain(`-${option}: invalid option`, 'read')
        else throw shell.fatal(`${shell.dialect.name === 'dash' ? 'Illegal' : 'illegal'} option -${option}`, 2, 'read')
        return 2
      }
    }
  }
  const names = words.slice(at)
  if (names.length === 0 && array === undefined && shell.dialect.name === 'dash')
    throw shell.fatal('arg count', 2, 'read')
  return { isRaw, delimiter, count, descriptor, array, names }
}

/** A line as it was read: what a backslash kept from being split is marked. */
interface Line {
  readonly characters: readonly { readonly text: string; readonly isKept: boolean }[]
  /** The delimiter was there, or as many characters as were asked for. */
  readonly isEnded: boolean
}

function readLine(shell: Shell, input: Input, options: ReadOptions): Line {
  const characters: { text: string; isKept: boolean }[] = []
  for (;;) {
    if (options.count !== undefined && characters.length >= options.count) return { characters, isEnded: true }
    const next = readCharacter(shell, input)
    if (next === undefined) return { characters, isEnded: false }
    if (next === '\\' && !options.isRaw) {
      const escaped = readCharacter(shell, input)
      if (escaped === undefined) return { characters, isEnded: false }
      if (escaped !== '\n') characters.push({ text: escaped, isKept: true })
    } else if (next === options.delimiter) return { characters, isEnded: true }
    else if (next !== '\0') characters.push({ text: next, isKept: false })
  }
}

/** One character, of as many bytes as UTF-8 needs for it. */
function readCharacter(shell: Shell, input: Input): string | undefined {
  shell.machine.budget.spend(1)
  const first = readByte(input)
  if (first === undefined) return undefined
  const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0
  const bytes = [first]
  for (let at = 0; at < more; at++) {
    const byte = readByte(input)
    if (byte !== undefined) bytes.push(byte)
  }
  return textOf(Uint8Array.from(bytes))
}

function readByte(input: Input): number | undefined {
  const piece = input.read(1)
  if (piece === undefined) return undefined
  return piece.kind === 'real' ? piece.bytes[0] : 0
}

/** Splits at IFS into at most `count` fields; the last has the rest with its separators. */
function splitLine(shell: Shell, line: Line, count: number): readonly string[] {
  const separators = shell.get('IFS') ?? ' \t\n'
  const isWhite = (one: { text: string; isKept: boolean }) =>
    !one.isKept && /^[ \t\n]$/.test(one.text) && separators.includes(one.text)
  const isSeparator = (one: { text: string; isKept: boolean }) =>
    !one.isKept && separators !== '' && separators.includes(one.text)
  let rest = [...line.characters]
  const dropWhite = () => {
    let at = 0
    while (at < rest.length && isWhite(rest[at] ?? { text: '', isKept: true })) at++
    rest = rest.slice(at)
  }
  const fields: string[] = []
  dropWhite()
  while (rest.length > 0 && fields.length < count - 1) {
    const end = rest.findIndex(isSeparator)
    if (end === -1) {
      fields.push(textOfAll(rest))
      rest = []
      break
    }
    fields.push(textOfAll(rest.slice(0, end)))
    rest = rest.slice(end)
    dropWhite()
    if (rest[0] !== undefined && isSeparator(rest[0])) {
      const wasWhite = isWhite(rest[0])
      rest = rest.slice(1)
      if (!wasWhite) dropWhite()
    }
  }
  if (rest.length > 0) fields.push(lastField(rest, isWhite, isSeparator))
  return fields
}

type Read = { text: string; isKept: boolean }

function lastField(rest: Read[], isWhite: (one: Read) => boolean, isSeparator: (one: Read) => boolean): string {
  let end = rest.length
  const at = (index: number): Read => rest[index] ?? { text: '', isKept: true }
  while (end > 0 && isWhite(at(end - 1))) end--
  // One separator that ends the line is no part of the last field, unless there are others in it.
  if (
    end > 0 &&
    isSeparator(at(end - 1)) &&
    !isWhite(at(end - 1)) &&
    rest.slice(0, end - 1).every((one) => !isSeparator(one))
  ) {
    end--
    while (end > 0 && isWhite(at(end - 1))) end--
  }
  return textOfAll(rest.slice(0, end))
}

function textOfAll(characters: readonly Read[]): string {
  return characters.map((one) => one.text).join('')
}
