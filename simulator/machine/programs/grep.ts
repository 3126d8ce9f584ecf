import { isDirectory, list, lstat } from '../files.ts'
import type { Input, Process } from '../process.ts'
import { type ByteText, byteTextOf, linesIn } from './bytes.ts'
import { why } from './libc.ts'
import { type BlockOutput, blockOutput, readLines, withoutNewline } from './lines.ts'
import { openOperand, readTextOperand } from './operands.ts'
import { commandName, type Options, readOptions } from './options.ts'
import { matchesPattern } from './pattern.ts'
import { within } from './place.ts'
import { end, type Flavour, fail, notSimulated, printError, program } from './program.ts'
import { compileRegex, type Match, type Regex } from './regex/regex.ts'
import { RegexError } from './regex/syntax.ts'

const usage = '[OPTION]... PATTERNS [FILE]...'
const table = {
  short: 'EFGPe:f:ivwxcLlm:oqsbHhnTuzA:B:C:arRIUyZ',
  long: {
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'basic-regexp': 'G',
    'perl-regexp': 'P',
    regexp: 'e:',
    file: 'f:',
    'ignore-case': 'i',
    'no-ignore-case': 'noi',
    'invert-match': 'v',
    'word-regexp': 'w',
    'line-regexp': 'x',
    count: 'c',
    color: 'color?',
    colour: 'color?',
    'files-without-match': 'L',
    'files-with-matches': 'l',
    'max-count': 'm:',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    'no-messages': 's',
    'byte-offset': 'b',
    'with-filename': 'H',
    'no-filename': 'h',
    label: 'label:',
    'line-number': 'n',
    'initial-tab': 'T',
    'null-data': 'z',
    null: 'Z',
    'after-context': 'A:',
    'before-context': 'B:',
    context: 'C:',
    text: 'a',
    'binary-files': 'binary:',
    exclude: 'exclude:',
    'exclude-dir': 'exclude-dir:',
    include: 'include:',
    recursive: 'r',
    'dereference-recursive': 'R',
    'line-buffered': 'line-buffered',
  },
  gnuOnly: 'GPbyTuUIZ',
  gnuOnlyLong: ['include', 'exclude', 'exclude-dir'],
  status: 2,
  usage,
  advice: `Usage: grep ${usage}\nTry 'grep --help' for more information.`,
}

/** How lines are looked for and shown. */
interface Search {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly output: BlockOutput
  readonly matches: (line: ByteText, from: number) => Match | undefined
  readonly most: number
  readonly before: number
  readonly after: number
  readonly withName: boolean
  failed: boolean
  found: boolean
}

/** `grep`, `egrep`, `fgrep`: lines that match a pattern. */
export const grep = program({
  names: ['grep', 'egrep', 'fgrep', 'rgrep'],
  summary: 'Prints lines that match a pattern.',
  exact: 'POSIX and GNU patterns, files, directories, contexts, counts; bytes as in the C locale.',
  missing: 'Perl patterns (-P).',
  run: (process, flavour) => {
    const words = process.arguments
      .slice(1)
      .map((word) => (flavour === 'gnu' && /^-\d+$/.test(word) ? `-C${word.slice(1)}` : word))
    const options = readOptions(process, flavour, table, words)
    if (options.has('P')) notSimulated(process, 'grep -P uses the patterns of Perl', 2)
    const given = options.given.filter((option) => option.key === 'e' || option.key === 'f')
    const operands = [...options.operands]
    const patterns = given.flatMap((option) =>
      option.key === 'e' ? byteTextOf(option.value).split('\n') : patternsIn(process, option.value),
    )
    if (given.length === 0) {
      const pattern = operands.shift()
      if (pattern === undefined) {
        process.errors.write(
          flavour === 'gnu'
            ? `Usage: ${commandName(process)} ${usage}\nTry '${commandName(process)} --help' for more information.\n`
            : `BusyBox v1.37.0 multi-call binary.\n\nUsage: ${commandName(process)} [-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...\n`,
        )
        return end(2)
      }
      patterns.push(...byteTextOf(pattern).split('\n'))
    }
    const isRecursive = options.has('r') || options.has('R') || commandName(process) === 'rgrep'
    const names = operands.length > 0 ? operands : isRecursive && flavour === 'gnu' ? ['.'] : ['-']
    const mode = options.last('Hh')
    const number = (key: string): number => {
      const text = options.value(key) ?? options.value('C')
      if (text === undefined) return 0
      if (!/^\d+$/.test(text))
        fail(process, flavour === 'gnu' ? `${text}: invalid context length argument` : `invalid number '${text}'`, 2)
      return Number(text)
    }
    const most = options.value('m')
    if (most !== undefined && !/^-?\d+$/.test(most))
      fail(process, flavour === 'gnu' ? 'invalid max count' : `invalid number '${most}'`, 2)
    const search: Search = {
      process,
      flavour,
      options,
      output: blockOutput(process),
      matches: matcher(process, flavour, patterns, options),
      most: most === undefined || Number(most) < 0 ? Number.POSITIVE_INFINITY : Number(most),
      before: number('B'),
      after: number('A'),
      withName:
        mode === 'H' ||
        (mode !== 'h' &&
          (names.length > 1 ||
            (isRecursive && (names.some((name) => isDirectory(process, name)) || flavour === 'busybox')))),
      failed: false,
      found: false,
    }
    for (const name of names) searchOperand(search, name, isRecursive, true)
    search.output.flush()
    if (options.has('q') && search.found) return 0
    return search.failed ? 2 : search.found ? 0 : 1
  },
})

