import type { Process } from '../../process.ts'
import { type GivenOption, type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { end, type Flavour, notSimulated } from '../program.ts'
import type { Compression } from './gzip.ts'

const gnuTable: OptionTable = {
  short: 'Ab:BcC:dEf:F:g:GhHiI:jJkK:lL:mMnN:oOpPqrRsStT:uUvV:wWxX:zZa',
  long: {
    append: 'r',
    create: 'c',
    extract: 'x',
    get: 'x',
    list: 't',
    update: 'u',
    diff: 'd',
    compare: 'd',
    delete: 'delete',
    file: 'f:',
    directory: 'C:',
    verbose: 'v',
    gzip: 'z',
    gunzip: 'z',
    ungzip: 'z',
    bzip2: 'j',
    xz: 'J',
    lzma: 'lzma',
    zstd: 'zstd',
    'use-compress-program': 'I:',
    'auto-compress': 'a',
    'no-auto-compress': 'no-auto',
    'strip-components': 'strip:',
    exclude: 'exclude:',
    'exclude-from': 'X:',
    'exclude-vcs': 'vcs',
    'exclude-caches': 'caches',
    'files-from': 'T:',
    null: 'null',
    'same-owner': 'same-owner',
    'no-same-owner': 'o',
    'preserve-permissions': 'p',
    'same-permissions': 'p',
    'no-same-permissions': 'no-permissions',
    'keep-old-files': 'k',
    'skip-old-files': 'skip-old',
    overwrite: 'overwrite',
    'no-overwrite-dir': 'keep-directories',
    'unlink-first': 'U',
    'recursive-unlink': 'U',
    'to-stdout': 'O',
    touch: 'm',
    owner: 'owner:',
    group: 'group:',
    mode: 'mode:',
    mtime: 'mtime:',
    sort: 'sort:',
    'numeric-owner': 'numeric',
    transform: 'transform:',
    xform: 'transform:',
    wildcards: 'wildcards',
    'no-wildcards': 'no-wildcards',
    anchored: 'anchored',
    'no-anchored': 'no-anchored',
    'wildcards-match-slash': 'match-slash',
    'no-wildcards-match-slash': 'no-match-slash',
    'no-recursion': 'no-recursion',
    recursion: 'recursion',
    'one-file-system': 'one-fs',
    dereference: 'h',
    'hard-dereference': 'hard',
    'absolute-names': 'P',
    totals: 'totals?',
    format: 'H:',
    posix: 'posix',
    warning: 'warning:',
    checkpoint: 'checkpoint?',
    'checkpoint-action': 'action:',
    'ignore-failed-read': 'ignore-failed',
    'delay-directory-restore': 'delay',
    sparse: 'S',
    xattrs: 'xattrs',
    'no-xattrs': 'xattrs',
    acls: 'acls',
    'no-acls': 'acls',
    selinux: 'selinux',
    'no-selinux': 'selinux',
    'no-ignore-command-error': 'ignored',
    'force-local': 'ignored',
    'blocking-factor': 'b:',
    'show-transformed-names': 'shown',
    utc: 'ignored',
    'full-time': 'full',
    'quoting-style': 'quoting:',
  },
  status: 2,
  advice: "Try 'tar --help' or 'tar --usage' for more information.",
  usage: '[OPTION...] [FILE]...',
}

const busyboxTable: OptionTable = {
  short: 'cxtf:zjJaZvpkC:X:T:OhmoF:',
  long: {
    list: 't',
    extract: 'x',
    create: 'c',
    directory: 'C:',
    file: 'f:',
    'to-stdout': 'O',
    dereference: 'h',
    verbose: 'v',
    gzip: 'z',
    bzip2: 'j',
    xz: 'J',
    lzma: 'a',
    'files-from': 'T:',
    'exclude-from': 'X:',
    'keep-old': 'k',
    'preserve-permissions': 'p',
    'no-same-owner': 'o',
    'no-same-permissions': 'no-permissions',
    'numeric-owner': 'numeric',
    'no-recursion': 'no-recursion',
    touch: 'm',
    'strip-components': 'strip:',
    exclude: 'exclude:',
    overwrite: 'overwrite',
  },
  usage: '-[cxtzJjahmvokO] [-f TARFILE] [-C DIR] [FILE]...',
}

/** What tar is to do. */
export interface TarWork {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly mode: 'create' | 'extract' | 'list' | 'append'
  /** The archive; `-` is standard input or output. */
  readonly file: string
  readonly compression: Compression | undefined
  /** Operands with the directory that stands before them (`-C`), in order. */
  readonly operands: readonly TarOperand[]
  /** Where what is extracted goes: the last `-C`. */
  readonly directories: readonly string[]
  readonly table: OptionTable
}

export interface TarOperand {
  readonly name: string
  /** The `-C` in force, one inside the other. */
  readonly directories: readonly string[]
}

/** Reads the words of tar (an unknown one ends GNU's with 64), also in the old form without a dash (`tar xzf archive`). */
export function readTarWork(process: Process, flavour: Flavour): TarWork {
  const table = flavour === 'gnu' ? gnuTable : busyboxTable
  const options = readOptions(
    process,
    flavour,
    { ...table, status: flavour === 'gnu' ? 64 : 1 },
    unbundled(process.arguments.slice(1), table),
  )
  const mode = modeFrom(process, flavour, options, table)
  if (options.has('transform')) notSimulated(process, 'tar with --transform', 2)
  if (options.has('I')) notSimulated(process, 'tar with --use-compress-program', 2)
  const operands: TarOperand[] = []
  let directories: readonly string[] = []
  for (const word of options.sequence) {
    if (typeof word === 'string') operands.push({ name: word, directories })
    else if (word.key === 'C') directories = [...directories, word.value]
  }
  const file = options.value('f') ?? (flavour === 'gnu' ? process.environment.get('TAPE') : undefined) ?? '-'
  return {
    process,
    flavour,
    options,
    mode,
    file,
    compression: compressionFrom(options, file),
    operands,
    directories,
    table,
  }
}

/** The old form: letters without a dash, whose values follow one after the other. */
function unbundled(words: readonly string[], table: OptionTable): readonly string[] {
  const [first = '', ...rest] = words
  if (first === '' || first.startsWith('-')) return words
  const letters: string[] = []
  for (const letter of first) {
    letters.push(`-${letter}`)
    const takesValue = table.short[table.short.indexOf(letter) + 1] === ':'
    if (takesValue && table.short.includes(letter) && rest[0] !== undefined) letters.push(rest.shift() ?? '')
  }
  return [...letters, ...rest]
}

function modeFrom(process: Process, flavour: Flavour, options: Options, table: OptionTable): TarWork['mode'] {
  const letters = ['c', 'x', 't', 'r', 'u'].filter((letter) => options.has(letter))
  const wrong = (message: string): never =>
    wrongUsage(process, flavour, { ...table, status: flavour === 'gnu' ? 2 : 1 }, flavour === 'gnu' ? message : '')
  if (options.has('d') || options.has('delete') || options.has('A'))
    return notSimulated(process, 'comparing, deleting and joining archives', 2)
  if (letters.length > 1)
    return wrong("You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option")
  switch (letters[0]) {
    case 'c':
      return 'create'
    case 'x':
      return 'extract'
    case 't':
      return 'list'
    case 'r':
    case 'u':
      return 'append'
    default:
      return wrong("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options")
  }
}

function compressionFrom(options: Options, file: string): Compression | undefined {
  const letters: Readonly<Record<string, Compression>> = {
    z: 'gzip',
    j: 'bzip2',
    J: 'xz',
    zstd: 'zstd',
    Z: 'gzip',
    lzma: 'xz',
  }
  const isGiven = ({ key }: GivenOption): boolean => Object.hasOwn(letters, key)
  const given = options.given.findLast(isGiven)
  if (given !== undefined) return letters[given.key]
  if (!options.has('a')) return undefined
  if (/\.(tgz|taz|gz)$/.test(file)) return 'gzip'
  if (/\.(tbz2?|tz2|bz2)$/.test(file)) return 'bzip2'
  if (/\.(txz|xz)$/.test(file)) return 'xz'
  return /\.(tzst|zst)$/.test(file) ? 'zstd' : undefined
}

/** Ends GNU tar as it ends when nothing more can be done. */
export function notRecoverable(process: Process): never {
  process.errors.write('tar: Error is not recoverable: exiting now\n')
  return end(2)
}
