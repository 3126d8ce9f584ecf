import { Gunzip, gzipSync } from 'fflate'
import { concatBytes } from '../values/bytes.ts'

/** A way to compress that archives come in. */
export type Compression = 'gzip' | 'bzip2' | 'xz' | 'zstd'

const beginnings: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
]

/** How bytes are compressed, told by how they begin; undefined when they are not. Source: moby `archive.DetectCompression`. */
export function compressionOf(bytes: Uint8Array): Compression | undefined {
  return beginnings.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))?.[0]
}

/** Bytes as they were before they were compressed. */
export type Decompressed =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unsupported'; readonly compression: Compression }
  | { readonly kind: 'failed'; readonly reason: string }

const largest = 2 ** 31

/**
 * Undoes gzip; what is not compressed comes back as it is. bzip2, xz and zstd are known but not undone. Stops with a reason at more than
 * `limit` bytes (2 GiB), so that a small archive cannot fill the memory.
 */
export function decompress(bytes: Uint8Array, limit: number = largest): Decompressed {
  const compression = compressionOf(bytes)
  if (compression === undefined) return { kind: 'bytes', bytes }
  return compression === 'gzip' ? gunzip(bytes, limit) : { kind: 'unsupported', compression }
}

const stretch = 64 * 1024

function gunzip(bytes: Uint8Array, limit: number): Decompressed {
  const pieces: Uint8Array[] = []
  let size = 0
  let isEnded = false
  const stream = new Gunzip((piece, isLast) => {
    pieces.push(piece)
    size += piece.length
    isEnded ||= isLast
  })
  try {
    for (let at = 0; at < bytes.length; at += stretch) {
      stream.push(bytes.subarray(at, at + stretch), at + stretch >= bytes.length)
      if (size > limit) return { kind: 'failed', reason: `more than ${limit} bytes when decompressed` }
    }
  } catch {
    return { kind: 'failed', reason: 'the gzip data are damaged' }
  }
  return isEnded
    ? { kind: 'bytes', bytes: concatBytes(pieces) }
    : { kind: 'failed', reason: 'the gzip data are cut off' }
}

/** Bytes compressed with gzip, level 6, without a name or time: equal bytes give equal results. */
export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 6, mtime: 0 })
}
