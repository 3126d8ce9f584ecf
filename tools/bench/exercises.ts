import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../chromium.mjs'
import { serve } from '../serve.mjs'
import { atMost, type Finding, shown } from './measure.ts'

const name = 'Chromium: an exercise judged'
const built = join(import.meta.dirname, '../../dist')
const boundMs = 1000

/** Every exercise in a page of the built site, judged twice with its start: what counts is the second time, when all that it needs has been fetched. */
export async function judging(site = built): Promise<readonly Finding[]> {
  const executablePath = findChromium()
  if (executablePath === undefined) return [{ kind: 'absent', name, reason: 'there is no Chromium' }]
  const folder = join(site, 'exercises')
  if (!existsSync(folder)) return [{ kind: 'absent', name, reason: 'the site is not built: npm run build' }]
  const slugs = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')).exercise.slug)
  const server = await serve({ folder: site })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const times: { readonly slug: string; readonly time: number }[] = []
    for (const slug of slugs) {
      const page = await browser.newPage()
      await page.goto(`${server.address}exercises/${slug}/`)
      await judged(page)
      times.push({ slug, time: await judged(page) })
      await page.close()
    }
    times.sort((a, b) => b.time - a.time)
    const [slowest] = times
    const [load = 0] = loadavg()
    const about = `${slowest?.slug}; then ${times
      .slice(1, 4)
      .map(({ slug, time }) => `${slug} ${shown(time)}`)
      .join(', ')}; load ${load.toFixed(1)}`
    return [atMost(`${name}, slowest of ${times.length}`, slowest?.time ?? Number.NaN, boundMs, about)]
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Presses Check and waits for the verdict; milliseconds, as the page's own clock tells them. */
async function judged(page: Page): Promise<number> {
  const button = page.locator('layerwise-goals button.check')
  await button.waitFor()
  return button.evaluate(
    (check) =>
      new Promise<number>((resolve) => {
        const from = performance.now()
        if (check instanceof HTMLElement) check.click()
        let began = false
        const look = (): void => {
          const works = check.getAttribute('aria-disabled') === 'true'
          began ||= works
          if (began && !works) resolve(performance.now() - from)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
}
