import { sliceContent } from '../../filesystem/pieces.ts'
import type { Process } from '../process.ts'
import { parseCount } from './count.ts'
import { why } from './libc.ts'
import { openOperand, print, printLine, readAll, textOfContent } from './operands.ts'
import { readOptions } from './options.ts'
import { end, type Flavour, fail, notSimulated, printError, program } from './program.ts'

/** How one group of bytes is shown: how many bytes, how wide, and the text. */
interface Format {
  readonly size: number
  readonly width: number
  readonly show: (bytes: readonly number[]) => string
}

const names: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}
const longNames =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  )

function numberFormat(letter: string, size: number): Format {
  const base = letter === 'x' ? 16 : letter === 'o' ? 8 : 10
  const digits =
    letter === 'x' ? size * 2 : letter === 'o' ? Math.ceil((size * 8) / 3) : ({ 1: 3, 2: 5, 4: 10, 8: 20 }[size] ?? 10)
  const width = digits + (letter === 'd' ? 1 : 0)
  return {
    size,
    width: width + 1,
    show: (bytes) => {
      const value = bytes.reduceRight((total, byte) => total * 256n + BigInt(byte), 0n)
      const signed = letter === 'd' ? BigInt.asIntN(size * 8, value) : value
      const text = signed.toString(base)
      return letter === 'x' || letter === 'o' ? text.padStart(digits, '0') : text
    },
  }
}

const characters: Format = {
  size: 1,
  width: 4,
  show: ([byte = 0]) =>
    names[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0')),
}

const namedCharacters: Format = {
  size: 1,
  width: 4,
  show: ([byte = 0]) => longNames[byte & 127] ?? ((byte & 127) === 127 ? 'del' : String.fromCharCode(byte & 127)),
}

/** `od`: bytes as numbers or characters. */
export const od = program({
  names: ['od'],
  summary: 'Shows bytes as numbers.',
  missing: 'Floating point (-t f), strings (-S).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      short: 'A:N:j:t:vw::abBcdDeFhHiIlLoOsxX',
      long: {
        'address-radix': 'A:',
        'read-bytes': 'N:',
        'skip-bytes': 'j:',
        format: 't:',
        'output-duplicates': 'v',
        width: 'w?',
      },
    })
    const formats = options.given.flatMap((option) =>
      option.key === 't' ? formatsOf(process, option.value) : (shortFormat(option.key) ?? []),
    )
    const shown = formats.length > 0 ? formats : [numberFormat('o', 2)]
    const text = inputText(
      process,
      flavour,
      options.operands,
      countOf(process, options.value('j') ?? '0'),
      options.value('N') === undefined ? undefined : countOf(process, options.value('N') ?? ''),
    )
    if (text === undefined) return 1
    const perLine = options.has('w') ? Number(options.value('w') || 32) : 16
    const radix = { d: 10, o: 8, x: 16 }[options.value('A') ?? 'o']
    const skipped = countOf(process, options.value('j') ?? '0')
    const address = (at: number): string =>
      radix === undefined ? '' : at.toString(radix).padStart(radix === 16 ? 6 : 7, '0')
    const widest = Math.max(...shown.map((format) => (format.width * 1) / format.size))
    let before = ''
    let isRepeated = false
    let lines = ''
    for (let at = 0; at < text.length; at += perLine) {
      process.machine.budget.spend(4)
      const line = text.slice(at, at + perLine)
      if (line === before && line.length === perLine && !options.has('v')) {
        if (!isRepeated) lines += '*\n'
        isRepeated = true
        continue
      }
      before = line
      isRepeated = false
      shown.forEach((format, index) => {
        lines += `${index === 0 ? address(at + skipped) : ' '.repeat(address(at).length)}${groupsOf(line, format, widest)}\n`
      })
    }
    if (radix !== undefined) lines += `${address(text.length + skipped)}\n`
    print(process, lines)
    return 0
  },
})

function groupsOf(line: string, format: Format, widest: number): string {
  let shown = ''
  const width = Math.round(widest * format.size)
  for (let at = 0; at < line.length; at += format.size) {
    const bytes = Array.from({ length: format.size }, (_, offset) => line.charCodeAt(at + offset) || 0)
    shown += format.show(bytes).padStart(width)
  }
  return shown
}

function shortFormat(key: string): Format | undefined {
  const known: Readonly<Record<string, Format>> = {
    a: namedCharacters,
    b: numberFormat('o', 1),
    c: characters,
    d: numberFormat('u', 2),
    o: numberFormat('o', 2),
    s: numberFormat('d', 2),
    i: numberFormat('d', 4),
    l: numberFormat('d', 8),
    x: numberFormat('x', 2),
    h: numberFormat('x', 2),
    X: numberFormat('x', 4),
  }
  return known[key]
}

