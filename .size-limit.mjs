// What a reader may have to load, measured in the built site (`npm run build` first).
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const dist = join(import.meta.dirname, 'dist')
const base = `/${process.env.SITE_BASE ?? ''}/`.replace(/\/+/g, '/')

/** The scripts that a page loads before the reader does anything: those it names, and what they import at once. What is imported on demand is not among them. */
function scriptsOf(page) {
  const html = readFileSync(join(dist, page), 'utf8')
  const named = [
    ...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g),
    ...html.matchAll(/<link\b[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g),
  ]
  const found = new Set()
  const add = (file) => {
    if (found.has(file) || !existsSync(file)) return
    found.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, from] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g))
      add(join(file, '..', from))
  }
  for (const [, source] of named) if (source?.startsWith(base)) add(join(dist, source.slice(base.length)))
  return [...found]
}

/** The lesson with the most script. */
function heaviestLesson() {
  const weigh = (files) => files.reduce((bytes, file) => bytes + readFileSync(file).length, 0)
  return globSync('lessons/*/index.html', { cwd: dist })
    .map(scriptsOf)
    .sort((a, b) => weigh(b) - weigh(a))[0]
}

const lesson = heaviestLesson()
const workers = globSync('_astro/*worker*.js', { cwd: dist }).map((name) => join(dist, name))

export default [
  // A site without a lesson or an engine has lost something; then the path is one that does not exist, and the check fails.
  {
    name: 'a lesson page before interaction',
    path: lesson ?? 'dist/lessons/no-lesson.js',
    limit: '20 kB',
    brotli: true,
  },
  {
    name: 'the engine, without the catalog',
    path: workers.length > 0 ? workers : 'dist/_astro/no-worker.js',
    limit: '90 kB',
    brotli: true,
  },
]
