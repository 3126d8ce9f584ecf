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
  /** Lets the page's workers be ended from outside. */
  const holdWorkers = (page: Page) =>
    page.addInitScript(() => {
      const all: Worker[] = []
      window.Worker = class extends Worker {
        constructor(...given: ConstructorParameters<typeof Worker>) {
          super(...given)
          all.push(this)
        }
      }
      document.addEventListener('end-workers', () => {
        for (const worker of all.splice(0)) worker.terminate()
      })
    })

  test('is told, nothing is lost, and the next build works', async ({ page }) => {
    await holdWorkers(page)
    await page.clock.install()
    const bench = await openAwake(page, '/playground/')
    await type(page, bench, 'RUN while true; do :; done\n')
    await bench.locator('button.build').click()
    await expect(bench.getByRole('button', { name: 'Stop' })).toBeVisible()
    await page.evaluate(() => document.dispatchEvent(new CustomEvent('end-workers')))
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
