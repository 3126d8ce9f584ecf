import { Gunzip, gzipSync } from 'fflate'
import {
  type Compressibility,
  type Content,
  identityOf,
  realContent,
  type SizedContent,
} from '../../../filesystem/content.ts'
import type { Budget } from '../../../values/budget.ts'
import { concatBytes } from '../../../values/bytes.ts'
import { sha256Hex } from '../../../values/digest.ts'

/** The ways to compress that programs here know. */
export type Compression = 'gzip' | 'bzip2' | 'xz' | 'zstd'

/** What is left of content of a kind, as for layers. */
const ratios: Readonly<Record<Compressibility, number>> = { text: 0.3, binary: 0.45, packed: 1, zeros: 0.001 }

/** How much smaller the others are than gzip, of the same kind of content. */
const gains: Readonly<Record<Compression, number>> = { gzip: 1, bzip2: 0.9, xz: 0.8, zstd: 0.95 }

/** The file that was compressed, as gzip remembers it. */
export interface Origin {
  readonly name: string
  readonly seconds: number
}

/**
 * Content compressed. Real bytes become real gzip; sized content, and what other ways would make, becomes sized content that knows what it
 * was.
 */
export function compress(content: Content, how: Compression, budget: Budget, origin?: Origin): Content {
  budget.spend(1 + (content.kind === 'real' ? content.size >> 6 : 0))
  if (how === 'gzip' && content.kind === 'real')
    return realContent(
      gzipSync(
        content.bytes,
        origin === undefined ? { mtime: 0 } : { mtime: origin.seconds * 1000, filename: origin.name },
      ),
    )
  return {
    kind: 'sized',
    size: Math.max(20, Math.round(estimateOf(content) * gains[how])),
    compressibility: 'packed',
    identity: `${how}:${sha256Hex(identityOf(content))}`,
    source: `estimated: ${how} of ${content.size} bytes`,
    unpacked: content,
  }
}

function estimateOf(content: Content): number {
  if (content.kind === 'real') return gzipSync(content.bytes, { mtime: 0 }).length
  if (content.parts !== undefined) return content.parts.reduce((sum, part) => sum + estimateOf(part), 0)
  return content.size * ratios[content.compressibility]
}

/** What compressed content was, or why that cannot be said. */
export type Decompressed =
  | { readonly kind: 'content'; readonly content: Content }
  | { readonly kind: 'not compressed' }
  | { readonly kind: 'damaged' }
  /** Compressed in a way, or from bytes, that are not simulated. */
  | { readonly kind: 'unknown' }

const beginnings: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
]

/** How content is compressed, told by its first bytes or by what is known of it; undefined when it is not. */
export function compressionOf(content: Content): Compression | undefined {
  if (content.kind === 'real')
    return beginnings.find(([, magic]) => magic.every((byte, at) => content.bytes[at] === byte))?.[0]
  if (content.unpacked === undefined) return undefined
  return beginnings.find(([name]) => content.identity.startsWith(`${name}:`))?.[0] ?? 'gzip'
}

/** Most bytes that come out of one file of real bytes. */
const largest = 64 << 20

/** Undoes a compression. */
export function decompress(content: Content, budget: Budget): Decompressed {
  if (content.kind === 'sized') return decompressSized(content)
  const how = compressionOf(content)
  if (how === undefined) return { kind: 'not compressed' }
  if (how !== 'gzip') return { kind: 'unknown' }
  const pieces: Uint8Array[] = []
  let size = 0
  let isWhole = false
  const stream = new Gunzip((piece, isLast) => {
    pieces.push(piece)
    size += piece.length
    isWhole ||= isLast
  })
  try {
    for (let at = 0; at < content.size && size <= largest; at += 65536) {
      budget.spend(1024)
      stream.push(content.bytes.subarray(at, at + 65536), at + 65536 >= content.size)
    }
  } catch {
    return { kind: 'damaged' }
  }
  if (size > largest) return { kind: 'unknown' }
  return isWhole ? { kind: 'content', content: realContent(concatBytes(pieces)) } : { kind: 'damaged' }
}

function decompressSized({ unpacked, parts }: SizedContent): Decompressed {
  if (unpacked !== undefined) return { kind: 'content', content: unpacked }
  return parts?.[0]?.kind === 'real' && compressionOf(parts[0]) === undefined
    ? { kind: 'not compressed' }
    : { kind: 'unknown' }
}
