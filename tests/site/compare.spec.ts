import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Builds two Dockerfiles one after the other in the playground, by keyboard, and turns to the comparison. */
async function openCompare(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  await bench.locator('.plain, .cm-content').first().click()
  await build(page, bench, 'FROM alpine:3.20\nRUN head -c 9000000 /dev/zero > /big\nCOPY message.txt /\n', 1)
  await build(page, bench, 'FROM alpine:3.20\nRUN head -c 4000000 /dev/zero > /big\nCOPY message.txt /\n', 2)
  await bench.getByRole('tab', { name: 'Steps' }).focus()
  for (let press = 0; press < 12; press++) {
    if ((await bench.getByRole('tab', { name: 'Compare' }).getAttribute('aria-selected')) === 'true') break
    await page.keyboard.press('ArrowRight')
  }
  await expect(bench.locator('layerwise-compare .headline')).toBeVisible({ timeout: 10_000 })
  return bench
}

async function build(page: Page, bench: Locator, text: string, number: number): Promise<void> {
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+a`)
  await page.keyboard.insertText(text)
  await page.keyboard.press(`${modifier}+Enter`)
  await expect(bench.locator('.said')).toContainText(`Build ${number} is done`, { timeout: 20_000 })
}

function figures(bench: Locator, name: string): Locator {
  return bench.getByRole('table', { name: 'Figures of both' }).getByRole('row', { name })
}

function layer(bench: Locator, name: string): Locator {
  return bench.getByRole('table', { name: 'Layer by layer' }).getByRole('row', { name })
}

test('the last two builds stand side by side, with what makes the difference', async ({ page }) => {
  const bench = await openCompare(page)
  await expect(bench.locator('.headline')).toContainText('Build 2 is')
  await expect(bench.locator('.headline')).toContainText('5 MB smaller than build 1')
  await expect(figures(bench, 'Image')).toContainText('−5 MB')
  await expect(layer(bench, 'FROM alpine:3.20')).toContainText('the same layer')
  await expect(layer(bench, 'head -c 9000000')).toContainText('another layer')
})

test('a text is compared as it is typed, with the build before it', async ({ page }) => {
  const bench = await openCompare(page)
  await bench.locator('.cm-content').click()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText('RUN head -c 3000000 /dev/zero > /more\n')
  await expect(bench.locator('.headline')).toContainText('Dockerfile now is', { timeout: 10_000 })
  await expect(bench.locator('.headline')).toContainText('3 MB bigger than build 2')
  await expect(layer(bench, '/more')).toContainText('only right')
})

test('other sides are chosen by keyboard', async ({ page }) => {
  const bench = await openCompare(page)
  await bench.getByRole('combobox', { name: 'Right' }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(bench.locator('.headline')).toContainText('Build 1 is as big as build 1')
  await bench.getByRole('combobox', { name: 'Left' }).selectOption({ label: await optionText(bench, 'Build 2') })
  await expect(bench.locator('.headline')).toContainText('Build 1 is')
  await expect(bench.locator('.headline')).toContainText('bigger than build 2')
})

async function optionText(bench: Locator, start: string): Promise<string> {
  const texts = await bench.getByRole('combobox', { name: 'Left' }).locator('option').allInnerTexts()
  return texts.find((text) => text.startsWith(start)) ?? ''
}

test('a row lights up its line and its block', async ({ page }) => {
  const bench = await openCompare(page)
  await layer(bench, 'COPY message.txt').hover()
  await expect(bench.locator('.cm-pointed')).toContainText('COPY message.txt')
  await expect(bench.locator('layerwise-stack .block.pointed')).toContainText('COPY message.txt')
})

test('there is a word for it when there is nothing to compare', async ({ page }) => {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  await bench.getByRole('tab', { name: 'Compare' }).click()
  await expect(bench.locator('layerwise-compare')).toContainText('Build twice, or add a second Dockerfile')
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`everyone can use it, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const bench = await openCompare(page)
    await expect(bench.locator('.headline')).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).include('layerwise-workbench').withTags(rules).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  })

test('nothing scrolls sideways on a narrow phone', async ({ page }) => {
  const bench = await openCompare(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await bench.getByRole('button', { name: 'Image', exact: true }).click()
  await expect(bench.locator('.headline')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  expect(
    await bench.locator('layerwise-details').evaluate((details) => {
      const panel = details.shadowRoot?.querySelector('.panel')
      return (panel?.scrollWidth ?? 0) - (panel?.clientWidth ?? 0)
    }),
  ).toBe(0)
})
