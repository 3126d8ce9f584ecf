import type { Words } from '../words/words.ts'

/** A part of the path; its name and the question that it answers are in the words. */
export interface Track {
  readonly id: keyof Words['path']['tracks']
  /** Its lessons. */
  readonly lessons: readonly string[]
}

export const tracks: readonly Track[] = [
  {
    id: 'foundations',
    lessons: ['images-and-containers', 'the-dockerfile', 'layers', 'gone-is-not-gone'],
  },
  { id: 'safe', lessons: ['secrets', 'cache-and-order'] },
  { id: 'small', lessons: ['multi-stage'] },
  { id: 'shipped', lessons: ['tags-digests-registries'] },
]

/** The track that a lesson opens, if it is the first of one. */
export function trackBegun(slug: string): Track | undefined {
  return tracks.find(({ lessons }) => lessons[0] === slug)
}
