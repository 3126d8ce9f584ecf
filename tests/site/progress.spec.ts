import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function seriousFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

test('what is built, marked and answered is kept, shown on the path, saved as a file and brought back', async ({
  page,
}) => {
  test.slow()
  await page.goto('/lessons/')
  await expect(page.getByRole('status')).toHaveCount(0)
  await expect(page.getByText('scenes built')).toHaveCount(0)

  await page.goto('/lessons/the-dockerfile/')
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await bench.getByRole('button', { name: 'Skip' }).click()
  await bench
    .getByRole('button', { name: /^Build/ })
    .first()
    .click()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })

  const box = page.getByRole('checkbox', { name: 'I am done with this lesson' })
  await box.scrollIntoViewIfNeeded()
  await expect(page.locator('.lesson-end')).toContainText(/1 of \d scenes built/)
  const answer = page.getByRole('textbox', { name: /^When do the lines of a Dockerfile run/ })
  await answer.fill('When the image is made')
  await page.getByText('Compare').first().click()
  await page.getByRole('button', { name: 'I had it' }).first().click()
  expect(await seriousFaults(page)).toEqual([])
  await page.reload()
  await box.scrollIntoViewIfNeeded()
  await expect(answer).toHaveValue('When the image is made')
  await page.getByText('Compare').first().click()
  await expect(page.getByRole('button', { name: 'I had it' }).first()).toHaveAttribute('aria-pressed', 'true')

  await page.goto('/lessons/')
  const row = page.locator('[data-lesson="the-dockerfile"]')
  await expect(row).toContainText(/1 of \d scenes built/)
  await page.goto('/lessons/the-dockerfile/')
  await box.scrollIntoViewIfNeeded()
  await box.focus()
  await page.keyboard.press('Space')
  await page.goto('/lessons/')
  await expect(row).toContainText('✓ Done')
  await expect(page.getByText(/^1 of 8 lessons done/)).toBeVisible()
  await expect(page.getByRole('link', { name: /^Go on with/ })).toHaveAttribute('href', /images-and-containers/)
  expect(await seriousFaults(page)).toEqual([])

  await page.getByText('kept in this browser only').click()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a file' }).click()
  const file = await (await saved).path()
  expect(readFileSync(file, 'utf8')).toContain('"layerwise": "progress"')
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(row).toContainText('✓ Done')
  await page.getByRole('button', { name: 'Forget it, I am sure' }).click()
  await expect(row).not.toContainText('✓ Done')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Bring a file back…' }).click()
  await (await chooser).setFiles(file)
  await expect(row).toContainText('✓ Done')
  const other = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Bring a file back…' }).click()
  await (await other).setFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') })
  await expect(page.getByText('holds no progress of this site')).toBeVisible()
})