function formatsOf(process: Process, text: string): readonly Format[] {
  const found = [...text.matchAll(/([acdoux])(\d*|[CSIL])z?/g)]
  if (found.length === 0) return notSimulated(process, `od -t ${text}`)
  return found.map(([, letter = 'o', size = '']) => {
    if (letter === 'a') return namedCharacters
    if (letter === 'c') return characters
    return numberFormat(letter, { C: 1, S: 2, I: 4, L: 8 }[size] ?? (Number(size) || 4))
  })
}

function countOf(process: Process, text: string): number {
  const hex = /^0x([0-9a-f]+)$/i.exec(text)
  return hex !== null
    ? Number.parseInt(hex[1] ?? '0', 16)
    : (parseCount(text, 'gnu')?.count ?? fail(process, `invalid number '${text}'`))
}

function inputText(
  process: Process,
  flavour: Flavour,
  operands: readonly string[],
  from: number,
  length: number | undefined,
): string | undefined {
  let text = ''
  for (const name of operands.length > 0 ? operands : ['-']) {
    const opened = openOperand(process, name)
    if (opened.errno !== undefined) {
      printError(process, `${name}: ${why(process, opened.errno)}`)
      return undefined
    }
    if (length !== undefined) {
      // An endless input is read no further than needed.
      for (let left = from + length - text.length; left > 0; left = from + length - text.length) {
        const piece = opened.value.read(Math.min(left, 8192))
        if (piece === undefined) break
        text += textOfContent(process, piece, name) ?? end(1)
      }
    } else text += textOfContent(process, sliceContent(readAll(process, opened.value), 0), name) ?? end(1)
  }
  return flavour && text.slice(from, length === undefined ? undefined : from + length)
}

/** `hexdump` and `hd`: with -C as hex and characters. */
export const hexdump = program({
  names: ['hexdump', 'hd'],
  summary: 'Shows bytes in hexadecimal.',
  missing: 'Own formats (-e, -f).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'Cn:s:vbcdoxe:f:' })
    if (options.has('e') || options.has('f')) notSimulated(process, 'hexdump with a format of its own')
    const isCanonical = options.has('C') || (process.arguments[0] ?? '').endsWith('hd')
    const skip = countOf(process, options.value('s') ?? '0')
    const text = inputText(
      process,
      flavour,
      options.operands,
      skip,
      options.value('n') === undefined ? undefined : Number(options.value('n')),
    )
    if (text === undefined) return 1
    let before = ''
    let isRepeated = false
    for (let at = 0; at < text.length; at += 16) {
      const line = text.slice(at, at + 16)
      if (line === before && !options.has('v') && line.length === 16) {
        if (!isRepeated) printLine(process, '*')
        isRepeated = true
        continue
      }
      before = line
      isRepeated = false
      printLine(
        process,
        isCanonical
          ? canonicalLine(line, at + skip)
          : `${(at + skip).toString(16).padStart(7, '0')}${groupsOf(line, numberFormat('x', 2), 2.5)}`.padEnd(47),
      )
    }
    if (text.length > 0) printLine(process, (text.length + skip).toString(16).padStart(isCanonical ? 8 : 7, '0'))
    return 0
  },
})

function canonicalLine(line: string, at: number): string {
  const hex = (part: string): string =>
    [...part].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
  const halves = `${hex(line.slice(0, 8)).padEnd(23)}  ${hex(line.slice(8)).padEnd(23)}`
  return `${at.toString(16).padStart(8, '0')}  ${halves}  |${line.replace(/[^ -~]/g, '.')}|`
}

/** `xxd`: hex and characters side by side, plain hex with -p, and back with -r -p. */
export const xxd = program({
  names: ['xxd'],
  summary: 'Shows bytes in hexadecimal, and back.',
  missing: 'Bits (-b), C source (-i).',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'psrc:l:g:u', long: { ps: 'p' } })
    const text = inputText(
      process,
      flavour,
      options.operands,
      0,
      options.value('l') === undefined ? undefined : Number(options.value('l')),
    )
    if (text === undefined) return 1
    if (options.has('r')) {
      const digits = (options.has('p') ? text : text.replace(/^[0-9a-f]+: ?/gim, '').replace(/ {2}.*$/gm, '')).replace(
        /[^0-9a-fA-F]/g,
        '',
      )
      print(process, (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join(''))
      return 0
    }
    const perLine = Number(options.value('c') ?? (options.has('p') ? 30 : 16))
    for (let at = 0; at < text.length; at += perLine) {
      const line = text.slice(at, at + perLine)
      const pairs = [...line].map((sign) => sign.charCodeAt(0).toString(16).padStart(2, '0'))
      if (options.has('p')) printLine(process, pairs.join(''))
      else {
        const size = Number(options.value('g') ?? 2)
        const groups = pairs.map((pair, index) => pair + ((index + 1) % size === 0 ? ' ' : '')).join('')
        printLine(
          process,
          `${at.toString(16).padStart(8, '0')}: ${groups.padEnd(perLine * 2 + Math.ceil(perLine / size))} ${line.replace(/[^ -~]/g, '.')}`,
        )
      }
    }
    return 0
  },
})
