import { defineConfig } from '@playwright/test'
import { findChromium } from './tools/chromium.mjs'

const port = Number(process.env.SITE_TEST_PORT ?? 4399)
const executablePath = findChromium()

/** Browser tests of the built site (`npm run build` first; `npm test` does). */
export default defineConfig({
  testDir: 'tests/site',
  outputDir: 'test-results/browser',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  // The reference pictures, compared where browser and fonts are those that they were recorded with (pictures.spec.ts).
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  expect: { toHaveScreenshot: { animations: 'disabled', caret: 'hide', scale: 'css', maxDiffPixelRatio: 0.005 } },
  use: {
    baseURL: `http://localhost:${port}`,
    // What one test has fetched must not answer another; offline.spec.ts allows them.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's sandbox needs rights that containers do not give.
      args: ['--no-sandbox'],
    },
  },
  webServer: {
    command: 'node tools/serve.mjs dist',
    env: { PORT: String(port), HOST: 'localhost', SITE_BASE: '/' },
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
})
