import { emptyContent } from '../../../filesystem/content.ts'
import type { Node } from '../../../filesystem/tree.ts'
import { chmod, link, list, lstat, makeDirectory, realPath, stat, symlink, unlink, writeFile } from '../../files.ts'
import type { Errno } from '../../process.ts'
import { why } from '../libc.ts'
import { isSameFile, within } from '../place.ts'
import { printError } from '../program.ts'
import { type Copying, copyContent, makeAlike, takeOver } from './entry.ts'

/** Copies one operand and all below it as busybox does. False after an error, which was printed. Source: busybox libbb/copy_file.c. */
export function copyAsBusybox(copying: Copying, from: string, to: string, isOperand = true): boolean {
  const { process, how } = copying
  process.machine.budget.spend(2)
  const follows = how.follows === 'all' || (how.follows === 'operands' && isOperand)
  const found = follows ? stat(process, from) : lstat(process, from)
  if (found.errno !== undefined)
    return how.makes === 'copies'
      ? wrong(copying, `can't stat '${from}': ${why(process, found.errno)}`)
      : makeLink(copying, from, to)
  const node = found.value
  const before = lstat(process, to)
  if (before.errno !== undefined && before.errno !== 'ENOENT' && !(to.endsWith('/') && node.kind !== 'directory'))
    return wrong(copying, `can't stat '${to}': ${why(process, before.errno)}`)
  if (before.errno === undefined && isSameEntry(copying, from, to, follows))
    return wrong(copying, `'${from}' and '${to}' are the same file`)
  if (node.kind === 'directory') return copyDirectory(copying, node, from, to, before.value)
  if (before.errno === undefined && how.noClobber) return true
  if (before.errno === undefined && how.onlyNewer && !isOlder(before.value, node)) return true
  if (how.makes !== 'copies') return makeLink(copying, from, to)
  return copyFile(copying, node, from, to, before.value)
}

function wrong({ process }: Copying, message: string): false {
  printError(process, message)
  return false
}

/** The source as it is looked at, against the target itself: a target that is a link is another file. */
function isSameEntry({ process }: Copying, from: string, to: string, follows: boolean): boolean {
  const target = lstat(process, to).value
  if (target?.kind === 'symlink') return !follows && isSameFile(process, from, to, false)
  return isSameFile(process, from, to, follows)
}

function isOlder(a: Node, b: Node): boolean {
  return a.mtime.seconds < b.mtime.seconds
}

function makeLink(copying: Copying, from: string, to: string): boolean {
  const make = copying.how.makes === 'symlinks' ? symlink : link
  return tryAgain(copying, to, () => make(copying.process, from, to), `can't create link '${to}'`)
}

/** Makes something; with -f what is in the way is removed first when it could not be made. */
function tryAgain(copying: Copying, to: string, make: () => Errno | undefined, failure: string): boolean {
  const { process, how } = copying
  const errno = make()
  if (errno === undefined) return true
  if (!how.force) return wrong(copying, `can't create '${to}': ${why(process, errno)}`)
  const inTheWay = unlink(process, to)
  if (inTheWay === 'ENOENT') return wrong(copying, `can't create '${to}': Path does not exist`)
  if (inTheWay !== undefined) return wrong(copying, `can't create '${to}': ${why(process, errno)}`)
  const again = make()
  return again === undefined || wrong(copying, `${failure}: ${why(process, again)}`)
}

function copyFile(copying: Copying, node: Node, from: string, to: string, before: Node | undefined): boolean {
  const { process, how } = copying
  const isPlain = node.kind === 'file' || (!how.recursive && node.kind !== 'symlink')
  if (!isPlain) {
    if (before !== undefined && !how.force) return wrong(copying, `can't create '${to}': ${why(process, 'EEXIST')}`)
    if (before !== undefined) unlink(process, to)
    const errno = makeAlike(process, node, from, to)
    const shown = node.kind === 'symlink' ? `can't create symlink '${to}' to '${node.target}'` : `can't create '${to}'`
    if (errno !== undefined) return wrong(copying, `${shown}: ${why(process, errno)}`)
    return keep(copying, node, from, to)
  }
  if (node.kind === 'file' && node.link !== undefined && how.follows !== 'all') {
    const first = copying.firstNames.get(node.link)
    if (first !== undefined) return tryAgain(copying, to, () => link(process, first, to), `can't create link '${to}'`)
    copying.firstNames.set(node.link, to)
  }
  let unread: Errno | undefined
  const mode = node.kind === 'file' ? node.mode : 0o666
  const isMade = tryAgain(
    copying,
    to,
    () => {
      if (how.removesFirst) unlink(process, to)
      // A link to the source itself: opening it to write empties what is then read.
      if (isSameFile(process, from, to)) return writeFile(process, to, emptyContent)
      const failure = copyContent(process, from, to, { mode })
      if (failure?.side !== 'read') return failure?.errno
      unread = failure.errno
      return undefined
    },
    `can't create '${to}'`,
  )
  if (unread !== undefined) return wrong(copying, `can't open '${from}': ${why(process, unread)}`)
  return isMade && (node.kind !== 'file' || keep(copying, node, from, to))
}

function keep(copying: Copying, node: Node, from: string, to: string): boolean {
  const { process, how } = copying
  // It keeps whole seconds only.
  const kept = { ...node, mtime: { ...node.mtime, nanoseconds: 0 } }
  const refused = takeOver(process, kept, to, how.kept)
  if (refused !== undefined) wrong(copying, `can't preserve ownership of '${to}': ${why(process, refused)}`)
  if (how.verbose) process.output.write(`'${from}' -> '${to}'\n`)
  return true
}

function copyDirectory(copying: Copying, node: Node, from: string, to: string, before: Node | undefined): boolean {
  const { process, how } = copying
  if (!how.recursive) return wrong(copying, `omitting directory '${from}'`)
  if (copying.madeDirectories.has(realPath(process, from).value ?? from))
    return wrong(copying, `recursion detected, omitting directory '${from}'`)
  if (before === undefined) {
    const errno = makeDirectory({ ...process, umask: 0 }, to, node.mode | 0o700)
    if (errno !== undefined) return wrong(copying, `can't create directory '${to}': ${why(process, errno)}`)
  } else if (before.kind !== 'directory') return wrong(copying, `target '${to}' is not a directory`)
  copying.madeDirectories.add(realPath(process, to).value ?? to)
  const names = list(process, from)
  const left = (names.value ?? []).filter(
    (name) => !copyAsBusybox(copying, within(from, name), within(to, name), false),
  )
  if (names.errno === undefined && before === undefined) chmod(process, to, node.mode & ~process.umask)
  keep(copying, node, from, to)
  return names.errno === undefined && left.length === 0
}
