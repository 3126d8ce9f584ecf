import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('the answers tell where to begin, by keyboard alone', async ({ page }) => {
  await page.goto('/lessons/')
  await page.getByRole('link', { name: 'Find where to begin' }).click()
  await page.getByRole('radio', { name: 'I am in /.', exact: true }).focus()
  await page.keyboard.press('Space')
  await page.getByRole('radio', { name: 'A few bytes' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'As big as the file' })).toBeChecked()
  await page.getByRole('radio', { name: 'About 12 MB' }).check()
  await page.getByRole('button', { name: 'Where do I begin?' }).focus()
  await page.keyboard.press('Enter')
  const result = page.getByRole('region', { name: 'Start here' })
  await expect(result).toBeFocused()
  await expect(result).toContainText('You know 2 of 7')
  await expect(result.getByRole('link')).toHaveText('What’s gone is not really gone')
  await expect(page.getByText('The engine has it otherwise.')).toHaveCount(1)
  await expect(page.getByText('Not answered.')).toHaveCount(4)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  }
  await result.getByRole('button', { name: 'Tick off what I know' }).click()
  await page.goto('/lessons/')
  await expect(page.locator('[data-lesson="layers"]')).toContainText('✓ Done')
  await expect(page.locator('[data-lesson="gone-is-not-gone"]')).not.toContainText('✓ Done')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('the questions have their answers folded below them', async ({ page }) => {
    await page.goto('/placement/')
    await expect(page.getByRole('radio')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Where do I begin?' })).toHaveCount(0)
    await page.getByText('The answer').first().click()
    await expect(page.getByText('Each RUN has a shell of its own.')).toBeVisible()
  })
})
