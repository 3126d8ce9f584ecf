import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The project's folder: the site is built from there. */
const root = new URL(`file://${process.cwd()}/`)

/** One of our sources with all that it imports as one classic script, for pages that are not ours. `entry` is its path from the project's root. */
export async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: fileURLToPath(new URL(entry, root)), formats: ['iife'], name: 'layerwise' } },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error(`${entry}: the bundler gave no script`)
  return chunk.code
}
