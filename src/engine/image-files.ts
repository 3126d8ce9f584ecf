import {
  type Build,
  type Content,
  Contents,
  type Image,
  type Node,
  type Place,
  placeAt,
  type ShippedEntry,
} from '../../simulator/index.ts'
import type {
  AttributesView,
  ContentView,
  EntryKind,
  FilesAnswer,
  FilesQuestion,
  FolderView,
  HitsView,
  OpenedView,
  PlaceView,
  ShippedView,
} from './image-views.ts'

/** Names of one directory that are sent, parts of one name, and hits of one search. */
const namesSent = 1000
const partsSent = 12
const hitsSent = 200
/** Characters of a text and bytes of anything else that are sent. */
const textSent = 100_000
const bytesSent = 512
/** Bytes that stand in one row, so that a row fits on a phone. */
const perRow = 8
/** The longest text that is looked for. */
const longestSearch = 200

/** Answers a question about the files of a build's image; `build` is undefined when it was forgotten. */
export function answerFiles(question: FilesQuestion, build: Build | undefined): FilesAnswer {
  const image = build?.image
  const contents = image === undefined ? undefined : Contents.of(image)
  switch (question.about) {
    case 'folder': {
      const root = question.layer === undefined ? contents?.merged : contents?.layer(question.layer)
      const place = root && placeAt(root, question.path)
      return { about: 'folder', question, folder: place && describeFolder(place) }
    }
    case 'entry': {
      const opened = image && contents && openEntry(image, contents, question.path, question.layer)
      return { about: 'entry', question, opened }
    }
    case 'search':
      return { about: 'search', question, found: contents && describeHits(contents, question.text) }
  }
}

function describeFolder(place: Place): FolderView {
  const all = [...place.below.values()]
  const kept = all.length <= namesSent ? all : all.sort((a, b) => b.size - a.size).slice(0, namesSent)
  const places = kept
    .map(describePlace)
    .sort((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  return { self: describePlace(place), places, more: all.length - kept.length }
}

function rankOf(place: PlaceView): number {
  return place.kind === 'directory' ? 0 : 1
}

function describePlace(place: Place): PlaceView {
  const { path, name, entry, size, hidden: hiddenBytes, files, added, changed, removed } = place
  const node = entry?.node
  const hidden = entry && hidingOf(entry)
  return {
    path,
    name,
    kind:
      node === undefined
        ? entry?.change === 'removed' && place.below.size === 0
          ? 'removed'
          : 'directory'
        : kindOf(node),
    ...(entry === undefined ? {} : { change: entry.change, layer: entry.layer }),
    ...(node === undefined ? {} : { attributes: attributesOf(node) }),
    ...(node?.kind === 'symlink' ? { target: node.target } : {}),
    hides: place.hides,
    ...(hidden === undefined ? {} : { hiddenBy: hidden }),
    size,
    hidden: hiddenBytes,
    files,
    added,
    changed,
    removed,
    byLayer: [...place.byLayer].map(([layer, bytes]) => ({ layer, bytes })).sort((a, b) => b.bytes - a.bytes),
    parts: partsOf(place),
  }
}

function partsOf(place: Place): PlaceView['parts'] {
  return [...place.below.values()]
    .filter((part) => part.size > 0)
    .sort((a, b) => b.size - a.size)
    .slice(0, partsSent)
    .map((part) => ({ name: part.name, size: part.size, layer: mainLayer(part) }))
}

/** The layer that ships most of a place's bytes. */
function mainLayer(place: Place): number {
  return [...place.byLayer].reduce((most, one) => (one[1] > most[1] ? one : most), [0, -1])[0]
}

function openEntry(image: Image, contents: Contents, path: string, layer: number): OpenedView | undefined {
  const versions = contents.versions(path)
  const entry = versions.findLast((version) => version.layer === layer)
  if (entry === undefined) return undefined
  const { node } = entry
  return {
    entry: describeShipped(entry),
    ...(node === undefined ? {} : { attributes: attributesOf(node) }),
    ...(node?.kind === 'symlink' ? { target: node.target } : {}),
    ...(node?.kind === 'file'
      ? { content: describeContent(node.content, image.layers[layer]?.digest !== undefined) }
      : {}),
    versions: versions.map(describeShipped),
  }
}

function describeHits(contents: Contents, text: string): HitsView {
  const hits = contents.search(text.slice(0, longestSearch)).map(({ entry }) => entry)
  const hidden = hits.filter((entry) => entry.hiddenBy !== undefined).length
  return { text, hits: hits.slice(0, hitsSent).map(describeShipped), visible: hits.length - hidden, hidden }
}

function describeShipped(entry: ShippedEntry): ShippedView {
  const { layer, path, change, node, hides } = entry
  const hidden = hidingOf(entry)
  return {
    layer,
    path,
    change,
    ...(node === undefined ? {} : { kind: kindOf(node) }),
    size: node?.kind === 'file' ? node.content.size : 0,
    hides,
    ...(hidden === undefined ? {} : { hiddenBy: hidden }),
  }
}

function hidingOf({ hiddenBy }: ShippedEntry): ShippedView['hiddenBy'] {
  if (hiddenBy === undefined) return undefined
  return { layer: hiddenBy.layer, how: hiddenBy.change === 'removed' ? 'removed' : 'replaced' }
}

function kindOf(node: Node): EntryKind {
  return node.kind === 'character' || node.kind === 'block' ? 'device' : node.kind
}

function attributesOf({ mode, uid, gid, mtime }: Node): AttributesView {
  return { mode, uid, gid, seconds: mtime.seconds }
}

/** What can be shown of a content. `isBase`: it came with the base image. */
function describeContent(content: Content, isBase: boolean): ContentView {
  if (content.kind === 'real') return describeBytes(content.bytes)
  const { source, program, identity } = content
  return {
    kind: 'sized',
    stands: isBase ? 'base' : identity.startsWith('project:') ? 'stand-in' : 'made',
    ...(source === undefined ? {} : { source }),
    ...(program === undefined ? {} : { program }),
  }
}

function describeBytes(bytes: Uint8Array): ContentView {
  const head = bytes.subarray(0, textSent)
  const cut = head.length < bytes.length
  const text = readText(head, cut)
  if (text !== undefined) return { kind: 'text', text, cut }
  const shown = bytes.subarray(0, bytesSent)
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) => [
    ...shown.subarray(row * perRow, row * perRow + perRow),
  ])
  return { kind: 'bytes', rows, cut: shown.length < bytes.length }
}

/** The bytes as text, where they are: UTF-8 without zeros. The last character may be cut through. */
function readText(bytes: Uint8Array, cut: boolean): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
  } catch {
    return undefined
  }
}
