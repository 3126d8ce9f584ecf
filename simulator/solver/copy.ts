import { matchingPaths } from '../filesystem/checksum.ts'
import { Draft } from '../filesystem/draft.ts'
import { hasWildcard } from '../filesystem/match.ts'
import { type Hits, type Patterns, parsePatterns } from '../filesystem/patterns.ts'
import {
  type Attributes,
  type DirectoryNode,
  emptyTree,
  type Node,
  resolveLinks,
  sortedNames,
  type Time,
  type Tree,
} from '../filesystem/tree.ts'
import type { CopyAction } from '../graph/vertex.ts'
import type { TarEntry } from '../image/tar.ts'
import { baseName, cleanPath, directoryName, joinPath } from '../values/path.ts'
import { CopyError } from './copy-error.ts'
import { extractEntries } from './extract.ts'
import { symbolicMode } from './mode.ts'
import { type Owner, OwnerError, ownerIn } from './owner.ts'
import { unpackArchive } from './unpack.ts'

export { CopyError } from './copy-error.ts'

/**
 * Applies COPY and ADD: each action copies from one of the inputs onto the tree of input 0. `now` is the time of directories that are made.
 * Throws {@link CopyError} where docker fails. Source: moby/buildkit solver/llbsolver/file/backend.go; tonistiigi/fsutil copy/copy.go.
 */
export function applyCopies(inputs: readonly (Tree | undefined)[], copies: readonly CopyAction[], now: Time): Tree {
  const lower = inputs[0] ?? emptyTree
  const draft = new Draft(lower)
  for (const action of copies) {
    const source = inputs[action.from] ?? emptyTree
    const owner = action.owner === undefined ? undefined : ownerFor(inputs[0] && draft.current, action.owner)
    for (const path of sourcesOf(source, action)) copyOne({ draft, source, action, owner, now, links: new Map() }, path)
  }
  return draft.finish()
}

/** {@link ownerIn}, with a {@link CopyError} for a name that cannot be looked up. */
export function ownerFor(tree: Tree | undefined, text: string): Owner {
  try {
    return ownerIn(tree, text)
  } catch (error) {
    if (error instanceof OwnerError) throw new CopyError(error.message)
    throw error
  }
}

/** The paths of a tree that an action's source names: itself, or what its wildcards match. A plain path need not exist. */
export function sourcesOf(tree: Tree, action: CopyAction): readonly string[] {
  return action.include === undefined && hasWildcard(action.source)
    ? matchingPaths(tree, action.source)
    : [action.source]
}

interface Copying {
  readonly draft: Draft
  readonly source: Tree
  readonly action: CopyAction
  readonly owner: Owner | undefined
  readonly now: Time
  /** Where the first name of each hard-linked file of the source went. */
  readonly links: Map<number, string>
}

function copyOne(copying: Copying, path: string): void {
  const { draft, source, action } = copying
  const found = resolveLinks(source, path)
  const node = found?.node
  if (node === undefined) throw new CopyError(`lstat ${path}: no such file or directory`)
  if (action.unpack && node.kind === 'file') {
    const unpacked = unpackArchive(node.content)
    if (unpacked !== undefined && 'reason' in unpacked) throw new CopyError(`ADD ${baseName(path)}: ${unpacked.reason}`)
    if (unpacked !== undefined) {
      extract(copying, unpacked.entries)
      return
    }
  }
  const written = action.destination
  const parentText = written.slice(0, written.lastIndexOf('/') + 1)
  const last = written.slice(written.lastIndexOf('/') + 1)
  makeDirectories(copying, last === '' || last === '.' ? written : parentText)
  let target = follow(draft, cleanPath(written))
  const there = draft.at(target)
  if (node.kind !== 'directory' && there?.kind === 'directory') target = joinPath(target, baseName(path))
  if (node.kind !== 'directory') {
    makeDirectories(copying, directoryName(target))
    place(copying, node, target)
    return
  }
  if (there !== undefined && there.kind !== 'directory')
    throw new CopyError(`cannot copy to non-directory: ${snapshotPath(target)}`)
  makeDirectories(copying, target)
  copyInto(copying, node, target, '', filterOf(action), undefined)
  draft.setAttributes(target, { mtime: node.mtime })
}

