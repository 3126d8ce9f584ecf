import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Catalog, type CatalogImage, catalogImage, oracleImage, parseReference } from '../../simulator/index.ts'
import { casesFolder } from './case.ts'

/**
 * The base images that the cases stand on, as a catalog. `file` is a bases.json, by default the project's own. Throws when the file cannot be
 * read or is not one.
 */
export function readBases(file: string = join(casesFolder, '../bases.json')): Catalog {
  const bases: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof bases !== 'object' || bases === null) throw new Error(`${file} holds no base images`)
  const images = new Map<string, CatalogImage>()
  for (const [reference, entry] of Object.entries(bases))
    images.set(normalReference(reference), oracleImage(reference, entry, likenessOf(reference)))
  return { images, known: new Set(images.keys()), packageTables: new Map(), offline: true }
}

/** The image of the catalog that lends its files to a base whose record does not list them: `debian:bookworm` to `oracle/debian:bookworm`. */
function likenessOf(reference: string): CatalogImage | undefined {
  const name = reference.slice(reference.lastIndexOf('/') + 1).replace(':', '_')
  const file = join(casesFolder, `../../../catalog/images/${name}.json`)
  return existsSync(file) ? catalogImage(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

function normalReference(text: string): string {
  const reference = parseReference(text)
  if ('error' in reference) throw new Error(`${text}: ${reference.error}`)
  return reference.normal
}
