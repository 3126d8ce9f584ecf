import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

const dockerfile = `FROM alpine:3.20
COPY message.txt /root/key
RUN rm /root/key && mkdir -p /srv/data && printf '\\0\\1raw' > /srv/data/raw && head -c 3000000 /dev/zero > /srv/data/big
`

/** Builds the Dockerfile in the playground and turns to the files of its image. */
async function openFiles(page: Page): Promise<Locator> {
  await page.goto('/playground/')
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+a`)
  await page.keyboard.insertText(dockerfile)
  await page.keyboard.press(`${modifier}+Enter`)
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await bench.getByRole('tab', { name: 'Files' }).click()
  await expect(bench.getByRole('tree', { name: 'Files of the image' })).toBeVisible()
  return bench
}

/** The row of a path in the tree. */
function item(bench: Locator, path: string): Locator {
  return bench.locator(`layerwise-image-tree [role="treeitem"][data-path="${path}"]`)
}

test('folders unfold, and a file opens with what it holds', async ({ page }) => {
  const bench = await openFiles(page)
  await item(bench, 'srv').click()
  await item(bench, 'srv/data').click()
  await item(bench, 'srv/data/raw').click()
  const opened = bench.getByRole('region', { name: 'Opened: /srv/data/raw' })
  await expect(opened).toContainText('00 01 72 61 77')
  await item(bench, 'srv/data/big').click()
  await expect(bench.getByRole('region', { name: 'Opened: /srv/data/big' })).toContainText('3 000 000 bytes')
  await bench.getByRole('button', { name: /^Close/ }).click()
  await expect(bench.getByRole('region', { name: /^Opened/ })).toHaveCount(0)
})

test('a file of the base image says that its content is not known', async ({ page }) => {
  const bench = await openFiles(page)
  await item(bench, 'bin').click()
  await item(bench, 'bin/busybox').click()
  await expect(bench.getByRole('region', { name: 'Opened: /bin/busybox' })).toContainText(
    'Its content is not known here, only its size',
  )
})

test('what a layer removed is found, and can be read', async ({ page }) => {
  const bench = await openFiles(page)
  await bench.getByRole('searchbox').fill('key')
  await bench.getByRole('button', { name: '/root/key shipped, hidden by layer 3' }).click()
  const opened = bench.getByRole('region', { name: 'Opened: /root/key' })
  await expect(opened).toContainText('A container does not see it')
  await expect(opened.getByLabel('What it holds')).not.toBeEmpty()
  await opened.getByRole('button', { name: /layer 3 − removed/ }).click()
  await expect(opened).toContainText('stay in the image')
  await bench.getByLabel('Only what a container sees').check()
  await expect(bench.getByRole('button', { name: /root\/key shipped/ })).toHaveCount(0)
})

test('a block of the stack opens its layer: what it added, changed and removed', async ({ page }) => {
  const bench = await openFiles(page)
  await bench.getByRole('tab', { name: 'Steps' }).click()
  await bench.locator('layerwise-stack .block', { hasText: 'RUN rm' }).click()
  await expect(bench.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true')
  await expect(item(bench, 'root/key')).toContainText('removed')
  await expect(item(bench, 'srv/data/big')).toContainText('added')
  await bench
    .getByRole('combobox', { name: /Files of/ })
    .selectOption({ label: 'All layers together: what a container sees' })
  await expect(item(bench, 'srv')).toHaveAttribute('aria-expanded', 'false')
  await expect(item(bench, 'root/key')).toHaveCount(0)
})

test('a row lights up the block and the line of the layer that it comes from', async ({ page }) => {
  const bench = await openFiles(page)
  await item(bench, 'srv').hover()
  await expect(bench.locator('layerwise-stack .block.pointed')).toContainText('RUN rm')
  await expect(bench.locator('.cm-pointed')).toContainText('RUN rm')
})

test('the map has a block for each name, leads into folders, and is a table too', async ({ page }) => {
  const bench = await openFiles(page)
  await bench.getByRole('button', { name: 'Map', exact: true }).click()
  const map = bench.getByRole('group', { name: 'Sizes in /' })
  await map.getByRole('button', { name: /^srv\// }).click()
  await bench
    .getByRole('group', { name: 'Sizes in srv/' })
    .getByRole('button', { name: /^data\// })
    .click()
  await bench.getByText('The same as a table').click()
  await expect(bench.getByRole('table', { name: 'Sizes in data/' }).getByRole('row', { name: /big/ })).toContainText(
    '3 MB',
  )
  await bench.getByRole('navigation', { name: 'Folder' }).getByRole('button', { name: '/', exact: true }).click()
  await expect(map).toBeVisible()
})

test('keys alone walk through the tree, open a file and close it', async ({ page }) => {
  const bench = await openFiles(page)
  await page.keyboard.press('Tab')
  const focused = () =>
    bench.locator('layerwise-image-tree').evaluate((tree) => tree.shadowRoot?.activeElement?.getAttribute('data-path'))
  for (let press = 0; press < 12 && (await focused()) === undefined; press++) await page.keyboard.press('Tab')
  await page.keyboard.press('End')
  for (let press = 0; press < 30 && (await focused()) !== 'srv'; press++) await page.keyboard.press('ArrowUp')
  for (const name of ['srv/data', 'srv/data/big']) {
    await page.keyboard.press('ArrowRight')
    await expect(bench.locator(`layerwise-image-tree [data-path="${name}"]`)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect.poll(focused).toBe(name)
  }
  await page.keyboard.press('Enter')
  await expect(bench.getByRole('region', { name: 'Opened: /srv/data/big' })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(bench.getByRole('region', { name: /^Opened/ })).toHaveCount(0)
  await expect.poll(focused).toBe('srv/data/big')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect(bench.getByRole('region', { name: /^Opened/ })).toHaveCount(0)
  await expect.poll(focused).toBe('srv/data/big')
})

test('keys alone walk through the map', async ({ page }) => {
  const bench = await openFiles(page)
  await bench.getByRole('button', { name: 'Map', exact: true }).focus()
  await page.keyboard.press('Enter')
  const at = () =>
    bench.locator('layerwise-size-map').evaluate((map) => map.shadowRoot?.activeElement?.getAttribute('data-key'))
  for (let press = 0; press < 8 && (await at()) === undefined; press++) await page.keyboard.press('Tab')
  for (let press = 0; press < 8 && (await at()) !== 'srv'; press++) {
    if ((await at()) === null) await page.keyboard.press('Tab')
    else await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Enter')
  await expect(bench.getByRole('group', { name: 'Sizes in srv/' })).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(bench.getByRole('group', { name: 'Sizes in /' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`everyone can use it, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    const bench = await openFiles(page)
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page }).include('layerwise-workbench').withTags(rules).analyze()
      expect(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual(
        [],
      )
    }
    await bench.getByLabel('Owners, modes and times').check()
    await item(bench, 'etc').click()
    await item(bench, 'etc/passwd').click()
    await check('tree')
    await bench.getByRole('button', { name: 'Map', exact: true }).click()
    await bench.getByText('The same as a table').click()
    await check('map')
    await bench.getByRole('searchbox').fill('key')
    await bench.getByRole('button', { name: '/root/key shipped' }).click()
    await check('search')
  })

test('nothing scrolls sideways on a narrow phone', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 800 })
  const bench = await openFiles(page)
  await page.setViewportSize({ width: 320, height: 700 })
  await bench.getByRole('button', { name: 'Image', exact: true }).click()
  await item(bench, 'etc').click()
  await item(bench, 'etc/passwd').click()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  expect(
    await bench.locator('layerwise-details').evaluate((details) => {
      const panel = details.shadowRoot?.querySelector('.panel')
      return (panel?.scrollWidth ?? 0) - (panel?.clientWidth ?? 0)
    }),
  ).toBe(0)
})