/** The place in the builder's own file system that its messages name. */
function snapshotPath(path: string): string {
  return `/var/lib/docker/buildkit/containerd-overlayfs/cachemounts/buildkit${path}`
}

/**
 * Where a path leads in the draft. Throws a {@link CopyError} in the builder's words where a name above the last is no directory, or links go in a
 * circle. Source: containerd continuity, fs.RootPath; recorded case paths-blocked.
 */
export function follow(draft: Draft, path: string): string {
  const names = path.split('/').filter((name) => name !== '')
  for (let count = 1; count < names.length; count++) {
    const above = resolveLinks(draft.current, `/${names.slice(0, count).join('/')}`)
    const next = `${above?.path ?? `/${names.slice(0, count).join('/')}`}/${names[count]}`
    if (above === undefined) throw new CopyError(`lstat ${next}: too many levels of symbolic links`)
    const blocked = nonDirectoryIn(draft, above.path)
    if (blocked !== undefined) throw new CopyError(`lstat ${blocked}: not a directory`)
    if (above.node === undefined) break
    if (above.node.kind !== 'directory') throw new CopyError(`lstat ${next}: not a directory`)
  }
  const resolved = resolveLinks(draft.current, path)
  if (resolved === undefined) throw new CopyError('too many links')
  const blocked = nonDirectoryIn(draft, resolved.path)
  if (blocked !== undefined) throw new CopyError(`lstat ${blocked}: not a directory`)
  return resolved.path
}

/** The first name of a path, free of links, that stands below something that is no directory. */
function nonDirectoryIn(draft: Draft, path: string): string | undefined {
  let here = ''
  for (const name of path.slice(1).split('/')) {
    const above = here === '' ? draft.current : draft.at(here)
    here += `/${name}`
    if (above === undefined) return undefined
    if (above.kind !== 'directory') return here
  }
  return undefined
}

function makeDirectories(copying: Copying, path: string): void {
  const { draft, action, owner, now } = copying
  // Made with mkdir, which knows no special bits and is under the builder's umask. Source: recorded case chmod-parents.
  const mode = typeof action.mode === 'number' ? action.mode & 0o755 : 0o755
  makeParents(draft, follow(draft, path), { mode, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0, mtime: now })
}

/** `mkdir -p` as the builder does it, with its error where a name is no directory. */
export function makeParents(draft: Draft, path: string, attributes: Attributes): readonly string[] {
  let here = ''
  for (const name of path.split('/').filter((part) => part !== '')) {
    here += `/${name}`
    const node = draft.at(here)
    if (node === undefined) break
    if (node.kind !== 'directory') throw new CopyError(`mkdir ${here}: not a directory`)
  }
  return draft.makeDirectories(path, attributes)
}

/** Which entries below a source directory are copied. */
interface Filter {
  readonly include: Patterns | undefined
  readonly exclude: Patterns | undefined
}

/** How the patterns hit a directory, for what is in it. */
interface Above {
  readonly include: Hits | undefined
  readonly exclude: Hits | undefined
}

function filterOf(action: CopyAction): Filter {
  return { include: patternsOf(action.include), exclude: patternsOf(action.exclude) }
}

function patternsOf(lines: readonly string[] | undefined): Patterns | undefined {
  if (lines === undefined || lines.length === 0) return undefined
  const patterns = parsePatterns(lines)
  if ('error' in patterns) throw new CopyError(`${patterns.error}`)
  return patterns
}

/** Copies what is in a directory into a directory that is there. `made` tells whether the target was made for it, `below` its path below the source. */
function copyInto(
  copying: Copying,
  node: DirectoryNode,
  target: string,
  below: string,
  filter: Filter,
  above: Above | undefined,
): void {
  const { action, owner } = copying
  const isWhole =
    filter.include === undefined && filter.exclude === undefined && owner === undefined && action.mode === undefined
  for (const name of sortedNames(node)) {
    const child = node.entries.get(name)
    if (child === undefined) continue
    const path = below === '' ? name : `${below}/${name}`
    const include = filter.include?.hits(path, above?.include)
    const exclude = filter.exclude?.hits(path, above?.exclude)
    const isWanted = (include?.isSelected ?? true) && !(exclude?.isSelected ?? false)
    const to = joinPath(target, name)
    if (child.kind !== 'directory') {
      if (isWanted) {
        copyMissingParents(copying, below, target)
        place(copying, child, to)
      }
      continue
    }
    if (!isWanted && exclude?.isSelected === true && filter.exclude?.hasExceptions !== true) continue
    if (isWhole && copying.draft.at(to) === undefined && !hasHardLinks(child)) {
      // Nothing in it changes on the way: the copy is the same value, and a large context costs nothing to copy.
      copying.draft.set(to, child)
      continue
    }
    if (isWanted) {
      copyMissingParents(copying, below, target)
      placeDirectory(copying, child, to)
    }
    copyInto(copying, child, to, path, filter, { include, exclude })
  }
}

