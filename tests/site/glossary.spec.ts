import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

test('a word in a lesson tells what it means, by keyboard and by pointer, and leads to the glossary', async ({
  page,
}) => {
  await page.goto('/lessons/layers/')
  const card = page.locator('.term-card')
  const word = page.getByRole('link', { name: 'layer', exact: true }).first()
  await word.focus()
  await expect(card).toBeVisible()
  await expect(card).toContainText('Layer')
  await expect(word).toHaveAccessibleDescription(/What one step changed/)
  const { violations } = await new AxeBuilder({ page }).include('.term-card').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()

  await page.getByRole('link', { name: 'whiteout', exact: true }).first().hover()
  await expect(card).toContainText('Whiteout')
  await card.hover()
  await expect(card).toBeVisible()
  await page.mouse.move(0, 0)
  await expect(card).toBeHidden()

  await word.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/glossary\/#layer$/)
  await expect(page.locator('#layer')).toBeInViewport()
})

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } })
  test('the card comes first, and has the way on in it', async ({ page }) => {
    await page.goto('/lessons/layers/')
    await page.getByRole('link', { name: 'merged view', exact: true }).first().tap()
    await expect(page).toHaveURL(/\/lessons\/layers\/$/)
    await page.getByRole('link', { name: 'In the glossary' }).tap()
    await expect(page).toHaveURL(/\/glossary\/#merged-view$/)
  })
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('the word is a link, and the glossary is all there', async ({ page }) => {
    await page.goto('/lessons/secrets/')
    await page.getByRole('link', { name: 'secret mount', exact: true }).first().click()
    await expect(page).toHaveURL(/\/glossary\/#secret-mount$/)
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(36)
  })
})
