import type { Content } from '../filesystem/content.ts'
import { compressionOf, decompress } from '../image/compress.ts'
import { isTar, readTar, type TarEntry } from '../image/tar.ts'

/** What ADD makes of a file: the entries of an archive, or why one that is told by its content cannot be unpacked. */
export type Unpacked = { readonly entries: readonly TarEntry[] } | { readonly reason: string }

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
  return { entries: read.entries }
}
