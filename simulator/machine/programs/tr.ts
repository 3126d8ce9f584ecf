import { realContent } from '../../filesystem/content.ts'
import type { Process } from '../process.ts'
import { type ByteText, bytesFrom, byteTextOf } from './bytes.ts'
import { send, textOfContent } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { type Flavour, fail, program } from './program.ts'
import { quote } from './quote.ts'
import { namedClass } from './regex/syntax.ts'

/** `tr`: bytes changed, deleted or squeezed. */
export const tr = program({
  names: ['tr'],
  summary: 'Changes, deletes or squeezes bytes.',
  run: (process, flavour) => {
    const table = {
      short: 'cCdst',
      long: { complement: 'c', delete: 'd', 'squeeze-repeats': 's', 'truncate-set1': 't' },
      first: true,
    }
    const options = readOptions(process, flavour, table)
    const [one, two, three] = options.operands
    const deletes = options.has('d')
    const squeezes = options.has('s')
    if (one === undefined) return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    if (three !== undefined && flavour === 'busybox') return wrongUsage(process, flavour, table, '')
    if (two === undefined && (deletes ? squeezes : !squeezes) && flavour === 'gnu') {
      process.errors.write(
        `tr: missing operand after ${quote(one)}\n${deletes ? 'Two strings must be given when both deleting and squeezing repeats.\n' : 'Two strings must be given when translating.\n'}`,
      )
      return wrongUsage(process, flavour, table, '')
    }
    const extra = two !== undefined && deletes && !squeezes ? two : three
    if (extra !== undefined && flavour === 'gnu') {
      process.errors.write(
        `tr: extra operand ${quote(extra)}\n${deletes && three === undefined ? 'Only one string may be given when deleting without squeezing repeats.\n' : ''}`,
      )
      return wrongUsage(process, flavour, table, '')
    }
    const isComplement = options.has('c') || options.has('C')
    const listed = expandSet(process, flavour, one, undefined)
    const first = isComplement ? complementOf(listed) : listed
    const second = two === undefined ? undefined : expandSet(process, flavour, two, first.length)
    if (second !== undefined && second.length === 0 && !deletes && first.length > 0)
      fail(
        process,
        flavour === 'gnu' ? 'when not truncating set1, string2 must be non-empty' : 'STRING2 cannot be empty',
      )
    const changed = new Map<number, number>()
    if (!deletes && second !== undefined)
      first.forEach((byte, at) => {
        if (at >= second.length && options.has('t')) return
        changed.set(byte, second[at] ?? second.at(-1) ?? byte)
      })
    const removed = new Set(deletes ? first : [])
    const squeezed = new Set(squeezes ? (second ?? first) : [])
    let before = -1
    for (let piece = process.input.read(); piece !== undefined; piece = process.input.read()) {
      const text = textOfContent(process, piece, '-')
      if (text === undefined) return 1
      process.machine.budget.spend(1 + (text.length >> 4))
      let shown: ByteText = ''
      for (let at = 0; at < text.length; at++) {
        const byte = text.charCodeAt(at)
        if (removed.has(byte)) continue
        const next = changed.get(byte) ?? byte
        if (next === before && squeezed.has(next)) continue
        before = next
        shown += String.fromCharCode(next)
      }
      if (shown !== '') send(process.output, realContent(bytesFrom(shown)))
    }
    return 0
  },
})

function complementOf(bytes: readonly number[]): readonly number[] {
  const listed = new Set(bytes)
  return Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => !listed.has(byte))
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 }

/** The bytes that a set stands for, in order: ranges, classes, `[x*n]`, escapes. `fill` is how long `[x*]` makes it. */
function expandSet(process: Process, flavour: Flavour, word: string, fill: number | undefined): readonly number[] {
  const text = byteTextOf(word)
  const bytes: number[] = []
  let at = 0
  const one = (): number => {
    if (text[at] !== '\\' || at + 1 >= text.length) return text.charCodeAt(at++)
    const octal = /^\\([0-7]{1,3})/.exec(text.slice(at))
    if (octal !== null) {
      at += octal[0].length
      return Number.parseInt(octal[1] ?? '0', 8) & 255
    }
    const sign = text[at + 1] ?? ''
    at += 2
    return escapes[sign] ?? sign.charCodeAt(0)
  }
  while (at < text.length) {
    const rest = text.slice(at)
    const named = /^\[:([a-z]+):\]/.exec(rest)
    const members = namedClass(named?.[1] ?? '')
    if (named !== null && (members !== undefined || flavour === 'gnu')) {
      if (members === undefined)
        return fail(
          process,
          flavour === 'gnu' ? `invalid character class ${quote(named[1] ?? '')}` : `unrecognized character class`,
        )
      members.forEach((isMember, byte) => {
        if (isMember) bytes.push(byte)
      })
      at += named[0].length
      continue
    }
    const same = /^\[=(.)=\]/s.exec(rest)
    if (same !== null) {
      bytes.push((same[1] ?? '').charCodeAt(0))
      at += same[0].length
      continue
    }
    const repeat = /^\[(\\[0-7]{1,3}|\\.|[^\\])\*(\d*)\]/s.exec(rest)
    if (repeat !== null && flavour === 'gnu' && (fill !== undefined || repeat[2] !== '')) {
      at++
      const byte = one()
      const digits = repeat[2] ?? ''
      const given = digits === '' ? 0 : Number.parseInt(digits, digits.startsWith('0') ? 8 : 10)
      // More than there are bytes makes no difference.
      for (let count = Math.min(given || Math.max(0, (fill ?? 0) - bytes.length), 4096); count > 0; count--)
        bytes.push(byte)
      at += repeat[0].length - (at - (text.length - rest.length))
      continue
    }
    const from = one()
    if (text[at] === '-' && at + 1 < text.length) {
      at++
      const to = one()
      if (to < from) {
        const shown = (byte: number): string =>
          byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
        if (flavour === 'gnu')
          return fail(
            process,
            `range-endpoints of '${shown(from)}-${shown(to)}' are in reverse collating sequence order`,
          )
        continue
      }
      for (let byte = from; byte <= to; byte++) bytes.push(byte)
    } else bytes.push(from)
  }
  return bytes
}
