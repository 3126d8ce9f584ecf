import { expect, type Locator, type Page, test } from '@playwright/test'

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
