import { existsSync, globSync } from 'node:fs'
import { createServer } from 'node:net'
import { loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from '@playwright/test'
import lighthouse from 'lighthouse'
import { findChromium } from '../chromium.mjs'
import { serve } from '../serve.mjs'
import type { Finding } from './measure.ts'

const built = join(import.meta.dirname, '../../dist')
const usual = ['', 'lessons/layers/', 'playground/']
const onlyCategories = ['performance', 'accessibility', 'best-practices', 'seo']
const bound = 95
const runs = 3

/** What Lighthouse says of one page: the score of each category, of 100, and the audits that lack something, the ones that weigh most first. */
interface Scores {
  readonly scores: readonly (readonly [title: string, score: number])[]
  readonly lacking: readonly string[]
}

/**
 * Lighthouse's four scores, as for a phone with a slow line (its own simulated throttling), of pages of the built site: the median of three runs. The
 * scores of performance come from times that are measured here and then scaled, so a machine that does other things lowers them: its load is told.
 * `pages` are paths in the site; `all` stands for every page that is not one of the many of the reference.
 */
export async function lighthouseScores(pages: readonly string[] = usual): Promise<readonly Finding[]> {
  const name = 'Lighthouse, mobile'
  const executablePath = findChromium()
  if (executablePath === undefined) return [{ kind: 'absent', name, reason: 'there is no Chromium' }]
  if (!existsSync(join(built, 'index.html')))
    return [{ kind: 'absent', name, reason: 'the site is not built: npm run build' }]
  const server = await serve({ folder: built })
  const port = await freePort()
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  })
  try {
    const findings: Finding[] = []
    for (const page of pages.includes('all') ? everyPage() : pages) {
      const all: Scores[] = []
      for (let run = 0; run < runs; run++) all.push(await scoresOf(`${server.address}${page}`, port))
      findings.push(told(`${name}: /${page}`, all))
    }
    return findings
  } finally {
    await browser.close()
    await server.close()
  }
}

function everyPage(): readonly string[] {
  return globSync('**/index.html', { cwd: built })
    .map((file) => (dirname(file) === '.' ? '' : `${dirname(file)}/`))
    .filter((page) => !/^reference\/.+\/.+\/.+/.test(page) && !/^embed\//.test(page))
    .sort()
}

async function scoresOf(url: string, port: number): Promise<Scores> {
  const result = await lighthouse(url, { port, onlyCategories, output: 'json', logLevel: 'silent' })
  if (result === undefined) throw new RangeError(`Lighthouse says nothing of ${url}`)
  const { categories, audits } = result.lhr
  return {
    scores: Object.values(categories).map(({ title, score }) => [title, Math.round((score ?? 0) * 100)] as const),
    lacking: Object.values(categories).flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
        .toSorted((a, b) => b.weight - a.weight)
        .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`.trim()),
    ),
  }
}

function told(name: string, all: readonly Scores[]): Finding {
  const titles = all[0]?.scores.map(([title]) => title) ?? []
  const medians = titles.map((title, at) => [title, middle(all.map(({ scores }) => scores[at]?.[1] ?? 0))] as const)
  const lacking = [...new Set(all.flatMap((run) => run.lacking))]
  const [load = 0] = loadavg()
  const about = lacking.length === 0 ? '' : `; lacking: ${lacking.join(', ')}`
  return {
    kind: 'measured',
    name,
    figure: `${medians.map(([title, score]) => `${title} ${score}`).join(', ')} (load ${load.toFixed(1)}${about})`,
    bound: `≥ ${bound}`,
    holds: medians.every(([, score]) => score >= bound),
  }
}

function middle(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
