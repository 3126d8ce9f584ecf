import type { APIRoute } from 'astro'
import { bundled } from '../components/bundle.ts'

/** `embed.js`, one file that never changes its name: what somebody else's page loads. */
export const GET: APIRoute = async () =>
  new Response(await bundled('src/embed/embed.ts'), { headers: { 'content-type': 'text/javascript' } })
