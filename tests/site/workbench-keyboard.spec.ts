import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { importImages } from '../../simulator/index.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Opens the playground, its forecast and trial there. */
async function openPlayground(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  return bench
}

/** The words of the element that has the focus, wherever it is. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    const label = at instanceof HTMLInputElement ? at.closest('label')?.textContent : at?.getAttribute('aria-label')
    return (label ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim()
  })
}

/** Goes on with Tab, or another key, until the focus is at what has this name. */
async function reach(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' | 'ArrowRight' = 'Tab'): Promise<void> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press(key)
    if (name.test(await focused(page))) return
  }
  throw new Error(`nothing called ${name} was reached; last: ${await focused(page)}`)
}

/** Builds by keyboard and waits for it. */
async function build(page: Page, bench: Locator, number: number): Promise<void> {
  await bench.locator('button.build').focus()
  await page.keyboard.press('Enter')
  await expect(bench.locator('.said')).toContainText(`Build ${number} is done`, { timeout: 20_000 })
}

test('the playground shows at once what Build would make', async ({ page }) => {
  const bench = await openPlayground(page)
  await expect(bench.locator('.row .sign.run')).toHaveCount(5)
  await expect(bench.locator('.row', { hasText: 'apk add' })).toContainText('MB')
  await expect(bench.locator('layerwise-stack')).toContainText('What Build would make')
  await expect(bench.locator('layerwise-steps')).toContainText('If you build now')
  await build(page, bench, 1)
  await expect(bench.locator('layerwise-stack')).not.toContainText('What Build would make')
})

test('a step unfolds to what it was made from, printed and changed', async ({ page }) => {
  const bench = await openPlayground(page)
  await build(page, bench, 1)
  await reach(page, /RUN tr a-z/)
  await page.keyboard.press('Enter')
  const more = bench.locator('layerwise-steps .more')
  await expect(more).toContainText('the COPY in line 5')
  await expect(more).toContainText('/srv/loud.txt')
  await page.keyboard.press('Enter')
  await expect(more).toHaveCount(0)
})

test('problems are read, followed and mended, and what our check and docker’s say alike is one of them', async ({
  page,
}) => {
  const bench = await openPlayground(page)
  await bench.locator('.plain, .cm-content').first().focus()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText('MAINTAINER me@example.org\nRUN false\n')
  await expect(bench.locator('.cm-signs .sign.error')).toHaveAttribute('aria-label', /exit code: 1/)
  await page.keyboard.press('Escape')
  await reach(page, /^Steps$/)
  await reach(page, /^1 error/, 'ArrowRight')
  const problem = bench.locator('layerwise-problems li', { hasText: 'MaintainerDeprecated' })
  await expect(problem.getByRole('link')).toHaveText(['MaintainerDeprecated', 'DL4000'])
  await expect(problem).toContainText('LABEL')
  await reach(page, /^MaintainerDeprecated$/)
  await reach(page, /^DL4000$/)
  await reach(page, /^Fix: .*label/i)
  await page.keyboard.press('Enter')
  await expect(problem).toHaveCount(0)
  expect(await focused(page)).toBe('Problems')
  // The other one is found anew by trying the text that was mended.
  await expect(bench.getByRole('button', { name: 'Line 9', exact: true })).toBeVisible()
  await reach(page, /^Line 9$/)
  await page.keyboard.press('Enter')
  await expect(bench.locator('.cm-activeLine')).toContainText('RUN false')
})

test('What if tells what a change would run again, and leads to the lines', async ({ page }) => {
  const bench = await openPlayground(page)
  await build(page, bench, 1)
  await reach(page, /^Steps$/)
  await reach(page, /^What if$/, 'ArrowRight')
  const table = bench.getByRole('table', { name: 'What a change would cost' })
  await expect(table.getByRole('row', { name: /message.txt/ })).toContainText('2 steps run, 3 from the cache')
  await expect(bench.locator('.said')).toContainText('A change of message.txt costs most')
  await reach(page, /^COPY in line 5$/)
  await page.keyboard.press('Enter')
  await expect(bench.locator('.cm-activeLine')).toContainText('COPY message.txt')
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText('COPY message.txt /again\n')
  await expect(table.getByRole('row', { name: /message.txt/ })).toContainText('3 steps run')
})

