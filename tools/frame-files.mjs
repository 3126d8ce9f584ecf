// After the build: lists what a frame needs, so that a package for a learning platform can be made in the browser (src/lms/package.ts).
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const page = 'embed/exercise/index.html'

/** An Astro integration that writes `frame-files.json`: paths from the site's root, the page first. */
export function frameFiles() {
  return {
    name: 'frame-files',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const dist = fileURLToPath(dir)
        writeFileSync(join(dist, 'frame-files.json'), JSON.stringify(filesOf(dist)))
      },
    },
  }
}

/**
 * The page, all that it names or may fetch later, and the whole catalog. A file is needed when one that is needed holds its name: names end in a hash
 * of what is in them, so that none is taken for another.
 */
export function filesOf(dist) {
  const assets = globSync('_astro/*', { cwd: dist }).map((path) => path.replaceAll('\\', '/'))
  const found = new Set([page])
  for (const path of found) {
    if (!/\.(html|js|css)$/.test(path)) continue
    const text = readFileSync(join(dist, path), 'utf8')
    for (const asset of assets) if (text.includes(asset.slice('_astro/'.length))) found.add(asset)
  }
  const catalog = globSync('catalog/**/*.json', { cwd: dist }).map((path) => path.replaceAll('\\', '/'))
  return [...found, 'favicon.svg', ...catalog.sort()]
}
