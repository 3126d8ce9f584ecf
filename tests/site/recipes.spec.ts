import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import ts from 'typescript'
import { recipes } from '../../src/teach/recipes/recipe.ts'

type Host = (typeof recipes)[number]['host']

/** A page of somebody else, on another port. It notes what it hears. */
let host: Server
let hostAddress: string
let body = ''

test.beforeAll(async () => {
  host = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><body><h1>A course</h1>
<script>window.told = []; addEventListener('message', ({ data }) => told.push(typeof data === 'string' ? JSON.parse(data) : data))</script>${body}</body></html>`)
  })
  await new Promise<void>((done) => host.listen(0, 'localhost', done))
  hostAddress = `http://localhost:${(host.address() as AddressInfo).port}/`
})
test.afterAll(() => new Promise<void>((done) => void host.close(() => done())))

/** What a host makes of the code that an author has pasted. */
const rendered: Readonly<Record<Host, (code: string) => string>> = {
  html: (code) => code,
  moodle: (code) => code,
  // Canvas keeps a frame's own attributes, and answers the message with which it asks for its height.
  canvas: (code) => `${code.replace(/ (allow|sandbox|loading)="[^"]*"/g, '')}
<script>addEventListener('message', ({ data, source }) => {
  const said = typeof data === 'string' ? JSON.parse(data) : data
  for (const frame of document.querySelectorAll('iframe'))
    if (said.subject === 'lti.frameResize' && frame.contentWindow === source) frame.style.height = said.height + 'px'
})</script>`,
  // A component comes after the page; its scripts are made to run.
  openedx: (code) => `<div id="component"></div><script>addEventListener('load', () =>
  component.append(document.createRange().createContextualFragment(${inScript(code)})))</script>`,
  docusaurus: (code) => `<div id="root"></div><script>
const React = { createElement(name, attributes) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) key === 'style' ? Object.assign(made.style, value) : made.setAttribute(key, value)
  return made
} }
${translated(`const made = ${code}`)}
root.append(made)</script>`,
  mkdocs: (code) => code.replace(/<layerwise-exercise.*$/s, (element) => `<p>${element}</p>`),
  jupyterbook: (code) => code.replace(/^```\{raw\} html\n/, '').replace(/\n```$/, ''),
  // The slide comes into view.
  reveal: (code) => `<div class="slides">${code}</div><script>
for (const frame of document.querySelectorAll('.slides iframe[data-src]')) frame.src = frame.dataset.src</script>`,
}

function inScript(text: string): string {
  return JSON.stringify(text).replaceAll('<', '\\u003c')
}

/** JSX as JavaScript. */
function translated(code: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(code, {
    compilerOptions: { jsx: ts.JsxEmit.React },
    fileName: 'recipe.tsx',
    reportDiagnostics: true,
  })
  expect(diagnostics.map(({ messageText }) => messageText)).toEqual([])
  return outputText
}

const told = (page: Page, kind: string) =>
  page.evaluate(
    (wanted) =>
      (Reflect.get(window, 'told') as Record<string, unknown>[]).filter((message) => message.kind === wanted).at(-1),
    kind,
  )

test('every recipe, copied as it stands, shows an exercise that is ready, as high as it says, and tells its verdict', async ({
  page,
  context,
  baseURL,
}) => {
  test.setTimeout(120_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/teach/embed/')
  // One that is judged at once.
  await page.getByLabel('Exercise', { exact: true }).selectOption('leaked-what-now')
  const codes: [Host, string][] = []
  for (const { host: one, name } of recipes) {
    await page.getByRole('button', { name: `Copy the code for ${name}`, exact: true }).click()
    await expect(page.getByRole('status').filter({ hasText: `for ${name} is on the clipboard` })).toBeVisible()
    codes.push([one, await page.evaluate(() => navigator.clipboard.readText())])
  }
  for (const [one, code] of codes)
    await test.step(one, async () => {
      expect(code).toContain(`${baseURL}/embed`)
      body = rendered[one](code)
      await page.goto(hostAddress)
      await expect.poll(() => told(page, 'ready'), { timeout: 20_000 }).toMatchObject({ id: 'E05.4' })
      const height = () => page.locator('iframe').evaluate((frame) => frame.clientHeight)
      if (/layerwise-exercise/.test(code) || one === 'canvas')
        await expect.poll(async () => (await told(page, 'height'))?.height).toBe(await settled(height))
      else expect(await height()).toBe(640)
      await page
        .frameLocator('iframe')
        .getByRole('button', { name: /^Check/ })
        .click()
      await expect.poll(() => told(page, 'verdict'), { timeout: 20_000 }).toMatchObject({ verdict: 'not yet' })
    })
})

/** A number when it stays. */
async function settled(measure: () => Promise<number>): Promise<number> {
  let before = -1
  await expect
    .poll(async () => {
      const now = await measure()
      const isSame = now === before
      before = now
      return isSame
    })
    .toBe(true)
  return before
}

test('the recipes can be read by everyone: without scripts, at 320 px, in both themes', async ({ browser, page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto('/teach/embed/')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
  }
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const still = await plain.newPage()
  await still.goto(new URL('/teach/embed/', page.url()).href)
  await expect(still.getByText(/put the last part of its address in the place of/)).toBeVisible()
  await expect(still.locator('[data-recipe="moodle"]')).toContainText('<iframe src="https://')
  await expect(still.getByRole('button', { name: /Copy/ })).toHaveCount(0)
  await plain.close()
})
