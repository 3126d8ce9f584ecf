import { expect, type Page, test } from '@playwright/test'

/** What the browser measured of a page as it came: how far things moved that had been shown, and what the largest of them was. */
interface Loading {
  /** Cumulative layout shift; 0 when nothing moved. */
  readonly shift: number
  /** What moved most, for the message of a failure. */
  readonly moved: readonly string[]
  /** Tag of the largest thing painted. */
  readonly largest: string
}

/** Opens a page and measures until it has come to rest and its first workbench, where there is one, is awake and has built what it builds by itself. */
async function load(page: Page, path: string): Promise<Loading> {
  await page.addInitScript(() => {
    const seen = { shift: 0, moved: [] as string[], largest: '' }
    Reflect.set(window, 'seen', seen)
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const value: unknown = Reflect.get(entry, 'value')
        if (typeof value !== 'number' || Reflect.get(entry, 'hadRecentInput') === true) continue
        seen.shift += value
        const sources: unknown = Reflect.get(entry, 'sources')
        for (const source of Array.isArray(sources) ? sources : [])
          seen.moved.push(`${value.toFixed(4)} ${source.node?.nodeName} ${source.node?.className ?? ''}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
    new PerformanceObserver((list) => {
      const element: unknown = Reflect.get(list.getEntries().at(-1) ?? {}, 'element')
      if (element instanceof Element) seen.largest = element.tagName
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
  await page.goto(path)
  await page.evaluate(() => document.fonts.ready)
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await expect(bench.locator('.actions')).toBeVisible({ timeout: 20_000 })
  if (path === '/') await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await page.waitForLoadState('networkidle')
  return page.evaluate(() => Reflect.get(window, 'seen'))
}

const pages = ['/', '/lessons/layers/', '/lessons/gone-is-not-gone/', '/playground/', '/playground/#example=apt']

for (const width of [390, 1440])
  for (const path of pages)
    test(`${path} keeps what it has shown in its place, and shows text first, at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      const { shift, moved, largest } = await load(page, path)
      expect(shift, moved.join('\n')).toBeLessThan(0.05)
      expect(largest).toMatch(/^(?!IMG|SVG|CANVAS|VIDEO|$)/i)
    })

test('a lesson asks for its fonts before it knows that it needs them, and for nothing twice', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto('/lessons/layers/')
  await page.evaluate(() => document.fonts.ready)
  const preloaded = await page
    .locator('link[rel="preload"][as="font"]')
    .evaluateAll((links) => links.map((link) => (link instanceof HTMLLinkElement ? link.href : '')))
  expect(preloaded.length).toBeGreaterThan(0)
  const fonts = asked.filter((url) => url.endsWith('.woff2'))
  for (const font of preloaded) expect(fonts.filter((url) => url === font)).toHaveLength(1)
})
