import type { APIContext } from 'astro'
import { examples } from '../../lessons/example.ts'

/** The examples of the gallery as projects, each fetched when it is opened. */
export function getStaticPaths() {
  return examples().map(({ slug, project }) => ({ params: { example: slug }, props: { project } }))
}

export function GET({ props }: APIContext): Response {
  return new Response(JSON.stringify(props.project), { headers: { 'content-type': 'application/json' } })
}