function patternsIn(process: Process, name: string): readonly string[] {
  const text = readTextOperand(process, name)
  return text === undefined ? end(2) : linesIn(text)
}

function matcher(process: Process, flavour: Flavour, patterns: readonly string[], options: Options): Search['matches'] {
  const kind = options.last('EFG') ?? { egrep: 'E', fgrep: 'F' }[commandName(process)] ?? 'G'
  const ignoreCase = options.has('i') || options.has('y')
  const compiled: Regex[] = []
  for (const pattern of patterns) {
    // No pattern and a pattern of nothing differ: the latter matches every line.
    const text = kind === 'F' ? pattern.replace(/[\\.[\]*^$]/g, '\\$&') : pattern
    try {
      compiled.push(compileRegex(text, { extended: kind === 'E', ignoreCase }, process.machine.budget))
    } catch (thrown) {
      if (!(thrown instanceof RegexError)) throw thrown
      if (pattern === '[') fail(process, 'Invalid regular expression', 2)
      fail(process, flavour === 'gnu' ? thrown.message : `bad regex '${pattern}'`, 2)
    }
  }
  const accepts = (line: ByteText, match: Match): boolean => {
    const [start = 0, stop = 0] = match
    if (options.has('x')) return start === 0 && stop === line.length
    return !options.has('w') || !(isWord(line[start - 1]) || isWord(line[stop]))
  }
  const findOne = (regex: Regex, line: ByteText, from: number): Match | undefined => {
    for (let at = from; at <= line.length; at++) {
      const match = regex.find(line, at)
      if (match === undefined || accepts(line, match)) return match
      if (options.has('x')) return undefined
      at = match[0] ?? at
    }
    return undefined
  }
  return (line, from) => {
    let best: Match | undefined
    for (const regex of compiled) {
      const match = findOne(regex, line, from)
      if (match === undefined) continue
      const [start = 0, stop = 0] = match
      const [bestStart = 0, bestStop = 0] = best ?? []
      if (best === undefined || start < bestStart || (start === bestStart && stop > bestStop)) best = match
    }
    return best
  }
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[A-Za-z0-9_]/.test(sign)
}

function searchOperand(search: Search, name: string, isRecursive: boolean, isOperand: boolean): void {
  const { process, flavour, options } = search
  if (name !== '-' && isRecursive) {
    const node = lstat(process, name).value
    if (node?.kind === 'symlink' && !isOperand && !options.has('R')) return
    if (isDirectory(process, name)) {
      searchDirectory(search, name)
      return
    }
    if (!isOperand && node?.kind !== 'file' && node?.kind !== 'symlink') return
  }
  if (!isIncluded(search, name)) return
  const opened = openOperand(process, name)
  if (opened.errno === undefined) {
    searchInput(search, opened.value, name)
    return
  }
  // Busybox opens a directory and does not look why it reads nothing.
  if (flavour === 'busybox' && opened.errno === 'EISDIR') return
  search.failed = true
  if (!options.has('s')) printError(process, `${name}: ${why(process, opened.errno)}`)
}

function searchDirectory(search: Search, directory: string): void {
  const { process, options } = search
  const names = list(process, directory)
  if (names.errno !== undefined) {
    search.failed = true
    if (!options.has('s')) printError(process, `${directory}: ${why(process, names.errno)}`)
    return
  }
  for (const name of names.value) {
    const path =
      directory === '.' && options.operands.length < 2 && !options.operands.includes('.')
        ? name
        : within(directory, name)
    if (isDirectory(process, path) && options.values('exclude-dir').some((glob) => fits(search, glob, name))) continue
    searchOperand(search, path, true, false)
  }
}

