import * as v from 'valibot'
import { applyChanges } from '../filesystem/differences.ts'
import { emptyTree, type Tree } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { type Digest, isDigest } from '../values/digest.ts'
import { exact } from '../values/estimate.ts'
import { changesOfLayer, type LinkNumbers } from './applied.ts'
import { decompress } from './compress.ts'
import { parseConfig, parseGoJson } from './config.ts'
import type { Image, Layer } from './image.ts'
import { layerOf } from './layer.ts'
import { readTar, type TarEntry } from './tar.ts'

/** An image read from an archive, with the names that the archive gives it. */
export interface ImportedImage {
  readonly names: readonly string[]
  readonly image: Image
}

/** What an archive holds, or why it cannot be read. */
export type ImportReading =
  | { readonly kind: 'images'; readonly images: readonly ImportedImage[] }
  | { readonly kind: 'failed'; readonly reason: string }

/** How much is read at most. */
export interface ImportBounds {
  /** Bytes of the archive and of each layer when decompressed. */
  readonly bytes: number
  readonly images: number
  readonly layers: number
}

const usualBounds: ImportBounds = { bytes: 2 ** 31, images: 20, layers: 200 }

/** Stops a reading; its message is the reason. */
class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/**
 * Reads what `docker save`, `docker buildx build -o type=oci` and {@link exportImage} write: a tar archive, also with gzip, with
 * `manifest.json` or an OCI `index.json`. The archive may come from anywhere; it is bounded, and refused with a reason. Digests are
 * taken from it and not computed again.
 */
export function importImages(archive: Uint8Array, bounds: ImportBounds = usualBounds): ImportReading {
  try {
    const files = filesOf(plainBytes(archive, bounds))
    const found = files.has('manifest.json') ? dockerImages(files) : layoutImages(files, bounds)
    if (found.length === 0) throw new Unreadable('there is no image in the archive')
    if (found.length > bounds.images) throw new Unreadable(`more than ${bounds.images} images`)
    return { kind: 'images', images: found.map((parts) => ({ names: parts.names, image: imageOf(parts, bounds) })) }
  } catch (error) {
    if (error instanceof Unreadable) return { kind: 'failed', reason: error.message }
    throw error
  }
}

function plainBytes(bytes: Uint8Array, bounds: ImportBounds): Uint8Array {
  const plain = decompress(bytes, bounds.bytes)
  if (plain.kind === 'failed') throw new Unreadable(plain.reason)
  if (plain.kind === 'unsupported') throw new Unreadable(`${plain.compression} is not read here; use gzip`)
  return plain.bytes
}

function entriesOf(bytes: Uint8Array): readonly TarEntry[] {
  const reading = readTar(bytes)
  if (reading.kind === 'failed') throw new Unreadable(reading.reason)
  return reading.entries
}

type Files = ReadonlyMap<string, Uint8Array>

/** The files of the outer archive; a link (as older `docker save` writes for equal layers) is the file it names. */
function filesOf(bytes: Uint8Array): Files {
  const files = new Map<string, Uint8Array>()
  const links: TarEntry[] = []
  for (const entry of entriesOf(bytes)) {
    if (entry.kind === 'file') files.set(entry.path, entry.bytes)
    else if (entry.kind === 'symlink' || entry.kind === 'hardlink') links.push(entry)
  }
  for (const link of links) {
    const target = files.get(link.linkName.replace(/^(\.\.?\/)+/, ''))
    if (target !== undefined) files.set(link.path, target)
  }
  return files
}

/** The parts of one image in the archive. */
interface Parts {
  readonly names: readonly string[]
  readonly config: Uint8Array
  readonly layers: readonly { readonly bytes: Uint8Array; readonly digest?: Digest }[]
}

function fileOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path)
  if (bytes === undefined) throw new Unreadable(`${path} is missing in the archive`)
  return bytes
}

function jsonOf<T>(files: Files, path: string, schema: v.GenericSchema<unknown, T>): T {
  let json: unknown
  try {
    json = parseGoJson(textOf(fileOf(files, path)))
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(`${path} is not JSON`)
  }
  const parsed = v.safeParse(schema, json)
  if (!parsed.success) throw new Unreadable(`${path} has an unknown form`)
  return parsed.output
}

