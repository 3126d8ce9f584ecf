/**
 * Builds catalog/ from a folder of collected facts: `node tools/catalog/build.ts FOLDER`. Every run gives the same files.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { AlpineFacts } from './alpine.ts'
import type { Facts } from './contents.ts'
import { DebianFacts } from './debian.ts'
import { aliases, corrected, extraImages } from './extra.ts'
import { type CatalogFile, catalogFile, SourceImage } from './images.ts'
import { PackageFiles, PackageSets } from './packages.ts'
import { AptSource, closureOf, packageTables } from './tables.ts'

const source = process.argv[2]
if (source === undefined) {
  console.error('usage: node tools/catalog/build.ts FOLDER')
  process.exit(2)
}
const target = join(import.meta.dirname, '../../catalog')

const facts = readFacts(source)
const collected = readImages(source)
const images = [...[...collected.values()].map(corrected), ...extraImages(collected)].filter(
  (image) => image.ref !== 'scratch',
)
mkdirSync(join(target, 'images'), { recursive: true })
mkdirSync(join(target, 'packages'), { recursive: true })

const entries: object[] = []
for (const image of images.sort((a, b) => (a.ref < b.ref ? -1 : 1))) {
  const file = catalogFile(image, facts)
  const names = [image.ref, ...aliases.filter(([, reference]) => reference === image.ref).map(([alias]) => alias)]
  const name = `${image.ref.replace(/[/:]/g, '_')}.json`
  writeFileSync(join(target, 'images', name), imageText(file))
  for (const reference of names) entries.push(indexEntry(reference, name, file))
}
writeFileSync(
  join(target, 'index.json'),
  `{"collected":"2026-11-24","images":[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}\n`,
)
for (const [name, text] of packageTables(join(source, 'packages'), facts))
  writeFileSync(join(target, 'packages', `${name}.json`), text)

function indexEntry(reference: string, file: string, image: CatalogFile): object {
  const sum = (of: 'size' | 'compressedSize'): number => image.layers.reduce((total, layer) => total + layer[of], 0)
  return {
    reference,
    file,
    size: sum('size'),
    compressedSize: sum('compressedSize'),
    ...(image.supportUntil === undefined ? {} : { supportUntil: image.supportUntil }),
    family: image.system.family,
  }
}

/** JSON with one line for each file, so that a change reads as one. */
function imageText(image: CatalogFile): string {
  const { layers, ...head } = image
  const layerTexts = layers.map(({ files, ...layer }) => {
    const opening = JSON.stringify(layer).slice(0, -1)
    return `${opening},"files":[\n${files.map((entry) => JSON.stringify(entry)).join(',\n')}\n]}`
  })
  return `${JSON.stringify(head, null, 1).slice(0, -2)},\n "layers":[\n${layerTexts.join(',\n')}\n]}\n`
}

function readJson<T>(path: string, schema: v.GenericSchema<unknown, T>): T {
  return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')))
}

function readImages(folder: string): ReadonlyMap<string, SourceImage> {
  const names = readdirSync(join(folder, 'images')).filter((name) => name.endsWith('.json') && !name.startsWith('_'))
  return new Map(
    names.map((name) => {
      const image = readJson(join(folder, 'images', name), SourceImage)
      return [image.ref, image] as const
    }),
  )
}

function readFacts(folder: string): Facts {
  const own = join(import.meta.dirname, 'facts')
  const tables = {
    bookworm: readJson(join(folder, 'packages/apt-bookworm.json'), AptSource),
    trixie: readJson(join(folder, 'packages/apt-trixie.json'), AptSource),
  }
  return {
    bookworm: readJson(join(own, 'debian-bookworm.json'), DebianFacts),
    trixie: readJson(join(own, 'debian-trixie.json'), DebianFacts),
    applets: readJson(join(own, 'busybox-folders.json'), v.record(v.string(), v.string())),
    bookwormFiles: readJson(join(folder, 'packages/apt-files/bookworm.json'), PackageFiles),
    trixieFiles: readJson(join(folder, 'packages/apt-files/trixie.json'), PackageFiles),
    alpine312: readJson(join(folder, 'packages/apk-files/alpine-3.12.json'), AlpineFacts),
    alpine320: readJson(join(folder, 'packages/apk-files/alpine-3.20.json'), AlpineFacts),
    sets: readJson(join(folder, 'images/_package-sets.json'), PackageSets),
    closure: (suite, names) => closureOf(tables[suite], names),
  }
}
