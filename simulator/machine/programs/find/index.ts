import { compareBytes } from '../../../values/bytes.ts'
import { access, list, lstat, openWrite, realPath, removeDirectory, stat, unlink } from '../../files.ts'
import type { Errno, OpenFile, Process } from '../../process.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { byteTextOf } from '../bytes.ts'
import { mountAt } from '../du.ts'
import { apparentSize, inodeOf, kindLetter, linkCount } from '../facts.ts'
import { why } from '../libc.ts'
import { print } from '../operands.ts'
import { matchesPattern } from '../pattern.ts'
import { isSameFile, lastName, within } from '../place.ts'
import { type Flavour, printError, program } from '../program.ts'
import { quote } from '../quote.ts'
import { formatVisit, listVisit } from './format.ts'
import { parseSearch } from './parse.ts'
import type { Bound, Expression, Search, Visit } from './syntax.ts'

/** `find`: what is below directories, and fits. */
export const find = program({
  names: ['find'],
  summary: 'Finds files by name, kind, size, time and owner, and does something with them.',
  exact:
    'Expressions, their order and their messages. Entries come in the order of their names; a real disk has an order of its own.',
  modelled: 'Inode numbers. For the times of access and of change of attributes stands the time of last change.',
  missing: 'Other syntaxes of regular expressions (-regextype), -used, -context.',
  run: (process, flavour) => {
    const search = parseSearch(process, flavour, process.arguments.slice(1))
    const finding: Finding = {
      process,
      flavour,
      search,
      accounts: readAccounts(process),
      files: new Map(),
      status: 0,
      hasEnded: false,
    }
    for (const start of search.starts) {
      if (finding.hasEnded) break
      visitStart(finding, start)
    }
    finishRuns(finding, search.expression)
    for (const file of finding.files.values()) file.close()
    return finding.status
  },
})

/** A search as it goes on. */
interface Finding {
  readonly process: Process
  readonly flavour: Flavour
  readonly search: Search
  readonly accounts: Accounts
  /** Files that are printed to, by their names. */
  readonly files: Map<string, OpenFile>
  status: number
  hasEnded: boolean
}

function wrong(finding: Finding, path: string, errno: Errno): void {
  const shown = finding.flavour === 'gnu' ? quote(path) : path
  printError(finding.process, `${shown}: ${why(finding.process, errno)}`)
  finding.status = 1
}

function visitStart(finding: Finding, start: string): void {
  const { process, search } = finding
  const followed = search.follows === 'never' ? lstat(process, start) : stat(process, start)
  const found = followed.errno === undefined ? followed : lstat(process, start)
  if (found.errno !== undefined) wrong(finding, start, found.errno)
  else visit(finding, { path: start, node: found.value, start, depth: 0 })
}

function visit(finding: Finding, entry: Visit): void {
  const { process, search } = finding
  process.machine.budget.spend(4)
  const isMeant = entry.depth >= search.minDepth
  let descends = entry.node.kind === 'directory' && entry.depth < search.maxDepth
  if (isMeant && !search.depthFirst) {
    const outcome: Outcome = { isPruned: false }
    evaluate(finding, search.expression, entry, outcome)
    if (finding.hasEnded) return
    descends &&= !outcome.isPruned
  }
  // What is mounted is told, but not what is in it.
  descends &&= !search.sameMount || mountAt(process, entry.path) === mountAt(process, entry.start)
  if (descends) visitBelow(finding, entry)
  if (finding.hasEnded) return
  if (isMeant && search.depthFirst) evaluate(finding, search.expression, entry, { isPruned: false })
}

function visitBelow(finding: Finding, entry: Visit): void {
  const { process, search } = finding
  const names = list(process, entry.path)
  if (names.errno !== undefined) {
    // What the expression itself removed is not missed.
    if (names.errno !== 'ENOENT') wrong(finding, entry.path, names.errno)
    return
  }
  for (const name of [...names.value].sort(compareBytes)) {
    if (finding.hasEnded) return
    const path = within(entry.path, name)
    const itself = lstat(process, path)
    const followed = search.follows === 'always' && itself.value?.kind === 'symlink' ? stat(process, path) : itself
    const found = followed.errno === undefined ? followed : itself
    if (found.errno === undefined)
      visit(finding, { path, node: found.value, start: entry.start, depth: entry.depth + 1 })
    else if (found.errno !== 'ENOENT') wrong(finding, path, found.errno)
  }
}

