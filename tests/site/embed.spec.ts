import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type FrameLocator, type Page, test } from '@playwright/test'

/** A page of somebody else: on another port, it puts frames of this site into itself. */
let host: Server
let hostAddress: string

test.beforeAll(async () => {
  host = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(hostPage(searchParams.get('body') ?? ''))
  })
  await new Promise<void>((done) => host.listen(0, 'localhost', done))
  const { port } = host.address() as AddressInfo
  hostAddress = `http://localhost:${port}/`
})
test.afterAll(() => new Promise<void>((done) => void host.close(() => done())))

function hostPage(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><body><h1>A course</h1>
<script>window.told = []; addEventListener('message', (event) => told.push(event.data))</script>${body}</body></html>`
}

async function openHost(page: Page, body: string): Promise<void> {
  await page.goto(`${hostAddress}?body=${encodeURIComponent(body)}`)
}

const told = (page: Page, kind: string) =>
  page.evaluate(
    (wanted) => (Reflect.get(window, 'told') as { kind?: string }[]).filter((message) => message.kind === wanted),
    kind,
  )

async function typeLine(frame: FrameLocator, line: string): Promise<void> {
  const text = frame.locator('.cm-content').first()
  await text.click()
  await text.press('Control+End')
  await text.pressSequentially(line)
}

test('an isolated workbench builds, tells it, and keeps what was made in its address and its messages', async ({
  page,
  baseURL,
}) => {
  await openHost(
    page,
    `<iframe title="Workbench" sandbox="allow-scripts" style="width:360px;height:700px" src="${baseURL}/embed/workbench/?theme=dark&compact"></iframe>`,
  )
  const frame = page.frameLocator('iframe')
  await expect.poll(() => told(page, 'ready')).toHaveLength(1)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await frame.getByRole('button', { name: /^Build/ }).click()
  await expect
    .poll(async () => (await told(page, 'attempt')).at(-1), { timeout: 30_000 })
    .toMatchObject({ ok: true, number: 1 })
  await typeLine(frame, '\nLABEL a=b')
  await expect.poll(() => told(page, 'state')).not.toHaveLength(0)
  const height = (await told(page, 'height')).at(-1)
  expect(height).toHaveProperty('height', expect.any(Number))
})
