import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { choose, openAwake, rowOf } from './bench.ts'

const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Puts the cursor at the end of the file that is open and types. */
async function type(page: Page, bench: Locator, text: string): Promise<void> {
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText(text)
}

async function build(bench: Locator, number: number): Promise<void> {
  await bench.locator('button.build').click()
  await expect(bench.locator('.said')).toContainText(`Build ${number} is done`, { timeout: 20_000 })
}

/** Waits until the work is in the browser's storage. */
async function kept(page: Page): Promise<void> {
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('layerwise-kept/')))
  await page.waitForTimeout(700)
}

/** What a link of this text makes of the playground. */
async function openLink(page: Page, text: string): Promise<Locator> {
  await page.goto('about:blank')
  await page.goto(`/playground/#project=${text}`)
  return page.locator('layerwise-workbench').first()
}

const packed = (value: unknown) => deflateRaw(JSON.stringify(value))
const deflateRaw = (text: string) => deflateSync(text).subarray(2, -4).toString('base64url')

test.describe('a reload', () => {
  test('brings back files, tabs, the open file, the pane, the view and what was built', async ({ page }) => {
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, 'RUN echo mine\n')
    await rowOf(bench, 'message.txt').click()
    await build(bench, 1)
    await bench.getByRole('tab', { name: 'Log' }).click()
    await kept(page)
    await page.reload()
    await expect(bench.getByRole('tree')).toBeVisible({ timeout: 20_000 })
    await expect(bench.locator('.notice')).toContainText('earlier visit')
    await expect(bench.getByRole('tab', { name: 'message.txt' })).toHaveAttribute('aria-selected', 'true')
    await expect(bench.getByRole('tab', { name: 'Dockerfile' })).toBeVisible()
    await expect(bench.getByRole('tab', { name: 'Log' })).toHaveAttribute('aria-selected', 'true')
    await expect(bench.locator('layerwise-log')).toContainText('echo mine', { timeout: 20_000 })
    await rowOf(bench, 'Dockerfile').click()
    await expect(bench.locator('layerwise-editor')).toContainText('RUN echo mine')
    await expect(bench.locator('.row .sign.cached, .cm-signs .sign.cached')).toHaveCount(6, { timeout: 20_000 })
    await build(bench, 2)
  })

  test('brings back a scene after its prediction, with the fact beside it', async ({ page }) => {
    await page.goto('/lessons/cache-and-order/')
    const bench = page.locator('layerwise-workbench').first()
    await bench.scrollIntoViewIfNeeded()
    await bench.hover()
    await expect(bench.locator('.said')).toContainText('Built once', { timeout: 30_000 })
    for (const choice of await bench.getByText('runs', { exact: true }).all()) await choice.click()
    await bench.getByRole('button', { name: 'That is my prediction' }).click()
    await bench.locator('.build-now').click()
    await expect(bench.locator('.said')).toContainText('Build 2 is done', { timeout: 30_000 })
    const verdict = await bench.locator('layerwise-predict').innerText()
    await kept(page)
    await page.reload()
    await bench.scrollIntoViewIfNeeded()
    await expect(bench.locator('layerwise-predict .rule')).toBeVisible({ timeout: 30_000 })
    expect(await bench.locator('layerwise-predict').innerText()).toBe(verdict)
    await expect(bench.locator('layerwise-steps')).toContainText('src/Main.java changed')
  })

  test('leaves a scene that nobody touched alone', async ({ page }) => {
    await page.goto('/')
    const bench = page.locator('layerwise-workbench').first()
    await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
    await page.waitForTimeout(900)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('layerwise')))).toEqual(
      [],
    )
    await page.reload()
    await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
    await expect(bench.locator('.notice')).toHaveCount(0)
  })

  test('reads what the first version kept', async ({ page }) => {
    await page.goto('/about/')
    await put(page, 'playground', {
      version: 1,
      files: [{ path: 'Dockerfile', text: 'FROM alpine:3.22\nRUN echo old\n' }],
    })
    const bench = await openAwake(page, '/playground/')
    await expect(bench.locator('layerwise-editor')).toContainText('echo old')
  })

  test('sets aside what a newer version kept', async ({ page }) => {
    await page.goto('/about/')
    await put(page, 'playground', { version: 99, secrets: 'of the future' })
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, '# mine\n')
    await kept(page)
    expect(await take(page, 'unread/playground')).toEqual({ version: 99, secrets: 'of the future' })
  })
})

