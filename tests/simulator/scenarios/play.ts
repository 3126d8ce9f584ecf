import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { resolveLinks } from '../../../simulator/filesystem/tree.ts'
import {
  type Build,
  bytesOf,
  Draft,
  emptyStore,
  emptyTree,
  entryAt,
  epoch,
  type Node,
  realContent,
  runBuild,
  type SizedContent,
  type Tree,
  textOf,
} from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { directoryName } from '../../../simulator/values/path.ts'
import { readCatalog } from '../../../tools/world.ts'
import type { Scenario } from './scenario.ts'

/** When the scenarios happen: the day on which the catalog's package indexes were collected. */
const now = { seconds: Date.UTC(2026, 10, 24, 12) / 1000, nanoseconds: 0 }
const catalog = readCatalog()

/** What came of a scenario: what was not as expected, and the build for those who want to look. */
export interface Played {
  readonly differences: readonly string[]
  /** Everything in it was simulated. */
  readonly ranThrough: boolean
  readonly build: Build
  readonly output: string
}

/** Builds a scenario and compares. */
export function play(scenario: Scenario): Played {
  const context = contextOf(scenario)
  const build = runBuild({ context }, { catalog, store: emptyStore, programs, now })
  const step = build.steps.findLast((candidate) => candidate.kind === 'run')
  const output = step?.output.map((piece) => piece.text).join('') ?? ''
  const gaps = step?.notes.filter((note) => note.kind === 'not-simulated').map((note) => note.message) ?? []
  const played = { build, output, ranThrough: gaps.length === 0 && build.failure?.step === undefined }
  if (scenario.gap !== undefined)
    return { ...played, ranThrough: false, differences: gapDifferences(scenario.gap, gaps, build) }
  const differences = [
    ...gaps.map((message) => `not simulated: ${message}`),
    ...statusDifferences(scenario, build),
    ...scenario.prints.filter((text) => !output.includes(text)).map((text) => `did not print ${text}`),
    ...(build.image === undefined ? [] : treeDifferences(scenario, build.image.tree)),
    ...sizeDifferences(scenario, build),
  ]
  return { ...played, ranThrough: differences.length === 0, differences }
}

function contextOf(scenario: Scenario): Tree {
  const draft = new Draft(emptyTree)
  const hasFiles = scenario.fixture !== undefined || Object.keys(scenario.files).length > 0
  if (scenario.fixture !== undefined) putFixture(draft, scenario.fixture, scenario.only)
  for (const [path, text] of Object.entries(scenario.files)) put(draft, path, realContent(bytesOf(text)))
  const run = scenario.heredoc ? `<<RUN_TEXT\n${scenario.run.trimEnd()}\nRUN_TEXT` : scenario.run.trimEnd()
  const copies = hasFiles ? `WORKDIR /src\n${scenario.before.includes('COPY') ? '' : 'COPY . .\n'}` : ''
  const text = `FROM ${scenario.from}\n${copies}${scenario.before}\nRUN ${scenario.flags} ${run}\n`
  put(draft, 'Dockerfile', realContent(bytesOf(text)))
  put(draft, '.dockerignore', realContent(bytesOf('Dockerfile*\n.dockerignore\nfixture.json\n')))
  return draft.finish()
}

const card = v.object({
  sized: v.array(
    v.object({ path: v.string(), size: v.number(), kind: v.picklist(['text', 'binary', 'packed', 'zeros']) }),
  ),
})

