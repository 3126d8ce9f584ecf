import * as v from 'valibot'
import {
  type BaseFacts,
  type Catalog,
  type CatalogImage,
  catalogImage,
  factsOf,
  type KnownImage,
  parseReference,
} from '../../simulator/index.ts'

/** Fetches a JSON file of the catalog, by its path below the catalog's folder. Rejects when it cannot be had. */
export type FetchJson = (path: string) => Promise<unknown>

const indexSchema = v.object({
  images: v.array(
    v.object({ reference: v.string(), file: v.string(), size: v.number(), supportUntil: v.exactOptional(v.string()) }),
  ),
})

/** A map that remembers what it was asked for, so that what a Dockerfile names can be fetched when it is missing. */
class AskedMap<Value> extends Map<string, Value> {
  readonly asked = new Set<string>()

  override get(key: string): Value | undefined {
    this.asked.add(key)
    return super.get(key)
  }

  override has(key: string): boolean {
    this.asked.add(key)
    return super.has(key)
  }
}

/**
 * The images and package tables that were fetched so far. The simulator never fetches: it looks into {@link Shelf.catalog}, and what it looked
 * for in vain {@link Shelf.fetchMissing} brings.
 */
export class Shelf {
  readonly #fetchJson: FetchJson
  readonly #images = new AskedMap<CatalogImage>()
  readonly #tables = new Map<string, unknown>()
  /** File of each known image by normalised reference. */
  #files: ReadonlyMap<string, string> | undefined
  #list: readonly KnownImage[] = []
  readonly #facts = new Map<string, BaseFacts>()

  constructor(fetchJson: FetchJson) {
    this.#fetchJson = fetchJson
  }

  /** What there is now. Fetches the catalog's index the first time. */
  async catalog(): Promise<Catalog> {
    if (this.#files === undefined) {
      const index = v.parse(indexSchema, await this.#fetchJson('index.json'))
      this.#list = index.images.map(({ file: _, ...image }) => image)
      this.#files = new Map(index.images.map(({ reference, file }) => [normalised(reference), file]))
    }
    return { images: this.#images, known: new Set(this.#files.keys()), packageTables: this.#tables }
  }

  /** How many images are loaded. */
  get loaded(): number {
    return this.#images.size
  }

  /** The images that there are, and what those hold that are loaded, by normalised reference. */
  async contents(): Promise<{
    readonly images: readonly KnownImage[]
    readonly bases: ReadonlyMap<string, BaseFacts>
  }> {
    await this.catalog()
    for (const [reference, image] of this.#images)
      if (!this.#facts.has(reference)) this.#facts.set(reference, factsOf(image))
    return { images: this.#list, bases: this.#facts }
  }

  /** Fetches what was looked for in vain and is known; whether anything came. */
  async fetchMissing(): Promise<boolean> {
    const wanted = [...this.#images.asked].flatMap((reference) => {
      const file = this.#files?.get(reference)
      return file === undefined || this.#held(reference) ? [] : [{ reference, file }]
    })
    await Promise.all(
      wanted.map(async ({ reference, file }) => {
        this.#images.set(reference, catalogImage(await this.#fetchJson(`images/${file}`)))
      }),
    )
    return wanted.length > 0
  }

  /** Fetches the package tables of the images that were looked at, and the hosts that programs in them can reach. */
  async fetchTables(): Promise<void> {
    const used = [...this.#images].filter(([reference]) => this.#images.asked.has(reference))
    const names = new Set(used.flatMap(([, image]) => ['hosts', ...image.packageTables]))
    const missing = [...names].filter((name) => !this.#tables.has(name))
    await Promise.all(
      missing.map(async (name) => this.#tables.set(name, await this.#fetchJson(`packages/${name}.json`))),
    )
  }

  #held(reference: string): boolean {
    return [...this.#images.keys()].includes(reference)
  }
}

function normalised(reference: string): string {
  const parsed = parseReference(reference)
  return 'error' in parsed ? reference : parsed.normal
}
