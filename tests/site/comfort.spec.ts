import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Opens the playground; its workbench shows what Build would make. */
async function openPlayground(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await bench.scrollIntoViewIfNeeded()
  await expect(bench.locator('layerwise-steps')).toContainText('If you build now', { timeout: 20_000 })
  return bench
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(
      violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([])
  }
}

test.describe('the list of all that can be done', () => {
  const palette = (page: Page) => page.getByRole('dialog', { name: 'What can be done' })

  test('opens without a key too, on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 })
    const bench = await openPlayground(page)
    await bench.getByRole('button', { name: 'More' }).click()
    await bench.getByRole('button', { name: 'All that can be done…' }).click()
    await palette(page)
      .getByRole('option', { name: /^Build / })
      .first()
      .click()
    await expect(palette(page)).toBeHidden()
    await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  })

  test('opens by key, narrows as one types, does what is chosen, and is gone', async ({ page }) => {
    const bench = await openPlayground(page)
    await page.keyboard.press('ControlOrMeta+k')
    const find = palette(page).getByRole('combobox', { name: 'Find what to do' })
    await expect(find).toBeFocused()
    const all = await palette(page).getByRole('option').count()
    expect(all).toBeGreaterThan(30)
    await page.keyboard.type('build')
    await expect(palette(page).getByRole('option', { selected: true })).toContainText(/^\s*Build/)
    expect(await palette(page).getByRole('option').count()).toBeLessThan(all)
    await page.keyboard.press('Enter')
    await expect(palette(page)).toBeHidden()
    await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  })

  test('is steered with the arrows, and what is chosen is told', async ({ page }) => {
    await openPlayground(page)
    await page.keyboard.press('ControlOrMeta+k')
    const find = palette(page).getByRole('combobox')
    await expect(find).toHaveAttribute('aria-activedescendant', 'action-0')
    await page.keyboard.press('ArrowDown')
    await expect(find).toHaveAttribute('aria-activedescendant', 'action-1')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await expect(palette(page).getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
    await expect(palette(page).getByRole('option').last()).toBeInViewport()
    await page.keyboard.type('no such thing at all')
    await expect(palette(page)).toContainText('Nothing here is called that')
    await page.keyboard.press('Escape')
    await expect(palette(page)).toBeHidden()
  })

  test('opens over the editor, and leaves the focus there', async ({ page }) => {
    const bench = await openPlayground(page)
    await bench.locator('.plain, .cm-content').first().click()
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette(page)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(bench.locator('.cm-content')).toBeFocused()
  })

  test('opens files, panes, examples and projects, by mouse too', async ({ page }) => {
    const bench = await openPlayground(page)
    for (const [typed, option, shown] of [
      ['message', /message\.txt/, bench.locator('.text h4', { hasText: 'message.txt' })],
      ['show log', /Show Log/, bench.getByRole('tab', { name: 'Log', selected: true })],
      [
        'apt-get',
        /apt-get and what it leaves/,
        page.getByRole('heading', { name: 'apt-get and what it leaves', level: 2 }),
      ],
      ['keys', /^\s*Keys/, page.getByRole('dialog', { name: 'Keys' })],
    ] as const) {
      await page.keyboard.press('ControlOrMeta+k')
      await palette(page).getByRole('combobox').fill(typed)
      await palette(page).getByRole('option', { name: option }).first().click()
      await expect(shown).toBeVisible()
    }
  })

  test('changes the theme', async ({ page }) => {
    await openPlayground(page)
    for (const theme of ['light', 'dark']) {
      await page.keyboard.press('ControlOrMeta+k')
      await expect(palette(page).getByRole('combobox')).toBeFocused()
      await page.keyboard.type('theme')
      await page.keyboard.press('Enter')
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    }
  })

  test('can be used by everyone', async ({ page }) => {
    await openPlayground(page)
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette(page)).toBeVisible()
    await expectAccessible(page)
  })

  test('opens in a lesson too, where the focus is in the workbench', async ({ page }) => {
    await page.goto('/lessons/layers/')
    const bench = page.locator('layerwise-workbench').first()
    await bench.scrollIntoViewIfNeeded()
    await bench.getByRole('button', { name: 'Cold builder' }).focus()
    await page.keyboard.press('ControlOrMeta+k')
    await expect(bench.getByRole('dialog', { name: 'What can be done' })).toBeVisible()
  })
})

test('the list of keys names the keys that were added', async ({ page }) => {
  const bench = await openPlayground(page)
  await bench.getByRole('button', { name: 'Keys' }).click()
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys).toContainText('all that can be done, by name')
  await expect(keys).toContainText('on the line between two parts')
})

