import { type Content, emptyContent, realContent } from '../../filesystem/content.ts'
import { joinContents, sliceContent, zeroContent } from '../../filesystem/pieces.ts'
import { openRead, openWrite, readFile, stat, writeFile } from '../files.ts'
import type { Input, Output, Process } from '../process.ts'
import { bytesFrom } from './bytes.ts'
import { humanSize } from './facts.ts'
import { why } from './libc.ts'
import { textOfContent } from './operands.ts'
import { wrongUsage } from './options.ts'
import { end, type Flavour, fail, program } from './program.ts'
import { quote } from './quote.ts'

const table = { short: '', usage: '[OPERAND]...' }

/** What `dd` was told, sizes in bytes. */
interface Conversion {
  readonly input: string | undefined
  readonly output: string | undefined
  readonly inputBlock: number
  readonly outputBlock: number
  readonly count: number
  /** Count, skip and seek in bytes instead of blocks. */
  readonly countsBytes: boolean
  readonly skip: number
  readonly seek: number
  readonly conversions: readonly string[]
  readonly appends: boolean
  readonly report: string
}

/** `dd`: copies blocks, and cuts or places them. */
export const dd = program({
  names: ['dd'],
  summary: 'Copies and converts blocks of a file.',
  modelled: 'How long it took: a gigabyte in a second.',
  missing: 'Conversions to and from EBCDIC, block and unblock; short reads from pipes, which count as whole blocks.',
  run: (process, flavour) => {
    const conversion = readOperands(process, flavour)
    const input = openInput(process, flavour, conversion)
    skipBytes(process, input, unit(conversion, conversion.skip, conversion.inputBlock))
    const limit = unit(conversion, conversion.count, conversion.inputBlock)
    const content = readUpTo(process, input, limit)
    const written = converted(process, conversion, content)
    writeOut(process, flavour, conversion, written)
    tell(process, flavour, conversion, content.size, written.size)
    return 0
  },
})

function unit({ countsBytes }: Conversion, blocks: number, size: number): number {
  return countsBytes ? blocks : blocks * size
}

function readOperands(process: Process, flavour: Flavour): Conversion {
  const given = new Map<string, string>()
  const names = [
    'if',
    'of',
    'bs',
    'ibs',
    'obs',
    'cbs',
    'count',
    'skip',
    'seek',
    'conv',
    'iflag',
    'oflag',
    'status',
    'iseek',
    'oseek',
  ]
  for (const word of process.arguments.slice(1)) {
    if (word === '--') continue
    if (word === '--help' || word === '--version') {
      process.output.write(word === '--version' ? 'dd (coreutils) 9.1\n' : 'Usage: dd [OPERAND]...\n  or:  dd OPTION\n')
      end(0)
    }
    const at = word.indexOf('=')
    const name = word.slice(0, Math.max(at, 0))
    if (at === -1 || !names.includes(name))
      wrongUsage(process, flavour, table, flavour === 'gnu' ? `unrecognized operand ${quote(word)}` : '')
    given.set(name, word.slice(at + 1))
  }
  const number = (name: string, usual: number): number => {
    const text = given.get(name)
    return text === undefined ? usual : sizeFrom(process, flavour, text)
  }
  const both = given.has('bs') ? number('bs', 512) : undefined
  const flags = `${given.get('iflag') ?? ''},${given.get('oflag') ?? ''}`.split(',')
  const conversions = (given.get('conv') ?? '').split(',').filter((name) => name !== '')
  const known = flavour === 'gnu' ? gnuConversions : busyboxConversions
  const unknown = conversions.find((name) => !known.includes(name))
  if (unknown !== undefined)
    flavour === 'gnu'
      ? wrongUsage(process, flavour, table, `invalid conversion: ${quote(unknown)}`)
      : fail(process, `invalid argument '${unknown}' to 'conv'`)
  return {
    input: given.get('if'),
    output: given.get('of'),
    inputBlock: both ?? number('ibs', 512),
    outputBlock: both ?? number('obs', 512),
    count: number('count', Number.POSITIVE_INFINITY),
    countsBytes: flags.some((flag) => flag.endsWith('_bytes')),
    skip: number(given.has('iseek') ? 'iseek' : 'skip', 0),
    seek: number(given.has('oseek') ? 'oseek' : 'seek', 0),
    conversions,
    appends: flags.includes('append'),
    report: given.get('status') ?? 'all',
  }
}

const gnuConversions = 'ucase lcase swab sync notrunc nocreat excl noerror fsync fdatasync sparse'.split(' ')
const busyboxConversions = 'notrunc sync noerror fsync swab'.split(' ')

const units: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  kB: 1000,
  k: 1024,
  K: 1024,
  KiB: 1024,
  MB: 1e6,
  M: 1 << 20,
  MiB: 1 << 20,
  GB: 1e9,
  G: 1 << 30,
  GiB: 1 << 30,
  T: 2 ** 40,
}

/** `4`, `4k`, `1M`, `2x512`. */
function sizeFrom(process: Process, flavour: Flavour, text: string): number {
  let product = 1
  for (const factor of text.split('x')) {
    const found = /^(\d+)([a-zA-Z]*)$/.exec(factor)
    const size = units[found?.[2] ?? '']
    if (found === null || size === undefined)
      return fail(process, flavour === 'gnu' ? `invalid number: ${quote(text)}` : `invalid number '${text}'`)
    product *= Number(found[1]) * size
  }
  return product
}