function putFixture(draft: Draft, name: string, only: readonly string[] | undefined): void {
  const folder = join(import.meta.dirname, '../../../content/fixtures', name)
  const isWanted = (path: string): boolean => only?.includes(path) ?? true
  for (const entry of globSync('**/*', { cwd: folder, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1)
    if (entry.isFile() && isWanted(path))
      put(draft, path, realContent(new Uint8Array(readFileSync(join(folder, path)))))
  }
  for (const { path, size, kind } of v.parse(card, JSON.parse(readFileSync(join(folder, 'fixture.json'), 'utf8')))
    .sized) {
    const content: SizedContent = { kind: 'sized', size, compressibility: kind, identity: `${name}/${path}` }
    if (isWanted(path)) put(draft, path, content)
  }
}

function put(draft: Draft, path: string, content: SizedContent | ReturnType<typeof realContent>): void {
  draft.makeDirectories(directoryName(`/${path}`), { mode: 0o755, uid: 0, gid: 0, mtime: epoch })
  draft.set(`/${path}`, { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: epoch, content })
}

function gapDifferences(gap: string, gaps: readonly string[], build: Build): readonly string[] {
  const problem = build.problems.find(({ code, message }) => code === 'NotSimulated' && message.includes(gap))
  return [
    ...(gaps.some((message) => message.includes(gap)) ? [] : [`did not say that ${gap} is not simulated`]),
    ...(problem?.range === undefined ? ['no problem at its line'] : []),
    ...(build.failure === undefined ? ['seemed to succeed'] : []),
  ]
}

function statusDifferences({ fails }: Scenario, { failure }: Build): readonly string[] {
  const wanted = fails === undefined ? undefined : `exit code: ${fails}`
  if (wanted === undefined) return failure === undefined ? [] : [`failed: ${failure.message}`]
  if (failure === undefined) return ['did not fail']
  return failure.message.endsWith(wanted) ? [] : [`failed otherwise: ${failure.message}`]
}

function sizeDifferences({ adds }: Scenario, { image }: Build): readonly string[] {
  if (adds === undefined || image === undefined) return []
  const [from = 0, to = from] = String(adds)
    .split('..')
    .map((text) => Number.parseFloat(text) * (/MB/.test(text) ? 1e6 : 1))
  const bytes = image.layers.at(-1)?.fileBytes.value ?? Number.NaN
  return bytes >= from && bytes <= to ? [] : [`adds ${bytes} bytes, not ${adds}`]
}

function treeDifferences({ leaves }: Scenario, tree: Tree): readonly string[] {
  return leaves.filter((wish) => !holds(tree, wish)).map((wish) => `does not leave ${wish}`)
}

function holds(tree: Tree, wish: string): boolean {
  const absent = /^no (\S+)$/.exec(wish)?.[1]
  if (absent !== undefined) return !anyAt(tree, absolute(absent))
  const [, path = '', wanted = ''] = /^(\S+) ?(.*)$/.exec(wish) ?? []
  if (path.includes('*')) return anyAt(tree, absolute(path))
  if (wanted.startsWith('-> ')) {
    const link = entryAt(tree, absolute(path))
    return link?.kind === 'symlink' && link.target === wanted.slice(3)
  }
  const node = resolveLinks(tree, absolute(path).replace(/\/$/, ''))?.node
  if (node === undefined || (path.endsWith('/') && node.kind !== 'directory')) return false
  if (wanted.startsWith('has ')) return textAt(node)?.includes(wanted.slice(4)) ?? false
  return wanted.split(' ').every((word) => isSo(node, word))
}

function isSo(node: Node, word: string): boolean {
  if (word === '') return true
  if (word === 'x') return (node.mode & 0o111) !== 0
  return word.includes(':') ? `${node.uid}:${node.gid}` === word : node.mode.toString(8) === word
}

function textAt(node: Node): string | undefined {
  return node.kind === 'file' && node.content.kind === 'real' ? textOf(node.content.bytes) : undefined
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `/src/${path}`
}

/** Whether something is at a path, whose last part may hold a `*`; apt's own `lock` and `partial` do not count. */
function anyAt(tree: Tree, path: string): boolean {
  if (!path.includes('*')) return resolveLinks(tree, path.replace(/\/$/, ''))?.node !== undefined
  const folder = resolveLinks(tree, directoryName(path))?.node
  if (folder?.kind !== 'directory') return false
  const [before = '', after = ''] = path.slice(path.lastIndexOf('/') + 1).split('*')
  return [...folder.entries.keys()].some(
    (name) => name !== 'lock' && name !== 'partial' && name.startsWith(before) && name.endsWith(after),
  )
}
