import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const isMac = process.platform === 'darwin'
const modifier = isMac ? 'Meta' : 'Control'

/** Opens the home page's workbench, goes into its editor by Tab, and puts a Dockerfile in the place of the one that is there. */
async function write(page: Page, dockerfile: string): Promise<Locator> {
  await page.goto('/')
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await bench.locator('layerwise-files button').first().focus()
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press('Tab')
    if (await bench.locator('layerwise-editor').evaluate((editor) => editor.shadowRoot?.activeElement !== null)) break
  }
  const content = bench.locator('.cm-content')
  await expect(content).toBeFocused()
  await page.keyboard.press(`${modifier}+a`)
  // As pasting does, all at once: the browser itself takes long to insert many lines.
  await content.evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, dockerfile)
  await page.keyboard.press(isMac ? 'Meta+ArrowUp' : 'Control+Home')
  return bench
}

/** Puts the cursor into a line, from 1, behind so many characters. */
async function goTo(page: Page, bench: Locator, line: number, column: number): Promise<void> {
  await page.keyboard.press(isMac ? 'Meta+ArrowUp' : 'Control+Home')
  for (let down = 1; down < line; down++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  for (let right = 0; right < column; right++) await page.keyboard.press('ArrowRight')
  await expect(bench.locator('.cm-content')).toBeFocused()
}

/** Options take a key only when they have been there for a moment, so that none is taken by chance. */
async function takesKeys(): Promise<void> {
  const shown = Date.now()
  await expect.poll(() => Date.now() - shown).toBeGreaterThan(150)
}

function text(bench: Locator): Promise<string> {
  return bench
    .locator('.cm-line')
    .allInnerTexts()
    .then((lines) => lines.join('\n'))
}

test('completes instructions, with what they do', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22\nWORK')
  await goTo(page, bench, 2, 4)
  await page.keyboard.press('Control+Space')
  await expect(bench.locator('.cm-tooltip-autocomplete li[aria-selected]')).toContainText('WORKDIR')
  await expect(bench.locator('.cm-completionInfo')).toContainText('The directory for what follows')
  await expect(bench.locator('.cm-completionInfo a')).toHaveAttribute('href', /\/reference\/instructions\/workdir\/$/)
  await page.keyboard.press('Enter')
  expect(await text(bench)).toBe('FROM alpine:3.22\nWORKDIR ')
})

test('completes variables and files of the context', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22\nENV NAME=value\n')
  await goTo(page, bench, 3, 0)
  await page.keyboard.type('RUN echo $NA')
  await expect(bench.locator('.cm-tooltip-autocomplete li[aria-selected]')).toContainText('NAMEvalue')
  await takesKeys()
  await page.keyboard.press('Enter')
  expect(await text(bench)).toContain('RUN echo $NAME')
  await page.keyboard.press('Enter')
  await page.keyboard.type('COPY ser')
  await expect(bench.locator('.cm-tooltip-autocomplete li[aria-selected]')).toContainText('serve.py')
  await takesKeys()
  await page.keyboard.press('Enter')
  expect(await text(bench)).toContain('COPY serve.py')
})

test('completes base images of the catalog', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3')
  await goTo(page, bench, 1, 13)
  await page.keyboard.press('Control+Space')
  const options = bench.locator('.cm-tooltip-autocomplete')
  await expect(options).toContainText('alpine:3.22')
  await expect(options).toContainText('MB')
  await page.keyboard.press('Escape')
  await expect(options).toHaveCount(0)
  await expect(bench.locator('.cm-content')).toBeFocused()
})

test('explains the word at the cursor, and what a base image holds', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22\nENV V=1\nRUN echo $V\n')
  await goTo(page, bench, 1, 8)
  const card = bench.locator('.popup-card')
  await expect(async () => {
    await goTo(page, bench, 1, 8)
    await page.keyboard.press(`${modifier}+i`)
    await expect(card).toContainText('musl', { timeout: 500 })
  }).toPass()
  await expect(card).toContainText('Programs')
  await goTo(page, bench, 3, 11)
  await expect(card).toHaveCount(0)
  await page.keyboard.press(`${modifier}+i`)
  await expect(card).toContainText('ENV in line 2')
  await page.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await goTo(page, bench, 3, 1)
  await page.keyboard.press(`${modifier}+i`)
  await expect(card).toBeVisible()
  await page.keyboard.press(`${modifier}+i`)
  await expect(card.locator('a')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bench.locator('.cm-content')).toBeFocused()
})

test('goes to problems, tells them, mends them and links to their pages', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22 AS Build\nMAINTAINER me\n')
  await expect(bench.locator('.cm-lintRange-warning').first()).toBeVisible()
  await goTo(page, bench, 1, 0)
  await page.keyboard.press('F8')
  const card = bench.locator('.popup-card')
  await expect(card).toContainText('StageNameCasing')
  await expect(card.locator('a')).toHaveAttribute('href', /\/reference\/checks\/stage-name-casing\/$/)
  await page.keyboard.press(`${modifier}+.`)
  const menu = bench.getByRole('menu')
  await expect(menu.getByRole('menuitem').first()).toBeFocused()
  await expect(menu.getByRole('menuitem').last()).toHaveText(/Read about/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(bench.locator('.cm-line').first()).toHaveText('FROM alpine:3.22 AS build')
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press('Shift+F8')
  await expect(card).toContainText(/(Warning|Note): /)
})

