import { epoch } from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'
import { type Digest, digester } from '../values/digest.ts'
import { type ArchiveEntry, headersOf } from './archive.ts'
import { configText } from './config.ts'
import type { Image, Layer } from './image.ts'
import { type Descriptor, describe, indexText, manifestText, mediaTypes } from './manifest.ts'
import { parseReference } from './reference.ts'

/** How an image is written to a file. */
export interface ExportOptions {
  /** `docker` adds `manifest.json`, which `docker load` reads; both are OCI layouts. Source: OCI image-spec, image-layout.md. */
  readonly format: 'oci' | 'docker'
  /** Names the image gets: `app:1`. What is no name is left out. */
  readonly tags: readonly string[]
}

/** On layers whose files are partly zeros in place of bytes that the simulator does not have. */
const standInAnnotation = { 'org.layerwise.content': 'sizes only' }

/**
 * An image as a tar archive in pieces, layers uncompressed. Content of which only the size is known is written as zeros; such layers get the
 * digests of what is really written, so that the archive is consistent in itself, and say so in an annotation. Their names are needed before
 * their bytes: while they are hashed, empty pieces come, so that a caller can do other things in between.
 */
export function* exportImage(image: Image, options: ExportOptions): Generator<Uint8Array> {
  const layers: Descriptor[] = []
  for (const layer of image.layers) layers.push(yield* writtenLayer(layer))
  const written = image.layers.map((layer, index) => ({ ...layer, diffID: layers[index]?.digest ?? layer.diffID }))
  const config = configText({ ...image, layers: written })
  const configDescriptor = describe(mediaTypes.config, config)
  const manifest = manifestText(configDescriptor, layers)
  const manifestDescriptor = describe(mediaTypes.manifest, manifest)
  yield* directory('blobs')
  yield* directory('blobs/sha256')
  yield* textFile(blobPath(configDescriptor.digest), config)
  yield* textFile(blobPath(manifestDescriptor.digest), manifest)
  const seen = new Set<Digest>()
  for (const [index, layer] of image.layers.entries()) {
    const descriptor = layers[index]
    if (descriptor === undefined || seen.has(descriptor.digest)) continue
    seen.add(descriptor.digest)
    yield* file(blobPath(descriptor.digest), descriptor.size, layer.archive())
  }
  yield* textFile('index.json', indexText(namedManifests(manifestDescriptor, image, options)))
  if (options.format === 'docker') yield* textFile('manifest.json', dockerManifest(configDescriptor, layers, options))
  yield* textFile('oci-layout', '{"imageLayoutVersion":"1.0.0"}')
  yield new Uint8Array(1024)
}

const nothing = new Uint8Array(0)

/** The descriptor of a layer as it is written; hashed anew unless its own diffID is that of real bytes. */
function* writtenLayer(layer: Layer): Generator<Uint8Array, Descriptor> {
  const isWhole = layer.changes.every(
    (change) => change.kind === 'removed' || change.node.kind !== 'file' || change.node.content.kind === 'real',
  )
  const hash = digester()
  let size = 0
  for (const piece of layer.archive()) {
    size += piece.length
    if (isWhole) continue
    hash.add(piece)
    yield nothing
  }
  const descriptor = { mediaType: mediaTypes.layer, size }
  return isWhole
    ? { ...descriptor, digest: layer.diffID }
    : { ...descriptor, digest: hash.end(), annotations: standInAnnotation }
}

/** One entry for each name, or one without. */
function namedManifests(manifest: Descriptor, image: Image, options: ExportOptions): readonly Descriptor[] {
  const plain: Descriptor = { ...manifest, platform: image.platform }
  const created = image.created === undefined ? {} : { 'org.opencontainers.image.created': image.created }
  const named = referencesOf(options.tags).map((reference) => ({
    ...plain,
    annotations: {
      'io.containerd.image.name': reference.normal,
      ...created,
      'org.opencontainers.image.ref.name': reference.tag ?? 'latest',
    },
  }))
  return named.length > 0 ? named : [{ ...plain, annotations: created }]
}

function referencesOf(tags: readonly string[]) {
  return tags.map(parseReference).flatMap((reference) => ('error' in reference ? [] : [reference]))
}

function dockerManifest(config: Descriptor, layers: readonly Descriptor[], options: ExportOptions): string {
  return JSON.stringify([
    {
      Config: blobPath(config.digest),
      RepoTags: referencesOf(options.tags).map((reference) => reference.familiar),
      Layers: layers.map((layer) => blobPath(layer.digest)),
    },
  ])
}

function blobPath(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`
}

const plain = {
  mode: 0o444,
  uid: 0,
  gid: 0,
  mtime: epoch.seconds,
  linkName: '',
  device: [0, 0],
  content: undefined,
} as const

function* directory(path: string): Generator<Uint8Array> {
  yield* headersOf({ ...plain, path: `${path}/`, type: '5', mode: 0o755, size: 0 })
}

function* textFile(path: string, text: string): Generator<Uint8Array> {
  const bytes = bytesOf(text)
  yield* file(path, bytes.length, [bytes])
}

function* file(path: string, size: number, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const entry: ArchiveEntry = { ...plain, path, type: '0', size }
  yield* headersOf(entry)
  yield* pieces
  const padding = (512 - (size % 512)) % 512
  if (padding > 0) yield new Uint8Array(padding)
}
