import { expect, test } from '@playwright/test'

test('on paper a scene has its files and results, built or not, and the page is as before afterwards', async ({
  page,
}) => {
  await page.goto('/lessons/gone-is-not-gone/')
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await expect(bench.locator('.actions')).toBeVisible({ timeout: 20_000 })
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  const scene = page.locator('.scene').first()
  await expect(bench).toBeHidden()
  await expect(scene.locator('.printed pre.code')).toContainText('RUN rm /very-large.bin')
  await expect(scene.getByRole('table').first()).toContainText('RUN rm /very-large.bin')
  await expect(scene.getByRole('table').first()).toBeVisible()
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByText('The next lesson down')).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)')
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(bench).toBeVisible()
  await expect(page.locator('.printed')).toHaveCount(0)
})