function isIncluded(search: Search, path: string): boolean {
  const name = path.replace(/.*\//, '')
  const includes = search.options.values('include')
  if (search.options.values('exclude').some((glob) => fits(search, glob, name))) return false
  return includes.length === 0 || includes.some((glob) => fits(search, glob, name))
}

function fits(search: Search, glob: string, name: string): boolean {
  return matchesPattern(glob, name, search.process.machine.budget)
}

function searchInput(search: Search, input: Input, name: string): void {
  const { process, options, flavour } = search
  const shownName = name === '-' ? (options.value('label') ?? '(standard input)') : name
  const label = byteTextOf(shownName)
  const separator = options.has('z') ? '\0' : '\n'
  const reader = readLines(process, input, name, separator)
  const isSilent = options.has('q') || options.has('l') || options.has('L') || options.has('c')
  const hasContext = search.before > 0 || search.after > 0
  const waiting: { readonly line: ByteText; readonly number: number; readonly offset: number }[] = []
  let number = 0
  let offset = 0
  let count = 0
  let afterLeft = 0
  let lastShown = 0
  let isBinary = false
  const show = (line: ByteText, lineNumber: number, lineOffset: number, sign: string): void => {
    const prefix =
      (search.withName ? label + (options.has('Z') ? '\0' : sign) : '') +
      (options.has('n') ? `${lineNumber}${sign}` : '') +
      (options.has('b') ? `${lineOffset}${sign}` : '')
    search.output.print(prefix + (options.has('T') && prefix !== '' ? '\t' : '') + line + separator)
    lastShown = lineNumber
  }
  while (count < search.most || afterLeft > 0) {
    const whole = reader.next()
    if (whole === undefined) break
    const line = separator === '\n' ? withoutNewline(whole) : whole.replace(/\0$/, '')
    number++
    const lineOffset = offset
    offset += whole.length
    const isStillCounting = count < search.most
    const match = isStillCounting ? search.matches(line, 0) : undefined
    const isWanted = isStillCounting && (match !== undefined) !== options.has('v')
    if (isWanted) {
      count++
      search.found = true
      if (options.has('q') || options.has('l') || options.has('L')) break
      if (isSilent) continue
      if (
        flavour === 'gnu' &&
        !options.has('a') &&
        options.value('binary') !== 'text' &&
        separator === '\n' &&
        line.includes('\0')
      ) {
        isBinary = true
        break
      }
      if (hasContext && flavour !== undefined) {
        const first = waiting[0]?.number ?? number
        if (lastShown > 0 && first > lastShown + 1) search.output.print('--\n')
        if (!options.has('o')) for (const old of waiting) show(old.line, old.number, old.offset, '-')
        waiting.length = 0
        afterLeft = search.after
      }
      if (options.has('o')) {
        if (!options.has('v')) showMatches(search, line, (part, at) => show(part, number, lineOffset + at, ':'))
        lastShown = number
      } else show(line, number, lineOffset, ':')
    } else if (hasContext && !isSilent) {
      if (afterLeft > 0) {
        afterLeft--
        if (!options.has('o')) show(line, number, lineOffset, '-')
      } else if (search.before > 0) {
        waiting.push({ line, number, offset: lineOffset })
        if (waiting.length > search.before) waiting.shift()
      }
    }
  }
  if (reader.hasFailed()) {
    search.failed = true
    return
  }
  if (isBinary) printError(process, `${shownName}: binary file matches`)
  const ending = options.has('Z') ? '\0' : '\n'
  if (options.has('q')) return
  if (options.has('l') || options.has('L')) {
    const lists = options.has('L') ? count === 0 : count > 0
    if (lists) search.output.print(label + ending)
    if (options.has('L') && flavour === 'gnu') return
  } else if (options.has('c')) search.output.print(`${search.withName ? `${label}:` : ''}${count}\n`)
}

function showMatches(search: Search, line: ByteText, show: (part: ByteText, at: number) => void): void {
  for (let from = 0; from <= line.length; ) {
    const match = search.matches(line, from)
    if (match === undefined) return
    const [start = 0, stop = 0] = match
    if (stop > start) show(line.slice(start, stop), start)
    from = stop > start ? stop : start + 1
  }
}
