import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../chromium.mjs'
import { serve } from '../serve.mjs'
import { atMost, type Finding } from './measure.ts'

const name = 'Chromium: key press → new sizes on screen, p95'
const built = join(import.meta.dirname, '../../dist')
const keys = 120

/**
 * Real key presses in the playground of the built site: from the press to the frame that shows the new size, which every key changes, as it is typed
 * into a file that a COPY brings. Thirty instructions before it; some pauses are long enough for a trial build to begin.
 */
export async function keyPress(site = built): Promise<Finding> {
  const executablePath = findChromium()
  if (executablePath === undefined) return { kind: 'absent', name, reason: 'there is no Chromium' }
  if (!existsSync(join(site, 'playground/index.html')))
    return { kind: 'absent', name, reason: 'the site is not built: npm run build' }
  const server = await serve({ folder: site })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.goto(`${server.address}playground/`)
    await prepare(page)
    const times: number[] = []
    for (let key = 0; key < keys; key++) {
      await page.waitForTimeout(key % 10 === 0 ? 320 : 90)
      await page.keyboard.press('x')
      times.push(await page.evaluate('layerwiseShown'))
    }
    const inOrder = times.sort((a, b) => a - b)
    return atMost(name, inOrder[Math.ceil(inOrder.length * 0.95) - 1] ?? Number.NaN, 50)
  } finally {
    await browser.close()
    await server.close()
  }
}

/** Opens the text, puts the cursor inside a here-document, and measures each key press from then on. */
async function prepare(page: Page): Promise<void> {
  const bench = page.locator('layerwise-workbench')
  await bench.locator('.plain').click()
  const editor = bench.locator('.cm-content')
  await editor.waitFor()
  await page.keyboard.press('ControlOrMeta+A')
  const runs = Array.from({ length: 28 }, (_, at) => `RUN echo ${at} > /step-${at}\n`)
  await page.keyboard.insertText(`FROM alpine:3.20\n${runs.join('')}COPY <<END /typed\ntyped \nEND\n`)
  await bench.locator('.cm-line[data-size]').last().waitFor()
  for (const key of ['ArrowUp', 'ArrowUp', 'End']) await page.keyboard.press(key)
  await page.waitForTimeout(2000)
  await page.evaluate(watch)
}

/** In the page: from a key press to the first frame after the size of the last instruction has changed. */
const watch = `{
  const editor = document.querySelector('layerwise-workbench').shadowRoot.querySelector('layerwise-editor').shadowRoot
  const size = () => [...editor.querySelectorAll('.cm-line[data-size]')].at(-1)?.dataset.size
  document.addEventListener('keydown', (event) => {
    const before = size()
    const pressed = event.timeStamp
    globalThis.layerwiseShown = new Promise((resolve) => {
      const look = () => {
        if (size() === before) requestAnimationFrame(look)
        else requestAnimationFrame((now) => resolve(now - pressed))
      }
      requestAnimationFrame(look)
    })
  }, { capture: true })
}`
