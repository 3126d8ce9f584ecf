import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Compressibility, type Content, realContent, sizedContent } from '../../simulator/filesystem/content.ts'
import { Draft } from '../../simulator/filesystem/draft.ts'
import { atSecond, emptyTree, entryAt, epoch, fileBytes, type Tree } from '../../simulator/filesystem/tree.ts'
import { catalogImage } from '../../simulator/image/base.ts'
import type { Image } from '../../simulator/image/image.ts'
import { makeMachine, type RunningMachine, runCommand } from '../../simulator/machine/machine.ts'
import { packagePrograms } from '../../simulator/machine/packages/index.ts'
import type { MountPoint } from '../../simulator/machine/process.ts'
import { programs } from '../../simulator/machine/programs/index.ts'
import { directoryName } from '../../simulator/values/path.ts'

const root = join(import.meta.dirname, '../..')

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

interface IndexEntry {
  readonly reference: string
  readonly file: string
}

const index = readJson('catalog/index.json') as { readonly images: readonly IndexEntry[] }
const images = new Map<string, Image>()

/** An image of the project's catalog, by the name people write. */
export function imageNamed(reference: string): Image {
  const known = images.get(reference)
  if (known !== undefined) return known
  const file = index.images.find((entry) => entry.reference === reference)?.file
  if (file === undefined) throw new RangeError(`no image ${reference} in the catalog`)
  const { image } = catalogImage(readJson(`catalog/images/${file}`))
  images.set(reference, image)
  return image
}

/** All package tables of the catalog. */
export const packageTables: ReadonlyMap<string, unknown> = new Map(
  readdirSync(join(root, 'catalog/packages')).map((name) => [
    name.replace('.json', ''),
    readJson(`catalog/packages/${name}`),
  ]),
)

/** The files of a fixture with its sized stand-ins, without its fixture.json. */
export function fixture(name: string): Tree {
  const draft = new Draft(emptyTree)
  const folder = join(root, 'content/fixtures', name)
  const card = readJson(`content/fixtures/${name}/fixture.json`) as {
    readonly sized: readonly { readonly path: string; readonly size: number; readonly kind: Compressibility }[]
  }
  for (const found of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (found === 'fixture.json' || statSync(join(folder, found)).isDirectory()) continue
    put(draft, found, realContent(new Uint8Array(readFileSync(join(folder, found)))))
  }
  for (const { path, size, kind } of card.sized) put(draft, path, sizedContent(`${name}/${path}`, size, kind))
  return draft.finish()
}

function put(draft: Draft, path: string, content: Content): void {
  draft.makeDirectories(directoryName(`/${path}`), { mode: 0o755, uid: 0, gid: 0, mtime: epoch })
  draft.set(path, { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: epoch, content })
}

/** What is set up before commands run. */
export interface Setup {
  readonly image: string
  /** Put at /work, which is then the working directory; real texts by path, or a whole tree. */
  readonly work?: Tree | Readonly<Record<string, string>>
  readonly network?: 'default' | 'none'
  readonly environment?: Readonly<Record<string, string>>
  readonly uid?: number
  readonly mounts?: readonly MountPoint[]
  /** Days after the catalog was collected. */
  readonly day?: number
}

/** A computer with a base image, and what its commands said and left. */
export interface Ran {
  readonly status: number
  /** All that was printed. */
  readonly text: string
  readonly tree: Tree
  readonly machine: RunningMachine
}

/** Runs commands one after another (words split at blanks, `'…'` kept together), as `&&` would; gives the last one's outcome and all they printed. */
export function runIn(setup: Setup, ...commands: readonly string[]): Ran {
  const image = imageNamed(setup.image)
  const draft = new Draft(image.tree)
  const work = setup.work === undefined ? emptyTree : 'entries' in setup.work ? (setup.work as Tree) : undefined
  if (setup.work !== undefined) draft.set('work', emptyTree)
  if (work === undefined)
    for (const [path, text] of Object.entries(setup.work ?? {}))
      put(draft, `work/${path}`, realContent(new TextEncoder().encode(text)))
  else if (setup.work !== undefined) draft.set('work', work)
  return runOn(draft.finish(), setup, ...commands)
}

/** The same on a file system that earlier commands left. */
export function runOn(tree: Tree, setup: Setup, ...commands: readonly string[]): Ran {
  const draft = new Draft(tree)
  const machine = makeMachine({
    tree: draft,
    now: atSecond(Date.UTC(2026, 10, 24) / 1000 + (setup.day ?? 0) * 86_400),
    programs: new Map([...packagePrograms, ...programs]),
    packageTables,
    ...(setup.network === undefined ? {} : { network: setup.network }),
    ...(setup.mounts === undefined ? {} : { mounts: setup.mounts }),
  })
  const environment = new Map(
    (imageNamed(setup.image).settings.Env ?? []).map((pair) => splitAt(pair, pair.indexOf('='))),
  )
  for (const [name, value] of Object.entries(setup.environment ?? {})) environment.set(name, value)
  const uid = setup.uid ?? 0
  let status = 0
  let text = ''
  for (const command of commands) {
    const result = runCommand(machine, {
      arguments: [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
      environment,
      directory: entryAt(tree, '/work') === undefined ? '/' : '/work',
      user: { uid, gid: uid, groups: [uid] },
    })
    text += result.output.map((piece) => piece.text).join('')
    status = result.status
    if (status !== 0) break
  }
  return { status, text, tree: draft.finish(), machine }
}

function splitAt(text: string, at: number): readonly [string, string] {
  return [text.slice(0, at), text.slice(at + 1)]
}

/** Bytes that commands added to a tree, and how many below a folder. */
export function grown(ran: Ran, setup: Setup): number {
  return fileBytes(ran.tree) - fileBytes(imageNamed(setup.image).tree)
}

/** Bytes of the files below a folder; 0 when there is none. */
export function bytesBelow(tree: Tree, path: string): number {
  const node = entryAt(tree, path)
  return node?.kind === 'directory' ? fileBytes(node) : node?.kind === 'file' ? node.content.size : 0
}
