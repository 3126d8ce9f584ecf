import { readdirSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Opens a page and gives its first workbench, awake. */
async function openBench(page: Page, path: string): Promise<Locator> {
  await page.goto(path)
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await expect(bench.locator('.actions')).toBeVisible()
  return bench
}

/** The home page's workbench after it has built by itself. */
async function openBuilt(page: Page): Promise<Locator> {
  const bench = await openBench(page, '/')
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  return bench
}

/** Puts the cursor at the end of the Dockerfile and types. */
async function type(page: Page, bench: Locator, text: string): Promise<void> {
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText(text)
}

test('the home page’s workbench builds by itself and shows the layers', async ({ page }) => {
  const bench = await openBuilt(page)
  expect(await bench.locator('layerwise-stack .block').count()).toBeGreaterThan(2)
  await expect(bench.locator('layerwise-stack .total')).toContainText('MB')
})

test('a line that is typed has its size before it is built, and is cached after it', async ({ page }) => {
  const bench = await openBuilt(page)
  await type(page, bench, 'RUN head -c 5000000 /dev/urandom > /five\n')
  const line = bench.locator('.cm-line', { hasText: '/five' })
  await expect(line).toHaveAttribute('data-size', '5 MB')
  await page.keyboard.press(`${modifier}+Enter`)
  await expect(bench.locator('.said')).toContainText('Build 2 is done')
  await expect(bench.locator('layerwise-stack .block', { hasText: '/five' })).toHaveAttribute('data-status', 'ran')
  await expect(bench.locator('layerwise-steps')).toContainText('from the cache')
  await expect(bench.locator('.cm-signs .sign.run')).toHaveCount(0)
})

test('keys: Tab goes into the editor, Escape out of it to the build button', async ({ page }) => {
  const bench = await openBuilt(page)
  await bench.locator('layerwise-files [role="treeitem"]').first().focus()
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab')
    if (await bench.locator('layerwise-editor').evaluate((editor) => editor.shadowRoot?.activeElement !== null)) break
  }
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bench.locator('button.build')).toBeFocused()
})

test('a block that is pointed at lights up its line and its step', async ({ page }) => {
  const bench = await openBuilt(page)
  await bench.locator('layerwise-stack .block', { hasText: 'COPY' }).focus()
  await expect(bench.locator('.row.pointed, .cm-pointed')).toContainText('COPY')
  await expect(bench.locator('layerwise-steps li.pointed')).toContainText('COPY')
})

test('the table says what the stack shows', async ({ page }) => {
  const bench = await openBuilt(page)
  await bench.getByRole('checkbox', { name: 'Unfold the base' }).check()
  const sizes = await bench.locator('layerwise-stack .block .figure').allInnerTexts()
  await bench.getByRole('tab', { name: 'Layers' }).click()
  await expect(bench.locator('layerwise-table tbody tr')).toHaveCount(sizes.length + 1)
  expect(await bench.locator('layerwise-table tbody td.size').allInnerTexts()).toEqual(expect.arrayContaining(sizes))
})

test('a layer opens to show its files', async ({ page }) => {
  const bench = await openBuilt(page)
  await bench.locator('layerwise-stack .block', { hasText: 'RUN head' }).click()
  await expect(bench.locator('layerwise-contents')).toContainText('sample.bin')
})

test('an endless loop ends with an error, and one can go on typing', async ({ page }) => {
  const bench = await openBuilt(page)
  await type(page, bench, 'RUN while true; do :; done\n')
  await page.keyboard.press(`${modifier}+Enter`)
  await page.keyboard.insertText('# still here')
  await expect(bench.locator('.cm-line', { hasText: 'still here' })).toBeVisible()
  await expect(bench.locator('.said')).toContainText('The build failed', { timeout: 15_000 })
})

test('a mistake is underlined, counted and leads to its line', async ({ page }) => {
  const bench = await openBuilt(page)
  await type(page, bench, 'RNU echo hello\n')
  await expect(bench.locator('.cm-signs .sign.error')).toHaveCount(1)
  await bench.getByRole('tab', { name: '1 error' }).click()
  await expect(bench.locator('layerwise-problems')).toContainText('unknown instruction: RNU')
  await bench
    .getByRole('button', { name: /^Line \d+$/ })
    .first()
    .click()
  await expect(bench.locator('.cm-activeLine')).toContainText('RNU')
})