test.describe('the sizes of the parts', () => {
  const widthOf = async (bench: Locator, part: string) =>
    (await bench.locator(`.part.${part}`).boundingBox())?.width ?? 0

  test('are set by keyboard, kept for the next visit, and put back', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const bench = await openPlayground(page)
    const line = bench.getByRole('separator', { name: 'Width of the files' })
    const before = await widthOf(bench, 'files')
    await line.focus()
    await page.keyboard.press('Shift+ArrowRight')
    expect(await widthOf(bench, 'files')).toBe(before + 80)
    await expect(line).toHaveAttribute('aria-valuenow', String(before + 80))
    await page.reload()
    await expect(line).toBeVisible()
    expect(await widthOf(bench, 'files')).toBe(before + 80)
    await line.focus()
    await page.keyboard.press('Enter')
    expect(await widthOf(bench, 'files')).toBe(before)
  })

  test('are dragged, within bounds, and put back by a double click', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const bench = await openPlayground(page)
    const line = bench.getByRole('separator', { name: 'Width of the image' })
    const before = await widthOf(bench, 'image')
    const box = await line.boundingBox()
    if (box === null) throw new Error('the line has no place')
    const [x, y] = [box.x + box.width / 2, box.y + 60]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 100, y, { steps: 4 })
    await page.mouse.up()
    expect(await widthOf(bench, 'image')).toBeCloseTo(before + 100, -1)
    await page.mouse.move(x - 100, y)
    await page.mouse.down()
    await page.mouse.move(20, y, { steps: 4 })
    await page.mouse.up()
    expect(await widthOf(bench, 'image')).toBe(640)
    await line.dblclick({ position: { x: 5, y: 60 } })
    expect(await widthOf(bench, 'image')).toBe(before)
  })

  test('hold for every project, and the height of the editor is one of them', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    const bench = await openPlayground(page)
    await bench.getByRole('separator', { name: 'Height of the editor' }).focus()
    await page.keyboard.press('Home')
    const height = async () => Math.round((await bench.locator('.panes').boundingBox())?.height ?? 0)
    expect(await height()).toBe(240)
    await page.locator('layerwise-playground').getByRole('button', { name: 'New', exact: true }).click()
    await expect(bench.locator('layerwise-steps')).toContainText('If you build now', { timeout: 20_000 })
    await expect.poll(height).toBe(240)
    await expect(bench.getByRole('separator')).toHaveCount(3)
  })

  test('are set in a lesson too, for all of its scenes, and apart from those of the playground', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/lessons/cache-and-order/')
    const scenes = page.locator('.scene layerwise-workbench')
    const open = async (at: number) => {
      const bench = scenes.nth(at)
      await bench.scrollIntoViewIfNeeded()
      await bench.hover()
      await expect(bench.getByRole('separator', { name: 'Width of the files' })).toBeVisible({ timeout: 20_000 })
      return bench
    }
    const first = await open(0)
    const before = await widthOf(first, 'files')
    await first.getByRole('separator', { name: 'Width of the files' }).focus()
    await page.keyboard.press('Shift+ArrowRight')
    expect(await widthOf(first, 'files')).toBe(before + 80)
    expect(await widthOf(await open(1), 'files')).toBe(before + 80)
    await page.reload()
    expect(await widthOf(await open(0), 'files')).toBe(before + 80)
    await openPlayground(page)
    expect(await widthOf(page.locator('layerwise-workbench'), 'files')).toBe(before)
  })

  for (const width of [390, 1024])
    test(`are not set where there is no room for it, at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 })
      const bench = await openPlayground(page)
      await expect(bench.getByRole('separator', { name: 'Width of the files' })).toBeHidden()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('text, editor and image are three views, one at a time', async ({ page }) => {
    const bench = await openPlayground(page)
    const view = (name: string) => bench.getByRole('group', { name: 'View' }).getByRole('button', { name })
    const parts = {
      Text: bench.locator('.part.files'),
      Editor: bench.locator('.part.text'),
      Image: bench.locator('.part.image'),
    }
    for (const [name, part] of Object.entries(parts)) {
      await view(name).tap()
      await expect(view(name)).toHaveAttribute('aria-pressed', 'true')
      for (const other of Object.values(parts)) await expect(other)[other === part ? 'toBeVisible' : 'toBeHidden']()
    }
    await expect(bench.locator('layerwise-stack .block').first()).toBeVisible()
  })
})

test.describe('the hint for a first visit', () => {
  const hint = (page: Page) => page.getByText('New here?')

  test('is dismissed by keyboard, and stays away', async ({ page }) => {
    await openPlayground(page)
    await expect(hint(page)).toBeVisible()
    await page.getByRole('button', { name: 'Got it' }).press('Enter')
    await expect(hint(page)).toBeHidden()
    await page.reload()
    await expect(hint(page)).toBeHidden()
  })

  test('is not there again for those who have written something', async ({ page }) => {
    const bench = await openPlayground(page)
    await bench.locator('.plain, .cm-content').first().click()
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.keyboard.type('# hello')
    await expect(hint(page)).toBeVisible()
    await page.reload()
    await expect(hint(page)).toBeHidden()
  })
})

test('the context is downloaded as an archive that can be opened again', async ({ page }) => {
  const bench = await openPlayground(page)
  await bench.getByRole('button', { name: 'More' }).click()
  const coming = page.waitForEvent('download')
  await bench.getByRole('button', { name: 'Download the context as .zip' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('Playground.zip')
  await expect(bench.locator('.said')).toContainText('downloaded')
  await page.locator('layerwise-playground').getByRole('button', { name: 'Import…' }).click()
  await page.locator('layerwise-import #files').setInputFiles(await file.path())
  await expect(page.getByRole('dialog', { name: 'Open your own files' })).toContainText('2 files')
})

for (const [width, height] of [
  [390, 820],
  [1024, 768],
  [1440, 900],
] as const)
  test(`home shows its promise and the layers of a build in the first screen, at ${width}`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    await page.goto('/')
    const bench = page.locator('layerwise-workbench').first()
    await expect(bench.locator('layerwise-stack .total')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport({ ratio: 1 })
    const hides = bench.locator('layerwise-stack .block', { hasText: 'hidden by later layers' }).first()
    await expect(hides).toBeInViewport({ ratio: 1 })
    const [, deleted = 'none'] = /deletes ([\d.]+\s\S+?),/.exec(await page.locator('.lead').innerText()) ?? []
    await expect(hides).toContainText(deleted.replace(/\s/, ' '))
  })
