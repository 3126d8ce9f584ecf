import { bytesOf } from '../values/bytes.ts'
import { isBlank } from './blanks.ts'
import { suggestion } from './suggest.ts'
import type { Piece } from './words.ts'

/** How a flag takes its value: once as a text, repeated as a list, or as a switch that may be true or false. */
export type FlagKind = 'text' | 'list' | 'switch'

/** The flags that an instruction knows. */
export type KnownFlags = Readonly<Record<string, FlagKind>>

/** The value of a flag, with where it stands in the logical line. */
export type FlagValue = Piece

/** What the flags of an instruction say. Of a text flag the value is the first of its list; a switch holds `true` or `false`. */
export type FlagValues = ReadonlyMap<string, readonly FlagValue[]>

/** Why flags are wrong, and which one. */
export interface FlagFault {
  readonly code: string
  readonly message: string
  readonly flag: Piece
}

const dash = 45
const noFlags: readonly Piece[] = []
const noValues: FlagValues = new Map()

/**
 * The words starting with `--` at the start of the rest of an instruction, quotes and escapes removed, and where the rest after them
 * begins. A bare `--` ends them and is dropped. Source: moby/buildkit frontend/dockerfile/parser/split_command.go.
 */
export function extractFlags(
  text: string,
  from: number,
  escapeUnit: number,
): { readonly flags: readonly Piece[]; readonly end: number } {
  let at = skipNarrowSpaces(text, from)
  if (text.charCodeAt(at) !== dash || text.charCodeAt(at + 1) !== dash) return { flags: noFlags, end: at }
  const flags: Piece[] = []
  while (text.charCodeAt(at) === dash && text.charCodeAt(at + 1) === dash) {
    const flag = readFlag(text, at, escapeUnit)
    at = skipNarrowSpaces(text, flag.to)
    if (flag.text === '--') break
    flags.push(flag)
  }
  return { flags, end: at }
}

function skipNarrowSpaces(text: string, from: number): number {
  let at = from
  while (isNarrowSpace(text.charCodeAt(at))) at++
  return at
}

/** The builder looks at single bytes here, so of white space it knows only what is one byte. */
function isNarrowSpace(unit: number): boolean {
  return isBlank(unit) || unit === 10
}

function readFlag(text: string, from: number, escapeUnit: number): Piece {
  let flag = ''
  let quote = 0
  let at = from
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (quote === 0 && isNarrowSpace(unit)) break
    if (quote === 0 && (unit === 34 || unit === 39)) quote = unit
    else if (quote !== 0 && unit === quote) quote = 0
    else if (unit === escapeUnit) {
      // A character beyond ASCII is read byte by byte; the escape character before it just goes.
      if (text.charCodeAt(at + 1) < 0x80) flag += text.charAt(++at)
    } else if (unit < 0x80) flag += text.charAt(at)
    else {
      const bytes = bytesAsCharacters(text, at)
      const space = bytes.text.search(/[\u0085\u00a0]/)
      flag += space === -1 ? bytes.text : bytes.text.slice(0, space)
      at += bytes.units - 1
      if (space !== -1 && quote === 0) return { text: flag, from, to: at + 1 }
      if (space !== -1) flag += bytes.text.slice(space)
    }
  }
  return { text: flag, from, to: at }
}

/** A character beyond ASCII as the builder takes it in a flag: each byte of its UTF-8 as a character of its own. */
function bytesAsCharacters(text: string, at: number): { readonly text: string; readonly units: number } {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0xfffd)
  return { text: String.fromCharCode(...bytesOf(character)), units: character.length }
}

/** The values of flags, or what is wrong with the first wrong one. Source: moby/buildkit frontend/dockerfile/instructions/bflag.go. */
export function flagValues(flags: readonly Piece[], known: KnownFlags): FlagValues | FlagFault {
  if (flags.length === 0) return noValues
  const values = new Map<string, FlagValue[]>()
  for (const flag of flags) {
    const equals = flag.text.indexOf('=')
    const name = flag.text.slice(2, equals === -1 ? undefined : equals)
    const kind = Object.hasOwn(known, name) ? known[name] : undefined
    const fault = (code: string, message: string): FlagFault => ({ code, message, flag })
    if (kind === undefined)
      return fault(
        'UnknownFlag',
        `unknown flag: --${name}${suggestion(name, Object.keys(known), { ignoreCase: false })}`,
      )
    const earlier = values.get(name)
    if (earlier !== undefined && kind !== 'list') return fault('DuplicateFlag', `duplicate flag specified: --${name}`)
    const value = valueIn(flag, equals)
    if (kind === 'switch' ? value?.text === '' : value === undefined)
      return fault('MissingFlagValue', `missing a value on flag: --${name}`)
    const text = kind === 'switch' ? (value?.text ?? 'true').toLowerCase() : (value?.text ?? '')
    if (kind === 'switch' && text !== 'true' && text !== 'false')
      return fault('InvalidFlagValue', `expecting boolean value for flag --${name}, not: ${value?.text}`)
    values.set(name, [...(earlier ?? []), { text, from: value?.from ?? flag.from, to: flag.to }])
  }
  return values
}

function valueIn(flag: Piece, equals: number): Piece | undefined {
  if (equals === -1) return undefined
  const text = flag.text.slice(equals + 1)
  // With quotes or escapes removed before it, the value's place is only known from its end.
  const from =
    flag.to - flag.from === flag.text.length ? flag.from + equals + 1 : Math.max(flag.from, flag.to - text.length)
  return { text, from, to: flag.to }
}
