import { fileURLToPath } from 'node:url'
import type { APIRoute } from 'astro'
import { build } from 'vite'

/** `embed.js`, one file that never changes its name: what somebody else's page loads. */
export const GET: APIRoute = async () =>
  new Response(await bundled(), { headers: { 'content-type': 'text/javascript' } })

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('src/embed/embed.ts', root)), formats: ['iife'], name: 'layerwiseEmbed' },
    },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('embed.js: the bundler gave no script')
  return chunk.code
}

/** The project's folder: the site is built from there. */
const root = new URL(`file://${process.cwd()}/`)
