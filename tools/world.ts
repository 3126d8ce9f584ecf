import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import { type Catalog, type CatalogImage, catalogImage, parseReference } from '../simulator/index.ts'

const indexSchema = v.object({ images: v.array(v.object({ reference: v.string(), file: v.string() })) })

/** Where the project keeps its base images and package tables. */
export const catalogFolder = resolve(import.meta.dirname, '../catalog')

/** The project's catalog; each image and package table is read when it is first asked for. Throws when the index is not there or not one. */
export function readCatalog(folder: string = catalogFolder): Catalog {
  const index = v.parse(indexSchema, readJson(join(folder, 'index.json')))
  const files = new Map(
    index.images.map(({ reference, file }) => [normalReference(reference), join(folder, 'images', file)]),
  )
  return {
    images: new ReadOnDemand<CatalogImage>(files.keys(), (reference) => {
      const file = files.get(reference)
      return file === undefined ? undefined : catalogImage(readJson(file))
    }),
    known: new Set(files.keys()),
    packageTables: new ReadOnDemand<unknown>(tableNames(folder), (name) =>
      readJson(join(folder, 'packages', `${name}.json`)),
    ),
  }
}

/** A map whose values are made when they are first asked for. */
class ReadOnDemand<Value> extends Map<string, Value> {
  readonly #names: Set<string>
  readonly #read: (name: string) => Value | undefined

  constructor(names: Iterable<string>, read: (name: string) => Value | undefined) {
    super()
    this.#names = new Set(names)
    this.#read = read
  }

  override get(name: string): Value | undefined {
    if (!super.has(name) && this.#names.has(name)) {
      const value = this.#read(name)
      if (value !== undefined) this.set(name, value)
    }
    return super.get(name)
  }

  override has(name: string): boolean {
    return this.#names.has(name)
  }
}

function tableNames(folder: string): readonly string[] {
  return globSync('packages/*.json', { cwd: folder }).map((path) => basename(path, '.json'))
}

function normalReference(text: string): string {
  const reference = parseReference(text)
  if ('error' in reference) throw new Error(`catalog/index.json: ${text}: ${reference.error}`)
  return reference.normal
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
