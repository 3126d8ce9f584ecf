import type { Compressibility, Content } from '../filesystem/content.ts'
import { identityOf } from '../filesystem/content.ts'
import type { Change } from '../filesystem/differences.ts'
import { paddingAfter } from '../filesystem/tar-header.ts'
import { concatBytes } from '../values/bytes.ts'
import { type Digest, digester, digestOf } from '../values/digest.ts'
import { exact, modelled, type Quantity, sum } from '../values/estimate.ts'
import { entriesOf, headersOf, layerSize, type PackOptions, packLayer } from './archive.ts'
import { gzip } from './compress.ts'
import type { Layer } from './image.ts'

/** Where estimates of compressed sizes come from, in words for a learner. */
export const compressionSource =
  'real bytes are compressed with gzip here (a sample of large layers); files of which only the size is known are taken at a ratio usual for their kind'

/** Compressed bytes for each byte of content of which only the size is known. */
const ratios: Readonly<Record<Compressibility, number>> = { text: 0.3, binary: 0.45, packed: 1, zeros: 0.001 }

/**
 * The layer that records `changes` (in archive order). All of it is computed when first asked for: a forecast of a large context asks for little.
 * With `clampTo`, times later than that second are written as that second.
 */
export function layerOf(changes: readonly Change[], options: PackOptions = {}): Layer {
  const contents = once(() => contentsOf(changes))
  const isExact = once(() => contents().every((content) => content.kind === 'real'))
  const fileBytes = once(() => sum(contents().map(sizeOf)))
  const diffID = once(() => (isExact() ? digestOfPieces(packLayer(changes, options)) : standInDigest(changes, options)))
  const size = once(() => {
    const overhead = layerSize(changes) - contents().reduce((total, content) => total + content.size, 0)
    return sum([fileBytes(), exact(overhead)])
  })
  return {
    get diffID() {
      return diffID()
    },
    get isExact() {
      return isExact()
    },
    get fileBytes() {
      return fileBytes()
    },
    get size() {
      return size()
    },
    compressedSize: once(() => estimateCompressed(changes, options)),
    archive: () => packLayer(changes, options),
    changes,
  }
}

/** A function that computes its value when it is first asked for. */
function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined
  return () => {
    known ??= { value: compute() }
    return known.value
  }
}

/** The contents that an archive holds: a file with several names once. */
function contentsOf(changes: readonly Change[]): readonly Content[] {
  const contents: Content[] = []
  const seen = new Set<number>()
  for (const change of changes) {
    if (change.kind === 'removed' || change.node.kind !== 'file') continue
    const { link, content } = change.node
    if (link !== undefined && seen.has(link)) continue
    if (link !== undefined) seen.add(link)
    contents.push(content)
  }
  return contents
}

/** Bytes of a content; modelled when a source says where the size comes from. */
function sizeOf(content: Content): Quantity {
  return content.kind === 'sized' && content.source !== undefined
    ? modelled(content.size, content.source)
    : exact(content.size)
}

function digestOfPieces(pieces: Iterable<Uint8Array>): Digest {
  const hash = digester()
  for (const piece of pieces) hash.add(piece)
  return hash.end()
}

/** For a layer whose bytes are not all known: a digest of its headers and of what stands for each content. */
function standInDigest(changes: readonly Change[], options: PackOptions): Digest {
  const hash = digester()
  for (const entry of entriesOf(changes, options)) {
    for (const header of headersOf(entry)) hash.add(header)
    if (entry.content !== undefined) hash.add(new TextEncoder().encode(identityOf(entry.content)))
  }
  return hash.end()
}

/** How many bytes are compressed for an estimate; of larger layers every so many bytes. */
const sampleSize = 1 << 20

/** Real bytes are compressed as they would be in the archive (a sample of them when there are many), the rest is taken at its ratio. */
function estimateCompressed(changes: readonly Change[], options: PackOptions): Quantity {
  const pieces: Uint8Array[] = []
  let rest = 0
  for (const entry of entriesOf(changes, options)) {
    pieces.push(...headersOf(entry))
    if (entry.content?.kind === 'real')
      pieces.push(entry.content.bytes, new Uint8Array(paddingAfter(entry.content.size)))
    else if (entry.content !== undefined) rest += entry.content.size * ratios[entry.content.compressibility]
  }
  pieces.push(new Uint8Array(1024))
  const size = pieces.reduce((total, piece) => total + piece.length, 0)
  const sample = concatBytes(size <= sampleSize ? pieces : sampleOf(pieces, sampleSize / size))
  return modelled(Math.round((gzip(sample).length / sample.length) * size + rest), compressionSource)
}

/** From every stretch of the pieces together its first part. */
function sampleOf(pieces: readonly Uint8Array[], share: number): readonly Uint8Array[] {
  const stretch = 64 * 1024
  const sample: Uint8Array[] = []
  let taken = 0
  let passed = 0
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += stretch) {
      const part = piece.subarray(at, at + stretch)
      passed += part.length
      if (taken >= passed * share) continue
      sample.push(part)
      taken += part.length
    }
  return sample
}

/** The layer that changes nothing: 1024 zero bytes. */
export const emptyLayerDigest: Digest = digestOf(new Uint8Array(1024))