interface Outcome {
  isPruned: boolean
}

function evaluate(finding: Finding, expression: Expression, entry: Visit, outcome: Outcome): boolean {
  const { process, accounts } = finding
  const { node, path } = entry
  process.machine.budget.spend(1)
  switch (expression.kind) {
    case 'and':
      return (
        evaluate(finding, expression.left, entry, outcome) &&
        !finding.hasEnded &&
        evaluate(finding, expression.right, entry, outcome)
      )
    case 'or':
      return (
        evaluate(finding, expression.left, entry, outcome) ||
        (!finding.hasEnded && evaluate(finding, expression.right, entry, outcome))
      )
    case 'comma':
      evaluate(finding, expression.left, entry, outcome)
      return !finding.hasEnded && evaluate(finding, expression.right, entry, outcome)
    case 'not':
      return !evaluate(finding, expression.inner, entry, outcome)
    case 'constant':
      return expression.value
    case 'name':
      return fits(process, expression, lastName(path))
    case 'path':
      return fits(process, expression, path)
    case 'link name':
      return node.kind === 'symlink' && fits(process, expression, node.target)
    case 'regex':
      return expression.matches(byteTextOf(path))
    case 'type':
      return expression.letters.split(',').includes(kindLetter(node).replace('-', 'f'))
    case 'permission':
      return hasPermission(node.mode, expression.how, expression.mode)
    case 'size':
      return finding.flavour === 'busybox'
        ? isWithinBound(apparentSize(node) / expression.unit, expression.bound)
        : isWithinBound(Math.ceil(apparentSize(node) / expression.unit), expression.bound)
    case 'count':
      return isWithinBound(countOf(finding, expression.of, entry), expression.bound)
    case 'age':
      return isOfAge(process, node.mtime.seconds, expression)
    case 'newer':
      return (
        node.mtime.seconds > expression.than.seconds ||
        (node.mtime.seconds === expression.than.seconds && node.mtime.nanoseconds > expression.than.nanoseconds)
      )
    case 'same file':
      return isSameFile(process, path, expression.as, false)
    case 'access':
      return access(process, path, expression.wanted) === undefined
    case 'empty':
      return node.kind === 'directory'
        ? list(process, path).value?.length === 0
        : node.kind === 'file' && node.content.size === 0
    case 'no user':
      return !accounts.users.some((user) => user.uid === node.uid)
    case 'no group':
      return !accounts.groups.some((group) => group.gid === node.gid)
    case 'prune':
      outcome.isPruned = true
      return true
    case 'quit':
      finding.hasEnded = true
      return true
    case 'delete':
      return remove(finding, entry)
    case 'print':
      return write(finding, `${byteTextOf(path)}${expression.end}`, expression.file)
    case 'printf':
      return write(finding, formatVisit(process, accounts, expression.form, entry), expression.file)
    case 'list':
      return write(finding, listVisit(process, accounts, entry))
    case 'run':
      return runFor(finding, expression, entry)
  }
}

function fits(
  process: Process,
  { pattern, ignoreCase }: { readonly pattern: string; readonly ignoreCase: boolean },
  text: string,
): boolean {
  return matchesPattern(pattern, text, process.machine.budget, { ignoreCase })
}

function hasPermission(mode: number, how: 'all' | 'any' | 'exact', wanted: number): boolean {
  if (how === 'exact') return mode === wanted
  return how === 'all' ? (mode & wanted) === wanted : wanted === 0 || (mode & wanted) !== 0
}

function isWithinBound(value: number, { sign, number }: Bound): boolean {
  return sign === '+' ? value > number : sign === '-' ? value < number : value === number
}