test('a page that crashes loses at most the last half second', async ({ page, context }) => {
  const bench = await openAwake(page, '/playground/')
  await type(page, bench, '# before the crash\n')
  await kept(page)
  const session = await context.newCDPSession(page)
  await Promise.race([session.send('Page.crash').catch(() => {}), page.waitForEvent('crash')])
  const again = await context.newPage()
  const next = await openAwake(again, '/playground/')
  await expect(next.locator('layerwise-editor')).toContainText('# before the crash')
})

test.describe('storage', () => {
  test('that is refused is told, and all else works', async ({ page }) => {
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: refuse })
    })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, 'RUN echo mine\n')
    await expect(bench.locator('.notice')).toContainText('keeps nothing for this page')
    await build(bench, 1)
    await bench.getByRole('button', { name: 'Reset' }).click()
    await expect(bench.locator('.said')).toContainText('as it was at the beginning')
    expect(errors).toEqual([])
  })

  test('that is full is told, and all else works', async ({ page }) => {
    await page.addInitScript(() => {
      const full = () => {
        throw new DOMException('No room.', 'QuotaExceededError')
      }
      IDBObjectStore.prototype.put = full
      Storage.prototype.setItem = full
    })
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, 'RUN echo mine\n')
    await expect(bench.locator('.notice')).toContainText('storage is full')
    await build(bench, 1)
  })

  test('that never answers does not hold up the workbench', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', { value: { open: () => new EventTarget() } })
    })
    const bench = await openAwake(page, '/')
    await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  })
})

test('a reset can be undone, with what was built', async ({ page }) => {
  const bench = await openAwake(page, '/playground/')
  await type(page, bench, 'RUN echo mine\n')
  await build(bench, 1)
  await bench.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(bench.locator('layerwise-editor')).not.toContainText('echo mine')
  await bench.getByRole('button', { name: 'Undo: reset' }).click()
  await expect(bench.locator('layerwise-editor')).toContainText('echo mine')
  await expect(bench.locator('layerwise-stack .block', { hasText: 'echo mine' })).toBeVisible({ timeout: 20_000 })
  await bench.getByRole('button', { name: 'Redo: reset' }).click()
  await expect(bench.locator('layerwise-editor')).not.toContainText('echo mine')
})

test.describe('a worker that is gone in mid-build', () => {
  /**
   * Ends the page's worker as soon as the next build has begun a step, or gives all at once what was tried before it was asked for; nothing more that
   * the worker has said comes through then.
   */
  const holdWorkers = (page: Page) =>
    page.addInitScript(() => {
      let isArmed = false
      document.addEventListener('end-in-build', () => {
        isArmed = true
      })
      window.Worker = class extends Worker {
        constructor(...given: ConstructorParameters<typeof Worker>) {
          super(...given)
          let isGone = false
          this.addEventListener('message', (event) => {
            const { kind } = event.data
            if (isArmed && (kind === 'started' || kind === 'built')) {
              isGone = true
              isArmed = false
              this.terminate()
              document.documentElement.dataset.worker = 'gone'
              if (kind === 'started') return
            }
            if (isGone) event.stopImmediatePropagation()
          })
        }
      }
    })

  test('is told, nothing is lost, and the next build works', async ({ page }) => {
    await holdWorkers(page)
    await page.clock.install()
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, 'RUN while true; do :; done\n')
    await page.evaluate(() => document.dispatchEvent(new CustomEvent('end-in-build')))
    await bench.locator('button.build').click()
    await expect(page.locator('html')).toHaveAttribute('data-worker', 'gone')
    await page.clock.runFor(40_000)
    await expect(bench.locator('.notice')).toContainText('Your text is as it was')
    await expect(bench.locator('layerwise-editor')).toContainText('while true')
    await choose(bench, 'message.txt', 'Touch')
    await bench.getByRole('tab', { name: 'Dockerfile' }).click()
    await bench.locator('.cm-content').click()
    await page.keyboard.press(`${modifier}+a`)
    await page.keyboard.insertText('FROM alpine:3.22\nRUN echo again\n')
    await bench.locator('button.build').click()
    await expect(bench.locator('.said')).toContainText('is done', { timeout: 20_000 })
    await expect(bench.locator('.notice')).toHaveCount(0)
  })
})

