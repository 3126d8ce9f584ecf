import { resolve } from 'node:path'
import type { APIContext } from 'astro'
import { versionOf } from '../../../simulator/exercises.ts'
import { allExercises } from '../../exercise/catalogue.ts'

/** Each exercise as data, fetched when its page comes to life, and by whoever embeds it. */
export function getStaticPaths() {
  return allExercises(resolve('.')).map((exercise) => ({ params: { slug: exercise.slug }, props: { exercise } }))
}

export function GET({ props }: APIContext): Response {
  const { exercise } = props
  return new Response(JSON.stringify({ exercise, version: versionOf(exercise) }), {
    headers: { 'content-type': 'application/json' },
  })
}
