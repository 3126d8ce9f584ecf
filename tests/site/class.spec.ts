import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

test('a class comes by its link, sees the exercise large and one thing at a time, and has it on paper', async ({
  page,
}) => {
  await page.goto('/exercises/order-the-lines/?seed=b2')
  const note = page.locator('.class-note')
  await expect(note).toContainText('the link of the class “b2”', { timeout: 20_000 })
  const order = page.locator('layerwise-answers .order').first()
  await page.getByRole('button', { name: /^Put in: FROM/ }).click()
  await expect(order).toContainText('FROM python:3.13-slim')
  await note.getByRole('button', { name: 'Begin at the start' }).click()
  await expect(page.locator('layerwise-answers .empty')).toBeVisible()

  await page.getByText('For a class', { exact: true }).click()
  await page.getByRole('link', { name: 'Show it with a projector' }).click()
  const bar = page.getByRole('navigation', { name: 'Slides' })
  await expect(bar).toContainText('1 of 4: Task')
  expect(new URL(page.url()).searchParams.get('seed')).toBe('b2')
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'A recipe in pieces' })).toBeVisible()
  await expect(page.locator('layerwise-goals')).toBeHidden()
  await page.keyboard.press('PageDown')
  await expect(bar).toContainText('2 of 4: Questions')
  await expect(page.locator('.task')).toBeHidden()
  await expect(page.getByRole('button', { name: /^Put in: FROM/ })).toBeVisible({ timeout: 20_000 })
  // Arrows that move about in a question turn no slide.
  await page.getByRole('button', { name: /^Put in: FROM/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(bar).toContainText('2 of 4')
  for (const name of ['On', 'On']) await bar.getByRole('button', { name, exact: true }).click()
  await expect(bar).toContainText('4 of 4: Goals')
  expect(await findings(page)).toEqual([])
  const size = await page
    .locator('layerwise-goals .say')
    .first()
    .evaluate((one) => getComputedStyle(one).fontSize)
  expect(Number.parseFloat(size)).toBeGreaterThan(18)
  await page.reload()
  await expect(bar).toContainText('4 of 4: Goals')
  await bar.getByRole('link', { name: 'Leave' }).click()
  await expect(page.getByRole('banner')).toBeVisible()

  await page.goto('/exercises/chmod-doubles/')
  await page.evaluate(() => {
    window.print = () =>
      document.body.append(
        Object.assign(document.createElement('i'), {
          className: 'printed',
          title: String(document.documentElement.hasAttribute('data-print-solved')),
        }),
      )
  })
  await page.getByText('For a class', { exact: true }).click()
  await page.getByRole('button', { name: 'Print the sheet' }).click()
  await page.getByRole('button', { name: 'Print it with the solution' }).click()
  expect(await page.locator('i.printed').evaluateAll((all) => all.map((one) => one.getAttribute('title')))).toEqual([
    'false',
    'true',
  ])
  await page.emulateMedia({ media: 'print' })
  const sheet = page.getByRole('region', { name: 'Sheet' })
  await expect(sheet).toContainText('At the start: now ≈ 375 MB')
  await expect(sheet).toContainText('This file may be changed.')
  await expect(page.locator('layerwise-workbench')).toBeHidden()
  await expect(page.locator('.sheet.solved')).toBeHidden()
  await page.evaluate(() => document.documentElement.toggleAttribute('data-print-solved', true))
  await expect(page.locator('.sheet.solved')).toContainText('--chown=10001:10001')
})

test('a lesson is shown one thing at a time, and a scene in it is built', async ({ page }) => {
  await page.goto('/lessons/layers/?view=projector')
  const bar = page.getByRole('navigation', { name: 'Slides' })
  await expect(bar).toContainText(/^←1 of \d+: A stack of differences/)
  for (const _ of Array(4)) await page.keyboard.press('ArrowRight')
  await expect(bar).toContainText('Draw three sheets')
  await expect(page.locator('.scene:visible, .lesson-body > p:visible, .lesson-body > h2:visible')).toHaveCount(1)
  const scene = page.locator('#scene-1')
  await scene.getByRole('button', { name: 'Skip', exact: true }).click({ timeout: 20_000 })
  await scene
    .getByRole('button', { name: /^Build/ })
    .first()
    .click()
  await expect(scene.locator('.said')).toContainText('Build 1 is done', { timeout: 30_000 })
  expect(await findings(page)).toEqual([])
})
