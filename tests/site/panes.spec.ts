import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Opens the playground and builds, and gives its workbench. */
async function openBuilt(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeAttached({ timeout: 20_000 })
  await bench.locator('button.build').click()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  return bench
}

/** How far the row of tabs and the page are scrolled sideways, and whether the chosen tab is in sight. */
function tabsOf(bench: Locator): Promise<{ row: number; page: number; inSight: boolean }> {
  return bench.locator('layerwise-details .row').evaluate((row) => {
    const tab = row.querySelector('[aria-selected="true"]')?.getBoundingClientRect()
    const { left, right } = row.getBoundingClientRect()
    const inSight = tab !== undefined && tab.left >= left && tab.right <= right
    return { row: row.scrollLeft, page: document.documentElement.scrollWidth - innerWidth, inSight }
  })
}

for (const width of [320, 390])
  test(`on a phone of ${width} px the tabs scroll, show that there are more, and keep the chosen one in sight`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 800 })
    const bench = await openBuilt(page)
    await bench.getByRole('button', { name: 'Image', exact: true }).click()
    await expect(bench.locator('layerwise-details .more.end')).toBeVisible()
    await expect(bench.locator('layerwise-details .more.start')).toHaveCount(0)
    await bench.getByRole('tab', { name: 'Steps' }).focus()
    await page.keyboard.press('End')
    await expect(bench.getByRole('tab', { name: 'Log' })).toBeFocused()
    await expect(bench.locator('layerwise-details .more.end')).toHaveCount(0)
    expect(await tabsOf(bench)).toMatchObject({ page: 0, inSight: true })
    await bench.locator('layerwise-details .more.start').click()
    await expect(bench.locator('layerwise-details .more.end')).toBeVisible()
    await page.keyboard.press('Home')
    await expect(bench.getByRole('tab', { name: 'Steps' })).toHaveAttribute('aria-selected', 'true')
    await expect.poll(() => tabsOf(bench)).toMatchObject({ row: 0, inSight: true })
  })

