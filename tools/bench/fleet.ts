import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { chromium, type Locator, type Page } from '@playwright/test'
import { nodesAtMost } from '../../src/engine/registry-views.ts'
import type { Bench } from '../../src/workbench/bench.ts'
import { findChromium } from '../chromium.mjs'
import { serve } from '../serve.mjs'
import { atMost, type Finding, shown } from './measure.ts'

const name = `Chromium: ${nodesAtMost} nodes pull, longest gap between frames`
const built = join(import.meta.dirname, '../../dist')
const boundMs = 200

/** Six layers over the base, so that the chart of every node has something to draw. */
const dockerfile = `FROM alpine:3.20\n${Array.from({ length: 6 }, (_, at) => `RUN head -c ${at + 1}00000 /dev/urandom > /part-${at}\n`).join('')}`

/** How smooth the page was while something was done, in milliseconds. */
interface Smoothness {
  /** The longest time from one frame to the next: no task of the page's own thread took longer. */
  readonly gap: number
  /** From the press to what it shows. */
  readonly took: number
}

/** A fleet as large as can be, in the Registry pane of the built site: set with the slider, pulling, and its table of nodes unfolded. */
export async function fleet(site = built): Promise<readonly Finding[]> {
  const executablePath = findChromium()
  if (executablePath === undefined) return [{ kind: 'absent', name, reason: 'there is no Chromium' }]
  if (!existsSync(join(site, 'playground/index.html')))
    return [{ kind: 'absent', name, reason: 'the site is not built: npm run build' }]
  const server = await serve({ folder: site })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    await page.goto(`${server.address}playground/`)
    const pane = await pushed(page)
    const set = await smoothness(page, async () => {
      await pane.getByRole('slider', { name: 'Nodes' }).press('End')
      await pane.locator(`.nodes > span:nth-child(${nodesAtMost})`).waitFor()
    })
    const pulled = await smoothness(page, async () => {
      await pane.getByRole('button', { name: `Pull it on all ${nodesAtMost} nodes` }).click()
      await pane.locator('.fleet .headline', { hasText: `${nodesAtMost} nodes together pulled` }).waitFor()
    })
    const unfolded = await smoothness(page, async () => {
      await pane.locator('.fleet details summary').last().click()
      await pane.getByRole('button', { name: `Open a shell on node-${nodesAtMost}`, exact: true }).waitFor()
    })
    return [finding('set', set), finding('pulled', pulled), finding('node by node', unfolded)]
  } finally {
    await browser.close()
    await server.close()
  }
}

function finding(what: string, { gap, took }: Smoothness): Finding {
  const [load = 0] = loadavg()
  return atMost(`${name}: ${what}`, gap, boundMs, `there after ${shown(took)}; load ${load.toFixed(1)}`)
}

/** Builds an image in the playground and pushes it; gives the Registry pane. */
async function pushed(page: Page): Promise<Locator> {
  const bench = page.locator('layerwise-workbench')
  await bench.locator('.plain').click()
  await bench.locator('.cm-content').waitFor()
  await bench.evaluate((element: HTMLElement & { readonly bench?: Bench }, text) => {
    element.bench?.edit('bench', { files: [{ path: 'Dockerfile', text }] })
  }, dockerfile)
  await bench.locator('button.build').click()
  await bench.locator('.said', { hasText: 'Build 1 is done' }).waitFor()
  await bench.getByRole('tab', { name: 'Registry' }).click()
  const pane = bench.locator('layerwise-registry')
  await pane.getByRole('button', { name: 'Push it' }).click()
  await pane.locator('.words .headline', { hasText: 'This push sent' }).waitFor()
  await page.waitForTimeout(500)
  return pane
}

/** Does something while the page watches itself, and a little longer. */
async function smoothness(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(watch)
  const began = performance.now()
  await act()
  const took = performance.now() - began
  await page.waitForTimeout(500)
  return { gap: await page.evaluate<number>('layerwiseGap()'), took }
}

/** In the page: notes the longest gap between two frames until it is asked for. */
const watch = `{
  let gap = 0, last = performance.now(), goesOn = true
  const frame = (now) => {
    gap = Math.max(gap, now - last)
    last = now
    if (goesOn) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  globalThis.layerwiseGap = () => {
    goesOn = false
    return gap
  }
}`
