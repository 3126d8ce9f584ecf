/** A part of the path, and the question that it answers. */
export interface Track {
  readonly name: string
  readonly question: string
  /** Its lessons. */
  readonly lessons: readonly string[]
}

export const tracks: readonly Track[] = [
  {
    name: 'Foundations',
    question: 'What is this thing?',
    lessons: ['images-and-containers', 'the-dockerfile', 'layers', 'gone-is-not-gone'],
  },
  { name: 'Safe and fast', question: 'Why does it leak, and why is it slow?', lessons: ['secrets', 'cache-and-order'] },
  { name: 'Small', question: 'How little can we ship?', lessons: ['multi-stage'] },
  { name: 'Shipped', question: 'Can others trust it?', lessons: ['tags-digests-registries'] },
]

/** The track that a lesson opens, if it is the first of one. */
export function trackBegun(slug: string): Track | undefined {
  return tracks.find(({ lessons }) => lessons[0] === slug)
}