test('the flags of the build are set, count, and are kept', async ({ page }) => {
  const bench = await openPlayground(page)
  await build(page, bench, 1)
  await reach(page, /^More$/)
  await page.keyboard.press('Enter')
  await expect(bench.locator('layerwise-options label.check')).toBeVisible()
  await reach(page, /Build without the cache/)
  await page.keyboard.press('Space')
  await expect(bench.locator('layerwise-options')).toContainText('docker build --no-cache')
  await expect(bench.locator('.row .sign.run, .cm-signs .sign.run')).not.toHaveCount(0)
  await build(page, bench, 2)
  await expect(bench.locator('layerwise-steps')).toContainText('the cache was turned off')
  await page.reload()
  await expect(bench.locator('.notice')).toContainText('earlier visit')
  await bench.getByRole('button', { name: 'More' }).press('Enter')
  await expect(bench.getByRole('checkbox', { name: 'Build without the cache' })).toBeChecked()
})

test('? lists the keys, Escape closes them, and the focus is where it was', async ({ page }) => {
  const bench = await openPlayground(page)
  await reach(page, /^Cold builder$/)
  await page.keyboard.press('?')
  const dialog = bench.getByRole('dialog', { name: 'Keys' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  const { violations } = await new AxeBuilder({ page }).include('layerwise-workbench').withTags(rules).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await focused(page)).toBe('Cold builder')
})

test.describe('the image as a file', () => {
  // A browser's own window for choosing a file cannot be used from here; without it the file is downloaded.
  test.beforeEach(({ page }) => page.addInitScript('delete window.showSaveFilePicker'))

  test('says what is modelled, and holds the layers', async ({ page }) => {
    const bench = await openPlayground(page)
    await build(page, bench, 1)
    await reach(page, /^More$/)
    await page.keyboard.press('Enter')
    await expect(bench.locator('layerwise-saving button').first()).toBeVisible()
    await reach(page, /^Save image as .tar$/)
    await page.keyboard.press('Enter')
    const dialog = bench.getByRole('dialog', { name: 'Save this image?' })
    await expect(dialog).toContainText('are modelled')
    await expect(dialog).toContainText('written as zeros')
    const coming = page.waitForEvent('download')
    await reach(page, /^Save$/)
    await page.keyboard.press('Enter')
    const file = await (await coming).path()
    await expect(bench.locator('.said')).toContainText('The image is saved')
    const read = importImages(new Uint8Array(await readFile(file)))
    expect(read.kind === 'images' ? read.images[0]?.image.layers.length : read).toBe(5)
  })

  test('asks before a large one, and stops', async ({ page }) => {
    const bench = await openPlayground(page)
    await bench.locator('.plain, .cm-content').first().focus()
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.keyboard.press(`${modifier}+End`)
    await page.keyboard.insertText('RUN head -c 600000000 /dev/zero > /big\n')
    await page.keyboard.press('Escape')
    await build(page, bench, 1)
    await bench.getByRole('button', { name: 'More' }).press('Enter')
    await bench.getByRole('button', { name: 'Save image as .tar' }).press('Enter')
    const dialog = bench.getByRole('dialog', { name: 'Save this image?' })
    await expect(dialog).toContainText('about 611 MB')
    await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await bench.locator('layerwise-saving').getByRole('button', { name: 'Stop' }).press('Enter')
    await expect(bench.locator('.said')).toContainText('Saving was stopped')
  })
})

test('every part by keyboard: files, editor, stack, tabs, cold builder, reset', async ({ page }) => {
  const bench = await openPlayground(page)
  await expect(bench.getByRole('tree')).toBeVisible()
  await reach(page, /^▾?\s*Dockerfile/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(bench.locator('.text h4')).toHaveText('message.txt')
  await build(page, bench, 1)
  await bench.locator('layerwise-stack .block').first().focus()
  await page.keyboard.press('Enter')
  await expect(bench.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')
  await expect(bench.locator('layerwise-contents')).toContainText('loud.txt')
  await reach(page, /^Unfold the base$/)
  await page.keyboard.press('Space')
  await reach(page, /^Files$/)
  for (const [key, name] of [
    ['End', 'Log'],
    ['ArrowRight', 'Steps'],
    ['ArrowRight', 'Layers'],
    ['Home', 'Steps'],
    ['ArrowLeft', 'Log'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(bench.getByRole('tab', { name })).toBeFocused()
  }
  await bench.locator('button.build').focus()
  await reach(page, /^Cold builder$/)
  await page.keyboard.press('Enter')
  await expect(bench.locator('.said')).toContainText('forgotten all')
  await reach(page, /^Reset$/)
  await page.keyboard.press('Enter')
  await expect(bench.locator('.said')).toContainText('as it was at the beginning')
})
