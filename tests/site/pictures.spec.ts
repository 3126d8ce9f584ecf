import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { encodeProject } from '../../src/state/share.ts'
import type { Bench } from '../../src/workbench/bench.ts'
import type { PaneName } from '../../src/workbench/details/panes.ts'

/** Where the recorded pictures lie, and beside them what they were recorded with. */
const folder = join(import.meta.dirname, 'pictures')
const recorder = join(folder, 'recorded-with.json')

/** What a picture depends on besides the page: the browser, and the fonts that lend it the letters that ours do not have. */
interface Recorder {
  readonly browser: string
  readonly letters: string
}

const dockerfile = `FROM maven:3.6.3-openjdk-14-slim AS build
WORKDIR /maven
COPY pom.xml .
RUN mvn dependency:go-offline
COPY src ./src
RUN mvn package

FROM build AS docs
COPY docs /docs

FROM adoptopenjdk:14.0.2_8-jre-hotspot-bionic
WORKDIR /app
RUN head -c 30000000 /dev/zero > /tmp/cache
RUN rm /tmp/cache
COPY --from=build /maven/target/*.jar .
CMD ls | grep -e "jar$" | xargs java -jar
`
const controller = 'src/main/java/io/pelican/tariff/TariffController.java'
const fixture = ['pom.xml', 'docs/notes.md', controller, 'src/main/java/io/pelican/tariff/TariffApplication.java']
const files = [
  { path: 'Dockerfile', text: dockerfile },
  { path: '.dockerignore', text: 'docs/drafts\n' },
  { path: 'docs/drafts/next.md', text: 'Not sent.\n' },
  ...[...fixture, 'src/main/resources/application.properties'].map((path) => ({
    path,
    text: readFileSync(join(import.meta.dirname, '../../content/fixtures/java-rest', path), 'utf8'),
  })),
]

/** The panes that are pictured, and what must stand in each before. */
const drawn = [
  ['steps', 'layerwise-steps li'],
  ['layers', 'layerwise-table table'],
  ['timeline', 'layerwise-timeline .bar'],
  ['files', 'layerwise-contents [role="treeitem"]'],
  ['graph', 'layerwise-graph svg'],
  ['what-if', 'layerwise-what-if table'],
  ['compare', 'layerwise-compare .headline'],
  ['registry', 'layerwise-registry .bars .row'],
  ['config', 'layerwise-config table'],
  ['problems', 'layerwise-problems li'],
  ['log', 'layerwise-log pre'],
] as const satisfies readonly (readonly [PaneName, string])[]

for (const width of [390, 1024, 1440])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`at ${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 820 }, colorScheme, reducedMotion: 'reduce' })

      /** Compares a part of the page with its picture. A difference fails the test, after all others were compared too. */
      async function look(part: Locator | Page, name: string): Promise<void> {
        await expect.soft(part).toHaveScreenshot([`${name}-${width}-${colorScheme}.png`])
      }

      test('the panes of the workbench are as they were', async ({ page }) => {
        test.slow()
        await knowRecorder(page)
        const bench = await openBuiltTwice(page)
        await look(bench.locator('.panes'), 'workbench')
        await show(bench, 'image')
        await look(bench.locator('.image.part'), 'image')
        for (const [pane, part] of drawn) await look(await turnTo(bench, pane, part), pane)
        await look(await typedIn(page, bench, 'docker images'), 'terminal')
        await turnTo(bench, 'files', 'layerwise-contents')
        await bench.locator('layerwise-contents').getByText('Map', { exact: true }).click()
        await look(bench.locator('layerwise-details .panel'), 'files-map')
      })

      test('the pages are as they were', async ({ page }) => {
        test.slow()
        await knowRecorder(page)
        await page.goto('/')
        await expect(page.locator('layerwise-workbench layerwise-stack .block').first()).toBeAttached({
          timeout: 30_000,
        })
        await settled(page)
        await look(page, 'home')
        await page.goto('/playground/')
        await expect(page.locator('layerwise-workbench layerwise-stack .block').first()).toBeAttached({
          timeout: 30_000,
        })
        await settled(page)
        await look(page, 'playground')
        await page.goto('/lessons/layers/')
        const scene = page.locator('.scene').first()
        await scene.scrollIntoViewIfNeeded()
        await scene.hover()
        await expect(scene.locator('layerwise-tree [role="treeitem"]').first()).toBeAttached({ timeout: 30_000 })
        await settled(page)
        await look(scene, 'scene')
      })
    })

/** Opens the example in the playground and builds it, then once more after a change of a source file. */
async function openBuiltTwice(page: Page): Promise<Locator> {
  await page.goto(`/playground/#project=${encodeProject({ id: 'pictures', title: 'Pictures', files })}`)
  const bench = page.locator('layerwise-workbench')
  await built(bench, 1)
  await bench.evaluate((element: HTMLElement & { readonly bench?: Bench }, path) => {
    const text = element.bench?.state.files.find((file) => file.path === path)?.text ?? ''
    element.bench?.type(path, `${text}\n// Tariffs of next year come here.\n`)
    void element.bench?.build()
  }, controller)
  await built(bench, 2)
  await expect(bench.locator('layerwise-tree [role="treeitem"]').first()).toBeAttached()
  await settled(page)
  return bench
}

