import { words } from '../../words/words.ts'
import { download } from './download.ts'

/** Where an archive is written, piece by piece. */
export interface Sink {
  readonly write: (piece: Uint8Array<ArrayBuffer>) => Promise<void>
  readonly finish: () => Promise<void>
  /** Takes back what was written. */
  readonly abandon: () => Promise<void>
}

/** The part of the File System Access API that is used; not every browser has it, nor the DOM's types. */
interface SavePicker {
  showSaveFilePicker(options: object): Promise<{ createWritable(): Promise<WritableFile> }>
}
interface WritableFile {
  write(piece: Uint8Array<ArrayBuffer>): Promise<void>
  close(): Promise<void>
  abort(): Promise<void>
}

/**
 * A file of the learner's choice, written as the pieces come, where the browser can do that; else one that is downloaded when it is whole, its
 * pieces being kept by the browser until then. Undefined when the learner chose none.
 */
export async function openSink(name: string): Promise<Sink | undefined> {
  if (!canPick(window)) return downloadSink(name)
  try {
    const types = [{ description: words.saving.imageArchive, accept: { 'application/x-tar': ['.tar'] } }]
    const handle = await window.showSaveFilePicker({ suggestedName: name, types })
    const file = await handle.createWritable()
    return { write: (piece) => file.write(piece), finish: () => file.close(), abandon: () => file.abort() }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    // A frame of another site may not ask for a file; it may still download one.
    return downloadSink(name)
  }
}

function canPick(scope: unknown): scope is SavePicker {
  return typeof scope === 'object' && scope !== null && 'showSaveFilePicker' in scope
}

function downloadSink(name: string): Sink {
  let pieces: Blob[] = []
  return {
    // A Blob each: the browser may put it on disk, where a list of arrays would stay in memory.
    write: async (piece) => void pieces.push(new Blob([piece])),
    finish: async () => download(new Blob(pieces, { type: 'application/x-tar' }), name),
    abandon: async () => {
      pieces = []
    },
  }
}
