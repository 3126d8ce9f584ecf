import { compareVersions } from './version.ts'

/** Which part of a line decides, and how it is compared. */
export interface SortKey {
  readonly from: { readonly field: number; readonly character: number; readonly skipBlanks: boolean }
  readonly to: { readonly field: number; readonly character: number; readonly skipBlanks: boolean } | undefined
  /** Letters of `sort`'s options. */
  readonly flags: string
}

/** The order of lines: keys in turn, then the whole line unless it is stable. */
export interface Ordering {
  readonly keys: readonly SortKey[]
  readonly separator: string | undefined
  readonly isReverse: boolean
  readonly isStable: boolean
  readonly hasKeys: boolean
}

/** Reads `2,3n`, `1.2b,1.4` and the like; a key without letters of its own has the command's. Source: POSIX sort. */
export function fieldKey(text: string, globals: string): SortKey {
  const [start = '', stop] = text.split(',')
  const part = (spelled: string) => /^(\d+)(?:\.(\d+))?([a-zA-Z]*)$/.exec(spelled)
  const from = part(start)
  const to = stop === undefined ? null : part(stop)
  const own = (from?.[3] ?? '') + (to?.[3] ?? '')
  const flags = own === '' ? globals : own
  const skips = (letters: string | undefined): boolean => (own === '' ? globals : (letters ?? '')).includes('b')
  return {
    from: { field: Number(from?.[1] ?? 1), character: Number(from?.[2] ?? 1), skipBlanks: skips(from?.[3]) },
    to:
      to === null ? undefined : { field: Number(to[1] ?? 1), character: Number(to[2] ?? 0), skipBlanks: skips(to[3]) },
    flags,
  }
}

/** A comparison of two lines: negative, zero or positive. */
export function compareFields(order: Ordering): (a: string, b: string) => number {
  return (a, b) => {
    for (const key of order.keys) {
      const found = compareKey(keyText(a, key, order.separator), keyText(b, key, order.separator), key.flags)
      if (found !== 0) return key.flags.includes('r') ? -found : found
    }
    if (order.isStable || !order.hasKeys) return 0
    const found = compareText(a, b)
    return order.isReverse ? -found : found
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function keyText(line: string, key: SortKey, separator: string | undefined): string {
  if (key.from.field === 1 && key.from.character <= 1 && key.to === undefined && !key.from.skipBlanks) return line
  const starts = fieldStarts(line, separator)
  const begin = placeOf(line, starts, key.from, separator) + Math.max(0, key.from.character - 1)
  if (key.to === undefined) return line.slice(begin)
  const end =
    key.to.character === 0
      ? endOfField(line, starts, key.to.field, separator)
      : placeOf(line, starts, key.to, separator) + key.to.character
  return line.slice(begin, Math.max(begin, end))
}

/** Without a separator a field begins with the blanks before it. */
function fieldStarts(line: string, separator: string | undefined): readonly number[] {
  const starts = [0]
  if (separator !== undefined) {
    for (let at = line.indexOf(separator); at !== -1; at = line.indexOf(separator, at + 1)) starts.push(at + 1)
    return starts
  }
  for (const found of line.matchAll(/(?<=[^ \t])[ \t]/g)) starts.push(found.index)
  return starts
}

function placeOf(
  line: string,
  starts: readonly number[],
  part: SortKey['from'],
  separator: string | undefined,
): number {
  const start = starts[part.field - 1] ?? line.length
  if (!part.skipBlanks) return start
  const blanks = /^[ \t]*/.exec(line.slice(start))?.[0].length ?? 0
  return separator === undefined || blanks > 0 ? start + blanks : start
}

function endOfField(line: string, starts: readonly number[], field: number, separator: string | undefined): number {
  const next = starts[field]
  if (next === undefined) return line.length
  return separator === undefined ? next : next - 1
}

function compareKey(left: string, right: string, flags: string): number {
  if (flags.includes('n')) return numberAt(left) - numberAt(right)
  if (flags.includes('g')) return compareGeneral(left, right)
  if (flags.includes('h')) return compareHuman(left, right)
  if (flags.includes('M')) return monthAt(left) - monthAt(right)
  const a = transformed(left, flags)
  const b = transformed(right, flags)
  return flags.includes('V') ? compareVersions(a, b) : compareText(a, b)
}

function transformed(text: string, flags: string): string {
  let changed = text
  if (flags.includes('d')) changed = changed.replace(/[^A-Za-z0-9 \t]/g, '')
  if (flags.includes('i')) changed = changed.replace(/[^ -~]/g, '')
  return flags.includes('f') ? changed.toUpperCase() : changed
}

function numberAt(text: string): number {
  return Number(/^[ \t]*(-?(?:\d+(?:\.\d*)?|\.\d+))/.exec(text)?.[1] ?? 0)
}

function compareGeneral(left: string, right: string): number {
  const value = (text: string): number => {
    const found = /^\s*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf|nan))/i.exec(text)?.[1]
    // What is no number comes first.
    if (found === undefined) return Number.NEGATIVE_INFINITY
    return /inf/i.test(found) ? (found.startsWith('-') ? -Number.MAX_VALUE : Number.POSITIVE_INFINITY) : Number(found)
  }
  const [a, b] = [value(left), value(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

/** First the sign, then the unit, then the number: `1K` is more than `900`, also more than `2000`. */
function compareHuman(left: string, right: string): number {
  const value = (text: string): number => {
    const found = /^\s*(-?)(\d+(?:\.\d*)?|\.\d+)([kKMGTPEZY]?)/.exec(text)
    if (found === null) return 0
    const size = Number(found[2])
    const rank = size === 0 ? 0 : ' KMGTPEZY'.indexOf((found[3] ?? '').toUpperCase() || ' ') * 1e15 + size
    return found[1] === '-' ? -rank : rank
  }
  return value(left) - value(right)
}

function monthAt(text: string): number {
  const name = text.trimStart().slice(0, 3).toUpperCase()
  return name.length < 3
    ? 0
    : ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].indexOf(name) + 1
}
