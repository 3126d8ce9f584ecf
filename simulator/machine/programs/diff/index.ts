import { type Content, emptyContent, sameContent } from '../../../filesystem/content.ts'
import { epoch, type Node } from '../../../filesystem/tree.ts'
import { compareBytes } from '../../../values/bytes.ts'
import { list, lstat, openRead, stat } from '../../files.ts'
import type { Process } from '../../process.ts'
import { byteText, byteTextOf } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { print, readAll } from '../operands.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { matchesPattern } from '../pattern.ts'
import { isSameFile, lastName, within } from '../place.ts'
import { end, type Flavour, printError, program } from '../program.ts'
import { quoteIfNeeded } from '../quote.ts'
import { type Hunk, hunksBetween } from './changes.ts'
import { contextFormat, normalFormat, type Sides, unifiedFormat } from './format.ts'

const gnuTable: OptionTable = {
  short: 'abBcC:dEiL:NpqrsS:tTuU:wx:yZ',
  long: {
    text: 'a',
    'ignore-space-change': 'b',
    'ignore-blank-lines': 'B',
    context: 'context?',
    brief: 'q',
    'ignore-case': 'i',
    label: 'L:',
    minimal: 'd',
    'new-file': 'N',
    recursive: 'r',
    'report-identical-files': 's',
    'show-c-function': 'p',
    unified: 'unified?',
    'ignore-all-space': 'w',
    'ignore-trailing-space': 'Z',
    exclude: 'x:',
    normal: 'normal',
    'strip-trailing-cr': 'cr',
    color: 'color?',
  },
  status: 2,
  usage: '[OPTION]... FILES',
  advice: "diff: Try 'diff --help' for more information.",
}
const busyboxTable: OptionTable = {
  short: 'abBdiL:NqrsS:tTU:uw',
  long: { label: 'L:' },
  usage: '[-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2',
}

/** What is compared, and how it is told. */
interface Comparing {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  status: number
}

/** `diff`: how two files or directories differ. */
export const diff = program({
  names: ['diff'],
  summary: 'Shows how two files or directories differ.',
  exact:
    'Line formats: normal, unified, context. Differences are the fewest changes, as GNU finds them in texts that are not very large.',
  missing: 'Two columns (-y), scripts (-e), functions in headings (-p), colours.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
    const [first, second, extra] = options.operands
    if (first === undefined) return wrong("missing operand after 'diff'")
    if (second === undefined) return wrong(`missing operand after '${first}'`)
    if (extra !== undefined) return wrong(`extra operand '${extra}'`)
    const comparing: Comparing = { process, flavour, options, status: 0 }
    compareOperands(comparing, first, second)
    return comparing.status
  },
})

function compareOperands(comparing: Comparing, first: string, second: string): void {
  const kinds = [first, second].map((path) => lookAt(comparing, path))
  if (kinds.some((node) => node === 'failed')) return
  const [isFirst, isSecond] = kinds.map((node) => node !== 'failed' && node?.kind === 'directory')
  if (isFirst && isSecond) compareDirectories(comparing, first, second)
  else if (isFirst) compareFiles(comparing, within(first, lastName(second)), second, undefined)
  else if (isSecond) compareFiles(comparing, first, within(second, lastName(first)), undefined)
  else compareFiles(comparing, first, second, undefined)
}

