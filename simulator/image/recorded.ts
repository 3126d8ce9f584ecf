import * as v from 'valibot'
import { type Content, realContent } from '../filesystem/content.ts'
import { changesBetween } from '../filesystem/differences.ts'
import { Draft } from '../filesystem/draft.ts'
import { type Attributes, atSecond, emptyTree, epoch, type Node, type Tree } from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'
import { digestOf, isDigest } from '../values/digest.ts'
import { exact } from '../values/estimate.ts'
import { directoryName } from '../values/path.ts'
import { packLayer } from './archive.ts'
import type { CatalogImage, System } from './catalog.ts'
import { digestSchema, parseConfig, reasonOf } from './config.ts'
import type { Layer } from './image.ts'

const number = v.optional(v.number(), 0)
const entrySchema = v.object({
  path: v.string(),
  type: v.picklist(['file', 'dir', 'symlink', 'hardlink', 'char', 'block', 'fifo']),
  mode: v.string(),
  uid: number,
  gid: number,
  size: number,
  mtime: number,
  linkname: v.optional(v.string(), ''),
  dev: v.optional(v.tuple([v.number(), v.number()]), [0, 0]),
  sha256: v.optional(v.string(), ''),
})
const layerSchema = v.object({
  diffID: digestSchema,
  digest: digestSchema,
  size: v.number(),
  compressedSize: v.number(),
  fileBytes: v.number(),
  entries: v.optional(v.array(entrySchema), []),
})
const baseSchema = v.object({ manifestDigest: digestSchema, configText: v.string(), layers: v.array(layerSchema) })

type Entry = v.InferOutput<typeof entrySchema>

/**
 * A base image that was recorded from a real docker: one entry of the conformance cases' `bases.json` under its reference. Digests, sizes and
 * configuration are the real ones; files are the recorded entries, with their digests in place of their bytes. Where the record has
 * no entries, `likeness` lends its files (a similar image of the catalog). Throws a RangeError when the record has another form.
 */
export function oracleImage(reference: string, json: unknown, likeness?: CatalogImage): CatalogImage {
  const parsed = v.safeParse(baseSchema, json)
  if (!parsed.success) throw new RangeError(`not a recorded base image: ${reasonOf(parsed.issues[0])}`)
  const { manifestDigest, configText, layers: recorded } = parsed.output
  const config = parseConfig(configText)
  if (config.kind === 'failed') throw new RangeError(config.reason)
  let tree: Tree = emptyTree
  const layers: Layer[] = []
  for (const layer of recorded) {
    const lower = tree
    tree =
      layer.entries.length > 0 ? withEntries(lower, layer.entries, reference) : agedTree(likeness?.image.tree ?? lower)
    const changes = changesBetween(lower, tree)
    layers.push({
      diffID: layer.diffID,
      digest: layer.digest,
      isExact: true,
      fileBytes: exact(layer.fileBytes),
      size: exact(layer.size),
      compressedSize: () => exact(layer.compressedSize),
      archive: () => packLayer(changes),
      changes,
    })
  }
  const { platform, settings, history, created, author } = config
  return {
    reference,
    manifestDigest,
    system: likeness?.system ?? systemOf(reference),
    packageTables: likeness?.packageTables ?? [],
    image: {
      platform,
      settings,
      layers,
      history,
      ...(created === undefined ? {} : { created }),
      ...(author === undefined ? {} : { author }),
      tree,
    },
  }
}

function systemOf(reference: string): System {
  return reference.includes('busybox') ? { family: 'busybox', version: '' } : { family: reference, version: '' }
}

function withEntries(lower: Tree, entries: readonly Entry[], reference: string): Tree {
  const draft = new Draft(lower)
  for (const entry of entries) {
    const path = `/${entry.path.replace(/\/$/, '')}`
    draft.makeDirectories(directoryName(path), { mode: 0o755, uid: 0, gid: 0, mtime: epoch })
    if (entry.type === 'hardlink') draft.link(`/${entry.linkname}`, path)
    else draft.set(path, nodeOf(entry, entry.type, draft.at(path), reference))
  }
  return draft.finish()
}

function nodeOf(
  entry: Entry,
  type: Exclude<Entry['type'], 'hardlink'>,
  before: Node | undefined,
  reference: string,
): Node {
  const attributes: Attributes = {
    mode: Number.parseInt(entry.mode, 8),
    uid: entry.uid,
    gid: entry.gid,
    mtime: atSecond(entry.mtime),
  }
  const [major, minor] = entry.dev
  switch (type) {
    case 'dir':
      return { kind: 'directory', ...attributes, entries: before?.kind === 'directory' ? before.entries : new Map() }
    case 'symlink':
      return { kind: 'symlink', ...attributes, target: entry.linkname }
    case 'char':
      return { kind: 'character', ...attributes, major, minor }
    case 'block':
      return { kind: 'block', ...attributes, major, minor }
    case 'fifo':
      return { kind: 'fifo', ...attributes }
    case 'file':
      return { kind: 'file', ...attributes, content: contentOf(entry, reference) }
  }
}

/** Files of the recorded bases whose text is known; each is used only where the recorded digest agrees. */
const knownTexts: readonly string[] = [
  '',
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\n' +
    'app:x:1000:1000:app:/home/app:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\nstaff:x:50:app\napp:x:1000:\nnogroup:x:65534:\n',
]

function contentOf(entry: Entry, reference: string): Content {
  const digest = `sha256:${entry.sha256}`
  const known = knownTexts.find((text) => text.length === entry.size && (entry.size === 0 || digestOf(text) === digest))
  if (known !== undefined) return realContent(bytesOf(known))
  const isBusybox = entry.path === 'bin/busybox'
  return {
    kind: 'sized',
    size: entry.size,
    compressibility: 'binary',
    identity: `${reference}/${entry.path}`,
    ...(isDigest(digest) ? { digest } : {}),
    ...(isBusybox ? { program: 'busybox' } : {}),
  }
}

/** The same tree with every time at the epoch, as the recorded bases were made. */
function agedTree(tree: Tree): Tree {
  const entries = new Map<string, Node>()
  for (const [name, node] of tree.entries)
    entries.set(name, node.kind === 'directory' ? agedTree(node) : { ...node, mtime: epoch })
  return { ...tree, mtime: epoch, entries }
}
