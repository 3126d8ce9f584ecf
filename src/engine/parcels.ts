/** Bytes of one parcel, about. */
const parcelSize = 1_000_000
/** Empty pieces after which an empty parcel comes, so that whoever sends can look up. */
const emptyPieces = 16

/**
 * Pieces of an archive put together to parcels of about a megabyte, each with memory of its own, so that it can be given away. Empty parcels come
 * while the archive is worked on without giving bytes.
 */
export function* parcels(pieces: Iterable<Uint8Array>): Generator<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = []
  let size = 0
  let empty = 0
  for (const piece of pieces) {
    if (piece.length === 0) {
      empty += 1
      if (empty % emptyPieces === 0) yield new Uint8Array(0)
      continue
    }
    waiting.push(piece)
    size += piece.length
    if (size < parcelSize) continue
    yield joined(waiting, size)
    waiting = []
    size = 0
  }
  if (size > 0) yield joined(waiting, size)
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
