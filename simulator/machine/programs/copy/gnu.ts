import type { Node } from '../../../filesystem/tree.ts'
import { chmod, link, list, lstat, makeDirectory, realPath, rename, stat, symlink, unlink } from '../../files.ts'
import type { Errno } from '../../process.ts'
import { why } from '../libc.ts'
import { isSameFile, placeOf, within } from '../place.ts'
import { printError } from '../program.ts'
import { quote } from '../quote.ts'
import { type Copying, copyContent, makeAlike, takeOver } from './entry.ts'

/** Copies one operand and all below it as GNU's `cp` does. False after an error, which was printed. */
export function copyAsGnu(copying: Copying, from: string, to: string): boolean {
  return copyEntry(copying, from, to, { from, to })
}

/** The operands that an entry is below; messages name them. */
interface Top {
  readonly from: string
  readonly to: string
}

function copyEntry(copying: Copying, from: string, to: string, top: Top): boolean {
  const { process, how } = copying
  const isOperand = from === top.from
  process.machine.budget.spend(2)
  const follows = how.follows === 'all' || (how.follows === 'operands' && isOperand)
  const found = follows ? stat(process, from) : lstat(process, from)
  if (found.errno !== undefined) return wrong(copying, `cannot stat ${quote(from)}: ${why(process, found.errno)}`)
  const node = found.value
  if (node.kind === 'directory' && !how.recursive)
    return wrong(copying, `${how.isMove ? '' : '-r not specified; '}omitting directory ${quote(from)}`)
  const before = lstat(process, to)
  if (before.errno === undefined) {
    const answer = checkTarget(copying, { node, from, to, before: before.value, follows })
    if (answer !== 'go on') return answer === 'skip'
  } else if (before.errno !== 'ENOENT' && before.errno !== 'ENOTDIR')
    return wrong(copying, `cannot stat ${quote(to)}: ${why(process, before.errno)}`)
  const isNew = before.errno !== undefined
  if (node.kind === 'directory') return copyDirectory(copying, node, from, to, top)
  if (how.verbose) tell(copying, from, to)
  const isMade = makeCopy(copying, node, from, to)
  if (isMade && isOperand) copying.madePaths.add(placeOf(process, to).value ?? to)
  if (isMade && how.makes === 'copies' && isNew === false && node.kind === 'file') return keep(copying, node, to)
  return isMade && (how.makes !== 'copies' || keep(copying, node, to))
}

function wrong({ process }: Copying, message: string): false {
  printError(process, message)
  return false
}

function tell({ process, how }: Copying, from: string, to: string): void {
  process.output.write(`${how.isMove ? 'copied ' : ''}${quote(from)} -> ${quote(to)}\n`)
}

interface Meeting {
  readonly node: Node
  readonly from: string
  readonly to: string
  readonly before: Node
  readonly follows: boolean
}

/** Whether what is at the target may be replaced or written over; clears the way for it. */
function checkTarget(copying: Copying, { node, from, to, before, follows }: Meeting): 'go on' | 'skip' | 'failed' {
  const { process, how } = copying
  const failed = (message: string): 'failed' => {
    printError(process, message)
    return 'failed'
  }
  const target = stat(process, to).value ?? before
  if (node.kind === 'directory') {
    if (target.kind !== 'directory')
      return failed(`cannot overwrite non-directory ${quote(to)} with directory ${quote(from)}`)
    return 'go on'
  }
  const isLoose = stat(process, to).errno !== undefined
  const replaces =
    how.removesFirst || how.makes !== 'copies' || node.kind === 'symlink' || how.backupSuffix !== undefined
  if (isSameFile(process, from, to, follows) && !(how.removesFirst && before.kind === 'symlink')) {
    const areLinked =
      how.makes === 'links' || (how.kept.links && node.kind === 'file' && !isSameFile(process, from, to, false))
    return areLinked ? 'skip' : failed(`${quote(from)} and ${quote(to)} are the same file`)
  }
  if (target.kind === 'directory') return failed(`cannot overwrite directory ${quote(to)} with non-directory`)
  if (copying.madePaths.has(placeOf(process, to).value ?? to))
    return failed(`will not overwrite just-created ${quote(to)} with ${quote(from)}`)
  if (how.noClobber || (how.onlyNewer && !isOlder(target, node))) return 'skip'
  if (isLoose && !replaces && node.kind === 'file') return failed(`not writing through dangling symlink ${quote(to)}`)
  if (how.backupSuffix !== undefined) rename(process, to, to + how.backupSuffix)
  else if (how.removesFirst || node.kind !== 'file' || (how.makes !== 'copies' && how.force)) unlink(process, to)
  return 'go on'
}

