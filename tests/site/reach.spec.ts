import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Opens the playground; its workbench shows what Build would make. */
async function openPlayground(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  return bench
}

/** What can be opened over or within the playground, besides its panes: how, and what is there then. */
const openings: Readonly<Record<string, (page: Page, bench: Locator) => Promise<Locator>>> = {
  'all that can be done': async (page) => {
    await page.keyboard.press('ControlOrMeta+k')
    return page.getByRole('dialog', { name: 'What can be done' })
  },
  keys: async (page, bench) => {
    await bench.getByRole('button', { name: 'Keys', exact: true }).click()
    return page.getByRole('dialog', { name: 'Keys' })
  },
  import: async (page) => {
    await page.getByRole('button', { name: 'Import…' }).click()
    return page.getByRole('dialog', { name: 'Open your own files' })
  },
  'my projects': async (page) => {
    await page.getByRole('button', { name: /^My projects/ }).click()
    return page.getByRole('region', { name: 'My projects' })
  },
  'more, with the flags of the build': async (_, bench) => {
    await bench.getByRole('button', { name: 'More' }).click()
    return bench.locator('layerwise-options')
  },
}

for (const [name, open] of Object.entries(openings))
  test(`${name}: fits 320 px, and can be used by everyone in both themes`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    const bench = await openPlayground(page)
    const opened = await open(page, bench)
    await expect(opened).toBeVisible()
    const over = await opened.evaluate((element) => {
      const { left, right } = element.getBoundingClientRect()
      return [document.documentElement.scrollWidth, Math.ceil(right), Math.max(0, -left)]
    })
    expect(over[0]).toBeLessThanOrEqual(320)
    expect(over[1]).toBeLessThanOrEqual(320)
    expect(over[2]).toBe(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    }
  })

test('every page of the site fits 320 px', async ({ page }) => {
  test.slow()
  await page.setViewportSize({ width: 320, height: 640 })
  const wide: string[] = []
  const paths = pagesOfSite()
  expect(paths.length).toBeGreaterThan(20)
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'domcontentloaded' })
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 320) wide.push(`${path}: ${width}`)
  }
  expect(wide).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' })
    test('every page of the site can be used by everyone', async ({ page }) => {
      test.setTimeout(240_000)
      const wrong: string[] = []
      for (const path of pagesOfSite(2)) {
        await page.goto(path, { waitUntil: 'load' })
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
        wrong.push(...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html ?? ''}`))
      }
      expect(wrong).toEqual([])
    })
  })

test('those who do not see the page are told what a build did', async ({ page }) => {
  const bench = await openPlayground(page)
  const told = bench.locator('.actions').getByRole('status')
  await bench.getByRole('button', { name: /^Build/ }).click()
  await expect(told).toHaveText(
    /^Build 1 is done: 0 steps from the cache, \d+ ran, ≈ [\d.]+ s\. The image is ≈ [\d.]+ MB\.$/,
  )
  await expect(told).toHaveAttribute('aria-live', 'polite')
  await bench.getByRole('button', { name: /^Build/ }).click()
  await expect(told).toHaveText(/^Build 2 is done: \d+ steps from the cache, 0 ran, .+\. The image is ≈ [\d.]+ MB\.$/)
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText('RUN false\n')
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(told).toHaveText(/^The build failed: .+/, { timeout: 20_000 })
})

/** Every page that was built; of those that are made from a list, so many in each folder. */
function pagesOfSite(ofEach = 4): readonly string[] {
  const dist = join(import.meta.dirname, '../../dist')
  const paths = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .map((path) => `/${path.replaceAll(sep, '/').replace(/index\.html$/, '')}`)
    .sort()
  const seen = new Map<string, number>()
  return paths.filter((path) => {
    const kind = path.split('/').slice(0, 3).join('/')
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    // A German page is its English one in other words.
    return (seen.get(kind) ?? 0) <= (path.startsWith('/de/') ? Math.ceil(ofEach / 2) : ofEach)
  })
}
