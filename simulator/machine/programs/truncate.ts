import { emptyContent } from '../../filesystem/content.ts'
import { joinContents, sliceContent, zeroContent } from '../../filesystem/pieces.ts'
import { openWrite, readFile, stat, writeFile } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { apparentSize } from './facts.ts'
import { why } from './libc.ts'
import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

/** Cuts a file to a size, or fills it up with zeros; made when it is missing. */
function resize(process: Process, path: string, size: number): Errno | undefined {
  const opened = openWrite(process, path, { keep: true })
  if (opened.errno !== undefined) return opened.errno
  opened.value.close()
  const before = stat(process, path).value
  if (before?.kind !== 'file') return 'EINVAL'
  const content = readFile({ ...process, user: { ...process.user, uid: 0 } }, path).value ?? emptyContent
  if (content.size === size) return undefined
  return writeFile(
    process,
    path,
    joinContents([sliceContent(content, 0, size), zeroContent(Math.max(0, size - content.size))]),
  )
}

const suffixes: Readonly<Record<string, number>> = {
  '': 1,
  K: 1024,
  k: 1024,
  KiB: 1024,
  M: 1 << 20,
  m: 1 << 20,
  MiB: 1 << 20,
  G: 1 << 30,
  GiB: 1 << 30,
  T: 2 ** 40,
  kB: 1000,
  KB: 1000,
  MB: 1e6,
  GB: 1e9,
}

/** `10`, `10K`, `1MB`; undefined for what is no size. */
function sizeFrom(text: string): number | undefined {
  const found = /^(\d+)([A-Za-z]*)$/.exec(text)
  const unit = suffixes[found?.[2] ?? '']
  return found === null || unit === undefined ? undefined : Number(found[1]) * unit
}

/** `truncate`: sets the size of files. */
export const truncate = program({
  names: ['truncate'],
  summary: 'Cuts files to a size, or fills them up with zeros.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'cor:s:',
      gnuOnly: 'or',
      long: flavour === 'gnu' ? { 'no-create': 'c', 'io-blocks': 'o', reference: 'r:', size: 's:' } : {},
      usage: flavour === 'gnu' ? 'OPTION... FILE...' : '[-c] -s SIZE FILE...',
    }
    const options = readOptions(process, flavour, table)
    const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
    const reference = options.value('r')
    const text = options.value('s')
    if (text === undefined && reference === undefined) return wrong("you must specify either '--size' or '--reference'")
    if (options.operands.length === 0) return wrong('missing file operand')
    const sizeOf = sizeGiven(process, flavour, text, reference)
    let status = 0
    for (const path of options.operands) {
      const found = stat(process, path)
      if (options.has('c') && found.errno === 'ENOENT') continue
      const size = sizeOf(found.value === undefined ? 0 : apparentSize(found.value))
      const errno = resize(process, path, size)
      if (errno === undefined) continue
      const action = flavour === 'gnu' ? `cannot open ${quote(path)} for writing` : `${path}: open`
      printError(process, `${action}: ${why(process, errno)}`)
      status = 1
    }
    return status
  },
})

function sizeGiven(
  process: Process,
  flavour: Flavour,
  text: string | undefined,
  reference: string | undefined,
): (before: number) => number {
  const referred = reference === undefined ? undefined : stat(process, reference)
  if (referred?.errno !== undefined)
    return fail(process, `cannot stat ${quote(reference ?? '')}: ${why(process, referred.errno)}`)
  const base = referred === undefined ? undefined : apparentSize(referred.value)
  if (text === undefined) return () => base ?? 0
  const found = /^\s*([-+<>/%]?)(.*)$/.exec(text)
  const sign = flavour === 'gnu' ? (found?.[1] ?? '') : ''
  const size = sizeFrom(flavour === 'gnu' ? (found?.[2] ?? '') : text)
  if (size === undefined)
    return fail(process, flavour === 'gnu' ? `Invalid number: ${quote(text)}` : `invalid number '${text}'`)
  if ((sign === '/' || sign === '%') && size === 0) return fail(process, 'division by zero')
  return (before) => {
    const from = base ?? before
    switch (sign) {
      case '+':
        return from + size
      case '-':
        return Math.max(0, from - size)
      case '<':
        return Math.min(from, size)
      case '>':
        return Math.max(from, size)
      case '/':
        return Math.floor(from / size) * size
      case '%':
        return Math.ceil(from / size) * size
      default:
        return size
    }
  }
}

/** `fallocate`: sets room aside for a file. */
export const fallocate = program({
  names: ['fallocate'],
  summary: 'Makes a file of a size, without content.',
  missing: 'Holes and ranges (-c, -d, -p, -z).',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'l:no:vx',
      long: flavour === 'gnu' ? { length: 'l:', 'keep-size': 'n', offset: 'o:', verbose: 'v', posix: 'x' } : {},
      usage: flavour === 'gnu' ? '[options] <filename>' : '[-o OFS] -l LEN FILE',
    }
    const options = readOptions(process, flavour, table)
    const [path] = options.operands
    const text = options.value('l')
    if (flavour === 'busybox' && (text === undefined || path === undefined)) wrongUsage(process, flavour, table, '')
    if (text === undefined) return fail(process, 'no length argument specified')
    if (path === undefined) return fail(process, 'no filename specified')
    const length = sizeFrom(text)
    if (length === undefined || length === 0)
      return fail(
        process,
        flavour === 'gnu'
          ? length === 0
            ? 'invalid length value specified'
            : `failed to parse length`
          : `invalid number '${text}'`,
      )
    const before = stat(process, path).value
    const wanted = (sizeFrom(options.value('o') ?? '0') ?? 0) + length
    const size = options.has('n') ? 0 : wanted
    const errno = resize(process, path, Math.max(size, before === undefined ? 0 : apparentSize(before)))
    if (errno === undefined) return 0
    return fail(
      process,
      `${flavour === 'gnu' ? `cannot open ${path}` : `can't open '${path}'`}: ${why(process, errno)}`,
    )
  },
})

/** `sync`: writes to disk what waits. */
export const sync = program({
  names: ['sync', 'fsync'],
  summary: 'Waits until everything is on the disk.',
  exact: 'Here everything always is.',
  run: (process, flavour) => {
    const { operands } = readOptions(process, flavour, { short: 'df', long: { data: 'd', 'file-system': 'f' } })
    let status = 0
    for (const path of operands) {
      const found = stat(process, path)
      if (found.errno === undefined) continue
      printError(process, `${flavour === 'gnu' ? `error opening ${quote(path)}` : path}: ${why(process, found.errno)}`)
      status = 1
    }
    return status
  },
})