test('goes to a stage and renames it everywhere', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22 AS one\nFROM alpine:3.22\nCOPY --from=one /etc/os-release /x\n')
  await goTo(page, bench, 3, 13)
  await page.keyboard.press('F12')
  await expect(bench.locator('.cm-activeLine')).toContainText('AS one')
  await page.keyboard.press('F2')
  const input = bench.getByRole('textbox', { name: 'New name for the stage one' })
  await expect(input).toBeFocused()
  await page.keyboard.type('9')
  await page.keyboard.press('Enter')
  await expect(bench.locator('.question [role=alert]')).toContainText('begins with a letter')
  await page.keyboard.press(`${modifier}+a`)
  await page.keyboard.type('first')
  await page.keyboard.press('Enter')
  await expect(bench.locator('.cm-line').nth(2)).toHaveText('COPY --from=first /etc/os-release /x')
  await expect(bench.locator('.cm-line').nth(0)).toHaveText('FROM alpine:3.22 AS first')
  await expect(bench.locator('.cm-content')).toBeFocused()
})

test('formats in one step that can be undone', async ({ page }) => {
  const bench = await write(page, 'from alpine:3.22\nrun   true\n')
  await page.keyboard.press('Shift+Alt+F')
  await expect(bench.locator('.cm-line').nth(1)).toHaveText('RUN true')
  await page.keyboard.press(`${modifier}+z`)
  await expect(bench.locator('.cm-line').nth(1)).toHaveText('run   true')
})

test('folds a here-document and unfolds it', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22\nRUN <<EOF\ntrue\nEOF\n')
  await goTo(page, bench, 2, 0)
  await page.keyboard.press(isMac ? 'Meta+Alt+BracketLeft' : 'Control+Shift+BracketLeft')
  await expect(bench.locator('.cm-foldPlaceholder')).toBeVisible()
  await expect(bench.locator('.cm-line', { hasText: 'true' })).toHaveCount(0)
  await page.keyboard.press(isMac ? 'Meta+Alt+BracketRight' : 'Control+Shift+BracketRight')
  await expect(bench.locator('.cm-foldPlaceholder')).toHaveCount(0)
})

test('F1 lists the keys, and the focus comes back to the editor', async ({ page }) => {
  const bench = await write(page, 'FROM alpine:3.22\n')
  await page.keyboard.press('F1')
  await expect(bench.getByRole('dialog', { name: 'Keys' })).toContainText('rename the stage')
  await page.keyboard.press('Escape')
  await expect(bench.locator('.cm-content')).toBeFocused()
})

test('a file of two thousand lines stays quick to type in', async ({ page }) => {
  const lines = Array.from({ length: 2000 }, (_, at) =>
    at === 0 ? 'FROM alpine:3.22' : `ENV V${at}="value ${at}" \\\n  W${at}=$V${at - 1}`,
  )
  const bench = await write(page, lines.slice(0, 1000).join('\n'))
  await goTo(page, bench, 3, 0)
  const times = await bench.locator('.cm-content').evaluate(async (content) => {
    const times: number[] = []
    for (let key = 0; key < 20; key++) {
      const begun = performance.now()
      document.execCommand('insertText', false, 'a')
      await new Promise((resume) => requestAnimationFrame(resume))
      times.push(performance.now() - begun)
    }
    return content.isConnected ? times : []
  })
  expect(times.sort((a, b) => a - b)[10]).toBeLessThan(200)
})

for (const scheme of ['light', 'dark'] as const)
  test(`options, cards and menus can be used by everyone: ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    const bench = await write(page, 'FROM alpine:3.22 AS Build\nRUN --mount=type=cache,target=/c true\nMAINTAINER me\n')
    await expect(bench.locator('.cm-lintRange-warning').first()).toBeVisible()
    const open = async (name: string): Promise<void> => {
      await page.screenshot({ path: `test-results/editor/${scheme}-${name}.png` })
      const { violations } = await new AxeBuilder({ page }).withTags(rules).include('layerwise-workbench').analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
      await page.keyboard.press('Escape')
    }
    await goTo(page, bench, 2, 4)
    await page.keyboard.press('Control+Space')
    await expect(bench.locator('.cm-completionInfo')).toBeVisible()
    await open('options')
    await goTo(page, bench, 1, 1)
    await page.keyboard.press(`${modifier}+i`)
    await expect(bench.locator('.popup-card')).toBeVisible()
    await open('card')
    await page.keyboard.press('F8')
    await expect(bench.locator('.popup-card')).toBeVisible()
    await page.keyboard.press(`${modifier}+.`)
    await expect(bench.getByRole('menu')).toBeVisible()
    await open('menu')
  })
