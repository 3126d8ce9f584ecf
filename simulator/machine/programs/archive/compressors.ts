import type { Content } from '../../../filesystem/content.ts'
import { lstat, stat, unlink, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { takeOver } from '../copy/entry.ts'
import { why } from '../libc.ts'
import { openOperand, readAll } from '../operands.ts'
import { commandName, type Options, type OptionTable, readOptions } from '../options.ts'
import { lastName } from '../place.ts'
import { end, type Flavour, note, type ProgramDescription, printError, program } from '../program.ts'
import { type Compression, compress, decompress, type Origin } from './gzip.ts'

/** A program that compresses, with the names of those that undo it. */
interface Compressor {
  readonly how: Compression
  readonly suffix: string
  /** What it is called when it undoes, and when it undoes to standard output. */
  readonly undoes: readonly string[]
  readonly shows: readonly string[]
}

const compressors: readonly Compressor[] = [
  { how: 'gzip', suffix: '.gz', undoes: ['gunzip', 'uncompress'], shows: ['zcat', 'gzcat'] },
  { how: 'bzip2', suffix: '.bz2', undoes: ['bunzip2'], shows: ['bzcat'] },
  { how: 'xz', suffix: '.xz', undoes: ['unxz'], shows: ['xzcat'] },
  { how: 'zstd', suffix: '.zst', undoes: ['unzstd'], shows: ['zstdcat'] },
]

/** `gzip`, `gunzip`, `zcat`, and likewise for bzip2, xz and zstd. */
export const compressorPrograms = compressors.map((compressor) => program(descriptionOf(compressor)))

function descriptionOf(compressor: Compressor): ProgramDescription {
  const isGzip = compressor.how === 'gzip'
  return {
    names: [compressor.how, ...compressor.undoes, ...compressor.shows],
    summary: `Compresses files as ${compressor.suffix}, and undoes it.`,
    modelled: isGzip
      ? 'Compressed bytes are right but not those of GNU gzip; of content of which only the size is known, the compressed size is estimated.'
      : 'The compressed size is estimated; the bytes are not made. What was compressed here can be had back.',
    missing: isGzip ? 'Whole directories (-r), suffixes of your own (-S).' : 'Files that were compressed elsewhere.',
    run: (process, flavour) => run(process, flavour, compressor),
  }
}

interface Job {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly compressor: Compressor
  readonly undoes: boolean
  readonly toOutput: boolean
  /** The name that messages begin with: gunzip and zcat are gzip's. */
  readonly name: string
}

function run(process: Process, flavour: Flavour, compressor: Compressor): number {
  const called = commandName(process)
  const table: OptionTable = {
    short: flavour === 'gnu' ? 'cdfhklnNqrS:tvV123456789T:zeM:' : 'cdfktvqn123456789',
    long:
      flavour === 'gnu'
        ? {
            stdout: 'c',
            'to-stdout': 'c',
            decompress: 'd',
            uncompress: 'd',
            force: 'f',
            keep: 'k',
            list: 'l',
            'no-name': 'n',
            quiet: 'q',
            test: 't',
            verbose: 'v',
            fast: '1',
            best: '9',
            threads: 'T:',
            compress: 'z',
            extreme: 'e',
            rm: 'rm',
          }
        : {},
    ...(compressor.how === 'gzip' && { gnuOnly: 'z', advice: "Try `gzip --help' for more information." }),
    usage: flavour === 'gnu' ? '[OPTION]... [FILE]...' : '[-cfkdt123456789] [FILE]...',
  }
  const words =
    compressor.how === 'gzip' && flavour === 'gnu' ? { ...table, short: table.short.replace('zeM:', '') } : table
  const options = readOptions(process, flavour, words)
  const shows = compressor.shows.includes(called)
  const job: Job = {
    process,
    flavour,
    options,
    compressor,
    undoes: shows || compressor.undoes.includes(called) || options.has('d') || options.has('t'),
    toOutput: shows || options.has('c'),
    name: flavour === 'gnu' ? compressor.how : called,
  }
  const operands = options.operands.length > 0 ? options.operands : ['-']
  return operands.reduce((status, path) => Math.max(status, handle(job, path)), 0)
}

function complain({ process, name }: Job, message: string): void {
  process.errors.write(`${name}: ${message}\n`)
}

/** 0, 1 for an error, 2 for a warning, as GNU counts. */
function handle(job: Job, path: string): number {
  const { process, flavour, options, undoes, compressor } = job
  const warning = flavour === 'gnu' ? 2 : 1
  if (path === '-') return convert(job, path, undefined)
  const source =
    undoes && flavour === 'gnu' && lstat(process, path).errno !== undefined && !path.endsWith(compressor.suffix)
      ? path + compressor.suffix
      : path
  const found = stat(process, source)
  if (found.errno !== undefined) {
    complain(job, `${source}: ${why(process, found.errno)}`)
    return 1
  }
  if (found.value.kind === 'directory') {
    complain(
      job,
      flavour === 'gnu'
        ? `${source} is a directory -- ignored`
        : `can't remove file '${source}': ${why(process, 'EISDIR')}`,
    )
    return warning
  }
  if (job.toOutput || options.has('t') || options.has('l')) return convert(job, source, undefined)
  const target = undoes ? nameBefore(source, compressor) : source + compressor.suffix
  if (target === undefined) {
    complain(job, `${source}: unknown suffix ${flavour === 'gnu' ? '--' : '-'} ignored`)
    return warning
  }
  if (!undoes && source.endsWith(compressor.suffix)) {
    if (flavour === 'gnu') complain(job, `${source} already has ${compressor.suffix} suffix -- unchanged`)
    if (flavour === 'gnu') return 0
  }
  if (lstat(process, target).errno === undefined && !options.has('f')) {
    complain(
      job,
      flavour === 'gnu'
        ? `${target} already exists;\tnot overwritten`
        : `can't open '${target}': ${why(process, 'EEXIST')}`,
    )
    return warning
  }
  return convert(job, source, target)
}

/** What a compressed file was called; undefined when its name does not say. */
function nameBefore(path: string, { suffix, how }: Compressor): string | undefined {
  if (path.endsWith(suffix) && path.length > suffix.length) return path.slice(0, -suffix.length)
  const short: Readonly<Record<Compression, string>> = { gzip: '.tgz', bzip2: '.tbz2', xz: '.txz', zstd: '.tzst' }
  if (path.endsWith(short[how])) return `${path.slice(0, -short[how].length)}.tar`
  return how === 'gzip' && /.(-gz|\.z|\.Z)$/.test(path) ? path.replace(/(-gz|\.z|\.Z)$/, '') : undefined
}

function convert(job: Job, path: string, target: string | undefined): number {
  const { process, options, compressor, undoes } = job
  const opened = openOperand(process, path)
  if (opened.errno !== undefined) {
    complain(job, `${path}: ${why(process, opened.errno)}`)
    return 1
  }
  const before = readAll(process, opened.value)
  const after = undoes
    ? decompressed(job, path, before)
    : compress(before, compressor.how, process.machine.budget, originOf(job, path))
  if (after === undefined) return 1
  if (options.has('t')) return 0
  if (!undoes && after.kind === 'sized')
    note(
      process,
      'modelled',
      `The size of ${target ?? 'what comes out'} is an estimate of what ${compressor.how} would make of it.`,
    )
  if (target === undefined) {
    if (after.size > 0 && !process.output.write(after)) end(141)
    return 0
  }
  const status = putInPlace(job, path, target, after)
  if (status === 0 && options.has('v') && job.flavour === 'gnu')
    tellSaved(job, path, target, undoes ? [after, before] : [before, after])
  return status
}

/** GNU's gzip keeps name and time of the file. */
function originOf({ process, flavour, options, compressor }: Job, path: string): Origin | undefined {
  const node = path === '-' ? undefined : stat(process, path).value
  if (node === undefined || flavour === 'busybox' || options.has('n') || compressor.how !== 'gzip') return undefined
  return { name: lastName(path), seconds: node.mtime.seconds }
}

/** How much smaller it got, without the header. */
function tellSaved(
  { process, options }: Job,
  path: string,
  target: string,
  [plain, packed]: readonly [Content, Content],
): void {
  const header = 18 + lastName(path).replace(/\.gz$/, '').length + 1
  const saved = plain.size === 0 ? 0 : (100 * (plain.size - (packed.size - header))) / plain.size
  const done = options.has('k') ? 'created' : 'replaced with'
  process.errors.write(`${path}:\t${saved.toFixed(1).padStart(5)}% -- ${done} ${target}\n`)
}

function putInPlace({ process, options, flavour, name }: Job, path: string, target: string, content: Content): number {
  const node = lstat(process, path).value
  if (options.has('f')) unlink(process, target)
  const errno = writeFile(process, target, content, 0o600)
  if (errno !== undefined) {
    printError(
      { ...process, arguments: [name] },
      `${flavour === 'gnu' ? target : `can't open '${target}'`}: ${why(process, errno)}`,
    )
    return 1
  }
  if (node !== undefined) takeOver(process, node, target, { mode: true, owner: true, times: true, links: false })
  if (!options.has('k')) unlink(process, path)
  return 0
}

function decompressed(job: Job, path: string, content: Content): Content | undefined {
  const { process, flavour, compressor, options } = job
  const result = decompress(content, process.machine.budget)
  if (result.kind === 'content') return result.content
  const shown = path === '-' ? 'stdin' : path
  if (result.kind === 'unknown') {
    note(process, 'not-simulated', `What ${path} holds when it is decompressed is not known here.`)
    complain(job, `${shown}: its content is not simulated`)
  } else if (content.size === 0 && result.kind === 'not compressed')
    complain(job, flavour === 'gnu' ? `\n${compressor.how}: ${shown}: unexpected end of file` : 'short read')
  else if (flavour === 'busybox')
    complain(
      job,
      result.kind === 'damaged' ? 'corrupted data' : job.name === 'zcat' ? 'no gzip/bzip2/xz magic' : 'invalid magic',
    )
  else if (options.has('f') && options.has('c') && result.kind === 'not compressed') return content
  else if (compressor.how === 'gzip')
    process.errors.write(
      `\ngzip: ${shown}: ${result.kind === 'damaged' ? 'unexpected end of file' : 'not in gzip format'}\n`,
    )
  else
    complain(
      job,
      `${shown}: ${compressor.how === 'xz' ? 'File format not recognized' : `is not a ${compressor.how} file.`}`,
    )
  return undefined
}
