import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const lessons = [
  'images-and-containers',
  'the-dockerfile',
  'layers',
  'gone-is-not-gone',
  'secrets',
  'cache-and-order',
  'multi-stage',
  'tags-digests-registries',
]
const pages = [
  '/',
  '/lessons/',
  ...lessons.map((slug) => `/lessons/${slug}/`),
  '/playground/',
  '/glossary/',
  '/placement/',
  '/about/',
  '/404.html',
]
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Opens a page and gives what went wrong on it: errors in the console, exceptions, breaches of the policy. */
async function open(page: Page, path: string): Promise<readonly string[]> {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(error.message))
  page.on('requestfailed', (request) => wrong.push(`${request.url()} ${request.failure()?.errorText}`))
  await page.goto(path)
  return wrong
}

/** Scrolls to the end, so that every workbench on the page wakes. */
async function wakeAll(page: Page): Promise<void> {
  for (const bench of await page.locator('layerwise-workbench').all()) await bench.scrollIntoViewIfNeeded()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('layerwise-workbench')].every((bench) => bench.shadowRoot !== null),
  )
  await page.waitForLoadState('networkidle')
}

for (const path of pages) {
  test.describe(path, () => {
    test('has no errors, and asks nothing of other hosts', async ({ page, baseURL }) => {
      const foreign: string[] = []
      page.on('request', (request) => {
        if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url()))
          foreign.push(request.url())
      })
      const wrong = await open(page, path)
      await wakeAll(page)
      expect(wrong).toEqual([])
      expect(foreign).toEqual([])
    })

    for (const colorScheme of ['light', 'dark'] as const)
      test(`can be used by everyone, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await page.goto(path)
        await wakeAll(page)
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
        ).toEqual([])
      })

    for (const width of [320, 390, 768])
      test(`fits a width of ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(path)
        await wakeAll(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      })
  })
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  for (const path of pages)
    test(`${path} has its heading and its ways on`, async ({ page }) => {
      await page.goto(path)
      await expect(page.locator('h1')).toBeVisible()
      await expect(page.getByRole('navigation', { name: 'Site' }).getByRole('link')).toHaveCount(5)
      await expect(page.locator('[data-theme-switch]')).toBeHidden()
    })

  for (const slug of lessons)
    test(`${slug} shows the code and the results of its scenes`, async ({ page }) => {
      await page.goto(`/lessons/${slug}/`)
      for (const scene of await page.locator('.scene').all()) {
        await expect(scene.locator('pre.code').first()).toContainText('FROM')
        await scene.locator('.still-results > summary').click()
        await expect(scene.getByRole('table').first()).toContainText('FROM')
        await expect(scene.getByRole('columnheader', { name: 'Total' }).first()).toBeVisible()
      }
    })
})

test.describe('by keyboard', () => {
  test('the first Tab offers to skip to the content', async ({ page }) => {
    await page.goto('/lessons/layers/')
    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('#main')).toBeFocused()
  })

  test('the site’s places come next, and one of them is marked as here', async ({ page }) => {
    await page.goto('/lessons/')
    for (const name of [
      'Skip to the content',
      'Layerwise, home',
      'Lessons',
      'Exercises',
      'Playground',
      'Reference',
      'About',
    ]) {
      await page.keyboard.press('Tab')
      await expect(
        page.getByRole('banner').or(page.locator('body')).getByRole('link', { name, exact: true }).first(),
      ).toBeFocused()
    }
    await expect(page.getByRole('link', { name: 'Lessons', exact: true }).first()).toHaveAttribute(
      'aria-current',
      'page',
    )
  })
})

test('the theme that was chosen is kept from page to page', async ({ page }) => {
  await page.goto('/about/')
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  const button = page.getByRole('button', { name: /^Theme/ })
  await button.click()
  await button.click()
  await expect(button).toHaveText('Theme: dark')
  expect(await ground()).not.toBe(light)
  await page.goto('/lessons/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('an unknown address has a page of its own', async ({ page }) => {
  const answer = await page.goto('/nowhere/')
  expect(answer?.status()).toBe(404)
  await expect(page.locator('h1')).toHaveText('This layer is not in the image')
})