async function built(bench: Locator, number: number): Promise<void> {
  await expect(bench.locator('.said')).toContainText(`Build ${number} is done`, { timeout: 30_000 })
}

/** Turns to a view, where one is shown at a time. */
async function show(bench: Locator, view: Bench['state']['view']): Promise<void> {
  await bench.evaluate(
    (element: HTMLElement & { readonly bench?: Bench }, to) => element.bench?.arrange({ view: to }),
    view,
  )
}

/** Turns to a pane; gives it once all that it works out is there. */
async function turnTo(bench: Locator, pane: PaneName, part: string): Promise<Locator> {
  await bench.evaluate((element: HTMLElement & { readonly bench?: Bench }, to) => element.bench?.turnTo(to), pane)
  await expect(bench.locator(part).first()).toBeAttached({ timeout: 30_000 })
  if (pane === 'what-if')
    await expect
      .poll(
        () =>
          bench.evaluate(({ bench }: HTMLElement & { readonly bench?: Bench }) =>
            [bench?.state.outlook?.state, bench?.state.mendings?.state].join(),
          ),
        { timeout: 30_000 },
      )
      .toBe('done,done')
  return bench.locator('layerwise-details .panel')
}

/** Turns to the terminal and types a line; gives the pane with what it printed. */
async function typedIn(page: Page, bench: Locator, line: string): Promise<Locator> {
  const panel = await turnTo(bench, 'terminal', 'layerwise-terminal .screen')
  const hint = bench.locator('layerwise-terminal .hint')
  await expect(hint).toContainText('A laptop with docker', { timeout: 30_000 })
  await bench.locator('layerwise-terminal .screen').click()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
  await expect(panel.locator('.xterm-rows')).toContainText('REPOSITORY', { timeout: 30_000 })
  await expect(hint).toContainText('A laptop with docker')
  // The cursor of a terminal that has the focus blinks.
  await bench.getByRole('tab', { name: 'Terminal' }).focus()
  await settled(page)
  return panel
}

/** Waits until the page's own letters are there and nobody points at anything. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
}

/** Skips the test where the pictures were recorded with another browser or with other fonts: they would differ, and say nothing. */
async function knowRecorder(page: Page): Promise<void> {
  const now: Recorder = {
    browser: `${process.platform}, Chromium ${page.context().browser()?.version().split('.')[0]}`,
    letters: await page.evaluate(lettersOf),
  }
  if (test.info().config.updateSnapshots === 'all' || test.info().config.updateSnapshots === 'changed')
    writeFileSync(recorder, `${JSON.stringify(now, null, 2)}\n`)
  const then: Recorder = JSON.parse(readFileSync(recorder, 'utf8'))
  const same = then.browser === now.browser && then.letters === now.letters
  const told = `recorded with ${then.browser} (letters ${then.letters}), this is ${now.browser} (letters ${now.letters})`
  if (!same) test.info().annotations.push({ type: 'pictures not compared', description: told })
  test.skip(!same, told)
}

/** How wide letters are that come from the system's fonts. */
function lettersOf(): string {
  const pen = document.createElement('canvas').getContext('2d')
  return ['serif', 'sans-serif', 'monospace']
    .map((font) => {
      if (pen === null) return ''
      pen.font = `100px ${font}`
      return [...'g✓↻✖⌘'].map((letter) => Math.round(pen.measureText(letter).width)).join(' ')
    })
    .join(', ')
}
