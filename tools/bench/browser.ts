import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import type { ProjectFile } from '../../src/state/project.ts'
import type { Bench } from '../../src/workbench/bench.ts'
import { findChromium } from '../chromium.mjs'
import { serve } from '../serve.mjs'
import { manyFiles } from './inputs.ts'
import { atMost, type Finding, shown } from './measure.ts'

const name = 'Chromium: key → new sizes, p95'
const built = join(import.meta.dirname, '../../dist')
/** Runs of each case, each in a page of its own; the bound is held against the median of their p95. */
const runs = 3
const keys = 80
const boundMs = 50

/** The end of every Dockerfile: someone types in the file that the last COPY brings, so that every key changes a size. */
const typed = 'COPY <<END /typed\ntyped \nEND\n'

interface Case {
  readonly title: string
  /** The part of the playground's address that says what it opens. */
  readonly fragment: string
  /** What is put in the place of the files that it opens. */
  readonly files?: readonly ProjectFile[]
}

/** Thirty instructions; the article's example of two stages, as the playground has it; a context of 2,000 files, all of which are copied. */
function cases(): readonly Case[] {
  const lines = Array.from({ length: 28 }, (_, at) => `RUN echo ${at} > /step-${at}\n`).join('')
  const many = Object.entries(manyFiles(2000)).map(([path, text]) => ({ path, text }))
  const own = (text: string) => ({ path: 'Dockerfile', text })
  return [
    { title: 'thirty instructions', fragment: '', files: [own(`FROM alpine:3.20\n${lines}`)] },
    { title: 'two stages (example java-slim)', fragment: '#example=java-slim' },
    {
      title: '2,000 files',
      fragment: '',
      files: [own('FROM alpine:3.20\nWORKDIR /app\nCOPY src ./src\nRUN ls src > list\n'), ...many],
    },
  ]
}

/** What one run of a case took: milliseconds from keys to sizes, and of the page's own thread for each key. */
interface Run {
  readonly p95: number
  readonly median: number
  readonly work: number
  /** Milliseconds of the first build, from the press to its being told. */
  readonly build: number
}

/**
 * Real key presses in the playground of the built site: from the press to the frame that shows the new size. Some pauses are long enough for a trial
 * build to begin. A machine that does other things beside makes the times longer, so its load is told, and how long the page's own thread worked.
 */
export async function keyPress(site = built): Promise<readonly Finding[]> {
  const executablePath = findChromium()
  if (executablePath === undefined) return [{ kind: 'absent', name, reason: 'there is no Chromium' }]
  if (!existsSync(join(site, 'playground/index.html')))
    return [{ kind: 'absent', name, reason: 'the site is not built: npm run build' }]
  const server = await serve({ folder: site })
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const findings: Finding[] = []
    for (const one of cases()) {
      const all: Run[] = []
      for (let run = 0; run < runs; run++) {
        const page = await browser.newPage()
        await page.goto(`${server.address}playground/${one.fragment}`)
        all.push(await runOf(page, one))
        await page.close()
      }
      findings.push(told(one, all))
    }
    return findings
  } finally {
    await browser.close()
    await server.close()
  }
}

function told({ title }: Case, all: readonly Run[]): Finding {
  const [load = 0] = loadavg()
  const about = [
    `${runs} runs: ${all.map(({ p95 }) => shown(p95)).join(', ')}`,
    `median key ${shown(middle(all.map(({ median }) => median)))}`,
    `page's thread ${shown(middle(all.map(({ work }) => work)))} a key`,
    `first build ${shown(middle(all.map(({ build }) => build)))}`,
    `load ${load.toFixed(1)}`,
  ]
  return atMost(`${name}: ${title}`, middle(all.map(({ p95 }) => p95)), boundMs, about.join('; '))
}

function middle(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}

async function runOf(page: Page, one: Case): Promise<Run> {
  const build = await prepare(page, one)
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const before = await workOf(session)
  const times: number[] = []
  for (let key = 0; key < keys; key++) {
    await page.waitForTimeout(key % 10 === 0 ? 320 : 90)
    await page.keyboard.press('x')
    times.push(await page.evaluate('layerwiseShown'))
  }
  const work = ((await workOf(session)) - before) / keys
  times.sort((a, b) => a - b)
  return {
    p95: times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN,
    median: times[Math.floor(times.length / 2)] ?? Number.NaN,
    work,
    build,
  }
}

/** Milliseconds that the page's own thread has worked so far. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}

/** Puts in the files and the text, builds, opens the editor inside the here-document, and watches each key from then on. Gives what the build took. */
async function prepare(page: Page, { files }: Case): Promise<number> {
  const bench = page.locator('layerwise-workbench')
  await bench.locator('.plain').click()
  await bench.locator('.cm-content').waitFor()
  const last = await bench.evaluate(
    (element: HTMLElement & { readonly bench?: Bench }, { own, end }) => {
      const { bench: state } = element
      if (own !== undefined) state?.edit('bench', { files: own })
      const path = state?.state.open ?? ''
      const text = `${state?.state.files.find((file) => file.path === path)?.text?.trimEnd()}\n${end}`
      state?.type(path, text)
      return text.split('\n').length - 2
    },
    { own: files, end: typed },
  )
  const started = performance.now()
  await bench.locator('button.build').click()
  await bench.locator('.said', { hasText: 'Build 1 is done' }).waitFor()
  const build = performance.now() - started
  await bench.locator('layerwise-editor').evaluate(async (editor, line) => {
    if ('goTo' in editor && typeof editor.goTo === 'function') await editor.goTo(line)
  }, last)
  await bench.locator('.cm-line[data-size]').last().waitFor()
  await page.keyboard.press('End')
  await page.waitForTimeout(2000)
  await page.evaluate(watch)
  return build
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
