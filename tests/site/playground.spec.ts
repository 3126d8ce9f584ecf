import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Opens the playground at an address; its workbench shows what Build would make. */
async function openAt(page: Page, hash = ''): Promise<Locator> {
  await page.goto(`/playground/${hash}`)
  await shown(page)
  return page.locator('layerwise-playground')
}

/** Waits until the workbench shows an image. */
async function shown(page: Page): Promise<void> {
  // A workbench that is far from the view waits.
  await page.evaluate(() => document.querySelector('layerwise-workbench')?.scrollIntoView({ block: 'nearest' }))
  await expect(page.locator('layerwise-workbench layerwise-stack .block').first()).toBeVisible({ timeout: 20_000 })
}

/** The words of the element that has the focus, wherever it is. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at = document.activeElement
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').replace(/\s+/g, ' ').trim()
  })
}

/** Puts a line at the end of the open Dockerfile. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('.plain, .cm-content').first().click()
  await expect(page.locator('.cm-content')).toBeFocused()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Escape')
}

/** Drops files on the page as a browser would hand them over: no folder, as no script can make one. */
async function drop(page: Page, files: Readonly<Record<string, readonly number[]>>): Promise<void> {
  await page.evaluate((given) => {
    const transfer = new DataTransfer()
    for (const [name, bytes] of Object.entries(given)) transfer.items.add(new File([new Uint8Array(bytes)], name))
    for (const kind of ['dragover', 'drop'])
      document.body.dispatchEvent(
        new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }),
      )
  }, files)
}

const bytesOf = (text: string) => [...strToU8(text)]
const zipOf = (files: Readonly<Record<string, string>>) => [
  ...zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))),
]

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
    expect(
      violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ).toEqual([])
  }
}

test.describe('the gallery', () => {
  test('shows every example with its base, its size and its point', async ({ page }) => {
    await openAt(page)
    const cards = page.locator('.gallery .cards > li')
    expect(await cards.count()).toBeGreaterThanOrEqual(12)
    for (const card of await cards.all()) {
      await expect(card.locator('.facts code')).not.toBeEmpty()
      await expect(card.locator('.size')).toContainText(/B$/)
      await expect(card.locator('.point')).toContainText('.')
    }
  })

  test('is searched by keyboard, and Enter opens the first that is left', async ({ page }) => {
    const playground = await openAt(page)
    await playground.getByRole('button', { name: 'Examples' }).press('Enter')
    await expect(page.getByRole('searchbox', { name: 'Find one' })).toBeFocused()
    await page.keyboard.type('distroless')
    await expect(page.locator('.gallery [role=status]')).toContainText(/^\d of \d+$/)
    await page.getByRole('searchbox').fill('no such words')
    await expect(page.locator('.gallery .none')).toBeVisible()
    await page.getByRole('searchbox').fill('scratch')
    await page.keyboard.press('Enter')
    await expect(playground.getByRole('heading', { name: 'Go on nothing at all' })).toBeFocused()
    await shown(page)
    await expect(page.locator('layerwise-workbench')).toContainText('FROM scratch')
    expect(page.url()).toContain('#example=go-scratch')
  })

  test('an example says what to try, keeps what is changed in it, and Back leads back', async ({ page }) => {
    const playground = await openAt(page)
    await write(page, '# mine\n')
    await page.getByRole('link', { name: 'apt-get and what it leaves' }).click()
    await expect(playground.locator('.ideas')).toContainText('What to try')
    await shown(page)
    await write(page, 'RUN echo changed\n')
    await page.goBack()
    await expect(playground.getByRole('heading', { name: 'Scratch page' })).toBeVisible()
    await expect(page.locator('layerwise-workbench')).toContainText('# mine')
    await page.goForward()
    await shown(page)
    await expect(page.locator('layerwise-workbench')).toContainText('RUN echo changed')
    await expect(page.locator('[data-example=apt] .changed')).toBeVisible()
    await page.reload()
    await shown(page)
    await expect(page.locator('layerwise-workbench')).toContainText('RUN echo changed')
  })

  test('an example that is not there is told', async ({ page }) => {
    await page.goto('/playground/#example=nowhere')
    await expect(page.locator('layerwise-playground .told')).toContainText('could not be fetched')
    await shown(page)
  })

  test('can be used by everyone', async ({ page }) => {
    await openAt(page, '#example=apt')
    await expectAccessible(page)
  })
})

