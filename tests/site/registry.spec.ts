import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

const bad = (text: string) =>
  `FROM alpine:3.20\nRUN echo ${text} > /app\nRUN head -c 3000000 /dev/urandom > /packages\n`
const good = (text: string) =>
  `FROM alpine:3.20\nRUN head -c 3000000 /dev/urandom > /packages\nRUN echo ${text} > /app\n`

/** Builds texts one after the other in the playground, and turns to the registry, all by keyboard. */
async function openRegistry(page: Page, ...texts: readonly string[]): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  await bench.locator('.plain, .cm-content').first().click()
  for (const [at, text] of texts.entries()) {
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.keyboard.press(`${modifier}+a`)
    await page.keyboard.insertText(text)
    await page.keyboard.press(`${modifier}+Enter`)
    await expect(bench.locator('.said')).toContainText(`Build ${at + 1} is done`, { timeout: 20_000 })
  }
  await bench.getByRole('tab', { name: 'Steps' }).focus()
  for (let press = 0; press < 12; press++) {
    if ((await bench.getByRole('tab', { name: 'Registry' }).getAttribute('aria-selected')) === 'true') break
    await page.keyboard.press('ArrowRight')
  }
  await expect(bench.locator('layerwise-registry .headline').first()).toBeVisible({ timeout: 10_000 })
  return bench
}

const headline = (bench: Locator) => bench.locator('layerwise-registry .words .headline')
const layer = (bench: Locator, name: string) =>
  bench.getByRole('table', { name: 'Push and pull, layer by layer' }).getByRole('row', { name })

test('a push after an edit sends two layers in the bad order, and one in the good order', async ({ page }) => {
  const bench = await openRegistry(page, bad('one'), bad('two'), good('two'), good('three'))
  await expect(headline(bench)).toContainText('This push sends 1 of 3 layers, ≈ ')
  await expect(layer(bench, '/packages')).toContainText('already exists')
  await expect(layer(bench, '/app')).toContainText('pushed')
  await bench.getByRole('combobox', { name: 'Push' }).focus()
  const names = await bench.getByRole('combobox', { name: 'Push' }).locator('option').allInnerTexts()
  await bench
    .getByRole('combobox', { name: 'Push' })
    .selectOption({ label: names.find((name) => name.startsWith('Build 2')) ?? '' })
  await expect(headline(bench)).toContainText('This push sends 2 of 3 layers, ≈ 3')
})

test('a first push mounts the base image', async ({ page }) => {
  const bench = await openRegistry(page, bad('one'))
  await expect(bench.locator('layerwise-registry .words')).toContainText('1 layer is mounted from library/alpine')
  await expect(bench.getByRole('table', { name: 'The fleet' })).toContainText('New nodes')
})

test('a fleet of fifty is set by keyboard, and follows at once', async ({ page }) => {
  const bench = await openRegistry(page, good('one'), good('two'))
  const nodes = bench.getByRole('slider', { name: 'Nodes' })
  await nodes.focus()
  await page.keyboard.press('End')
  await expect(bench.locator('layerwise-registry .nodes > span')).toHaveCount(50)
  await bench.getByRole('slider', { name: 'Of them new' }).focus()
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowRight')
  await expect(bench.locator('layerwise-registry .nodes > .fresh')).toHaveCount(3)
  const fleet = bench.getByRole('table', { name: 'The fleet' })
  await expect(fleet.getByRole('row', { name: 'Nodes with build 1' })).toContainText('1 of 3')
  await expect(fleet.getByRole('row', { name: 'New nodes' })).toContainText('3 of 3')
  await expect(bench.locator('layerwise-registry .fleet .headline')).toContainText('50 nodes together pull ≈ ')
})

