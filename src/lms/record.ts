import type { Score } from '../embed/messages.ts'

/** What a learning platform keeps of one learner's work on an exercise. */
export interface Memory {
  /** What was made, as the frame gave it; absent at first, or where it was too long for the platform. */
  readonly state?: string
  /** The best score so far, 0 to 1; absent before the first attempt. */
  readonly best?: number
  readonly attempts: number
}

/** What is reported after an attempt. */
export interface Report {
  readonly score: Score
  readonly passed: boolean
}

/** A learning platform, whichever language it speaks. Nothing here throws: what the platform refuses is told by {@link Platform.trouble}. */
export interface Platform {
  /** Opens the record and gives what an earlier visit has left. */
  begin(): Promise<Memory>
  /** Text that is the same for one learner in every visit and says nothing of who it is; absent where the platform tells of none. */
  readonly seed: string | undefined
  keep(memory: Memory): Promise<void>
  report(report: Report, memory: Memory): Promise<void>
  /** Closes the record. The page may be about to go. */
  end(memory: Memory): void
  /** What the platform refused last, in a sentence; undefined when all went well. */
  readonly trouble: string | undefined
}

/** The memory as text of at most `longest` units: where it is too long, without what was made. */
export function packedMemory(memory: Memory, longest: number): { readonly text: string; readonly whole: boolean } {
  const text = JSON.stringify({ v: 1, ...memory })
  if (text.length <= longest) return { text, whole: true }
  const { state: _, ...rest } = memory
  return { text: JSON.stringify({ v: 1, ...rest }), whole: false }
}

/** The memory of a platform's text: that of a first visit when there is none, or none that can be read. */
export function unpackedMemory(text: string): Memory {
  try {
    const data: unknown = JSON.parse(text)
    if (typeof data !== 'object' || data === null || Reflect.get(data, 'v') !== 1) return { attempts: 0 }
    const state: unknown = Reflect.get(data, 'state')
    const best: unknown = Reflect.get(data, 'best')
    const attempts: unknown = Reflect.get(data, 'attempts')
    return {
      ...(typeof state === 'string' ? { state } : {}),
      ...(typeof best === 'number' && best >= 0 && best <= 1 ? { best } : {}),
      attempts: typeof attempts === 'number' && Number.isSafeInteger(attempts) && attempts >= 0 ? attempts : 0,
    }
  } catch {
    return { attempts: 0 }
  }
}

/** Text for a seed, from a platform's name of a learner, by FNV-1a over two halves: the same each time, and not to be read back. */
export function seedOf(learner: string): string {
  const half = (start: number): string => {
    let hash = start
    for (let at = 0; at < learner.length; at++) hash = Math.imul(hash ^ learner.charCodeAt(at), 0x01000193) >>> 0
    return hash.toString(36)
  }
  return `${half(0x811c9dc5)}${half(0x9e3779b9)}`
}