function countOf({ process }: Finding, what: 'links' | 'inode' | 'user' | 'group', { node, path }: Visit): number {
  switch (what) {
    case 'links':
      return linkCount(process, node)
    case 'inode':
      return inodeOf(process, path, node)
    case 'user':
      return node.uid
    case 'group':
      return node.gid
  }
}

/** Days are counted whole; minutes are compared as they are. */
function isOfAge(
  process: Process,
  seconds: number,
  { bound, unit }: { readonly bound: Bound; readonly unit: number },
): boolean {
  const age = (process.machine.clock.now().seconds - seconds) / unit
  return isWithinBound(unit === 86400 ? Math.floor(age) : bound.sign === '' ? Math.ceil(age) : age, bound)
}

function remove(finding: Finding, { path, node }: Visit): boolean {
  const { process, flavour } = finding
  if (path === '.') return true
  const errno = node.kind === 'directory' ? removeDirectory(process, path) : unlink(process, path)
  if (errno === undefined) return true
  const shown = flavour === 'gnu' ? `cannot delete ${quote(path)}` : path
  printError(process, `${shown}: ${why(process, errno)}`)
  finding.status = 1
  return false
}

function write(finding: Finding, text: string, file?: string): boolean {
  const { process } = finding
  if (file === undefined) {
    print(process, text)
    return true
  }
  let output = finding.files.get(file)
  if (output === undefined) {
    const opened = openWrite(process, file)
    if (opened.errno !== undefined) {
      wrong(finding, file, opened.errno)
      finding.hasEnded = true
      return false
    }
    output = opened.value
    finding.files.set(file, output)
  }
  print({ ...process, output }, text)
  return true
}

/** Longest command line that `{} +` gathers, in paths. */
const mostGathered = 5000

type Run = Extract<Expression, { readonly kind: 'run' }>

function runFor(finding: Finding, run: Run, entry: Visit): boolean {
  const { process, flavour } = finding
  if (run.asks) {
    // Nobody answers during a build.
    const words = run.words.map((word) => word.replaceAll('{}', entry.path)).join(' ')
    process.errors.write(flavour === 'gnu' ? `< ${run.words[0]} ... ${entry.path} > ? ` : `${words} ?`)
    return false
  }
  const shown = run.inDirectory ? `./${lastName(entry.path)}` : entry.path
  if (run.gathers) {
    run.gathered.push(shown)
    if (run.gathered.length >= mostGathered) runGathered(finding, run)
    return true
  }
  const words = run.words.map((word) => word.replaceAll('{}', shown))
  return start(finding, words, run.inDirectory ? entry : undefined) === 0
}

function start(finding: Finding, words: readonly string[], entry?: Visit): number {
  const { process, flavour } = finding
  const above = entry === undefined ? undefined : directoryOf(process, entry)
  const status = process.run({ arguments: words, ...(above !== undefined && { directory: above }) })
  if (status === 127 || status === 126) {
    const text = why(process, status === 127 ? 'ENOENT' : 'EACCES')
    printError(process, `${flavour === 'gnu' ? quote(words[0] ?? '') : words[0]}: ${text}`)
  }
  return status
}

function directoryOf(process: Process, { path }: Visit): string | undefined {
  const trimmed = path.replace(/(?<=.)\/+$/, '')
  const above = trimmed.includes('/') ? trimmed.slice(0, trimmed.lastIndexOf('/') + 1) : '.'
  return realPath(process, above).value
}

function runGathered(finding: Finding, run: Run): void {
  if (run.gathered.length === 0) return
  const paths = run.gathered.splice(0)
  if (start(finding, [...run.words, ...paths]) !== 0) finding.status = 1
}

function finishRuns(finding: Finding, expression: Expression): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
    case 'comma':
      finishRuns(finding, expression.left)
      finishRuns(finding, expression.right)
      return
    case 'not':
      finishRuns(finding, expression.inner)
      return
    case 'run':
      runGathered(finding, expression)
      return
    default:
      return
  }
}
