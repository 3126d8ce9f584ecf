import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import sitemap from '@astrojs/sitemap'
import { defineConfig } from 'astro/config'

/** The theme is chosen before the first paint by a script in the head; the policy names it by its hash. */
const themeScript = readFileSync(new URL('./src/components/theme.js', import.meta.url), 'utf8')
const themeHash = createHash('sha256').update(themeScript).digest('base64')

/** `SITE_URL` is the origin and `SITE_BASE` the folder that the site is served from; any static host will do. */
const site = process.env.SITE_URL ?? 'https://layerwise.example'
const base = process.env.SITE_BASE ?? '/'

export default defineConfig({
  site,
  base,
  output: 'static',
  trailingSlash: 'always',
  integrations: [sitemap()],
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    build: { assetsInlineLimit: 0 },
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
