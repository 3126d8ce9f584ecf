import type { Output } from '../machine/process.ts'
import type { HostDraft } from './host.ts'
import { sizeText } from './texts.ts'

/** Something that is said of a layer while an image is pushed or pulled. */
export interface Saying {
  readonly atMs: number
  /** Twelve digits. */
  readonly id: string
  readonly text: string
  /** How far its bytes have come: drawn on a terminal, left out elsewhere. */
  readonly progress?: { readonly bytes: number; readonly of: number }
}

/** How long after the one before another progress is drawn. */
const frameMs = 100
/** Progresses that are drawn of one layer, at most. */
const framesAtMost = 40

/** What is said while bytes flow from one time to another. */
export function progressSayings(
  id: string,
  text: string,
  { startMs, endMs, bytes }: { readonly startMs: number; readonly endMs: number; readonly bytes: number },
): readonly Saying[] {
  const frames = Math.min(framesAtMost, Math.floor((endMs - startMs) / frameMs))
  return Array.from({ length: frames }, (_, at) => {
    const share = (at + 1) / (frames + 1)
    return {
      atMs: startMs + share * (endMs - startMs),
      id,
      text,
      progress: { bytes: Math.round(share * bytes), of: Math.round(bytes) },
    }
  })
}

/**
 * Says things in the order of their times, the host's clock going along. On a terminal each layer has a line that is written over. Source: moby,
 * pkg/jsonmessage.
 */
export function sayInTime(draft: HostDraft, output: Output, sayings: readonly Saying[]): void {
  const lines = new Map<string, number>()
  let now = 0
  for (const saying of [...sayings].sort((a, b) => a.atMs - b.atMs)) {
    const { atMs, id, text, progress } = saying
    if (output.isTerminal !== true) {
      if (progress !== undefined) continue
      pass(atMs)
      output.write(`${id}: ${text}\n`)
      continue
    }
    pass(atMs)
    const isNew = !lines.has(id)
    if (isNew) lines.set(id, lines.size)
    const up = lines.size - (lines.get(id) ?? 0)
    const bar = progress === undefined ? '' : ` ${barText(progress.bytes, progress.of)}`
    output.write(`${isNew ? '\n' : ''}\u001b[${up}A\u001b[2K\r${id}: ${text}${bar}\r\u001b[${up}B`)
  }

  function pass(atMs: number): void {
    draft.pass(atMs - now)
    now = atMs
  }
}

function barText(bytes: number, of: number): string {
  const filled = Math.min(50, Math.floor(Math.floor((bytes / of) * 100) / 2))
  const bar = `${'='.repeat(filled)}>${' '.repeat(50 - filled)}`
  return `[${bar}] ${sizeText(bytes, 4).padStart(8)}/${sizeText(of, 4)}`
}
