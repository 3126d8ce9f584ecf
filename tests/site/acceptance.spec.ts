import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { emptyStore, runBuild } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { firstBuild } from '../../src/engine/builder.ts'
import { written } from '../../src/engine/context.ts'
import { describeBuild } from '../../src/engine/describe.ts'
import type { BuildView } from '../../src/engine/views.ts'
import type { ProjectFile } from '../../src/state/project.ts'
import { encodeProject } from '../../src/state/share.ts'
import type { Bench, BenchState } from '../../src/workbench/bench.ts'
import { readFolder } from '../../tools/folder.ts'
import { readCatalog } from '../../tools/world.ts'

const root = resolve(import.meta.dirname, '../..')
const modifier = process.platform === 'darwin' ? 'Meta' : 'Control'

/** Files by path. */
type Files = Readonly<Record<string, string>>

/** The texts of a folder of the project, by their paths in it; `but` names files left out. */
function textsOf(folder: string, but: readonly string[] = []): Files {
  const top = join(root, folder)
  return Object.fromEntries(
    readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !but.includes(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(top, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
  )
}

function projectFiles(files: Files): ProjectFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

/** Opens the playground with files of its own, as a link to them does. It builds them at once. */
async function openFiles(page: Page, files: Files, dockerfile = 'Dockerfile'): Promise<Locator> {
  const project = encodeProject({ id: 'acceptance', title: 'Acceptance', files: projectFiles(files), dockerfile })
  await page.goto(`/playground/#project=${project}`)
  const bench = page.locator('layerwise-workbench')
  await expect(bench.locator('.actions')).toBeVisible()
  return bench
}

/** The playground's first build of files, once it is done or has failed. */
async function openBuilt(page: Page, files: Files, dockerfile?: string): Promise<Locator> {
  const bench = await openFiles(page, files, dockerfile)
  await expect(bench.locator('.said')).toContainText(/Build 1 is done|The build failed/, { timeout: 30_000 })
  return bench
}

/** What the workbench knows. */
function stateOf(bench: Locator): Promise<BenchState | undefined> {
  return bench.evaluate((element: HTMLElement & { readonly bench?: Bench }) => element.bench?.state)
}

async function buildOf(bench: Locator): Promise<BuildView> {
  const build = (await stateOf(bench))?.build
  if (build === undefined) throw new Error('nothing was built')
  return build
}

/** Calls `use` with a folder that holds the files, all written when the page says that its files were; removes it afterwards. */
function inFolder<Result>(files: Files, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      chmodSync(file, 0o644)
    }
    for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((path) =>
      join(folder, path),
    )) {
      if (statSync(path).isDirectory()) chmodSync(path, 0o755)
      utimesSync(path, written.seconds, written.seconds)
    }
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same files built here, without a page: read from a real folder, at the time of the page's first build. */
function builtHere(files: Files, dockerfile: string): BuildView {
  return inFolder(files, (folder) => {
    const reading = readFolder(folder)
    if (reading.kind === 'failed') throw new Error(reading.message)
    const world = { catalog: readCatalog(), store: emptyStore, programs, now: firstBuild }
    return describeBuild(runBuild({ context: reading.tree, dockerfile }, world))
  })
}

interface CommandResult {
  readonly contextBytes: number
  readonly image: { readonly id: string; readonly size: BuildView['durationMs']; readonly layers: number }
}

/** What `layerwise build --progress json` says at its end, for the same files at the same time. */
function builtByCommand(files: Files, dockerfile: string): CommandResult {
  return inFolder(files, (folder) => {
    const words = ['tools/layerwise.ts', 'build', folder, '-f', join(folder, dockerfile), '--progress', 'json']
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(firstBuild.seconds) }
    const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: root, env, encoding: 'utf8' })
    const last = stdout.trim().split('\n').at(-1) ?? ''
    if (!last.startsWith('{')) throw new Error(stderr)
    return JSON.parse(last)
  })
}

const ours = (build: BuildView) => (build.image?.layers ?? []).filter((layer) => !layer.base)
const base = (build: BuildView) => (build.image?.layers ?? []).filter((layer) => layer.base)
const bytesOf = (layers: readonly { readonly fileBytes: { readonly value: number } }[]) =>
  layers.reduce((bytes, layer) => bytes + layer.fileBytes.value, 0)

