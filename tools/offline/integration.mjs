import { createHash } from 'node:crypto'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What is kept of a version before it is asked for: all that a workbench may load. Pages are kept when they are visited. */
const kept = ['_astro/*', 'catalog/**/*.json', 'playground/*.json', 'glossary/*.json', 'favicon.svg']

/** For Astro: writes the service worker into the built site, with the names of what it keeps and a version that changes with any of it. */
export function offline() {
  let base = '/'
  return {
    name: 'offline',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/')
      },
      'astro:build:done': ({ dir }) => writeFileSync(new URL('sw.js', dir), serviceWorker(fileURLToPath(dir), base)),
    },
  }
}

/** The worker for a built site in a folder, which is served from `base`. */
export function serviceWorker(folder, base) {
  const files = kept.flatMap((pattern) => globSync(pattern, { cwd: folder })).map((file) => file.replaceAll('\\', '/'))
  files.sort()
  const source = readFileSync(new URL('service-worker.js', import.meta.url), 'utf8')
  const hash = createHash('sha256').update(source)
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)))
  const site = { version: hash.digest('hex').slice(0, 12), base, files }
  return `const SITE = ${JSON.stringify(site)}\n${source}`
}
