import type { Process } from '../../process.ts'
import { type Options, type OptionTable, readOptions } from '../options.ts'
import type { Flavour } from '../program.ts'

const gnuTable: OptionTable = {
  short: 'aAbBcCdDfFgGhHiI:kLmlnNopqQrRsStT:uUvw:xXZ1',
  long: {
    all: 'a',
    'almost-all': 'A',
    author: 'author',
    escape: 'b',
    'block-size': 'block:',
    'ignore-backups': 'B',
    color: 'color?',
    directory: 'd',
    dired: 'D',
    classify: 'classify?',
    'file-type': 'type',
    format: 'format:',
    'full-time': 'full',
    'group-directories-first': 'first',
    'no-group': 'G',
    'human-readable': 'h',
    si: 'si',
    dereference: 'L',
    'dereference-command-line': 'H',
    'dereference-command-line-symlink-to-dir': 'operand-links',
    hide: 'hide:',
    hyperlink: 'hyperlink?',
    'indicator-style': 'indicators:',
    inode: 'i',
    ignore: 'I:',
    kibibytes: 'k',
    'numeric-uid-gid': 'n',
    literal: 'N',
    'hide-control-chars': 'q',
    'show-control-chars': 'show',
    'quote-name': 'Q',
    'quoting-style': 'quoting:',
    reverse: 'r',
    recursive: 'R',
    size: 's',
    sort: 'sort:',
    time: 'time:',
    'time-style': 'time-style:',
    tabsize: 'T:',
    width: 'w:',
    context: 'Z',
    zero: 'zero',
  },
  status: 2,
  usage: '[OPTION]... [FILE]...',
}

const busyboxTable: OptionTable = {
  short: '1AaCxdLHRFplinshrSXvctukgw:T:',
  long: { 'full-time': 'full', 'group-directories-first': 'first', color: 'color?' },
  usage: '[-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
}

/** How entries are put on the lines. */
export type Format = 'lines' | 'long' | 'columns' | 'across' | 'commas'

/** How a listing looks, as the options say. */
export interface ListingHow {
  readonly flavour: Flavour
  readonly format: Format
  readonly hidden: 'left out' | 'shown' | 'with dots'
  readonly itself: boolean
  readonly recursive: boolean
  readonly follows: 'all' | 'operands' | 'directories' | 'none'
  readonly sort: 'name' | 'time' | 'size' | 'extension' | 'version' | 'none'
  readonly reverse: boolean
  readonly directoriesFirst: boolean
  readonly indicators: 'none' | 'slash' | 'type' | 'all'
  readonly human: 1024 | 1000 | undefined
  readonly numeric: boolean
  readonly shows: {
    readonly inode: boolean
    readonly blocks: boolean
    readonly owner: boolean
    readonly group: boolean
    readonly context: boolean
  }
  /** `locale`, or a form of strftime. */
  readonly timeForm: string
  readonly ignored: readonly string[]
  readonly width: number
  readonly quotes: boolean
  readonly end: string
}

/** Reads the options of `ls`, `dir` and `vdir`. */
export function readListing(
  process: Process,
  flavour: Flavour,
  name: string,
): ListingHow & { readonly operands: readonly string[] } {
  const options = readOptions(process, flavour, flavour === 'gnu' ? gnuTable : busyboxTable)
  const format = formatFrom(options, name)
  const isLong = format === 'long'
  const hidden = options.last('aAf')
  const indicators = indicatorsFrom(options)
  const human = options.last('hk')
  return {
    operands: options.operands,
    flavour,
    format,
    hidden: hidden === 'A' ? 'shown' : hidden === undefined ? 'left out' : 'with dots',
    itself: options.has('d'),
    recursive: options.has('R') && !options.has('d'),
    follows: followsFrom(options, flavour, isLong, indicators !== 'none'),
    sort: sortFrom(options, isLong),
    reverse: options.has('r'),
    directoriesFirst: options.has('first'),
    indicators,
    human: options.has('si') ? 1000 : human === 'h' ? 1024 : undefined,
    numeric: options.has('n'),
    shows: {
      inode: options.has('i'),
      blocks: options.has('s'),
      owner: !options.has('g'),
      group: !options.has('G') && !options.has('o'),
      context: options.has('Z'),
    },
    timeForm: timeFormFrom(options, flavour),
    ignored: [
      ...options.values('I'),
      ...(hidden === undefined ? options.values('hide') : []),
      ...(options.has('B') ? ['*~'] : []),
    ],
    width: Number(options.value('w') ?? process.environment.get('COLUMNS') ?? 80) || 80,
    quotes: options.has('Q'),
    end: options.has('zero') ? '\0' : '\n',
  }
}

