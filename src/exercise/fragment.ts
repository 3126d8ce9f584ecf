import { unpack } from '../state/packed.ts'
import { words } from '../words/words.ts'
import type { ExercisePaper } from './page.ts'
import { unpackWork, type Work } from './work.ts'

/** Something of an address, or what is wrong with it. */
export type Found<Value> = { readonly value?: Value; readonly wrong?: string }

/** The parts of an address after `#`, by name: `exercise`, `state`. */
export function partsOf(fragment: string): ReadonlyMap<string, string> {
  return new Map(
    fragment
      .replace(/^#/, '')
      .split('&')
      .flatMap((part) => {
        const at = part.indexOf('=')
        return at < 1 ? [] : [[part.slice(0, at), part.slice(at + 1)] as const]
      }),
  )
}

/** What was done before, as an address carries it. */
export function workIn(parts: ReadonlyMap<string, string>): Found<Work> {
  const text = parts.get('state')
  if (text === undefined) return {}
  const read = unpackWork(text)
  return read.kind === 'read' ? { value: read.work } : { wrong: read.message }
}

/** An exercise of somebody's own, as an address carries it. The schema is fetched for it. */
export async function paperIn(parts: ReadonlyMap<string, string>): Promise<Found<ExercisePaper>> {
  const text = parts.get('exercise')
  if (text === undefined) return {}
  const unpacked = unpack(text)
  if (unpacked.kind === 'failed') return { wrong: unpacked.message }
  const { parseExercise, versionOf } = await import('../../simulator/exercises.ts')
  const read = parseExercise(unpacked.data)
  if (read.kind === 'failed') return { wrong: words.frames.badExercise(read.message) }
  return { value: { exercise: read.exercise, version: versionOf(read.exercise) } }
}
