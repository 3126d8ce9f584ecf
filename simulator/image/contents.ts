import type { Image } from './image.ts'
import { type ShippedEntry, shippedEntries } from './shipped.ts'

/** A place in the files of an image or of one of its layers, with all that is below it. */
export interface Place {
  /** Without a leading slash; empty for the root. */
  readonly path: string
  readonly name: string
  /** What stands there; absent for a directory of which only what is below it is recorded. */
  readonly entry?: ShippedEntry
  readonly below: ReadonlyMap<string, Place>
  /** Bytes at and below it, and how many of them each layer ships. */
  readonly size: number
  readonly byLayer: ReadonlyMap<number, number>
  /** Bytes of those that later layers hide. */
  readonly hidden: number
  /** Bytes of lower layers that entries at and below it hide. */
  readonly hides: number
  /** Entries at and below it of each kind of change; directories count. */
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** Those that are no directories and stand there. */
  readonly files: number
}

type Draft = { -readonly [Key in keyof Omit<Place, 'below' | 'byLayer'>]: Place[Key] } & {
  readonly below: Map<string, Draft>
  readonly byLayer: Map<number, number>
}

/** One entry that a search found. */
export interface Hit {
  readonly entry: ShippedEntry
  /** How well its name fits: 0 is the very name, 1 begins with it, 2 holds it. */
  readonly rank: number
}

const known = new WeakMap<Image, Contents>()

/** The files of an image, looked at once: all of them together, layer by layer, and what is shipped though no one sees it. */
export class Contents {
  /** By layer, the lowest first. */
  readonly shipped: readonly (readonly ShippedEntry[])[]
  #merged: Place | undefined
  readonly #layers = new Map<number, Place>()

  private constructor(image: Image) {
    this.shipped = shippedEntries(image.layers)
  }

  /** The contents of an image, made when they are first asked for. */
  static of(image: Image): Contents {
    const contents = known.get(image) ?? new Contents(image)
    known.set(image, contents)
    return contents
  }

  /** The root of what a container sees: all layers applied. */
  get merged(): Place {
    this.#merged ??= placesOf(
      this.shipped.flatMap((entries) =>
        entries.filter((entry) => entry.hiddenBy === undefined && entry.change !== 'removed'),
      ),
    )
    return this.#merged
  }

  /** The root of what one layer adds, changes and removes; undefined when there is no such layer. */
  layer(index: number): Place | undefined {
    const entries = this.shipped[index]
    if (entries === undefined) return undefined
    const root = this.#layers.get(index) ?? placesOf(entries)
    this.#layers.set(index, root)
    return root
  }

  /** All that the layers did at a path, the lowest first. */
  versions(path: string): readonly ShippedEntry[] {
    return this.shipped.flatMap((entries) => entries.filter((entry) => entry.path === path))
  }

  /** Where in an image's layers a name is, hidden entries too; the best fitting first. With a slash in it, the text is looked for in whole paths. */
  search(text: string): readonly Hit[] {
    const wanted = text.toLowerCase()
    if (wanted.trim() === '') return []
    const hits = this.shipped.flat().flatMap((entry): readonly Hit[] => {
      if (entry.change === 'removed') return []
      const path = `/${entry.path}`.toLowerCase()
      const from = wanted.includes('/') ? 0 : path.lastIndexOf('/') + 1
      const at = path.indexOf(wanted, from)
      return at < 0 ? [] : [{ entry, rank: at > from ? 2 : path.length - from === wanted.length ? 0 : 1 }]
    })
    return hits.sort((a, b) => a.rank - b.rank || b.entry.size - a.entry.size || a.entry.layer - b.entry.layer)
  }
}

/** The place at a path below another; undefined where nothing is. */
export function placeAt(root: Place, path: string): Place | undefined {
  let place: Place | undefined = root
  for (const name of path.split('/')) if (name !== '') place = place?.below.get(name)
  return place
}

function placesOf(entries: readonly ShippedEntry[]): Place {
  const root = emptyPlace('', '')
  for (const entry of entries) put(root, entry)
  return root
}

function put(root: Draft, entry: ShippedEntry): void {
  const way = [root]
  let place = root
  for (const name of entry.path.split('/')) {
    let next = place.below.get(name)
    if (next === undefined) {
      next = emptyPlace(place.path === '' ? name : `${place.path}/${name}`, name)
      place.below.set(name, next)
    }
    way.push(next)
    place = next
  }
  const before = place.entry
  place.entry = entry
  for (const one of way) {
    // A directory that was recorded again counts once, as it is now.
    if (before !== undefined) one[before.change] -= 1
    one[entry.change] += 1
    one.hides += entry.hides
    if (entry.node === undefined || entry.node.kind === 'directory') continue
    if (before?.node === undefined || before.node.kind === 'directory') one.files += 1
    if (entry.size === 0) continue
    one.size += entry.size
    if (entry.hiddenBy !== undefined) one.hidden += entry.size
    one.byLayer.set(entry.layer, (one.byLayer.get(entry.layer) ?? 0) + entry.size)
  }
}

function emptyPlace(path: string, name: string): Draft {
  return {
    path,
    name,
    below: new Map(),
    size: 0,
    byLayer: new Map(),
    hidden: 0,
    hides: 0,
    added: 0,
    changed: 0,
    removed: 0,
    files: 0,
  }
}
