import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test'

/** A page of somebody else: on another port, it puts frames of this site into itself. */
let host: Server
let hostAddress: string
const bodies = new Map<string, string>()

test.beforeAll(async () => {
  host = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(hostPage(bodies.get(request.url ?? '') ?? ''))
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
  const path = `/${bodies.size}`
  bodies.set(path, body)
  await page.goto(hostAddress + path.slice(1))
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

/** Presses a button in the frame once the frame is at rest: browsers drop clicks into a foreign frame that has just grown. */
async function press(page: Page, button: Locator): Promise<void> {
  await expect(button).toBeVisible({ timeout: 20_000 })
  let before = -1
  const rests = async () => {
    const now = await page.locator('iframe').evaluate((frame) => frame.clientHeight)
    const isSame = now === before
    before = now
    return isSame
  }
  await expect.poll(rests, { intervals: [600] }).toBe(true)
  await button.click()
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
  await expect.poll(() => told(page, 'ready'), { timeout: 20_000 }).toHaveLength(1)
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await frame.getByRole('button', { name: /^Build/ }).click()
  await expect
    .poll(async () => (await told(page, 'attempt')).at(-1), { timeout: 30_000 })
    .toMatchObject({ ok: true, number: 1 })
  await typeLine(frame, '\nLABEL a=b')
  await expect.poll(() => told(page, 'state'), { timeout: 20_000 }).not.toHaveLength(0)
  const height = (await told(page, 'height')).at(-1)
  expect(height).toHaveProperty('height', expect.any(Number))
})

test('an isolated exercise is solved in somebody else’s page, which receives the verdict', async ({
  page,
  baseURL,
}) => {
  await openHost(
    page,
    `<script src="${baseURL}/embed.js"></script><layerwise-exercise exercise="chmod-doubles" isolated theme="dark" seed="ada" style="width:420px"></layerwise-exercise>
     <script>window.heard = []; for (const name of ['ready', 'attempt', 'verdict', 'state']) document.querySelector('layerwise-exercise').addEventListener(name, ({ detail }) => heard.push([name, detail]))</script>`,
  )
  const heard = (name: string) =>
    page.evaluate(
      (wanted) =>
        (Reflect.get(window, 'heard') as [string, object][])
          .filter(([one]) => one === wanted)
          .map(([, detail]) => detail),
      name,
    )
  const frame = page.frameLocator('iframe')
  await expect.poll(() => heard('ready'), { timeout: 20_000 }).toMatchObject([{ what: 'exercise', id: 'E03.3' }])
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
  await press(page, frame.getByRole('button', { name: 'Check', exact: true }))
  await expect
    .poll(() => heard('verdict'), { timeout: 20_000 })
    .toMatchObject([{ verdict: 'not yet', score: { raw: 4, max: 6 } }])
  await press(page, frame.getByRole('button', { name: 'Show the solution' }))
  await press(page, frame.getByRole('button', { name: 'Put it into the editor' }))
  await press(page, frame.getByRole('button', { name: /^Check/ }))
  await expect
    .poll(async () => (await heard('verdict')).at(-1))
    .toMatchObject({
      verdict: 'pass',
      score: { scaled: 1 },
      statement: { verb: { id: 'http://adlnet.gov/expapi/verbs/passed' }, result: { success: true } },
    })
  await expect.poll(async () => (await heard('state')).length).toBeGreaterThan(0)
  // It is as high as it needs to be.
  await expect.poll(() => page.locator('iframe').evaluate((one) => one.clientHeight)).toBeGreaterThan(900)
})

test('a frame refuses what it cannot read, and says so inside and outside', async ({ page, baseURL }) => {
  const hostile = ['1.AAAA', '2.newer', 'x'.repeat(210_000)]
  for (const text of hostile) {
    await openHost(
      page,
      `<iframe title="Exercise" sandbox="allow-scripts" style="width:400px;height:700px" src="${baseURL}/embed/exercise/#exercise=${text}"></iframe>`,
    )
    await expect.poll(async () => (await told(page, 'refused')).length).toBeGreaterThan(0)
    await expect(page.frameLocator('iframe').getByRole('alert')).toContainText('could not be opened')
  }
  await openHost(
    page,
    `<iframe title="Exercise" sandbox="allow-scripts" style="width:400px;height:700px" src="${baseURL}/embed/exercise/chmod-doubles/"></iframe>`,
  )
  await expect.poll(() => told(page, 'ready'), { timeout: 20_000 }).toHaveLength(1)
  const before = (await told(page, 'refused')).length
  await page.evaluate(() => {
    const frame = document.querySelector('iframe')?.contentWindow
    for (const data of [
      { layerwise: 1, kind: 'restore', state: '<img src=x onerror=alert(1)>' },
      { layerwise: 1, kind: 'restore', state: 'x'.repeat(5_000_000) },
      { layerwise: 9, kind: 'theme', theme: 'dark' },
      { layerwise: 1, kind: 'verdict', verdict: 'pass' },
    ])
      frame?.postMessage(data, '*')
  })
  await expect.poll(async () => (await told(page, 'refused')).length).toBe(before + 4)
  await expect(page.frameLocator('iframe').getByRole('button', { name: 'Check', exact: true })).toBeEnabled()
})

test('a scene of a lesson keeps its question in somebody else’s page', async ({ page, baseURL }) => {
  await openHost(
    page,
    `<script src="${baseURL}/embed.js"></script><layerwise-exercise src="${baseURL}/embed/workbench/layers/3/" title="Scene" isolated></layerwise-exercise>`,
  )
  const frame = page.frameLocator('iframe')
  await press(page, frame.getByRole('button', { name: 'Skip', exact: true }))
  await press(page, frame.getByRole('button', { name: /^Build/ }).first())
  await expect(frame.locator('.said')).toContainText('Build 1 is done', { timeout: 30_000 })
})
