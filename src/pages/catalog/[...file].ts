import { globSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { APIContext } from 'astro'

/** The catalog's files as they lie in the project, for the engine to fetch one by one. */
const folder = join(process.cwd(), 'catalog')

export function getStaticPaths() {
  return globSync('**/*.json', { cwd: folder })
    .map((path) => path.split(sep).join('/'))
    .map((file) => ({ params: { file } }))
}

export function GET({ params }: APIContext): Response {
  const text = readFileSync(join(folder, params.file ?? ''), 'utf8')
  return new Response(text, { headers: { 'content-type': 'application/json' } })
}