test.describe('a link', () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['garbage', '1.%%%garbage%%%', /damaged/],
    ['no project', `1.${packed({ hello: 1 })}`, /no project/],
    ['a newer version', `7.${packed({ id: 'x' })}`, /newer version/],
    // Chromium goes to no address of more than 2 MB.
    ['1.5 MB', `1.${'A'.repeat(1_500_000)}`, /2 MB, longer/],
    ['more than fits', `1.${deflateRaw(' '.repeat(20_000_000))}`, /unfolds to more/],
    ['a path that leads out', `1.${packed({ id: 'x', title: 'x', files: [{ path: '../etc/passwd' }] })}`, /no project/],
  ]
  for (const [what, text, message] of wrong)
    test(`of ${what} is refused with a reason, and the page works on`, async ({ page }) => {
      const bench = await openLink(page, text)
      await expect(page.locator('.broken-link, [role="alert"]').first()).toContainText(message)
      await bench.hover()
      await expect(bench.getByRole('tree')).toBeVisible({ timeout: 20_000 })
      await build(bench, 1)
    })

  test('that was cut is refused, whole it opens, and one’s own work stays', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, '# my own\n')
    await bench.getByRole('button', { name: 'More' }).click()
    await bench.getByRole('button', { name: 'Copy a link to this' }).click()
    await expect(bench.locator('.said')).toContainText(/The link is on the clipboard: [\d.]+ k?B/)
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const text = link.slice(link.indexOf('#project=') + '#project='.length)
    await rowOf(bench, 'Dockerfile').click()
    await type(page, bench, '# later\n')
    await kept(page)
    await openLink(page, text.slice(0, text.length - 40))
    await expect(page.locator('.broken-link, [role="alert"]').first()).toContainText('cut')
    const linked = await openLink(page, text)
    await expect(linked.locator('layerwise-editor')).toContainText('# my own')
    await expect(linked.locator('layerwise-editor')).not.toContainText('# later')
    await page.goto('about:blank')
    const own = await openAwake(page, '/playground/')
    await expect(own.locator('layerwise-editor')).toContainText('# later')
  })

  test('that would be too long is not made; the archive is offered', async ({ page }) => {
    const bench = await openAwake(page, '/playground/')
    const noise = randomBytes(300_000).toString('base64')
    await bench
      .locator('layerwise-tree input.chooser')
      .setInputFiles([{ name: 'noise.txt', mimeType: 'text/plain', buffer: Buffer.from(noise) }])
    await expect(rowOf(bench, 'noise.txt')).toBeVisible()
    await bench.getByRole('button', { name: 'More' }).click()
    await bench.getByRole('button', { name: 'Copy a link to this' }).click()
    await expect(bench.locator('.said')).toContainText('too long for a link')
    const coming = page.waitForEvent('download')
    await bench.getByRole('button', { name: 'Download the context as .zip' }).click()
    expect((await coming).suggestedFilename()).toMatch(/\.zip$/)
  })
})

test('all work goes into one file and comes back from it', async ({ page, browser }) => {
  const bench = await openAwake(page, '/playground/')
  await type(page, bench, '# carried over\n')
  await kept(page)
  await bench.getByRole('button', { name: 'More' }).click()
  const coming = page.waitForEvent('download')
  await bench.getByRole('button', { name: 'Save all my work' }).click()
  const file = await (await coming).path()
  const other = await (await browser.newContext()).newPage()
  const there = await openAwake(other, '/playground/')
  await there.getByRole('button', { name: 'More' }).click()
  await there.locator('layerwise-work input').setInputFiles(file)
  await expect(there.locator('layerwise-work')).toContainText('1 project came back')
  await there.getByRole('button', { name: 'Load the page again' }).click()
  await expect(other.locator('layerwise-workbench layerwise-editor')).toContainText('# carried over')
  await there.getByRole('button', { name: 'More' }).click()
  await there
    .locator('layerwise-work input')
    .setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"hello":1}') })
  await expect(there.locator('layerwise-work')).toContainText('holds no work of this site')
  const { violations } = await new AxeBuilder({ page: other })
    .include('layerwise-workbench')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await other.context().close()
})

/** Puts a record into the browser's storage, as an earlier visit would have. */
async function put(page: Page, key: string, value: unknown): Promise<void> {
  await page.evaluate(
    ([at, record]) =>
      new Promise<void>((resolve, reject) => {
        const open = indexedDB.open('layerwise')
        open.onupgradeneeded = () => open.result.createObjectStore('projects')
        open.onerror = () => reject(open.error)
        open.onsuccess = () => {
          const write = open.result.transaction('projects', 'readwrite')
          write.objectStore('projects').put(record, String(at))
          write.oncomplete = () => {
            open.result.close()
            resolve()
          }
        }
      }),
    [key, value],
  )
}

/** What is in the browser's storage. */
function take(page: Page, key: string): Promise<unknown> {
  return page.evaluate(
    (at) =>
      new Promise<unknown>((resolve, reject) => {
        const open = indexedDB.open('layerwise')
        open.onerror = () => reject(open.error)
        open.onsuccess = () => {
          const read = open.result.transaction('projects').objectStore('projects').get(at)
          read.onsuccess = () => resolve(read.result)
        }
      }),
    key,
  )
}
