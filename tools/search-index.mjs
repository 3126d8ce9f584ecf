import { globSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { close, createIndex } from 'pagefind'

/** What is no text of a page: running workbenches, code and what terminals print, and what leads around. */
const left = ['layerwise-workbench', 'script', 'pre', 'nav', '.contents', '.lesson-end', '.scene-number']

/** For Astro: makes the index of the built pages, in `pagefind/`. A page is in it when something in it is marked as its body. */
export function searchIndex() {
  return {
    name: 'search-index',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const folder = fileURLToPath(dir)
        const { index, errors } = await createIndex({ excludeSelectors: left })
        if (index === undefined) {
          logger.warn(`The pages cannot be searched: ${errors.join(' ')}`)
          return
        }
        await index.addDirectory({ path: folder })
        for (const record of glossaryRecords(folder)) await index.addCustomRecord(record)
        const made = join(folder, 'pagefind')
        await index.writeFiles({ outputPath: made })
        await close()
        // The site has a face of its own for it.
        for (const face of globSync('pagefind-{ui,modular-ui,component-ui,highlight}.*', { cwd: made }))
          rmSync(join(made, face))
      },
    },
  }
}

/** A record for each term of each glossary: a word is looked up more often than a page. */
function glossaryRecords(folder) {
  return globSync('{,*/}glossary/terms.json', { cwd: folder }).flatMap((file) => {
    const page = `/${file.replaceAll('\\', '/').replace(/terms\.json$/, '')}`
    const [, language = 'en'] = /^\/([a-z]{2})\//.exec(page) ?? []
    return Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8'))).map(([id, { term, short }]) => ({
      url: `${page}#${id}`,
      content: `${term}: ${short}`,
      language,
      meta: { title: term, kind: 'Glossary' },
    }))
  })
}
