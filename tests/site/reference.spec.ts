import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const lists = ['/reference/', '/reference/instructions/', '/reference/checks/', '/reference/errors/']
const some = [
  ...lists,
  '/reference/instructions/copy/',
  '/reference/checks/dl3009/',
  '/reference/checks/stage-name-casing/',
]

/** What goes wrong on a page from now on. */
function listen(page: Page): readonly string[] {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('requestfailed', (request) => wrong.push(`${request.url()} ${request.failure()?.errorText}`))
  return wrong
}

for (const path of some)
  test.describe(path, () => {
    test('has no errors', async ({ page }) => {
      const wrong = listen(page)
      await page.goto(path)
      await page.waitForLoadState('networkidle')
      expect(wrong).toEqual([])
    })

    for (const colorScheme of ['light', 'dark'] as const)
      test(`can be used by everyone, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await page.goto(path)
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        ).toEqual([])
      })

    for (const width of [320, 390])
      test(`fits a width of ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      })
  })

test('no link of the reference leads nowhere', async ({ page, request }) => {
  const seen = new Set<string>()
  const dead: string[] = []
  const waiting = [...lists]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const answer = await request.get(path)
    if (!answer.ok()) dead.push(path)
    if (!answer.ok() || !path.startsWith('/reference/')) continue
    const html = await answer.text()
    for (const [, href = ''] of html.matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g)) waiting.push(href)
    for (const [, file = '', id = ''] of html.matchAll(/<a\b[^>]*\bhref="(\/reference\/[^"#]*)#([^"]+)"/g)) {
      const target = await (await request.get(file)).text()
      if (!target.includes(`id="${id}"`) && !target.includes(`id=${id}`)) dead.push(`${file}#${id}`)
    }
  }
  expect(dead).toEqual([])
  expect([...seen].filter((path) => path.startsWith('/reference/checks/')).length).toBeGreaterThan(45)
  await page.goto('/reference/')
})

test('the list narrows while one types', async ({ page }) => {
  await page.goto('/reference/checks/')
  await page.getByLabel('Find a check').fill('secret')
  await expect(page.locator('[data-find]:visible')).toHaveCount(1)
  await expect(page.getByRole('status')).toContainText('1 of')
  await expect(page.getByRole('heading', { name: 'Ours' })).toBeHidden()
})

test('a problem leads to its page and is mended by its button', async ({ page }) => {
  await page.goto('/reference/checks/from-as-casing/')
  const bench = page.locator('layerwise-workbench')
  await bench.scrollIntoViewIfNeeded()
  await bench.getByRole('button', { name: /^Build/ }).click()
  const problems = bench.getByRole('tab', { name: /Problems|warning/ })
  await problems.click()
  await expect(bench.getByRole('link', { name: 'FromAsCasing' })).toHaveAttribute(
    'href',
    '/reference/checks/from-as-casing/',
  )
  await bench.getByRole('button', { name: 'Fix: Write AS' }).click()
  await expect(bench.getByText('No problems found.')).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the examples and their results are there', async ({ page }) => {
    await page.goto('/reference/checks/dl3009/')
    await expect(page.locator('.examples pre.code')).toHaveCount(2)
    await expect(page.locator('.still pre.code').first()).toContainText('apt-get')
    await page.goto('/reference/')
    await expect(page.getByLabel('Find')).toBeHidden()
  })
})
