import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import sitemap from '@astrojs/sitemap'
import { defineConfig } from 'astro/config'
import { compactStylesPlugin } from './tools/compact-styles.mjs'
import { frameFiles } from './tools/frame-files.mjs'
import { lightPreloadPlugin } from './tools/light-preload.mjs'
import { offline } from './tools/offline/integration.mjs'
import { searchIndex } from './tools/search-index.mjs'

/** The theme is chosen before the first paint by a script in the head; the policy names it by its hash. */
const themeScript = readFileSync(new URL('./src/components/theme.js', import.meta.url), 'utf8')
const themeHash = createHash('sha256').update(themeScript).digest('base64')

/**
 * Any static host will do. `SITE_BASE` is the folder that the site is served from; `SITE_URL` its origin, where it is known: then pages name
 * their canonical address, and there is a sitemap.
 */
const site = process.env.SITE_URL
const base = process.env.SITE_BASE ?? '/'

export default defineConfig({
  ...(site === undefined ? {} : { site }),
  base,
  output: 'static',
  trailingSlash: 'always',
  integrations: [
    ...(site === undefined ? [] : [sitemap({ filter: (page) => !/\/(offline|embed)\//.test(page) })]),
    frameFiles(),
    searchIndex(),
    offline(),
  ],
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'always' },
  vite: {
    // Scripts and styles name one another from where they are, so that a course's package can hold them in any folder.
    experimental: { renderBuiltUrl: (_name, { hostType }) => (hostType === 'html' ? undefined : { relative: true }) },
    plugins: [compactStylesPlugin(), lightPreloadPlugin()],
    build: {
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // What every workbench loads at once, in one script: small ones weigh more apart.
            groups: [
              { name: 'idle', test: /src\/workbench\/idle\.ts$|src\/words\/(fetch|words)\.ts$|preload-helper/ },
              {
                name: 'pane',
                test: /src\/workbench\/((bench|frame|icons|pane|shown|sizes|state|styles|view)|editor\/(element|marks)|files\/(element|style|view)|predict\/(element|view))\.ts$|src\/state\/(files|page|site)\.ts$/,
              },
              // Small, and wanted by the editor too, which is to bring nothing else along.
              { name: 'reference', test: /src\/workbench\/reference\.ts$/ },
              // And what the first touch fetches.
              { name: 'awake', test: /src\/workbench\/awake\.ts$/ },
            ],
          },
        },
      },
    },
    worker: { format: 'es' },
  },
  security: {
    csp: {
      algorithm: 'SHA-256',
      directives: [
        "default-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
      ],
      scriptDirective: { hashes: [`sha256-${themeHash}`] },
      styleDirective: { resources: ["'self'", "'unsafe-inline'"] },
    },
  },
})