const linked = new WeakMap<DirectoryNode, boolean>()

/** Whether a file below a directory has several names; computed once for each value. */
function hasHardLinks(directory: DirectoryNode): boolean {
  let found = linked.get(directory)
  if (found === undefined) {
    found = [...directory.entries.values()].some((node) =>
      node.kind === 'directory' ? hasHardLinks(node) : node.kind === 'file' && node.link !== undefined,
    )
    linked.set(directory, found)
  }
  return found
}

/** A directory that no pattern selects is made, with its own metadata, only when something in it is. */
function copyMissingParents(copying: Copying, below: string, target: string): void {
  if (below === '' || copying.draft.at(target) !== undefined) return
  const names = below.split('/')
  for (let count = 1; count <= names.length; count++) {
    const to = joinPath(target, '../'.repeat(names.length - count))
    if (copying.draft.at(to) !== undefined) continue
    const source = resolveLinks(
      copying.source,
      joinPath(copying.action.source, names.slice(0, count).join('/')),
      false,
    )?.node
    if (source?.kind === 'directory') placeDirectory(copying, source, to)
  }
}

function placeDirectory(copying: Copying, node: DirectoryNode, target: string): void {
  const there = copying.draft.at(target)
  if (there !== undefined && there.kind !== 'directory')
    throw new CopyError(`cannot copy to non-directory: ${snapshotPath(target)}`)
  const attributes = attributesFor(copying, node)
  if (there === undefined) copying.draft.set(target, { kind: 'directory', ...attributes, entries: emptyTree.entries })
  else copying.draft.setAttributes(target, attributes)
}

function place(copying: Copying, node: Exclude<Node, DirectoryNode>, target: string): void {
  const { draft, links } = copying
  if (draft.at(target)?.kind === 'directory')
    throw new CopyError(`cannot replace to directory ${snapshotPath(target)} with file`)
  if (node.kind === 'file' && node.link !== undefined) {
    const first = links.get(node.link)
    if (first !== undefined && draft.at(first)?.kind === 'file') {
      draft.link(first, target)
      return
    }
    links.set(node.link, target)
  }
  const attributes = attributesFor(copying, node)
  if (node.kind !== 'file') {
    draft.set(target, { ...node, ...attributes })
    return
  }
  const isSame = attributes.mode === node.mode && attributes.uid === node.uid && attributes.gid === node.gid
  // The target's own hard links, if any, are not written through: docker removes the name first.
  draft.remove(target)
  draft.set(target, isSame && node.link === undefined ? node : { kind: 'file', ...attributes, content: node.content })
}

function attributesFor(copying: Copying, node: Node): Attributes {
  const { action, owner } = copying
  const isDirectory = node.kind === 'directory'
  const mode =
    node.kind === 'symlink' || action.mode === undefined ? node.mode : chosenMode(action.mode, node.mode, isDirectory)
  return { mode, uid: owner?.uid ?? node.uid, gid: owner?.gid ?? node.gid, mtime: node.mtime }
}

function chosenMode(chosen: number | string, mode: number, isDirectory: boolean): number {
  return typeof chosen === 'number' ? chosen : (symbolicMode(chosen, mode, isDirectory) ?? mode)
}

/** ADD of an archive: the destination is a directory, entries keep their metadata but for `--chown`. */
function extract(copying: Copying, entries: readonly TarEntry[]): void {
  const { draft, owner, now } = copying
  const destination = follow(draft, cleanPath(copying.action.destination))
  makeParents(draft, destination, { mode: 0o755, uid: owner?.uid ?? 0, gid: owner?.gid ?? 0, mtime: now })
  extractEntries({ draft, destination, owner, now }, entries)
}