function openInput(process: Process, flavour: Flavour, { input }: Conversion): Input {
  if (input === undefined) return process.input
  const opened = openRead(process, input)
  if (opened.errno === undefined) return opened.value
  const action = flavour === 'gnu' ? `failed to open ${quote(input)}` : `can't open '${input}'`
  return fail(
    process,
    `${opened.errno === 'EISDIR' && flavour === 'gnu' ? `error reading ${quote(input)}` : action}: ${why(process, opened.errno)}`,
  )
}

function skipBytes(process: Process, input: Input, bytes: number): void {
  readUpTo(process, input, bytes)
}

const largestRead = 1 << 30

function readUpTo(process: Process, input: Input, bytes: number): Content {
  const pieces: Content[] = []
  for (let left = bytes; left > 0; ) {
    process.machine.budget.spend(10)
    const piece = input.read(Math.min(left, largestRead))
    if (piece === undefined) break
    pieces.push(piece)
    left -= piece.size
  }
  return joinContents(pieces)
}

function converted(process: Process, { conversions, inputBlock }: Conversion, content: Content): Content {
  const isPadded = conversions.includes('sync')
  const padding = isPadded && content.size % inputBlock !== 0 ? inputBlock - (content.size % inputBlock) : 0
  const padded = padding > 0 ? joinContents([content, zeroContent(padding)]) : content
  if (!['ucase', 'lcase', 'swab'].some((name) => conversions.includes(name))) return padded
  const text = textOfContent(process, padded, '-')
  if (text === undefined) return end(1)
  const swapped = conversions.includes('swab') ? text.replace(/([\s\S])([\s\S])/g, '$2$1') : text
  const cased = conversions.includes('ucase')
    ? swapped.replace(/[a-z]/g, (letter) => letter.toUpperCase())
    : conversions.includes('lcase')
      ? swapped.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
      : swapped
  return realContent(bytesFrom(cased))
}

function writeOut(process: Process, flavour: Flavour, conversion: Conversion, content: Content): void {
  const { output: path, conversions, appends } = conversion
  if (path === undefined) {
    if (content.size > 0 && !process.output.write(content)) end(141)
    return
  }
  const found = stat(process, path)
  const wrong = (errno: Parameters<typeof why>[1]): never =>
    fail(
      process,
      `${flavour === 'gnu' ? `failed to open ${quote(path)}` : `can't open '${path}'`}: ${why(process, errno)}`,
    )
  if (conversions.includes('excl') && found.errno === undefined) wrong('EEXIST')
  if (conversions.includes('nocreat') && found.errno !== undefined) wrong('ENOENT')
  if (found.value !== undefined && found.value.kind !== 'file' && found.value.kind !== 'directory') {
    const device = openWrite(process, path)
    if (device.errno !== undefined) wrong(device.errno)
    else writeTo(process, flavour, path, device.value, content)
    return
  }
  const before =
    found.errno === undefined
      ? (readFile({ ...process, user: { ...process.user, uid: 0 } }, path).value ?? emptyContent)
      : emptyContent
  const seek = unit(conversion, conversion.seek, conversion.outputBlock)
  const start = sliceContent(before, 0, seek)
  const gap = zeroContent(Math.max(0, seek - before.size))
  const rest = conversions.includes('notrunc') ? sliceContent(before, seek + content.size) : emptyContent
  const errno = writeFile(
    process,
    path,
    appends ? joinContents([before, content]) : joinContents([start, gap, content, rest]),
  )
  if (errno !== undefined) wrong(errno)
}

function writeTo(process: Process, flavour: Flavour, path: string, output: Output, content: Content): void {
  if (output.write(content)) return
  fail(
    process,
    `${flavour === 'gnu' ? `error writing ${quote(path)}` : `error writing '${path}'`}: ${why(process, 'ENOSPC')}`,
  )
}

/** Bytes in a second, for the report. */
const rate = 1e9

function tell(
  process: Process,
  flavour: Flavour,
  { inputBlock, outputBlock, report }: Conversion,
  read: number,
  written: number,
): void {
  const seconds = Math.max(written / rate, 0.0001)
  process.machine.clock.spend(seconds * 1000)
  if (report === 'none') return
  const records = (bytes: number, block: number): string =>
    `${Math.floor(bytes / block)}+${bytes % block === 0 ? 0 : 1} records`
  const lines = [`${records(read, inputBlock)} in\n`, `${records(written, outputBlock)} out\n`]
  process.errors.write(lines.join(''))
  if (report === 'noxfer') return
  process.errors.write(flavour === 'gnu' ? gnuReport(written, seconds) : busyboxReport(written, seconds))
}

function gnuReport(bytes: number, seconds: number): string {
  const spaced = (text: string, sign: string): string =>
    `${text.replace(/[A-Za-z]$/, (letter) => ` ${letter}${sign}`)}${/[A-Za-z]$/.test(text) ? '' : ' B'}`
  const decimal = spaced(humanSize(bytes, 1000), 'B')
  const binary = spaced(humanSize(bytes), 'iB')
  const size =
    bytes < 1000
      ? `${bytes} byte${bytes === 1 ? '' : 's'}`
      : `${bytes} bytes (${decimal}${bytes < 1024 ? '' : `, ${binary}`})`
  return `${size} copied, ${Number(seconds.toPrecision(6))} s, ${spaced(humanSize(bytes / seconds, 1000), 'B')}/s\n`
}

function busyboxReport(bytes: number, seconds: number): string {
  const human = (value: number): string => {
    const names = ['', 'K', 'M', 'G', 'T']
    let at = 0
    for (; value >= 1024 && at < names.length - 1; at++) value /= 1024
    return `${at === 0 ? Math.floor(value) : value.toFixed(1)}${names[at]}B`
  }
  return `${bytes} bytes (${human(bytes)}) copied, ${seconds.toFixed(6)} seconds, ${human(bytes / seconds)}/s\n`
}
