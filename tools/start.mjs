// `npm start`: installs what is missing, builds the site, serves it and prints the address.
import { join } from 'node:path'
import { serve } from './serve.mjs'
import { ensureInstalled, root, runCommand } from './setup.mjs'

ensureInstalled()
if (runCommand('astro', ['build']).status !== 0) {
  console.error('\nThe site could not be built; the message above says why.')
  process.exit(1)
}
const { address } = await serve({ folder: join(root, 'dist') })
console.log(`\n  Layerwise is at ${address}\n  Ctrl-C ends it.\n`)
