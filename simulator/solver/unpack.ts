import { type Content, realContent } from '../filesystem/content.ts'
import { type Attributes, emptyTree, type Node } from '../filesystem/tree.ts'
import { compressionOf, decompress } from '../image/compress.ts'
import { isTar, readTar, type TarEntry } from '../image/tar.ts'

/** One entry of an archive that ADD unpacks. */
export interface UnpackedEntry {
  /** Without a leading slash; empty for the archive's own root. */
  readonly path: string
  readonly node: Node
}

/** What ADD makes of a file: the entries of an archive, or why one that is told by its content cannot be unpacked. */
export type Unpacked = { readonly entries: readonly UnpackedEntry[] } | { readonly reason: string }

/**
 * The entries of a local archive, plain or compressed, told by its content and not its name. Undefined when it is none, and ADD copies it.
 * Source: moby/buildkit solver/llbsolver/file/unpack.go; recorded case add-tar.
 */
export function unpackArchive(content: Content): Unpacked | undefined {
  if (content.kind !== 'real') return undefined
  const compression = compressionOf(content.bytes)
  if (compression === undefined) return isTar(content.bytes) ? entriesOf(content.bytes) : undefined
  const plain = decompress(content.bytes)
  if (plain.kind === 'unsupported')
    return { reason: `an archive compressed with ${plain.compression} cannot be unpacked in this simulator` }
  if (plain.kind === 'failed' || !isTar(plain.bytes)) return undefined
  return entriesOf(plain.bytes)
}

function entriesOf(bytes: Uint8Array): Unpacked {
  const read = readTar(bytes)
  if (read.kind === 'failed') return { reason: read.reason }
  const links = new Map<string, HardLinks>()
  for (const entry of read.entries) {
    if (entry.kind !== 'hardlink') continue
    // Unpacking a hard link sets its own header's owner, mode and time on the file that it names.
    links.set(entry.linkName, { number: links.get(entry.linkName)?.number ?? links.size + 1, last: entry })
  }
  const files = new Map(read.entries.flatMap((entry) => (entry.kind === 'file' ? [[entry.path, entry] as const] : [])))
  return { entries: read.entries.flatMap((entry) => unpackedEntry(entry, files, links)) }
}

/** The hard links to one file of an archive. */
interface HardLinks {
  readonly number: number
  readonly last: TarEntry
}

function unpackedEntry(
  entry: TarEntry,
  files: ReadonlyMap<string, TarEntry>,
  links: ReadonlyMap<string, HardLinks>,
): readonly UnpackedEntry[] {
  const { path } = entry
  const attributes = attributesOf(entry)
  switch (entry.kind) {
    case 'directory':
      return [{ path, node: { kind: 'directory', ...attributes, entries: emptyTree.entries } }]
    case 'symlink':
      return [{ path, node: { kind: 'symlink', ...attributes, mode: 0o777, target: entry.linkName } }]
    case 'file':
      return [{ path, node: linkedFile(entry, links.get(path)) }]
    case 'hardlink': {
      const target = files.get(entry.linkName)
      return target === undefined ? [] : [{ path, node: linkedFile(target, links.get(entry.linkName)) }]
    }
    case 'fifo':
      return [{ path, node: { kind: 'fifo', ...attributes } }]
    case 'character':
    case 'block': {
      const [major, minor] = entry.device
      return [{ path, node: { kind: entry.kind, ...attributes, major, minor } }]
    }
  }
}

function attributesOf({ mode, uid, gid, mtime }: TarEntry): Attributes {
  return { mode, uid, gid, mtime }
}

function linkedFile(file: TarEntry, links: HardLinks | undefined): Node {
  const content = realContent(file.bytes)
  if (links === undefined) return { kind: 'file', ...attributesOf(file), content }
  return { kind: 'file', ...attributesOf(links.last), content, link: links.number }
}