test('a pane is fetched when it is first shown', async ({ page }) => {
  const bench = await openBuilt(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await bench.getByRole('tab', { name: 'Log' }).click()
  await expect(bench.locator('layerwise-log')).toContainText('[internal] load build definition')
  expect(asked.length).toBeGreaterThan(0)
})

test('a pane that cannot be fetched says so', async ({ page }) => {
  const bench = await openBuilt(page)
  await page.context().setOffline(true)
  await bench.getByRole('tab', { name: 'Log' }).click()
  await expect(bench.locator('layerwise-details .panel')).toContainText('could not be fetched')
})

/** Turns to a pane by its tab. */
async function turnTo(bench: Locator, name: string): Promise<void> {
  await bench.getByRole('tab', { name, exact: true }).click()
}

/** Puts text at the end of the Dockerfile and builds, as build `number`. */
async function buildWith(page: Page, bench: Locator, text: string, number: number): Promise<void> {
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  // A pointer that rests on the page would point at what comes to lie below it.
  await page.mouse.move(0, 0)
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText(text)
  await page.keyboard.press(`${modifier}+Enter`)
  await expect(bench.locator('.said')).toContainText(`Build ${number} is done`, { timeout: 20_000 })
}

/** What axe finds in the workbench, in both themes. */
async function findings(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page })
      .include('layerwise-workbench')
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map((node) => node.html).join(' ')}`)
  }
  return found
}

/** What the focus is in, in the pane that is shown. */
function inPane(bench: Locator, pane: string): Locator {
  return bench.locator(`layerwise-${pane}`).locator(':focus')
}

test.describe('the timeline', () => {
  test('draws the steps, the build before behind them, and says what was saved', async ({ page }) => {
    const bench = await openBuilt(page)
    await turnTo(bench, 'Timeline')
    const timeline = bench.locator('layerwise-timeline')
    await expect(timeline.locator('.bar.ran').first()).toBeAttached()
    await expect(timeline.locator('.sentence')).toContainText('Build 1 took ≈')
    await buildWith(page, bench, 'RUN echo more > /more\n', 2)
    await expect(timeline.locator('.sentence')).toContainText('Saved ≈')
    await expect(timeline.locator('.bar.cached').first()).toBeAttached()
    await expect(timeline.locator('.row .ghost').first()).toBeAttached()
    await timeline.getByText('The same as a table').click()
    await expect(timeline.getByRole('row', { name: /echo more/ })).toContainText('ran')
    expect(await findings(page)).toEqual([])
  })

  test('is walked with arrow keys, links with the stack, and leads to the line', async ({ page }) => {
    const bench = await openBuilt(page)
    await bench.getByRole('tab', { name: 'Steps' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(bench.getByRole('tab', { name: 'Timeline' })).toBeFocused()
    await expect(bench.locator('layerwise-timeline button.row').first()).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('End')
    await expect(inPane(bench, 'timeline')).toContainText('RUN tr a-z')
    await expect(bench.locator('layerwise-stack .block.pointed')).toContainText('RUN tr a-z')
    await page.keyboard.press('ArrowUp')
    await expect(inPane(bench, 'timeline')).toContainText('COPY message.txt')
    await page.keyboard.press('Enter')
    await expect(bench.locator('.cm-activeLine')).toContainText('COPY message.txt')
  })
})

test.describe('the graph', () => {
  const stages =
    'FROM alpine AS tools\nRUN echo tool > /tool\nFROM alpine AS docs\nRUN echo docs\nFROM alpine\nCOPY --from=tools /tool /tool\n'

  /** Gives the Dockerfile other text and builds. */
  async function buildText(page: Page, bench: Locator, text: string): Promise<void> {
    await bench.locator('.plain, .cm-content').first().click()
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.keyboard.press(`${modifier}+a`)
    await page.keyboard.press('Delete')
    await buildWith(page, bench, text, 2)
  }

  test('shows what is copied from where and what is not built, at any width', async ({ page }) => {
    const bench = await openBuilt(page)
    await buildText(page, bench, stages)
    await turnTo(bench, 'Graph')
    const graph = bench.locator('layerwise-graph')
    await expect(graph.locator('.sentence')).toContainText('Not built: docs')
    await expect(graph.getByRole('group', { name: 'Stage docs' })).toContainText('not built')
    await expect(graph.locator('path.line.copy')).toHaveCount(2)
    await graph.getByText('The same as a table').click()
    await expect(graph.getByRole('row', { name: /^stage-2/ })).toContainText('copies from tools')
    expect(await findings(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 800 })
    await bench.getByRole('button', { name: 'Image', exact: true }).click()
    const boxes = await graph.locator('.stage').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left))
    expect(new Set(boxes).size).toBe(1)
    expect((await tabsOf(bench)).page).toBe(0)
  })

  test('is walked with arrow keys and leads to the lines', async ({ page }) => {
    const bench = await openBuilt(page)
    await buildText(page, bench, stages)
    await bench.getByRole('tab', { name: 'Graph' }).focus()
    await page.keyboard.press('Enter')
    await expect(bench.locator('layerwise-graph .stage')).toHaveCount(3)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(inPane(bench, 'graph')).toContainText('tools')
    await page.keyboard.press('ArrowRight')
    await expect(inPane(bench, 'graph')).toContainText('docs')
    await page.keyboard.press('End')
    await expect(inPane(bench, 'graph')).toContainText('COPY --from=tools')
    await expect(bench.locator('layerwise-graph path.pointed')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(bench.locator('.cm-activeLine')).toContainText('COPY --from=tools')
  })
})

test.describe('the layers', () => {
  test('say what became of each since the build before', async ({ page }) => {
    const bench = await openBuilt(page)
    await buildWith(page, bench, 'RUN head -c 3000000 /dev/urandom > /three\n', 2)
    await expect(bench.locator('layerwise-stack .block', { hasText: '/three' })).toContainText('new')
    await turnTo(bench, 'Layers')
    const table = bench.locator('layerwise-table')
    await expect(table.getByRole('row', { name: /three/ })).toContainText('new')
    await expect(table.getByRole('row', { name: /COPY message/ })).toContainText('unchanged')
    expect(await findings(page)).toEqual([])
  })

  test('can be opened from the table by keyboard', async ({ page }) => {
    const bench = await openBuilt(page)
    await turnTo(bench, 'Layers')
    await bench
      .locator('layerwise-table')
      .getByRole('button', { name: /COPY message/ })
      .focus()
    await expect(bench.locator('layerwise-stack .block.pointed')).toContainText('COPY message')
    await page.keyboard.press('Enter')
    await expect(bench.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')
  })

  for (const reducedMotion of ['no-preference', 'reduce'] as const)
    test(`move only where something was rebuilt, motion: ${reducedMotion}`, async ({ page }) => {
      await page.emulateMedia({ reducedMotion })
      const bench = await openBuilt(page)
      // Counts what is animated with keyframes of its own; the height of a block may change too.
      await page.evaluate(() => {
        const { animate } = Element.prototype
        Reflect.set(window, 'moved', [])
        Element.prototype.animate = function (...all) {
          Reflect.get(window, 'moved').push(this.getAttribute('data-status'))
          return animate.apply(this, all)
        }
      })
      await buildWith(page, bench, 'RUN echo a > /a\n', 2)
      const moved: unknown = await page.evaluate(() => Reflect.get(window, 'moved'))
      expect(moved).toEqual(reducedMotion === 'reduce' ? [] : ['ran'])
    })
})

test.describe('configuration and history', () => {
  test('are told in plain words, with what changed, and as docker writes them', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const bench = await openBuilt(page)
    await buildWith(page, bench, 'ENV COLOUR=teal\nUSER nobody\n', 2)
    await turnTo(bench, 'Config & history')
    const config = bench.locator('layerwise-config')
    await expect(config.locator('.sentence')).toContainText('as nobody in /srv')
    await expect(config.getByRole('row', { name: /COLOUR=teal/ }).first()).toContainText('new')
    await expect(config.getByRole('row', { name: /USER nobody/ })).toContainText('no layer')
    await config.getByText('As docker writes it').click()
    await expect(config.locator('pre')).toContainText('"User": "nobody"')
    expect(await findings(page)).toEqual([])
    await config.getByRole('button', { name: 'Copy it as it is' }).click()
    await expect(bench.locator('.said')).toContainText('on the clipboard')
    const copied: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    expect(copied).toMatchObject({ config: { User: 'nobody' }, os: 'linux' })
  })

  test('lead to the lines by keyboard', async ({ page }) => {
    const bench = await openBuilt(page)
    await bench.getByRole('tab', { name: 'Config & history' }).focus()
    await page.keyboard.press('Enter')
    await bench.locator('layerwise-config .item').getByRole('button', { name: /^line/ }).first().focus()
    await page.keyboard.press('Enter')
    await expect(bench.locator('.cm-activeLine')).toContainText(/CMD|WORKDIR|ENTRYPOINT/)
  })
})

test.describe('why a step ran', () => {
  test('is told when the sign beside its line is pressed', async ({ page }) => {
    const bench = await openBuilt(page)
    await turnTo(bench, 'Log')
    await bench.locator('.plain, .cm-content').first().click()
    await bench.locator('.cm-signs .sign').nth(2).click()
    await expect(inPane(bench, 'steps')).toContainText('apk add')
    await expect(bench.locator('layerwise-steps li', { hasText: 'apk add' }).first()).toContainText(
      'this builder had not seen it before',
    )
  })

  test('is told by a key of the editor, with what began it', async ({ page }) => {
    const bench = await openBuilt(page)
    await bench.locator('.plain, .cm-content').first().click()
    await expect(bench.locator('.cm-content')).toBeFocused()
    await page.evaluate(() => {
      const workbench: unknown = document.querySelector('layerwise-workbench')
      const bench: unknown = workbench instanceof Element ? Reflect.get(workbench, 'bench') : undefined
      if (bench instanceof Object) Reflect.get(bench, 'type').call(bench, 'message.txt', 'other\n')
    })
    await page.keyboard.press(`${modifier}+Enter`)
    await expect(bench.locator('.said')).toContainText('Build 2 is done', { timeout: 20_000 })
    await bench.locator('.cm-line', { hasText: 'RUN tr' }).click()
    await page.keyboard.press('Alt+y')
    await expect(inPane(bench, 'steps')).toContainText('RUN tr')
    await expect(bench.locator('layerwise-steps li', { hasText: 'RUN tr' })).toContainText(
      'because the COPY in line 5 before it ran again, where message.txt changed',
    )
    await page.keyboard.press('Enter')
    await expect(bench.locator('layerwise-steps .more')).toBeVisible()
    expect(await findings(page)).toEqual([])
  })
})

test.describe('the log', () => {
  test('is docker’s own, and can be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const bench = await openBuilt(page)
    await turnTo(bench, 'Log')
    const log = bench.locator('layerwise-log')
    await expect(log).toContainText('exporting to image')
    await expect(log).toContainText('transferring context: ')
    expect(await findings(page)).toEqual([])
    await log.getByRole('button', { name: 'Copy the log' }).press('Enter')
    await expect(bench.locator('.said')).toContainText('on the clipboard')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^#1 \[internal\] load build definition from Dockerfile\n#1 DONE 0\.0s\n\n#2 /)
  })
})

test.describe('on paper', () => {
  test('nothing is cut off, tables stand below their drawings, and nothing is dark', async ({ page }) => {
    const bench = await openBuilt(page)
    await turnTo(bench, 'Timeline')
    await expect(bench.locator('layerwise-timeline .bar').first()).toBeAttached()
    await expect(bench.locator('layerwise-timeline table')).toBeHidden()
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await expect(bench.locator('layerwise-timeline table')).toBeVisible()
    await expect(bench.locator('layerwise-details .printed')).toHaveText('Timeline')
    await expect(bench.locator('.actions')).toBeHidden()
    await expect(page.locator('.site-header')).toBeHidden()
    const panel = await bench.locator('layerwise-details .panel').evaluate((element) => {
      const root = getComputedStyle(document.documentElement)
      return { cut: element.scrollHeight - element.clientHeight, scheme: root.colorScheme }
    })
    expect(panel).toEqual({ cut: 0, scheme: 'light' })
  })
})

for (const width of [320, 640, 760, 1024])
  test(`no pane is cut off at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    const bench = await openBuilt(page)
    // Once more, so that there is a build to compare with.
    await bench.locator('button.build').click()
    await expect(bench.locator('.said')).toContainText('Build 2 is done')
    const image = bench.getByRole('button', { name: 'Image', exact: true })
    if (await image.isVisible()) await image.click()
    const panel = bench.locator('layerwise-details .panel')
    const titles = await bench.getByRole('tab').allInnerTexts()
    expect(titles.length).toBeGreaterThan(8)
    const wide: string[] = []
    for (const title of titles) {
      await bench.getByRole('tab', { name: title.trim(), exact: true }).click()
      await expect(panel.locator(':scope > :not(.printed)').first()).toBeVisible()
      await expect.poll(() => panel.evaluate((element) => element.clientHeight)).toBeGreaterThan(30)
      const over = await panel.evaluate((element) => [
        element.scrollWidth - element.clientWidth,
        document.documentElement.scrollWidth - innerWidth,
      ])
      if (over.some((pixels) => pixels > 1)) wide.push(`${title}: ${over.join()}`)
    }
    expect(wide).toEqual([])
  })
