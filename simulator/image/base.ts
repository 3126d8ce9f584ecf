import * as v from 'valibot'
import { type Content, realContent, type SizedContent } from '../filesystem/content.ts'
import { type Change, changesBetween } from '../filesystem/differences.ts'
import { Draft } from '../filesystem/draft.ts'
import {
  type Attributes,
  atSecond,
  emptyTree,
  epoch,
  type Node,
  resolveLinks,
  type Time,
  type Tree,
} from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'
import { type Digest, digestOf } from '../values/digest.ts'
import { exact, modelled } from '../values/estimate.ts'
import { directoryName } from '../values/path.ts'
import { layerSize, packLayer } from './archive.ts'
import type { CatalogImage } from './catalog.ts'
import { digestSchema, historySchema, reasonOf, settingsSchema } from './config.ts'
import type { Layer } from './image.ts'
import { distributions, repositoriesFile } from './repositories.ts'

const extraSchema = v.object({
  program: v.exactOptional(v.string()),
  text: v.exactOptional(v.string()),
  repositories: v.exactOptional(v.tuple([v.picklist(distributions), v.string()])),
  link: v.exactOptional(v.string()),
  kind: v.exactOptional(v.picklist(['text', 'binary', 'packed'])),
  uid: v.exactOptional(v.number()),
  gid: v.exactOptional(v.number()),
})
const size = v.pipe(v.number(), v.integer(), v.minValue(0))
const mode = v.union([v.literal(0), v.pipe(v.string(), v.regex(/^[0-7]+$/))])
const fileSchema = v.union([
  v.strictTuple([v.string(), size, mode]),
  v.strictTuple([v.string(), size, mode, extraSchema]),
])
const layerSchema = v.object({
  digest: digestSchema,
  compressedSize: size,
  size,
  source: v.string(),
  files: v.array(fileSchema),
})
const text = v.exactOptional(v.string())
const imageSchema = v.object({
  reference: v.string(),
  manifestDigest: digestSchema,
  platform: v.object({ os: v.string(), architecture: v.string(), variant: text }),
  created: text,
  system: v.object({
    family: v.string(),
    version: v.string(),
    codename: text,
    libc: v.exactOptional(v.picklist(['glibc', 'musl'])),
    packageManager: v.exactOptional(v.picklist(['apt', 'apk'])),
  }),
  supportUntil: text,
  packageTables: v.array(v.string()),
  settings: settingsSchema,
  history: v.array(historySchema),
  layers: v.array(layerSchema),
})

type LayerData = v.InferOutput<typeof layerSchema>
type FileData = v.InferOutput<typeof fileSchema>

/**
 * A base image from the parsed JSON of one file of the catalog. Trees are put together when they are first asked for. The layers' diffIDs
 * are stand-ins: the catalog knows digests and sizes, not bytes. Throws a RangeError that says what is wrong when the file has another form.
 */
export function catalogImage(json: unknown): CatalogImage {
  const parsed = v.safeParse(imageSchema, json)
  if (!parsed.success) throw new RangeError(`not an image of the catalog: ${reasonOf(parsed.issues[0])}`)
  const { platform, created, settings, history, layers: data, ...rest } = parsed.output
  const times = history.filter((entry) => entry.empty_layer !== true).map((entry) => timeOf(entry.created ?? created))
  const layers: CatalogLayer[] = []
  for (const [index, layer] of data.entries())
    layers.push(catalogLayer(layer, times[index] ?? timeOf(created), layers.at(-1)))
  const image = {
    platform,
    settings,
    layers,
    history,
    ...(created === undefined ? {} : { created }),
    get tree() {
      return layers.at(-1)?.tree ?? emptyTree
    },
  }
  return { ...rest, image }
}

function timeOf(created: string | undefined): Time {
  const milliseconds = Date.parse(created ?? '')
  return Number.isNaN(milliseconds) ? epoch : atSecond(Math.floor(milliseconds / 1000))
}

/** A layer of the catalog with the tree that it and all below it make. */
interface CatalogLayer extends Layer {
  readonly tree: Tree
}

function catalogLayer(data: LayerData, mtime: Time, below: CatalogLayer | undefined): CatalogLayer {
  let tree: Tree | undefined
  let changes: readonly Change[] | undefined
  const lower = (): Tree => below?.tree ?? emptyTree
  return {
    digest: data.digest,
    diffID: digestOf(data.digest),
    isExact: false,
    fileBytes: modelled(data.size, data.source),
    get size() {
      return modelled(layerSize(this.changes), data.source)
    },
    compressedSize: () => exact(data.compressedSize),
    archive() {
      return packLayer(this.changes)
    },
    get changes() {
      changes ??= changesBetween(lower(), this.tree)
      return changes
    },
    get tree() {
      tree ??= withFiles(lower(), data, mtime)
      return tree
    },
  }
}

function withFiles(lower: Tree, data: LayerData, mtime: Time): Tree {
  const draft = new Draft(lower)
  const directory: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime }
  // Shorter paths first, so that a directory or link stands before what lies in it.
  for (const file of [...data.files].sort(([a], [b]) => a.length - b.length)) {
    const path = `/${file[0].replace(/\/$/, '')}`
    const parent = resolveLinks(draft.current, directoryName(path))?.path ?? directoryName(path)
    draft.makeDirectories(parent, directory)
    const target = `${parent}${path.slice(path.lastIndexOf('/'))}`
    const before = draft.at(target)
    const node = nodeOf(file, data, mtime)
    const isKept = node.kind === 'directory' && before?.kind === 'directory'
    draft.set(target, isKept ? { ...node, entries: before.entries } : node)
  }
  return draft.finish()
}

function nodeOf(file: FileData, layer: LayerData, mtime: Time): Node {
  const [path, size, mode, extra = {}] = file
  const attributes = (usual: number): Attributes => ({
    mode: mode === 0 ? usual : Number.parseInt(mode, 8),
    uid: extra.uid ?? 0,
    gid: extra.gid ?? 0,
    mtime,
  })
  if (path.endsWith('/')) return { kind: 'directory', ...attributes(0o755), entries: emptyTree.entries }
  if (extra.link !== undefined) return { kind: 'symlink', ...attributes(0o777), target: extra.link }
  const usual = extra.program === undefined ? 0o644 : 0o755
  return { kind: 'file', ...attributes(usual), content: contentOf(path, size, extra, layer) }
}

function contentOf(path: string, size: number, extra: v.InferOutput<typeof extraSchema>, layer: LayerData): Content {
  const text = extra.repositories === undefined ? extra.text : repositoriesFile(extra.repositories).text
  if (text !== undefined) return realContent(bytesOf(text))
  const sized: SizedContent = {
    kind: 'sized',
    size,
    compressibility: extra.kind ?? 'binary',
    identity: `${layer.digest}/${path}`,
    source: layer.source,
  }
  return extra.program === undefined ? sized : { ...sized, program: extra.program }
}

/** The digest by which a reference names an image of the catalog: `alpine@sha256:…`. */
export function pinnedReference(image: CatalogImage): `${string}@${Digest}` {
  return `${image.reference.replace(/:[^/:]*$/, '')}@${image.manifestDigest}`
}