function formatFrom(options: Options, name: string): Format {
  const given = options.given.findLast(
    ({ key }) => '1Cxmlngo'.includes(key) || key === 'full' || key === 'format' || key === 'zero',
  )
  const isLong = ['l', 'n', 'g', 'o', 'full'].some((key) => options.has(key))
  switch (given?.key === 'format' ? given.value : given?.key) {
    case 'C':
    case 'vertical':
      return 'columns'
    case 'x':
    case 'across':
    case 'horizontal':
      return 'across'
    case 'm':
    case 'commas':
      return 'commas'
    case '1':
      // -1 does not undo -l.
      return isLong ? 'long' : 'lines'
    case 'single-column':
    case 'zero':
      return 'lines'
    case undefined:
      return name === 'vdir' ? 'long' : name === 'dir' ? 'columns' : 'lines'
    default:
      return 'long'
  }
}

function indicatorsFrom(options: Options): ListingHow['indicators'] {
  const styles: Readonly<Record<string, ListingHow['indicators']>> = {
    none: 'none',
    slash: 'slash',
    'file-type': 'type',
    classify: 'all',
  }
  const style = options.value('indicators')
  if (style !== undefined) return styles[style] ?? 'none'
  if (options.has('F') || ['', 'always', 'yes'].includes(options.value('classify') ?? 'no')) return 'all'
  return options.has('type') ? 'type' : options.has('p') ? 'slash' : 'none'
}

function followsFrom(options: Options, flavour: Flavour, isLong: boolean, isMarked: boolean): ListingHow['follows'] {
  if (options.has('L')) return 'all'
  if (options.has('H')) return 'operands'
  if (options.has('operand-links')) return 'directories'
  const itself = isLong || options.has('d') || (isMarked && !options.has('p'))
  if (flavour === 'busybox')
    return isLong || options.has('i') || options.has('s') || options.has('F') ? 'none' : 'operands'
  return itself ? 'none' : 'directories'
}

function sortFrom(options: Options, isLong: boolean): ListingHow['sort'] {
  const word = options.value('sort')
  if (word === 'none' || word === 'time' || word === 'size' || word === 'extension' || word === 'version') return word
  const given = options.last('tSXvUf')
  const names: Readonly<Record<string, ListingHow['sort']>> = {
    t: 'time',
    S: 'size',
    X: 'extension',
    v: 'version',
    U: 'none',
    f: 'none',
  }
  if (given !== undefined) return names[given] ?? 'name'
  // Asked for another time without -l, ls sorts by it.
  return !isLong && (options.has('c') || options.has('u')) ? 'time' : 'name'
}

function timeFormFrom(options: Options, flavour: Flavour): string {
  const style = (options.value('time-style') ?? (options.has('full') ? 'full-iso' : 'locale')).replace(/^posix-/, '')
  if (style.startsWith('+')) return style.slice(1)
  if (style === 'full-iso') return flavour === 'gnu' ? '%Y-%m-%d %H:%M:%S.%N %z' : '%Y-%m-%d %H:%M:%S %z'
  return style === 'long-iso' ? '%Y-%m-%d %H:%M' : style
}