test.describe('my projects', () => {
  test('are made, renamed, duplicated, deleted, and brought back, all by keyboard', async ({ page }) => {
    const playground = await openAt(page)
    const list = playground.getByRole('region', { name: 'My projects' })
    const press = async (name: string | RegExp) => {
      await playground.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    await press('New')
    await expect(playground.getByRole('heading', { name: 'Untitled' })).toBeFocused()
    await shown(page)
    await write(page, 'RUN echo first\n')
    await press(/^My projects \(1\)/)
    await expect.poll(() => focused(page)).toContain('Untitled')
    await press('Rename Untitled')
    await expect(playground.getByRole('textbox', { name: 'New name of Untitled' })).toBeFocused()
    await page.keyboard.type('First try')
    await page.keyboard.press('Enter')
    await expect(playground.getByRole('heading', { name: 'First try' })).toBeVisible()
    await press('Duplicate what is open')
    await expect(playground.getByRole('heading', { name: 'First try (copy)' })).toBeFocused()
    await expect(page.locator('layerwise-workbench')).toContainText('RUN echo first')
    await press(/^My projects \(2\)/)
    await press('Delete First try')
    await expect.poll(() => focused(page)).toBe('Undo')
    await page.keyboard.press('Enter')
    await expect(playground.getByRole('heading', { name: 'First try', exact: true })).toBeVisible()
    await expect(page.locator('layerwise-workbench')).toContainText('RUN echo first')
    await press(/^My projects \(2\)/)
    await expect(list.getByRole('listitem')).toContainText(['First try (copy)', 'First try', 'Scratch page'])
    await page.keyboard.press('Escape')
    await expect(list).toBeHidden()
    expect(await focused(page)).toBe('My projects (2)')
    await page.reload()
    await shown(page)
    await expect(playground.getByRole('heading', { name: 'First try', exact: true })).toBeVisible()
    await expect(page.locator('layerwise-workbench')).toContainText('RUN echo first')
  })

  test('can be used by everyone', async ({ page }) => {
    const playground = await openAt(page)
    await playground.getByRole('button', { name: 'New' }).click()
    await shown(page)
    await playground.getByRole('button', { name: /^My projects/ }).click()
    await playground.getByRole('button', { name: 'Rename Untitled' }).click()
    await expectAccessible(page)
  })

  test('one that is not in this browser is told', async ({ page }) => {
    await page.goto('/playground/#mine=abc')
    await expect(page.locator('layerwise-playground .told')).toContainText('not in this browser')
  })
})

test('a way within the page leaves the project open', async ({ page }) => {
  const playground = await openAt(page, '#example=hello')
  await page.getByRole('link', { name: 'Skip to the content' }).press('Enter')
  expect(page.url()).toContain('#main')
  await expect(playground.getByRole('heading', { name: 'Hello from Python' })).toBeVisible()
  await expect(page.locator('layerwise-workbench')).toContainText('python:alpine3.12')
})

test.describe('import', () => {
  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Open your own files' })

  test('opens a pasted Dockerfile, with stand-ins for what it copies', async ({ page }) => {
    const playground = await openAt(page)
    await write(page, '# kept\n')
    await playground.getByRole('button', { name: 'Import…' }).press('Enter')
    await dialog(page).getByRole('button', { name: 'Open what is pasted' }).press('Enter')
    await expect(dialog(page).getByRole('alert')).toContainText('Paste the text')
    await dialog(page)
      .getByRole('textbox', { name: 'Or paste a Dockerfile' })
      .fill('FROM alpine:3.22\nCOPY app.jar /app.jar\nCOPY docs/ /docs/\n')
    await dialog(page).getByRole('button', { name: 'Open what is pasted' }).press('Enter')
    await expect(dialog(page)).toContainText('2 sources missing')
    await expectAccessible(page)
    await dialog(page).getByRole('textbox', { name: 'Size of app.jar' }).fill('33 MB')
    await dialog(page)
      .getByRole('checkbox', { name: /docs\/contents/ })
      .press('Space')
    await dialog(page).getByRole('textbox', { name: 'Name of the project' }).fill('Pasted')
    await page.keyboard.press('Enter')
    await expect(playground.getByRole('heading', { name: 'Pasted' })).toBeVisible()
    await expect(page.locator('.row, .cm-line').filter({ hasText: 'COPY app.jar' })).toBeVisible()
    await expect(page.locator('layerwise-files')).toContainText('33 MB')
    await expect(page.locator('layerwise-files')).not.toContainText('docs')
    await playground.getByRole('button', { name: /^My projects/ }).click()
    await playground.getByRole('button', { name: /^Scratch page/ }).click()
    await expect(page.locator('layerwise-workbench')).toContainText('# kept')
  })

  test('opens a .zip that is dropped, says what it left out, and takes its one folder for the name', async ({
    page,
  }) => {
    const playground = await openAt(page)
    const zip = zipOf({
      'shop-main/Dockerfile': 'FROM alpine:3.22\nCOPY . /shop\n',
      'shop-main/.dockerignore': 'logs/\n',
      'shop-main/logs/a.log': 'x',
      'shop-main/src/a.txt': 'hello',
      '../evil.txt': 'x',
    })
    await drop(page, { 'download.zip': zip })
    await expect(dialog(page)).toContainText('4 files')
    await expect(dialog(page)).toContainText('1 file of the folder is kept back by .dockerignore')
    await dialog(page).getByText('1 file left out').click()
    await expect(dialog(page)).toContainText('../evil.txt: its path leads out of the folder')
    await dialog(page).getByRole('button', { name: 'Open as a new project' }).click()
    await expect(playground.getByRole('heading', { name: 'download' })).toBeVisible()
    await shown(page)
    await expect(page.locator('layerwise-files')).toContainText('a.txt')
  })

  test('opens files that are dropped, several Dockerfiles among them', async ({ page }) => {
    await openAt(page)
    await drop(page, {
      Dockerfile: bytesOf('FROM alpine:3.22\nCOPY a.bin /\n'),
      'Dockerfile.dev': bytesOf('FROM alpine:3.22\nCOPY b.bin /\n'),
      'a.bin': [0, 1, 2],
    })
    await expect(dialog(page)).not.toContainText('missing')
    await dialog(page).getByRole('combobox', { name: 'Dockerfile' }).selectOption('Dockerfile.dev')
    await expect(dialog(page)).toContainText('1 source missing')
    await dialog(page).getByRole('button', { name: 'Open as a new project' }).click()
    await expect(page.locator('layerwise-workbench')).toContainText('COPY b.bin')
    await shown(page)
  })

  test('opens a folder that is chosen, scripts with their text and its own name', async ({ page }, info) => {
    const folder = info.outputPath('my shop')
    mkdirSync(join(folder, 'src'), { recursive: true })
    writeFileSync(join(folder, 'Dockerfile'), 'FROM alpine:3.22\nCOPY src /src\n')
    writeFileSync(join(folder, 'src/big.bin'), new Uint8Array(3_000_000))
    const playground = await openAt(page)
    await playground.getByRole('button', { name: 'Import…' }).click()
    await page.locator('layerwise-import #folder').setInputFiles(folder)
    await expect(dialog(page)).toContainText('1 large file is here by size and checksum only')
    await dialog(page).getByRole('button', { name: 'Open as a new project' }).click()
    await expect(playground.getByRole('heading', { name: 'my shop' })).toBeVisible()
    await shown(page)
    await expect(page.locator('layerwise-stack .block', { hasText: 'COPY src' })).toContainText('3 MB')
  })

  test('what an open Dockerfile lacks is offered, added, and can be undone', async ({ page }) => {
    const playground = await openAt(page)
    await write(page, 'COPY app.jar /app.jar\n')
    const offer = playground.getByRole('button', { name: /1 source missing/ })
    await offer.press('Enter')
    const lacking = page.getByRole('dialog', { name: 'Add what is missing' })
    await lacking.getByRole('textbox', { name: 'Size of app.jar' }).fill('44 MB')
    await lacking.getByRole('button', { name: 'Add to the project' }).press('Enter')
    await expect(offer).toBeHidden()
    await expect(page.locator('layerwise-files')).toContainText('44 MB')
    await expect(page.locator('layerwise-stack .block', { hasText: 'COPY app.jar' })).toContainText('44 MB')
  })

  test('refuses what is no archive, in words, and changes nothing', async ({ page }) => {
    const playground = await openAt(page)
    await drop(page, { 'a.zip': bytesOf('this is not an archive') })
    await expect(dialog(page).getByRole('alert')).toContainText('not a .zip file')
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toBeHidden()
    await expect(playground.getByRole('heading', { name: 'Scratch page' })).toBeVisible()
  })
})

test('secrets reach the build, and neither storage nor a link', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openAt(page, '#example=secret-mount')
  const bench = page.locator('layerwise-workbench')
  await bench.getByRole('button', { name: 'More' }).click()
  await expect(bench.getByLabel('token', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await bench.getByLabel('token', { exact: true }).fill('s3cr3t-value')
  await page.keyboard.press('Tab')
  await bench.locator('button.build').click()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await bench.getByRole('tab', { name: 'Log' }).click()
  await expect(bench).toContainText('the token has 12 characters')
  await bench.getByRole('button', { name: 'Copy a link to this' }).click()
  await expect(bench.locator('.said')).toContainText('clipboard')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  await shown(page)
  expect(
    await page.locator('layerwise-workbench').evaluate((one) => one.querySelector('script')?.textContent ?? ''),
  ).not.toContain('s3cr3t')
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('layerwise')
    await new Promise((resolve) => (open.onsuccess = resolve))
    const all = open.result.transaction('projects').objectStore('projects').getAll()
    await new Promise((resolve) => (all.onsuccess = resolve))
    return JSON.stringify([all.result, { ...localStorage }])
  })
  expect(kept).not.toContain('s3cr3t')
})
