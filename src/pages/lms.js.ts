import type { APIRoute } from 'astro'
import { bundled } from '../components/bundle.ts'

/** `lms.js`: what the page of a course's package runs. It goes into packages that are made in the browser. */
export const GET: APIRoute = async () =>
  new Response(await bundled('src/lms/launch.ts'), { headers: { 'content-type': 'text/javascript' } })
