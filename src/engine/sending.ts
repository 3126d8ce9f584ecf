import { type Build, exportImage } from '../../simulator/index.ts'
import { parcels } from './parcels.ts'
import type { Said } from './protocol.ts'

/** What sending needs of the desk. */
export interface Sending {
  readonly tell: (tell: Said) => void
  readonly isCancelled: () => boolean
  /** Pieces that the page has taken. */
  readonly taken: () => number
  /** Lets waiting messages in, and waits so long. */
  readonly pause: (milliseconds: number) => Promise<void>
}

/** Pieces of an archive that may be on their way to a page that has not taken them. */
const piecesAhead = 8
/** How long to wait before looking again whether they were taken. */
const takingMs = 20

/** The image of a build as an archive, piece by piece; waits when the page does not keep up. */
export async function sendImage(build: Build | undefined, { tell, isCancelled, taken, pause }: Sending): Promise<void> {
  if (build?.image === undefined) return tell({ kind: 'exported', state: 'impossible' })
  const of = build.image.layers.reduce((sum, layer) => sum + layer.size.value, 0)
  let bytes = 0
  let sent = 0
  for (const piece of parcels(exportImage(build.image, { format: 'docker', tags: build.tags }))) {
    if (piece.length > 0) {
      sent += 1
      bytes += piece.length
      tell({ kind: 'piece', piece, bytes, of: Math.max(of, bytes) })
    }
    await pause(0)
    while (sent - taken() > piecesAhead && !isCancelled()) await pause(takingMs)
    if (isCancelled()) break
  }
  tell({ kind: 'exported', state: isCancelled() ? 'stopped' : 'done' })
}
