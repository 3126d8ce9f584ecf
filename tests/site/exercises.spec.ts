import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

test('an exercise is done by keyboard alone, from the catalogue to the pass, which the catalogue knows and narrows', async ({
  page,
}) => {
  await page.goto('/exercises/')
  await page.getByRole('link', { name: 'Paying twice for a permission' }).press('Enter')
  const goals = page.locator('layerwise-goals')
  const check = goals.getByRole('button', { name: 'Check', exact: true })
  await check.focus()
  await page.keyboard.press('Enter')
  await expect(goals.getByText('now ≈ 375 MB')).toBeVisible({ timeout: 30_000 })
  await expect(goals.locator('.say', { hasText: 'The image is at most 155 MB above its base' })).toBeVisible()
  // The hints come one after the other.
  const hint = goals.getByRole('button', { name: 'Hint' })
  await hint.focus()
  await page.keyboard.press('Enter')
  await expect(goals.locator('.hint')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(goals.locator('.hint')).toHaveCount(2)
  // What is tried is kept, and comes back.
  await page.reload()
  await expect(goals.locator('.buttons', { hasText: '1 attempt' })).toBeVisible({ timeout: 20_000 })
  const outcome = page.locator('layerwise-outcome')
  await outcome.getByRole('button', { name: 'Show the solution' }).press('Enter')
  await outcome.getByRole('button', { name: 'Put it into the editor' }).press('Enter')
  await goals.getByRole('button', { name: 'Check again' }).press('Enter')
  await expect(outcome.getByRole('heading', { name: 'Passed' })).toBeVisible({ timeout: 30_000 })
  await expect(outcome.locator('.strip')).toHaveCount(2)
  await page.goto('/exercises/')
  await expect(page.locator('li', { hasText: 'E03.3' }).getByText('✓ passed')).toBeVisible()
  await page.getByLabel('Kind').selectOption('predict')
  await expect(page.locator('li', { hasText: 'E03.3' })).toBeHidden()
  await expect(page.locator('li', { hasText: 'E03.1' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`an exercise can be used by everyone, at 320 px, in ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const path of [
      '/exercises/',
      '/exercises/order-the-lines/',
      '/exercises/leaked-what-now/',
      '/exercises/predict-the-cache/',
      '/exercises/find-the-secret/',
    ]) {
      await page.goto(path)
      if (path !== '/exercises/')
        await expect(page.locator('layerwise-goals button.check')).toBeVisible({ timeout: 20_000 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    }
  })

test('golf shows par, and keeps the best that passed over later tries and visits', async ({ page }) => {
  await page.goto('/exercises/push-less/')
  await expect(page.locator('.exercise-page > header')).toContainText(/par ≈ \d+ B/)
  const goals = page.locator('layerwise-goals')
  const par = goals.getByRole('group', { name: 'Against par' })
  await goals.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(par).toContainText(/Now.*\d MB.*Best so far.*–.*Nothing has passed yet/s, { timeout: 30_000 })
  const outcome = page.locator('layerwise-outcome')
  await outcome.getByRole('button', { name: 'Show the solution' }).click()
  await outcome.getByRole('button', { name: 'Put it into the editor' }).click()
  await goals.getByRole('button', { name: 'Check again' }).click()
  await expect(par).toContainText('Your best is par.', { timeout: 30_000 })
  await page.reload()
  await goals.getByRole('button', { name: 'Check again' }).click()
  await expect(par).toContainText('Your best is par.', { timeout: 30_000 })
})
