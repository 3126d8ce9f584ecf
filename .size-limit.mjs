// What a reader may have to load, measured in the built site (`npm run build` first).
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const dist = join(import.meta.dirname, 'dist')
const inline = join(import.meta.dirname, 'test-results', 'inline')
const base = `/${process.env.SITE_BASE ?? ''}/`.replace(/\/+/g, '/')

/**
 * The scripts that a page runs before the reader does anything: those it names or holds, what they import at once, and the workbench, which the
 * loader fetches by itself. What else is imported on demand is not among them. The browser measures the same in tests/site/workbench.spec.ts.
 */
function scriptsOf(page) {
  const html = readFileSync(join(dist, page), 'utf8')
  const found = new Set()
  const add = (file) => {
    if (found.has(file) || !existsSync(file)) return
    found.add(file)
    addImports(readFileSync(file, 'utf8'), dirname(file))
  }
  const addImports = (text, folder) => {
    for (const [, from = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["']((?:\.{1,2}|)\/[^"']+\.js)["']/g))
      add(from.startsWith('/') ? join(dist, from.slice(base.length)) : join(folder, from))
    for (const [, next = ''] of text.matchAll(/\bimport\([`"']\.\/(workbench\.[^`"']+\.js)[`"']\)/g))
      add(join(folder, next))
  }
  for (const [, source = ''] of html.matchAll(
    /<(?:script\b[^>]*\bsrc|link\b[^>]*rel="modulepreload"[^>]*href)="([^"]+)"/g,
  ))
    if (source.startsWith(base)) add(join(dist, source.slice(base.length)))
  const held = [...html.matchAll(/<script(?![^>]*(?:\bsrc=|application\/(?:ld\+)?json))[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, text]) => text)
    .join('\n')
  if (held !== '') {
    mkdirSync(inline, { recursive: true })
    const file = join(inline, `${page.replaceAll(/[\\/]/g, '_')}.js`)
    writeFileSync(file, held)
    found.add(file)
    addImports(held, dirname(join(dist, page)))
  }
  return [...found]
}

const weigh = (files) => files.reduce((bytes, file) => bytes + readFileSync(file).length, 0)
const lessons = globSync('lessons/*/index.html', { cwd: dist }).map(scriptsOf)

/** The scripts of the lesson that has most. */
const heaviest = lessons.sort((a, b) => weigh(b) - weigh(a))[0] ?? []

function some(files, what) {
  if (files.length === 0) throw new Error(`dist/ holds no ${what}. Build the site first: npm run build`)
  return files
}

/** A script of the site, by the start of its name, with all that it imports at once. */
function withImports(name) {
  const found = new Set()
  const add = (file) => {
    if (found.has(file) || !existsSync(file)) return
    found.add(file)
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/g))
      add(join(dirname(file), from))
  }
  for (const file of globSync(`_astro/${name}.*.js`, { cwd: dist })) add(join(dist, file))
  return [...found]
}

const workers = globSync('_astro/*worker*.js', { cwd: dist }).map((name) => join(dist, name))

export default [
  {
    name: 'a lesson page before interaction',
    path: some(heaviest, 'lesson with a script'),
    limit: '20 kB',
    brotli: true,
  },
  {
    name: 'the editor, beside what a lesson has loaded',
    path: some(
      withImports('live').filter((file) => !heaviest.includes(file)),
      'editor',
    ),
    limit: '131 kB',
    brotli: true,
  },
  { name: 'the engine, without the catalog', path: some(workers, 'worker'), limit: '90 kB', brotli: true },
]