/** The entry at a path; undefined for standard input, and for what is missing but counts as empty (-N). */
function lookAt({ process, flavour, options }: Comparing, path: string): Node | 'failed' | undefined {
  if (path === '-') return undefined
  const found = stat(process, path)
  if (found.errno === undefined) return found.value
  if (options.has('N') && found.errno === 'ENOENT') return undefined
  printError(process, `${flavour === 'gnu' ? path : `can't stat '${path}'`}: ${why(process, found.errno)}`)
  return end(2)
}

function compareDirectories(comparing: Comparing, first: string, second: string): void {
  const { process, options } = comparing
  const excluded = options.values('x')
  const namesIn = (path: string): readonly string[] =>
    (list(process, path).value ?? []).filter(
      (name) => !excluded.some((pattern) => matchesPattern(pattern, name, process.machine.budget)),
    )
  const [left, right] = [namesIn(first), namesIn(second)]
  for (const name of [...new Set([...left, ...right])].sort(compareBytes)) {
    const [a, b] = [within(first, name), within(second, name)]
    const isOnly = !left.includes(name) ? second : !right.includes(name) ? first : undefined
    if (isOnly !== undefined && !options.has('N')) {
      differ(comparing, `Only in ${isOnly}: ${name}\n`)
      continue
    }
    const [nodeA, nodeB] = [stat(process, a).value, stat(process, b).value]
    const isDirectory = (node: Node | undefined): boolean => node?.kind === 'directory'
    if (isDirectory(nodeA ?? nodeB) && isDirectory(nodeB ?? nodeA)) {
      if (options.has('r')) compareDirectories(comparing, a, b)
      else print(process, `Common subdirectories: ${a} and ${b}\n`)
    } else if (isDirectory(nodeA) !== isDirectory(nodeB))
      differ(comparing, `File ${a} is a ${kindOf(nodeA)} while file ${b} is a ${kindOf(nodeB)}\n`)
    else compareFiles(comparing, a, b, commandLine(comparing, a, b))
  }
}

function kindOf(node: Node | undefined): string {
  if (node?.kind === 'directory') return 'directory'
  return node?.kind === 'file' && node.content.size === 0 ? 'regular empty file' : 'regular file'
}

function differ(comparing: Comparing, text: string): void {
  print(comparing.process, byteTextOf(text))
  comparing.status = Math.max(comparing.status, 1)
}

/** GNU says above each pair of files in directories how they could be compared alone. */
function commandLine({ process, flavour }: Comparing, a: string, b: string): string | undefined {
  if (flavour === 'busybox') return undefined
  const words = process.arguments.slice(1).filter((word) => word.startsWith('-') && word !== '-')
  return `diff ${[...words, a, b].map(quoteIfNeeded).join(' ')}\n`
}

function readSide({ process, flavour, options }: Comparing, path: string): Content {
  if (path === '-') return readAll(process, process.input)
  if (options.has('N') && lstat(process, path).errno === 'ENOENT') return emptyContent
  const opened = openRead(process, path)
  if (opened.errno === undefined) return readAll(process, opened.value)
  printError(process, `${flavour === 'gnu' ? path : `can't stat '${path}'`}: ${why(process, opened.errno)}`)
  return end(2)
}

function compareFiles(comparing: Comparing, first: string, second: string, heading: string | undefined): void {
  const { process, flavour, options } = comparing
  const [a, b] = [readSide(comparing, first), readSide(comparing, second)]
  if (sameContent(a, b)) {
    sayIdentical(comparing, first, second)
    return
  }
  const isBinary = !options.has('a') && (isUnreadable(a) || isUnreadable(b))
  if (options.has('q') || isBinary || a.kind === 'sized' || b.kind === 'sized') {
    const kind = flavour === 'gnu' && !options.has('q') ? 'Binary files' : 'Files'
    differ(comparing, `${kind} ${first} and ${second} differ\n`)
    return
  }
  const sides: Sides = { before: linesOf(a.bytes), after: linesOf(b.bytes) }
  const found = hunksBetween(sides.before, sides.after, keyOfLine(options), process.machine.budget)
  const hunks = options.has('B') ? found.filter((hunk) => !isBlank(sides, hunk)) : found
  if (hunks.length === 0) {
    sayIdentical(comparing, first, second)
    return
  }
  differ(comparing, heading ?? '')
  print(process, headed(comparing, first, second, sides, hunks))
}

function sayIdentical({ process, flavour, options }: Comparing, first: string, second: string): void {
  // busybox does not look into a file that it is to compare with itself.
  if (!options.has('s') || (flavour === 'busybox' && isSameFile(process, first, second))) return
  print(process, byteTextOf(`Files ${first} and ${second} are identical\n`))
}

function isBlank({ before, after }: Sides, { from, to }: Hunk): boolean {
  return [...before.slice(from.start, from.end), ...after.slice(to.start, to.end)].every((line) => line.trim() === '')
}

function isUnreadable(content: Content): boolean {
  return content.kind === 'sized' || content.bytes.subarray(0, 4096).includes(0)
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return byteText(bytes).match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** What is compared of a line. */
function keyOfLine(options: Options): (line: string) => string {
  return (line) => {
    let key = line
    if (options.has('i')) key = key.toLowerCase()
    if (options.has('cr')) key = key.replace(/\r(?=\n?$)/, '')
    if (options.has('w')) return key.replace(/\s+/g, '')
    if (options.has('b')) return key.replace(/\s+$/, '').replace(/[ \t]+/g, ' ')
    return options.has('Z') ? key.replace(/\s+$/, '') : key
  }
}

function headed(comparing: Comparing, first: string, second: string, sides: Sides, hunks: readonly Hunk[]): string {
  const { flavour, options } = comparing
  const format = options.given.findLast(({ key }) => 'cCuU'.includes(key) || key === 'unified' || key === 'context')
  const lines = format?.value === undefined || format.value === '' ? 3 : Number(format.value)
  const [one, other] = [headerOf(comparing, first, 0), headerOf(comparing, second, 1)]
  if (flavour === 'busybox' || format?.key === 'u' || format?.key === 'U' || format?.key === 'unified')
    return `--- ${one}\n+++ ${other}\n${unifiedFormat(sides, hunks, lines)}`
  if (format === undefined) return normalFormat(sides, hunks)
  return `*** ${one}\n--- ${other}\n${contextFormat(sides, hunks, lines)}`
}

/** The name of a side, or its label; GNU adds its time. */
function headerOf({ process, flavour, options }: Comparing, path: string, side: 0 | 1): string {
  const label = options.values('L')[side]
  if (label !== undefined) return byteTextOf(label)
  if (flavour === 'busybox') return byteTextOf(path)
  const time = path === '-' ? process.machine.clock.now() : (stat(process, path).value?.mtime ?? epoch)
  return `${byteTextOf(path)}\t${formatTime('%Y-%m-%d %H:%M:%S.%N %z', time)}`
}
