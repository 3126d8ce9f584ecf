import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { unzipSync } from 'fflate'

const fat = 'FROM alpine:3.22\nRUN head -c 50000000 /dev/zero > /big\nRUN rm /big\nCOPY note.txt /\n'
const slim = 'FROM alpine:3.22\nRUN head -c 50000000 /dev/zero > /big && rm /big\nCOPY note.txt /\n'

/** Makes a small exercise with the form: two goals, a solution, a way around it. */
async function makeExercise(page: Page): Promise<void> {
  await page.goto('/teach/')
  await page.getByLabel('Title', { exact: true }).fill('The forgotten download')
  await page.getByLabel('Summary').fill('A download stays in the image after it was removed.')
  await page.getByLabel('Task', { exact: true }).fill('Make the image small again, and keep the note.')
  await page.getByLabel('Content of Dockerfile').fill(fat)
  await page.getByRole('button', { name: 'Add a file' }).click()
  await page.getByLabel('Path of file 2').fill('note.txt')
  await page.getByLabel('Content of note.txt').fill('note\n')
  const kinds = page.getByLabel('Add a goal')
  await expect(kinds.getByRole('option', { name: /A size is at most … \(now: .*MB\)/ })).toBeAttached({
    timeout: 30_000,
  })
  await kinds.selectOption({ value: 'size' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Of what', { exact: true }).selectOption('new')
  await page.getByLabel('At most', { exact: true }).fill('1 MB')
  await kinds.selectOption({ value: 'file' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Path in the image', { exact: true }).fill('/note.txt')
  await page.getByLabel('It', { exact: true }).selectOption('there')
  await page.getByLabel('Where', { exact: true }).selectOption('final')
  await page.getByRole('button', { name: /Write the solution of Dockerfile/ }).click()
  await page.getByLabel('Dockerfile, solved').fill(slim)
  await page.getByRole('button', { name: 'Add a way around it' }).click()
  await page.getByLabel('What is tried').fill('nothing at all')
  await page.getByLabel('Dockerfile, as it is handed in').fill('FROM alpine:3.22\n')
}

test('a newcomer makes an exercise with the form, and layerwise check finds nothing wrong with its files', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await page.goto('/teach/')
  await expect(page.getByText('5 things are still to be filled in')).toBeVisible()
  await expect(page.getByText('Give it a title.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Check the exercise' }).press('Enter')
  await expect(page.getByText('Give it a title.')).toBeVisible()
  await expect(page.getByLabel('Task', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Title', { exact: true })).toBeFocused()

  await makeExercise(page)
  await expect(page.getByText(/At the start: not met: 50/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(/With your solution: met: 0 B|With your solution: met: 5 B/).first()).toBeVisible()
  const check = page.getByRole('button', { name: 'Check the exercise' })
  await check.click()
  await expect(page.getByText('Choose the goal that catches it.')).toBeVisible()
  const caught = page.getByRole('group', { name: 'Caught by' })
  await caught.getByLabel(/What you add/).check()
  await check.click()
  await expect(page.getByText(/“nothing at all” is not caught by/)).toBeVisible({ timeout: 30_000 })
  await caught.getByLabel(/What you add/).uncheck()
  await caught.getByLabel(/note\.txt/).check()
  await check.click()
  await expect(page.getByText(/It holds/)).toBeVisible({ timeout: 30_000 })

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the files' }).click(),
  ])
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-teach-'))
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(await saved.path())))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  const said = execFileSync(process.execPath, ['tools/layerwise.ts', 'check', join(folder, 'the-forgotten-download')], {
    encoding: 'utf8',
  })
  expect(said).toContain('1 exercise, 0 problems')

  await page.reload()
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('The forgotten download')
  await page
    .getByLabel('Open a file')
    .setInputFiles(
      await saved
        .path()
        .then((path) => ({ name: 'again.zip', mimeType: 'application/zip', buffer: readFileSync(path) })),
    )
  await expect(page.getByLabel('Draft', { exact: true }).getByRole('option')).toHaveCount(2)
  await expect(page.getByLabel('Content of note.txt')).toHaveValue('note\n')

  await page.getByRole('button', { name: 'Preview here' }).click()
  const preview = page.frameLocator('iframe[title^="Preview"]')
  await expect(preview.getByText('What you add to the base image is at most 1 MB')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: 'Close the preview' }).click()
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    const found = await new AxeBuilder({ page }).analyze()
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
})