function isOlder(a: Node, b: Node): boolean {
  const seconds = a.mtime.seconds - b.mtime.seconds
  return seconds < 0 || (seconds === 0 && a.mtime.nanoseconds < b.mtime.nanoseconds)
}

function makeCopy(copying: Copying, node: Node, from: string, to: string): boolean {
  const { process, how } = copying
  const cannot = (action: string, errno: Errno): false => wrong(copying, `${action}: ${why(process, errno)}`)
  if (how.makes === 'links') {
    const errno = link(process, from, to)
    return errno === undefined || cannot(`cannot create hard link ${quote(to)} to ${quote(from)}`, errno)
  }
  if (how.makes === 'symlinks') {
    const errno = symlink(process, from, to)
    return errno === undefined || cannot(`cannot create symbolic link ${quote(to)} to ${quote(from)}`, errno)
  }
  if (node.kind === 'file' && how.kept.links && node.link !== undefined) {
    const first = copying.firstNames.get(node.link)
    if (first !== undefined) {
      unlink(process, to)
      const errno = link(process, first, to)
      return errno === undefined || cannot(`cannot create hard link ${quote(to)} to ${quote(first)}`, errno)
    }
    copying.firstNames.set(node.link, to)
  }
  if (node.kind !== 'file' && (how.recursive || node.kind === 'symlink')) {
    const errno = makeAlike(process, node, from, to)
    if (errno === undefined) return true
    const kind = { symlink: 'symbolic link', fifo: 'fifo' }[node.kind === 'symlink' ? 'symlink' : 'fifo']
    return cannot(`cannot create ${kind} ${quote(to)}`, errno)
  }
  const mode = node.kind === 'file' ? node.mode & 0o777 : 0o666
  let failure = copyContent(process, from, to, { mode })
  if (failure?.side === 'write' && how.force && lstat(process, to).errno === undefined) {
    if (unlink(process, to) === undefined) failure = copyContent(process, from, to, { mode })
  }
  if (failure === undefined) return true
  if (failure.side === 'read') return cannot(`cannot open ${quote(from)} for reading`, failure.errno)
  const errno = to.endsWith('/') && failure.errno === 'EISDIR' ? 'ENOTDIR' : failure.errno
  return cannot(`cannot create regular file ${quote(to)}`, errno)
}

function keep({ process, how }: Copying, node: Node, to: string): boolean {
  const isSpecial = node.kind === 'file' || node.kind === 'symlink' || how.recursive
  if (isSpecial) takeOver(process, node, to, how.kept)
  return true
}

function copyDirectory(copying: Copying, node: Node, from: string, to: string, top: Top): boolean {
  const { process, how } = copying
  const real = realPath(process, from).value ?? from
  if (copying.madeDirectories.has(real))
    return wrong(copying, `cannot copy a directory, ${quote(top.from)}, into itself, ${quote(top.to)}`)
  const isNew = lstat(process, to).errno !== undefined
  if (isNew) {
    const errno = makeDirectory(process, to, node.mode | 0o700)
    if (errno !== undefined) return wrong(copying, `cannot create directory ${quote(to)}: ${why(process, errno)}`)
    if (how.verbose) tell(copying, from, to)
    copying.madeDirectories.add(realPath(process, to).value ?? to)
  }
  const names = list(process, from)
  const isRead =
    names.errno === undefined || wrong(copying, `cannot access ${quote(from)}: ${why(process, names.errno)}`)
  const left = (names.value ?? []).filter((name) => !copyEntry(copying, within(from, name), within(to, name), top))
  if (isNew) chmod(process, to, node.mode & ~process.umask)
  takeOver(process, node, to, how.kept)
  return isRead && left.length === 0
}
