import { createServer } from 'node:http'
import { expect, type Page, test } from '@playwright/test'

test.use({ serviceWorkers: 'allow' })

/** Waits until this page and the engine are kept. */
async function kept(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-kept', 'yes', { timeout: 30_000 })
}

test('a lesson that was visited can be read and built without a network, and a page that was not says so', async ({
  page,
  context,
}) => {
  test.slow()
  await page.goto('/lessons/gone-is-not-gone/')
  await kept(page)
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What’s gone is not really gone')
  await expect(page.getByText('You are offline. The workbench goes on working')).toBeVisible()
  const bench = page.locator('layerwise-workbench').first()
  await bench.scrollIntoViewIfNeeded()
  await bench.getByRole('button', { name: 'Skip' }).click()
  await bench
    .getByRole('button', { name: /^Build/ })
    .first()
    .click()
  await expect(bench.locator('.said')).toContainText('Build 1 is done', { timeout: 20_000 })
  await page.getByRole('link', { name: 'layer', exact: true }).first().focus()
  await expect(page.locator('.term-card')).toContainText('What one step changed')

  await page.goto('/reference/checks/dl3009/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are offline')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('searchbox').fill('layer')
  await expect(page.getByText('the index of the pages has not been fetched yet')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('link', { name: 'What’s gone is not really gone' }).click()
  await expect(page).toHaveURL(/gone-is-not-gone/)
  await context.setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
})

test('a new version comes into force when no page of the old one is open, keeps what was visited, and leaves nothing behind', async ({
  page,
  baseURL,
}) => {
  test.slow()
  const host = await standIn(baseURL ?? '')
  await page.goto(`${host.address}/about/`)
  await kept(page)
  const names = () => page.evaluate(() => caches.keys())
  const before = await names()
  expect(before).toHaveLength(2)

  host.version = 'next'
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    const next = registration.installing
    await new Promise<void>((done) => {
      if (next === null || next.state === 'installed') done()
      next?.addEventListener('statechange', () => done())
    })
  })
  // The open page keeps its own version.
  expect(await names()).toEqual(expect.arrayContaining([...before, 'layerwise-parts-next', 'layerwise-pages-next']))

  await page.goto('about:blank')
  await expect
    .poll(
      async () => {
        await page.goto(`${host.address}/404.html`)
        const now = await names()
        await page.goto('about:blank')
        return now.sort()
      },
      { timeout: 30_000 },
    )
    .toEqual(['layerwise-pages-next', 'layerwise-parts-next'])
  host.isDown = true
  await page.goto(`${host.address}/about/`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What is exact, what is modelled')
  await host.close()
})

/** A host with the same site, whose service worker can be given another version, and that can be down. */
async function standIn(origin: string) {
  const host = { version: undefined as string | undefined, isDown: false, address: '', close: async () => {} }
  const server = createServer(async (request, response) => {
    if (host.isDown) {
      response.destroy()
      return
    }
    const answer = await fetch(`${origin}${request.url}`)
    const isWorker = request.url === '/sw.js' && host.version !== undefined
    const body = isWorker
      ? (await answer.text()).replace(/"version":"\w+"/, `"version":"${host.version}"`)
      : Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const address = server.address()
  host.address = typeof address === 'object' && address !== null ? `http://localhost:${address.port}` : ''
  host.close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return host
}

test('where the browser keeps nothing, the site works as before', async ({ page }) => {
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(error.message))
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('No room', 'QuotaExceededError'))
    if ('serviceWorker' in navigator) Object.assign(ServiceWorkerContainer.prototype, { register: refuse })
  })
  await page.goto('/lessons/layers/')
  await page.waitForTimeout(1500)
  await page.locator('layerwise-workbench').first().scrollIntoViewIfNeeded()
  await expect(page.locator('layerwise-workbench').first().getByRole('button', { name: 'Skip' })).toBeVisible()
  expect(wrong).toEqual([])
})
