import { realContent } from '../filesystem/content.ts'
import type { Draft } from '../filesystem/draft.ts'
import { type Attributes, emptyTree, type Node, resolveLinks, type Time } from '../filesystem/tree.ts'
import type { TarEntry } from '../image/tar.ts'
import { baseName, cleanPath, directoryName, joinPath } from '../values/path.ts'
import { CopyError } from './copy-error.ts'
import type { Owner } from './owner.ts'

/** Where an archive is unpacked. */
export interface Extraction {
  readonly draft: Draft
  /** A directory that is there, free of links. Links in it lead nowhere out of it. */
  readonly destination: string
  /** Owner of all entries, in place of the archive's; directories that no entry names stay root's. */
  readonly owner: Owner | undefined
  /** The time of those directories. */
  readonly now: Time
}

/**
 * Unpacks entries in the archive's order: what is in the way of one is removed, but a directory stays for a directory. A hard link sets its own
 * owner, mode and time on the file that it names. Throws a {@link CopyError} in the builder's words for an entry that leads out, a link to nothing,
 * and a name below what is no directory. Source: moby/go-archive `Unpack`; recorded cases add-tar, add-odd-entries.
 */
export function extractEntries(extraction: Extraction, entries: readonly TarEntry[]): void {
  for (const entry of entries) extractEntry(extraction, entry)
}

function extractEntry(extraction: Extraction, entry: TarEntry): void {
  const { draft, owner, now } = extraction
  const name = localName(entry.written)
  if (name === '.') return
  if (name === '..' || name.startsWith('../'))
    throw new CopyError(`invalid entry name ${JSON.stringify(entry.written)}`)
  const target = placeOf(extraction, name)
  const there = draft.at(target)
  if (there !== undefined && !(there.kind === 'directory' && entry.kind === 'directory')) draft.remove(target)
  const parent = directoryName(target)
  const above = nearest(draft, parent)
  if (above?.kind !== 'directory') throw new CopyError(`${callOf(entry, name)}: not a directory`)
  draft.makeDirectories(parent, { mode: 0o755, uid: 0, gid: 0, mtime: now })
  const { mode, mtime } = entry
  const attributes: Attributes = { mode, mtime, uid: owner?.uid ?? entry.uid, gid: owner?.gid ?? entry.gid }
  if (entry.kind === 'hardlink') linkTo(extraction, entry, name, target, attributes)
  else if (draft.at(target) !== undefined) draft.setAttributes(target, attributes)
  else draft.set(target, nodeOf(entry, attributes))
}

function localName(written: string): string {
  return cleanPath(written.replace(/^\/+/, ''))
}

/** Where a name of the archive stands: links above it are followed, inside the destination. */
function placeOf({ draft, destination }: Extraction, name: string): string {
  const top = draft.at(destination)
  const parent = directoryName(name)
  const resolved = top?.kind === 'directory' ? resolveLinks(top, `/${parent}`) : undefined
  if (resolved === undefined) throw new CopyError('too many links')
  return joinPath(destination, resolved.path, baseName(name))
}

/** The entry at a path, or at the next one above it where something is. */
function nearest(draft: Draft, path: string): Node | undefined {
  let here = path
  while (draft.at(here) === undefined && here !== '/') here = directoryName(here)
  return draft.at(here)
}

/** The system call that makes an entry, as Go names it in errors. */
function callOf(entry: TarEntry, name: string): string {
  switch (entry.kind) {
    case 'directory':
      return `mkdirat ${name}`
    case 'file':
      return `openat ${name}`
    case 'symlink':
      return `symlinkat ${entry.linkName} ${name}`
    case 'hardlink':
      return `linkat ${localName(entry.linkName)} ${name}`
    default:
      return `mknodat ${name}`
  }
}

function linkTo(extraction: Extraction, entry: TarEntry, name: string, target: string, attributes: Attributes): void {
  const { draft } = extraction
  const existing = placeOf(extraction, localName(entry.linkName))
  const node = draft.at(existing)
  if (node === undefined) throw new CopyError(`${callOf(entry, name)}: no such file or directory`)
  if (node.kind === 'directory') throw new CopyError(`${callOf(entry, name)}: operation not permitted`)
  if (node.kind === 'file') {
    draft.link(existing, target)
    draft.setAttributes(target, attributes)
    return
  }
  const { uid, gid } = attributes
  const shared = node.kind === 'symlink' ? { ...node, uid, gid } : { ...node, ...attributes }
  draft.set(existing, shared)
  draft.set(target, shared)
}

function nodeOf(entry: TarEntry, attributes: Attributes): Node {
  switch (entry.kind) {
    case 'directory':
      return { kind: 'directory', ...attributes, entries: emptyTree.entries }
    case 'symlink':
      return { kind: 'symlink', ...attributes, mode: 0o777, target: entry.linkName }
    case 'fifo':
      return { kind: 'fifo', ...attributes }
    case 'character':
    case 'block': {
      const [major, minor] = entry.device
      return { kind: entry.kind, ...attributes, major, minor }
    }
    default:
      return { kind: 'file', ...attributes, content: realContent(entry.bytes) }
  }
}
