import { type Content, realContent } from '../filesystem/content.ts'
import { applyChanges, type Change } from '../filesystem/differences.ts'
import { joinContents, zeroContent } from '../filesystem/pieces.ts'
import { paddingAfter } from '../filesystem/tar-header.ts'
import { emptyTree, type Node, sortedNames, type Tree } from '../filesystem/tree.ts'
import { changesOfLayer } from '../image/applied.ts'
import { type ArchiveEntry, entriesOf, headersOf } from '../image/archive.ts'
import { configText, parseConfig } from '../image/config.ts'
import type { Image, Layer } from '../image/image.ts'
import { readSavedList } from '../image/import.ts'
import { layerOf } from '../image/layer.ts'
import { describe, indexText, manifestText, mediaTypes } from '../image/manifest.ts'
import type { TarEntry } from '../image/tar.ts'
import { readTar } from '../machine/programs/archive/tar-read.ts'
import type { TarMember } from '../machine/programs/archive/tar-write.ts'
import { budgetOf } from '../values/budget.ts'
import { bytesOf, textOf } from '../values/bytes.ts'
import type { Digest } from '../values/digest.ts'

/** An image with the names it has in an archive. */
export interface NamedImage {
  readonly image: Image
  /** `app:latest` */
  readonly names: readonly string[]
}

/** A tar archive of changes; content of which only the size is known stays what it is, so that it can be read again. */
export function archiveOf(changes: readonly Change[]): Content {
  const pieces: Content[] = []
  for (const entry of entriesOf(changes, {})) pieces.push(...packed(entry))
  return joinContents([...pieces, zeroContent(1024)])
}

/** A tar archive of one entry and all below it, under a name. */
export function archiveOfNode(name: string, node: Node): Content {
  return archiveOf(changesBelow(name, node))
}

/** All that a tree holds, as changes to an empty one. */
export function changesBelow(name: string, node: Node): readonly Change[] {
  const own: readonly Change[] = name === '' ? [] : [{ kind: 'added', path: name, node }]
  if (node.kind !== 'directory') return own
  const below = sortedNames(node).flatMap((child) => {
    const one = node.entries.get(child)
    return one === undefined ? [] : changesBelow(name === '' ? child : `${name}/${child}`, one)
  })
  return [...own, ...below]
}

function packed(entry: ArchiveEntry): readonly Content[] {
  const headers = headersOf(entry).map((bytes) => realContent(bytes))
  if (entry.content === undefined) return headers
  return [...headers, entry.content, zeroContent(paddingAfter(entry.content.size))]
}

const plain = { mode: 0o444, uid: 0, gid: 0, mtime: 0, linkName: '', device: [0, 0], size: 0 } as const

/** What `docker save` writes: an OCI layout with docker's manifest.json. Layers keep their diffIDs. Source: moby, image/tarexport. */
export function savedImages(images: readonly NamedImage[]): Content {
  const pieces: Content[] = []
  const written = new Set<string>()
  const add = (path: string, content: Content): void => {
    if (written.has(path)) return
    written.add(path)
    pieces.push(...packed({ ...plain, path, type: '0', size: content.size, content }))
  }
  for (const path of ['blobs/', 'blobs/sha256/'])
    pieces.push(...packed({ ...plain, path, type: '5', mode: 0o755, content: undefined }))
  const text = (path: string, json: string): void => add(path, realContent(bytesOf(json)))
  const listed: {
    readonly Config: string
    readonly RepoTags: readonly string[]
    readonly Layers: readonly string[]
  }[] = []
  const index: Parameters<typeof indexText>[0][number][] = []
  for (const { image, names } of images) {
    const layers = image.layers.map((layer) => {
      const content = archiveOf(layer.changes)
      add(blobPath(layer.diffID), content)
      return { mediaType: mediaTypes.layer, digest: layer.diffID, size: content.size }
    })
    const config = describe(mediaTypes.config, configText(image))
    const manifest = describe(mediaTypes.manifest, manifestText(config, layers))
    text(blobPath(config.digest), configText(image))
    text(blobPath(manifest.digest), manifestText(config, layers))
    for (const name of names.length === 0 ? [undefined] : names)
      index.push({
        ...manifest,
        ...(name === undefined
          ? {}
          : { annotations: { 'org.opencontainers.image.ref.name': name.replace(/^.*:/, '') } }),
      })
    listed.push({
      Config: blobPath(config.digest),
      RepoTags: names,
      Layers: layers.map(({ digest }) => blobPath(digest)),
    })
  }
  text('index.json', indexText(index))
  text('manifest.json', JSON.stringify(listed))
  text('oci-layout', '{"imageLayoutVersion":"1.0.0"}')
  return joinContents([...pieces, zeroContent(1024)])
}

function blobPath(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`
}

const mostSteps = 20_000_000

/** The images of an archive that `docker save` wrote, or why it cannot be read. */
export function loadedImages(archive: Content): readonly NamedImage[] | { readonly wrong: string } {
  const { members, problem } = readTar(archive, budgetOf(mostSteps))
  if (problem !== undefined && members.length === 0) return { wrong: 'unexpected EOF' }
  const files = new Map(members.map((member) => [member.name.replace(/^\.\//, ''), member.content]))
  const listed = readSavedList(textIn(files, 'manifest.json') ?? '')
  if (listed === undefined) return { wrong: 'open manifest.json: no such file or directory' }
  const images: NamedImage[] = []
  for (const { Config, RepoTags, Layers } of listed) {
    const config = parseConfig(textIn(files, Config) ?? '')
    if (config.kind === 'failed') return { wrong: config.reason }
    const { diffIDs, kind: _, ...rest } = config
    let tree: Tree = emptyTree
    const links = { next: 1 }
    const layers: Layer[] = []
    for (const [at, path] of Layers.entries()) {
      const content = files.get(path)
      const diffID = diffIDs[at]
      if (content === undefined || diffID === undefined) return { wrong: `open ${path}: no such file or directory` }
      const changes = changesOfLayer(readTar(content, budgetOf(mostSteps)).members.map(entryOf), tree, links)
      tree = applyChanges(tree, changes)
      layers.push(withDiffID(layerOf(changes), diffID))
    }
    images.push({ image: { ...rest, layers, tree }, names: RepoTags })
  }
  return images
}

/** A layer under the diffID that its image's config names. */
function withDiffID(layer: Layer, diffID: Digest): Layer {
  const { isExact, fileBytes, size, compressedSize, archive, changes } = layer
  return { diffID, isExact, fileBytes, size, compressedSize, archive, changes }
}

function textIn(files: ReadonlyMap<string, Content>, path: string): string | undefined {
  const content = files.get(path)
  return content?.kind === 'real' ? textOf(content.bytes) : undefined
}

/** The entries of an archive as a tree. */
export function treeOfArchive(archive: Content): Tree | undefined {
  const { members, problem } = readTar(archive, budgetOf(mostSteps))
  if (problem !== undefined && members.length === 0) return undefined
  return applyChanges(emptyTree, changesOfLayer(members.map(entryOf), emptyTree, { next: 1 }))
}

const kinds = {
  '0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
} as const

function entryOf(member: TarMember): TarEntry {
  const { mode, uid, gid, linkName, device, content } = member
  const path = member.name.replace(/^(\.?\/)+/, '').replace(/\/$/, '')
  return {
    path: path === '.' ? '' : path,
    written: member.name,
    kind: kinds[member.type],
    mode,
    uid,
    gid,
    mtime: { seconds: member.mtime, nanoseconds: 0 },
    linkName,
    device,
    bytes: new Uint8Array(0),
    content,
  }
}
