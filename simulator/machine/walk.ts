import type { DirectoryNode, Node } from '../filesystem/tree.ts'
import { entryAt } from '../filesystem/tree.ts'
import { procDirectory, sysDirectory } from './devices.ts'
import { done, failed, type Result } from './errno.ts'
import { isVirtual } from './mounts.ts'
import { execute, mayAccess } from './permissions.ts'
import type { Process } from './process.ts'

/** Who calls the system, and from where. Every {@link Process} is one. */
export type Caller = Omit<Process, 'run'>

/** Where a path leads. */
export interface Place {
  /** Absolute, free of links (but for the last name when that is not followed), `.` and `..`. */
  readonly path: string
  /** Undefined when the last name does not exist. */
  readonly node: Node | undefined
  /** The directory that holds, or would hold, the last name; the root is its own. */
  readonly parent: DirectoryNode
  /** The path was written with a slash at its end, so only a directory will do. */
  readonly mustBeDirectory: boolean
}

const mostLinks = 40
const longestName = 255
/** PATH_MAX without its final NUL; the kernel bounds each path it is given, here the whole way from the root is bounded as well. */
const longestPath = 4095

/**
 * Walks a path as the kernel does: from the caller's directory, through links, with the caller's right to search each directory.
 * A missing last name is no error here (`node` is then undefined); a missing earlier one is ENOENT. ENOTDIR, EACCES, ELOOP (more than 40
 * links) and ENAMETOOLONG likewise. Source: path_resolution(7).
 */
export function walk(caller: Caller, path: string, followLast = true): Result<Place> {
  if (path === '') return failed('ENOENT')
  if (path.length > longestPath) return failed('ENAMETOOLONG')
  const own = path.startsWith('/') ? [] : partsOf(caller.directory)
  const waiting = [...own, ...partsOf(path)]
  // The kernel holds the working directory open: the way to it is not walked again.
  let trusted = own.length
  const mustBeDirectory = path.endsWith('/') || path.endsWith('/.') || path.endsWith('/..')
  // Deep paths cost more than a step.
  if (waiting.length > 32) caller.machine.budget.spend(2 * waiting.length)
  const trail: Step[] = [{ path: '/', node: caller.machine.draft.current }]
  let links = 0
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const here = trail[trail.length - 1]
    if (here === undefined || here.node.kind !== 'directory') return failed('ENOTDIR')
    if (trusted-- <= 0 && !mayAccess(here.node, caller.user, execute)) return failed('EACCES')
    if (name === '..') {
      if (trail.length > 1) trail.pop()
      continue
    }
    if (name.length > longestName || here.path.length + name.length >= longestPath) return failed('ENAMETOOLONG')
    const childPath = here.path === '/' ? `/${name}` : `${here.path}/${name}`
    const node = childOf(caller, here.node, here.path, name, childPath)
    const isLast = waiting.length === 0
    if (node === undefined) {
      if (!isLast) return failed('ENOENT')
      return done({ path: childPath, node, parent: here.node, mustBeDirectory })
    }
    if (node.kind === 'symlink' && (followLast || !isLast || mustBeDirectory)) {
      if (++links > mostLinks) return failed('ELOOP')
      if (isMagic(childPath)) {
        if (!isLast) return failed('ENOTDIR')
        return done({ path: childPath, node, parent: here.node, mustBeDirectory })
      }
      if (node.target.startsWith('/')) trail.length = 1
      waiting.unshift(...partsOf(node.target))
      continue
    }
    trail.push({ path: childPath, node })
  }
  const last = trail[trail.length - 1]
  const above = trail[trail.length - 2] ?? trail[0]
  if (last === undefined || above?.node.kind !== 'directory') return failed('ENOTDIR')
  if (mustBeDirectory && last.node.kind !== 'directory') return failed('ENOTDIR')
  return done({ path: last.path, node: last.node, parent: above.node, mustBeDirectory })
}

interface Step {
  readonly path: string
  readonly node: Node
}

/** The links in /proc/self/fd lead to what is open, not to a name. */
export function isMagic(path: string): boolean {
  return /^\/proc\/[0-9]+\/fd\/[0-9]+$/.test(path)
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.')
}

function childOf(
  caller: Caller,
  parent: DirectoryNode,
  parentPath: string,
  name: string,
  path: string,
): Node | undefined {
  if (parentPath === '/') {
    if (name === 'dev') return caller.machine.devices.at('/dev')
    if (name === 'proc') return procDirectory(caller)
    if (name === 'sys') return sysDirectory
  }
  const node = parent.entries.get(name)
  if (node !== undefined || !isVirtual(caller.machine, parentPath)) return node
  // A mount below /dev (a heredoc's script in /dev/pipes) is of the tree.
  const mounted = entryAt(caller.machine.draft.current, path)
  const leadsToMount = caller.machine.mounts.some((mount) => mount.path === path || mount.path.startsWith(`${path}/`))
  return leadsToMount ? mounted : undefined
}
