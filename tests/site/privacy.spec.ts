import { expect, test } from '@playwright/test'

test('all that the site keeps in a browser can be erased', async ({ page }) => {
  await page.goto('/exercises/chmod-doubles/')
  await page.locator('layerwise-goals').getByRole('button', { name: 'Check', exact: true }).click()
  await expect(page.locator('layerwise-goals').getByRole('button', { name: 'Check again' })).toBeVisible({
    timeout: 30_000,
  })
  await page.goto('/privacy/')
  const kept = () =>
    page.evaluate(async () => {
      const databases = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('layerwise'))
      return Object.keys(localStorage).filter((key) => key.startsWith('layerwise')).length + databases.length
    })
  expect(await kept()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Erase all' }).click()
  expect(await kept()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Yes, erase it' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Erased.' })).toBeVisible()
  expect(await kept()).toBe(0)
})
