import { gzip } from '../image/compress.ts'
import type { Layer } from '../image/image.ts'
import { concatBytes } from '../values/bytes.ts'
import { type Digest, digestOf } from '../values/digest.ts'
import type { Quantity } from '../values/estimate.ts'

/** A layer as a registry keeps it: compressed, named by the digest of that. */
export interface Blob {
  /** Of the stored bytes; a stand-in of the same form where {@link Blob.isExact} is false. */
  readonly digest: Digest
  readonly diffID: Digest
  /** Bytes on the wire. */
  readonly size: Quantity
  /** The digest is that of bytes: of a base image's, or of those that gzip gives here; docker's own gzip may give others of the same content. */
  readonly isExact: boolean
}

/** Up to this size a layer is compressed for its digest. */
const compressedUpTo = 1 << 20

const blobs = new WeakMap<Layer, Blob>()

/** The blob of a layer. Equal layers have equal blobs. */
export function blobOf(layer: Layer): Blob {
  const known = blobs.get(layer)
  if (known !== undefined) return known
  const blob = { ...nameOf(layer), diffID: layer.diffID, size: layer.compressedSize() }
  blobs.set(layer, blob)
  return blob
}

function nameOf(layer: Layer): Pick<Blob, 'digest' | 'isExact'> {
  if (layer.digest !== undefined) return { digest: layer.digest, isExact: true }
  if (layer.isExact && layer.size.value <= compressedUpTo)
    return { digest: digestOf(gzip(concatBytes([...layer.archive()]))), isExact: true }
  return { digest: digestOf(`blob of ${layer.diffID}`), isExact: false }
}