test('a row points at its line, and goes there', async ({ page }) => {
  const bench = await openRegistry(page, good('one'))
  await layer(bench, '/app').getByRole('button').focus()
  await expect(bench.locator('layerwise-stack .pointed')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(bench.locator('.cm-content')).toBeFocused()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`all of it can be used by everyone, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const bench = await openRegistry(page, good('one'), good('two'))
    for (const before of ['', 'nothing yet']) {
      if (before !== '') await bench.getByRole('combobox', { name: 'The repository has' }).selectOption(before)
      await expect(headline(bench)).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).include('layerwise-workbench').withTags(rules).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    }
  })

for (const width of [320, 390])
  test(`nothing is wider than a phone of ${width} px`, async ({ page }) => {
    const bench = await openRegistry(page, good('one'), good('two'))
    await page.setViewportSize({ width, height: 800 })
    await bench.getByRole('button', { name: 'Image', exact: true }).click()
    const pane = bench.locator('layerwise-registry')
    await expect(pane).toBeVisible()
    expect(await pane.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  })

/** What was typed for a button, and what it printed. */
async function printed(bench: Locator): Promise<string> {
  const done = bench.locator('layerwise-registry .done')
  await done.locator('summary').click()
  return done.locator('pre').innerText()
}

for (const [order, text, sent] of [
  ['bad', bad, 2],
  ['good', good, 1],
] as const)
  test(`a push that is typed and one that is pressed send the same, in the ${order} order`, async ({ page }) => {
    const bench = await openRegistry(page, text('one'))
    await bench.getByRole('tab', { name: 'Terminal' }).click()
    const screen = bench.locator('.xterm')
    await expect(screen).toBeVisible({ timeout: 20_000 })
    await screen.click()
    await page.keyboard.type(
      'docker login -u you -p x; docker tag playground you/playground; docker push you/playground',
    )
    await page.keyboard.press('Enter')
    await expect(screen).toContainText('latest: digest: sha256:', { timeout: 20_000 })
    await bench.locator('.cm-content').click()
    await page.keyboard.press(`${modifier}+a`)
    await page.keyboard.insertText(text('two'))
    await page.keyboard.press(`${modifier}+Enter`)
    await expect(bench.locator('.said')).toContainText('Build 2 is done', { timeout: 20_000 })
    await bench.getByRole('tab', { name: 'Registry' }).click()
    const pushed = bench.getByRole('table', { name: 'What was pushed' })
    await expect(pushed).toContainText('docker.io/you/playground:latest')
    await expect(headline(bench)).toContainText(`This push sends ${sent} of 3 layers`)
    await bench.getByRole('button', { name: 'Push it' }).click()
    await expect(headline(bench)).toContainText(`This push sent ${sent} of 3 layers`)
    const output = await printed(bench)
    expect(output.match(/: Pushed$/gm)).toHaveLength(sent)
    expect(output.match(/: Layer already exists$/gm)).toHaveLength(3 - sent)
  })

test('nodes pull what was pushed, and each has a shell', async ({ page }) => {
  const bench = await openRegistry(page, good('one'))
  await expect(bench.getByRole('button', { name: /Pull it on/ })).toBeDisabled()
  await bench.getByRole('button', { name: 'Push it' }).press('Enter')
  const pull = bench.getByRole('button', { name: 'Pull it on all 10 nodes' })
  // A key does nothing on a button that still waits for the push.
  await expect(pull).toBeEnabled({ timeout: 20_000 })
  await pull.press('Enter')
  await expect(bench.locator('layerwise-registry .fleet .headline')).toContainText('10 nodes together pulled ≈ ', {
    timeout: 20_000,
  })
  expect(await printed(bench)).toMatch(/docker pull you\/playground:latest\n[\s\S]*Status: Downloaded newer image/)
  await bench.getByText('Node by node').click()
  await bench.getByRole('button', { name: 'Open a shell on node-3' }).press('Enter')
  const terminal = bench.locator('layerwise-terminal')
  await expect(terminal.locator('.hint')).toContainText('node-3 has docker', { timeout: 20_000 })
  await terminal.getByText('All of this shell as text').click()
  await terminal.locator('.screen').click()
  await page.keyboard.type('docker run --rm you/playground cat /app')
  await page.keyboard.press('Enter')
  await expect(terminal.locator('.transcript pre')).toHaveText(/^node-3:~\/work \$ docker run .*\none$/)
})
