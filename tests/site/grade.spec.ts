import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

/** Saves a receipt of the exercise that is open, and gives its text. */
async function receiptOf(page: Page, learner: string): Promise<string> {
  const outcome = page.locator('layerwise-outcome')
  const open = outcome.locator('details.receipt')
  if ((await open.getAttribute('open')) === null) await open.locator('summary').click()
  await outcome.getByLabel(/^Your name/).fill(learner)
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    outcome.getByRole('button', { name: 'Save the receipt' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('E03.3.receipt.json')
  return readFileSync(await saved.path(), 'utf8')
}

/** Drops files onto the page. */
async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer()
    for (const [name, text] of Object.entries(given)) made.items.add(new File([text], name))
    return made
  }, files)
  await page.locator('layerwise-grade .drop').dispatchEvent('drop', { dataTransfer: transfer })
}

test('receipts are dropped, judged again, sorted and saved as CSV; forged, damaged and copied ones are named', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.goto('/exercises/chmod-doubles/')
  const goals = page.locator('layerwise-goals')
  await goals.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(goals.getByText('4 of 6 goals reached')).toBeVisible({ timeout: 30_000 })
  const early = await receiptOf(page, '=1+1')
  const outcome = page.locator('layerwise-outcome')
  await outcome.getByRole('button', { name: 'Show the solution' }).click()
  await outcome.getByRole('button', { name: 'Put it into the editor' }).click()
  await goals.getByRole('button', { name: 'Check again' }).click()
  await expect(outcome.getByRole('heading', { name: 'Passed' })).toBeVisible({ timeout: 30_000 })
  const late = await receiptOf(page, 'Ben')

  await page.goto('/teach/grade/')
  await expect(page.locator('layerwise-grade .drop')).toBeVisible()
  await drop(page, {
    'ada.json': early,
    'ben.json': late,
    'copy.json': late.replace('"Ben"', '"Cyd"'),
    'damaged.json': late.slice(0, late.length / 2),
    // A verdict is written in, and the number of attempts is made up: the first is refused, the second cannot help.
    'forged.json': early.replace('"learner"', '"verdict": "pass",\n  "learner"'),
    'other.json': early.replace(/sha256:[0-9a-f]{8}/, 'sha256:00000000').replace('=1+1', 'Dot'),
  })
  await expect(page.getByText('6 of 6 judged, 2 passed')).toBeVisible({ timeout: 30_000 })
  const row = (file: string) => page.getByRole('row', { name: new RegExp(`^${file}`) })
  await expect(row('ada.json')).toContainText(/○ not yet\s*4\s*6/)
  await expect(row('ada.json')).toContainText('The image is at most 155 MB above its base')
  await expect(row('ben.json').first()).toContainText(/✓ passed\s*6\s*6/)
  await expect(row('copy.json')).toContainText('The same work in the same time as in ben.json.')
  await expect(row('damaged.json')).toContainText('It is damaged, or no receipt.')
  await expect(row('forged.json')).toContainText('It was changed by hand: no receipt has an entry “verdict”.')
  await expect(row('other.json')).toContainText('another version of the exercise')

  const files = () => page.locator('tbody tr td:first-child').allTextContents()
  await page.getByRole('columnheader', { name: 'File' }).getByRole('button').click()
  expect(await files()).toEqual(['ada.json', 'ben.json', 'copy.json', 'damaged.json', 'forged.json', 'other.json'])
  await page.getByRole('columnheader', { name: 'File' }).getByRole('button').click()
  expect((await files())[0]).toBe('other.json')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  const csv = readFileSync(await saved.path(), 'utf8').split('\r\n')
  expect(csv).toHaveLength(8)
  expect(csv.find((line) => line.startsWith('ada.json'))).toMatch(/^ada\.json,'=1\+1,E03\.3,not yet,4,6,/)
  expect(csv.find((line) => line.startsWith('ben.json'))).toMatch(/^ben\.json,Ben,E03\.3,passed,6,6,/)

  await page.setViewportSize({ width: 320, height: 700 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  }
})