test.describe('the page and the command agree to the byte', () => {
  const java = textsOf('content/fixtures/java-rest', ['fixture.json'])
  const cases: readonly { readonly name: string; readonly files: Files; readonly dockerfile: string }[] = [
    { name: 'hello', files: textsOf('content/fixtures/hello-py', ['fixture.json']), dockerfile: 'Dockerfile' },
    { name: 'DockerfileFat', files: java, dockerfile: 'DockerfileFat' },
    { name: 'DockerfileSlim', files: java, dockerfile: 'DockerfileSlim' },
    {
      name: 'nothing but own bytes',
      files: { Dockerfile: 'FROM scratch\nCOPY letter.txt /post/\nCMD ["/post"]\n', 'letter.txt': 'Dear reader\n' },
      dockerfile: 'Dockerfile',
    },
  ]
  for (const { name, files, dockerfile } of cases)
    test(`${name}: layers, diffIDs, settings, steps and output`, async ({ page }) => {
      const bench = await openBuilt(page, files, dockerfile)
      const build = await buildOf(bench)
      // The image's tag is named after the link, the key by the session.
      expect({ ...build, tags: [], key: 0 }).toEqual(builtHere(files, dockerfile))
      const command = builtByCommand(files, dockerfile)
      expect(command.image.size).toEqual(build.image?.size)
      expect(command.image.layers).toBe(build.image?.layers.length)
      expect(command.contextBytes).toBe(build.contextBytes)
      if (build.image?.imageID !== undefined) expect(command.image.id).toBe(build.image.imageID)
      const shown = await bench.locator('layerwise-stack .total').getAttribute('title')
      expect(shown?.replace(/\D+bytes.*|\D/g, '')).toBe(String(Math.round(command.image.size.value)))
    })

  test('an image of own bytes alone has docker’s own ID, which the page knows', async ({ page }) => {
    const bench = await openBuilt(page, cases[3]?.files ?? {})
    expect((await buildOf(bench)).image?.imageID).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  test('DockerfileFat is about 500 MB on a base of 431.97 MB', async ({ page }) => {
    const build = await buildOf(await openBuilt(page, java, 'DockerfileFat'))
    expect(bytesOf(base(build)) / 1e6).toBeCloseTo(431.97, 2)
    expect(Math.round((build.image?.size.value ?? 0) / 1e6)).toBe(499)
  })

  test('DockerfileSlim is about 284 MB on a base of 266.81 MB', async ({ page }) => {
    const build = await buildOf(await openBuilt(page, java, 'DockerfileSlim'))
    expect(bytesOf(base(build)) / 1e6).toBeCloseTo(266.81, 2)
    expect(Math.round((build.image?.size.value ?? 0) / 1e6)).toBe(284)
  })

  test('hello is its base and one layer under 2 kB', async ({ page }) => {
    const build = await buildOf(await openBuilt(page, cases[0]?.files ?? {}))
    expect(ours(build)).toHaveLength(1)
    expect(bytesOf(ours(build))).toBeLessThan(2000)
  })
})

/** Opens a file of the context in the editor, or the Dockerfile. */
async function openFile(bench: Locator, name: string): Promise<void> {
  await bench.locator(`layerwise-tree [data-path$="${name}"]`).first().click()
  await expect(bench.locator('layerwise-tabs [role="tab"][aria-selected="true"]')).toContainText(name)
}

/** Puts the cursor at the end of the open text and inserts. */
async function type(page: Page, bench: Locator, text: string): Promise<void> {
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+End`)
  await page.keyboard.insertText(text)
}

/** Puts a text in the place of the open one, as by pasting over all of it. */
async function replaceAll(page: Page, bench: Locator, text: string): Promise<void> {
  await bench.locator('.plain, .cm-content').first().click()
  await expect(bench.locator('.cm-content')).toBeFocused()
  await page.keyboard.press(`${modifier}+a`)
  await (text === '' ? page.keyboard.press('Delete') : page.keyboard.insertText(text))
}

test.describe('an edit of the sources', () => {
  const rebuilt = { 1: ['COPY', 'RUN'], 2: ['COPY'] }
  for (const scene of [1, 2] as const)
    test(`runs ${rebuilt[scene].length === 1 ? 'one step' : 'two steps'} again in the ${scene === 1 ? 'bad' : 'good'} order`, async ({
      page,
    }) => {
      const files = textsOf(`content/lessons/cache-and-order/scenes/${scene}`, ['scene.yaml'])
      const bench = await openBuilt(page, files)
      await openFile(bench, 'Main.java')
      await type(page, bench, '// for tomorrow\n')
      await openFile(bench, 'Dockerfile')
      await expect(bench.locator('.cm-signs .sign.run')).toHaveCount(rebuilt[scene].length)
      await page.keyboard.press(`${modifier}+Enter`)
      await expect(bench.locator('.said')).toContainText('Build 2 is done')
      const ran = bench
        .locator('layerwise-steps ol')
        .first()
        .locator('li', { has: page.locator('.ran') })
      await expect(ran).toHaveCount(rebuilt[scene].length)
      for (const [at, keyword] of rebuilt[scene].entries()) await expect(ran.nth(at)).toContainText(keyword)
    })
})

test('an endless loop does not stop the typing, and ends with an error at its line', async ({ page }) => {
  const bench = await openBuilt(page, { Dockerfile: 'FROM busybox\n' })
  // Work that ends, so that there is time to type in before the loop is stopped.
  const work = [1, 2, 3].map((run) => `RUN i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo ${run}\n`).join('')
  await bench.evaluate((element: HTMLElement & { readonly bench?: Bench }) => {
    element.bench?.listen(() => {
      const { building, files } = element.bench?.state ?? {}
      if (building !== undefined && files?.some((file) => file.text?.endsWith('# typed meanwhile')))
        element.dataset.typed = 'while building'
    })
  })
  await type(page, bench, `${work}RUN while true; do :; done\n`)
  await page.keyboard.press(`${modifier}+Enter`)
  await page.keyboard.type('# typed meanwhile')
  await expect(bench.locator('.said')).toContainText('The build failed', { timeout: 30_000 })
  await expect(bench).toHaveAttribute('data-typed', 'while building')
  await expect(bench.locator('layerwise-steps li', { has: page.locator('.failed') })).toContainText('while true')
  await openProblems(bench)
  await expect(problem(bench, 5)).toContainText('while true')
  await expect(bench.locator('.cm-signs .sign.error')).toHaveAttribute('aria-label', /while true/)
})

/** The row of the problem list that leads to a line; the list is opened when it is not. */
function problem(bench: Locator, line: number): Locator {
  return bench
    .locator('layerwise-problems li', { has: bench.page().getByRole('button', { name: `Line ${line}`, exact: true }) })
    .first()
}

async function openProblems(bench: Locator): Promise<void> {
  await bench.getByRole('tab', { name: /error/ }).click()
}

test.describe('bad input is told at its line, and kept', () => {
  const long = `RUN echo ${'long '.repeat(400_000)}`
  const cases: readonly {
    readonly name: string
    readonly text: string
    readonly says: string
    /** Where the error stands; undefined when it is about the whole file. */
    readonly line?: number
    /** It shows only when the build comes to it. */
    readonly building?: boolean
  }[] = [
    { name: 'an empty Dockerfile', text: '', says: 'the Dockerfile cannot be empty' },
    { name: 'a Dockerfile of comments', text: '# nothing yet\n', says: 'file with no instructions' },
    {
      name: 'binary garbage',
      text: '\u0001\u0002\ufffd\u0007ELF\u0010\n\u0003\n',
      says: 'unknown instruction',
      line: 1,
    },
    {
      name: 'a line of 2 MB',
      text: `FROM busybox\n${long}\nRNU echo\n`,
      says: 'dockerfile line greater than max allowed size of 65535',
    },
    {
      name: 'an unknown base image',
      text: 'FROM busybox AS one\nFROM no-such-image:9\n',
      says: 'no-such-image',
      line: 2,
    },
    {
      name: 'a file that is missing',
      text: 'FROM busybox\nRUN echo\nCOPY no-such-file /\n',
      says: '"/no-such-file": not found',
      line: 3,
      building: true,
    },
    {
      name: 'stages that need one another',
      text: 'FROM busybox AS one\nCOPY --from=two /a /\nFROM one AS two\nCOPY --from=one /b /\n',
      says: 'circular dependency',
      line: 2,
    },
  ]
  for (const { name, text, says, line, building } of cases)
    test(name, async ({ page }) => {
      const bench = await openBuilt(page, { Dockerfile: 'FROM busybox\n', 'letter.txt': 'Dear reader\n' })
      await replaceAll(page, bench, text)
      if (building === true) {
        await page.keyboard.press(`${modifier}+Enter`)
        await expect(bench.locator('.said')).toContainText('The build failed', { timeout: 30_000 })
      }
      await openProblems(bench)
      const found = line === undefined ? bench.locator('layerwise-problems li').first() : problem(bench, line)
      await expect(found).toContainText(says)
      await expect(found).toContainText('Error')
      if (line !== undefined) {
        const sign = bench.locator('.cm-signs .sign.error').first()
        await expect(sign).toHaveAttribute('aria-label', new RegExp(says.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
      }
      await page.reload()
      await expect(bench.locator('.notice')).toContainText('earlier visit')
      expect((await stateOf(bench))?.files.find((file) => file.path === 'Dockerfile')?.text).toBe(text)
    })
})