const dockerSchema = v.array(
  v.object({
    Config: v.string(),
    RepoTags: v.optional(v.array(v.string()), []),
    Layers: v.optional(v.array(v.string()), []),
  }),
)

/** What `manifest.json` of an archive lists; undefined for what is none. */
export function readSavedList(json: string): v.InferOutput<typeof dockerSchema> | undefined {
  try {
    const parsed = v.safeParse(dockerSchema, parseGoJson(json))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

function dockerImages(files: Files): readonly Parts[] {
  return jsonOf(files, 'manifest.json', dockerSchema).map((image) => ({
    names: image.RepoTags,
    config: fileOf(files, image.Config),
    layers: image.Layers.map((path) => ({ bytes: fileOf(files, path) })),
  }))
}

const descriptorSchema = v.object({
  mediaType: v.optional(v.string(), ''),
  digest: v.string(),
  annotations: v.optional(v.record(v.string(), v.string()), {}),
  platform: v.optional(v.object({ os: v.optional(v.string(), ''), architecture: v.optional(v.string(), '') })),
})
const indexSchema = v.object({ manifests: v.array(descriptorSchema) })
const manifestSchema = v.object({
  config: v.object({ digest: v.string() }),
  layers: v.optional(v.array(v.object({ digest: v.string() })), []),
})

function layoutImages(files: Files, bounds: ImportBounds): readonly Parts[] {
  if (!files.has('index.json'))
    throw new Unreadable('this is no image archive: neither manifest.json nor index.json is in it')
  const parts: Parts[] = []
  const waiting = [{ path: 'index.json', names: [] as readonly string[], depth: 0 }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const descriptor of jsonOf(files, next.path, indexSchema).manifests) {
      const name =
        descriptor.annotations['io.containerd.image.name'] ??
        descriptor.annotations['org.opencontainers.image.ref.name']
      const names = name === undefined ? next.names : [name]
      if (/index|manifest\.list/.test(descriptor.mediaType)) {
        if (next.depth < 3) waiting.push({ path: blobPath(descriptor.digest), names, depth: next.depth + 1 })
      } else if (descriptor.platform?.os !== 'unknown')
        parts.push(manifestParts(files, blobPath(descriptor.digest), names))
      if (parts.length > bounds.images || waiting.length > bounds.images)
        throw new Unreadable(`more than ${bounds.images} images`)
    }
  }
  return parts
}

function manifestParts(files: Files, path: string, names: readonly string[]): Parts {
  const manifest = jsonOf(files, path, manifestSchema)
  return {
    names,
    config: fileOf(files, blobPath(manifest.config.digest)),
    layers: manifest.layers.map(({ digest }) => ({
      bytes: fileOf(files, blobPath(digest)),
      ...(isDigest(digest) ? { digest } : {}),
    })),
  }
}

function blobPath(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`
}

function imageOf(parts: Parts, bounds: ImportBounds): Image {
  const config = parseConfig(textOf(parts.config))
  if (config.kind === 'failed') throw new Unreadable(config.reason)
  const { diffIDs, kind: _, ...settings } = config
  if (diffIDs.length !== parts.layers.length)
    throw new Unreadable(`${diffIDs.length} layers are configured, ${parts.layers.length} are there`)
  if (diffIDs.length > bounds.layers) throw new Unreadable(`more than ${bounds.layers} layers`)
  const links: LinkNumbers = { next: 1 }
  let tree: Tree = emptyTree
  const layers: Layer[] = []
  for (const [index, part] of parts.layers.entries()) {
    const bytes = plainBytes(part.bytes, bounds)
    const changes = changesOfLayer(entriesOf(bytes), tree, links)
    tree = applyChanges(tree, changes)
    const own = layerOf(changes)
    layers.push({
      diffID: diffIDs[index] ?? own.diffID,
      isExact: true,
      fileBytes: own.fileBytes,
      size: exact(bytes.length),
      // A layer that lies uncompressed in the archive would be compressed on its way to a registry.
      compressedSize: () => (bytes === part.bytes ? own.compressedSize() : exact(part.bytes.length)),
      archive: () => [bytes],
      changes,
      ...(part.digest === undefined ? {} : { digest: part.digest }),
    })
  }
  return { ...settings, layers, tree }
}
