import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'
const dockerfile = 'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y curl\nCMD curl --version\n'

/** Writes a Dockerfile in the playground and turns to What if. */
async function openWhatIf(page: Page, text = dockerfile): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+a`)
  await page.keyboard.insertText(text)
  await bench.getByRole('tab', { name: 'What if' }).click()
  return bench
}

function mending(bench: Locator, title: string): Locator {
  return bench.getByRole('list', { name: 'What mending would save' }).getByRole('listitem').filter({ hasText: title })
}

test('each fix says what it saves, and that it saves nothing', async ({ page }) => {
  const bench = await openWhatIf(page)
  await expect(mending(bench, 'Remove the lists')).toContainText(/−\d.*MB/, { timeout: 20_000 })
  await expect(mending(bench, 'Write it as a list')).toContainText('no bytes')
  await expect(mending(bench, 'Write it as a list')).toContainText('it changes how the image is run')
  await expect(bench.locator('.said')).toContainText('saves most')
})

test('a fix is applied by keyboard, its row goes, and it can be undone', async ({ page }) => {
  const bench = await openWhatIf(page)
  const apply = mending(bench, 'Remove the lists').getByRole('button', { name: /^Apply/ })
  await expect(apply).toBeVisible({ timeout: 20_000 })
  await apply.focus()
  await page.keyboard.press('Enter')
  await expect(bench.locator('layerwise-editor')).toContainText('rm -rf /var/lib/apt/lists')
  await expect(mending(bench, 'Leave recommended packages out')).toBeVisible({ timeout: 20_000 })
  await expect(mending(bench, 'Remove the lists')).toHaveCount(0)
  await bench.locator('.cm-content').focus()
  await page.keyboard.press(`${modifier}+z`)
  await expect(bench.locator('layerwise-editor')).not.toContainText('rm -rf /var/lib/apt/lists')
})

test('a build that fails is shown to succeed with its fix', async ({ page }) => {
  const bench = await openWhatIf(page, 'FROM alpine:3.20\nRUNN echo hello > /a\n')
  await expect(mending(bench, 'Write RUN')).toContainText('The build, which fails as it is, succeeds.', {
    timeout: 20_000,
  })
})

test('a mending lights up its line', async ({ page }) => {
  const bench = await openWhatIf(page)
  await expect(mending(bench, 'Remove the lists')).toBeVisible({ timeout: 20_000 })
  await mending(bench, 'Remove the lists').hover()
  await expect(bench.locator('.cm-pointed')).toContainText('apt-get')
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`everyone can use it, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const bench = await openWhatIf(page)
    await expect(mending(bench, 'Remove the lists')).toBeVisible({ timeout: 20_000 })
    const { violations } = await new AxeBuilder({ page }).include('layerwise-workbench').withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  })
