import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('the pages are searched by keyboard alone, and what is found leads to its section', async ({ page }) => {
  const wrong: string[] = []
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()))
  page.on('pageerror', (error) => wrong.push(error.message))
  await page.goto('/lessons/')
  await page.keyboard.press('/')
  const dialog = page.getByRole('dialog', { name: 'Search' })
  const field = dialog.getByRole('searchbox')
  await expect(field).toBeFocused()
  await page.keyboard.type('whiteout')
  await expect(dialog.getByRole('status')).toHaveText(/pages/)
  await expect(dialog.getByRole('link').first()).toContainText(/whiteout/i)
  await expect(dialog.getByText('Lesson', { exact: true }).first()).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  }
  await page.keyboard.press('ArrowDown')
  await expect(dialog.getByRole('link').first()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(field).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Search' }).click()
  await field.fill('DL3009')
  await expect(dialog.getByRole('link').first()).toContainText('DL3009')
  await field.press('Enter')
  await expect(page).toHaveURL(/\/reference\/checks\/dl3009\//)
  expect(wrong).toEqual([])
})

test('what cannot be found, or not be fetched, is said', async ({ page, context }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto('/about/')
  await page.getByRole('button', { name: 'Search' }).click()
  const dialog = page.getByRole('dialog', { name: 'Search' })
  await dialog.getByRole('searchbox').fill('zzqqxx')
  await expect(dialog.getByRole('status')).toContainText('Nothing is found for “zzqqxx”')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

  await page.goto('/glossary/')
  await context.route('**/pagefind/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Search' }).click()
  await dialog.getByRole('searchbox').fill('layer')
  await expect(dialog.getByRole('status')).toContainText('The index of the pages could not be fetched')
})

test('`/` is a letter where one writes', async ({ page }) => {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.type('/')
  await expect(page.getByRole('dialog', { name: 'Search' })).toHaveCount(0)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('the search leads to the contents', async ({ page }) => {
    await page.goto('/about/')
    await page.getByRole('link', { name: 'Search' }).click()
    await expect(page).toHaveURL(/\/lessons\/$/)
  })
})