test('edits are kept for the next visit, and Reset takes them back', async ({ page }) => {
  const bench = await openBuilt(page)
  await type(page, bench, '# mine\n')
  await page.reload()
  await expect(bench.locator('.notice')).toContainText('earlier visit')
  await expect(bench.locator('layerwise-editor')).toContainText('# mine')
  await bench.getByRole('button', { name: 'Reset' }).click()
  await expect(bench.locator('layerwise-editor')).not.toContainText('# mine')
})

test('a scene asks first, builds then, and shows the prediction beside the fact', async ({ page }) => {
  const bench = await openBench(page, '/lessons/gone-is-not-gone/')
  await expect(bench.locator('button.build')).toBeDisabled()
  await bench.getByRole('radio', { name: 'About 108 MB' }).click()
  await bench.getByRole('button', { name: 'That is my prediction' }).click()
  await expect(bench.locator('.build-now')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await expect(bench.locator('layerwise-predict')).toContainText('not what you said')
  await expect(bench.locator('layerwise-predict .rule')).toBeVisible()
  await expect(bench.locator('layerwise-stack .gone')).toContainText('hidden by later layers')
})

test('a scene with a change compares two builds', async ({ page }) => {
  const bench = await openBench(page, '/lessons/cache-and-order/')
  await bench.hover()
  await expect(bench.locator('.said')).toContainText('Built once', { timeout: 30_000 })
  for (const choice of await bench.getByText('runs', { exact: true }).all()) await choice.click()
  await bench.getByRole('button', { name: 'That is my prediction' }).click()
  await bench.locator('.build-now').click()
  await expect(bench.locator('.said')).toContainText('Build 2 is done', { timeout: 30_000 })
  await expect(bench.locator('layerwise-steps')).toContainText('src/Main.java changed')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('there are three views, one at a time', async ({ page }) => {
    const bench = await openBuilt(page)
    await bench.getByRole('button', { name: 'Editor', exact: true }).click()
    await expect(bench.locator('.text.part')).toBeVisible()
    await expect(bench.locator('.image.part')).toBeHidden()
    await bench.getByRole('button', { name: 'Image', exact: true }).click()
    await expect(bench.locator('layerwise-stack .block').first()).toBeVisible()
    await expect(bench.locator('.text.part')).toBeHidden()
    await bench.getByRole('button', { name: 'Text', exact: true }).click()
    await expect(bench.locator('layerwise-files')).toBeVisible()
  })
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`every part of an awake workbench can be used by everyone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const bench = await openBuilt(page)
    await type(page, bench, 'RNU echo\n')
    await expect(bench.locator('.cm-signs .sign.error')).toHaveCount(1)
    for (const name of ['Steps', 'Layers', 'Files', 'Log', /error/]) {
      await bench.getByRole('tab', { name }).click()
      const { violations } = await new AxeBuilder({ page })
        .include('layerwise-workbench')
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      expect(
        violations.map(({ id, nodes }) => `${String(name)}: ${id}: ${nodes.map((node) => node.html).join(' ')}`),
      ).toEqual([])
    }
  })

for (const lesson of readdirSync('content/lessons'))
  test(`${lesson} fetches at most 20 kB of scripts before someone does something`, async ({ page }) => {
    const sizes: number[] = []
    page.on('response', async (response) => {
      if (response.request().resourceType() === 'script') sizes.push(brotliCompressSync(await response.body()).length)
    })
    await page.goto(`/lessons/${lesson}/`)
    await page.locator('layerwise-workbench').first().scrollIntoViewIfNeeded()
    await expect(page.locator('layerwise-workbench').first().locator('.actions')).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(20_000)
  })

test('a link carries the files to the playground, and leaves one’s own work alone', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const bench = await openBuilt(page)
  await type(page, bench, '# from a link\n')
  await bench.getByRole('button', { name: 'More' }).click()
  await bench.getByRole('button', { name: 'Copy a link to this' }).click()
  await expect(bench.locator('.said')).toContainText('on the clipboard')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.locator('layerwise-workbench layerwise-editor')).toContainText('# from a link')
  await page.goto('about:blank')
  await page.goto(link.slice(0, link.indexOf('#')))
  await expect(page.locator('layerwise-workbench layerwise-editor')).not.toContainText('# from a link')
})

test('a broken link is said to be one', async ({ page }) => {
  await page.goto('/playground/#project=1.broken')
  await expect(page.getByRole('alert')).toContainText('could not be opened')
  await expect(page.locator('layerwise-workbench .actions')).toBeVisible()
})
