import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { contentOf, type Facts } from './contents.ts'
import { composeLayer, type Entry, withOwnStandIns } from './layer.ts'

/** One image as the collection has it. */
export const SourceImage = v.object({
  ref: v.string(),
  platform: v.string(),
  manifestDigest: v.nullable(v.string()),
  created: v.nullable(v.string()),
  compressedSize: v.number(),
  uncompressedSize: v.number(),
  uncompressedConfidence: v.string(),
  layers: v.array(
    v.object({
      digest: v.nullable(v.string()),
      size: v.number(),
      uncompressedSize: v.number(),
      uncompressedBasis: v.string(),
    }),
  ),
  history: v.array(
    v.object({
      created: v.nullable(v.string()),
      createdBy: v.string(),
      emptyLayer: v.boolean(),
      layer: v.nullable(v.number()),
      text: v.optional(v.string()),
    }),
  ),
  config: v.object({
    Env: v.nullish(v.array(v.string())),
    Cmd: v.nullish(v.array(v.string())),
    Entrypoint: v.nullish(v.array(v.string())),
    WorkingDir: v.nullish(v.string()),
    User: v.nullish(v.string()),
    ExposedPorts: v.nullish(v.array(v.string())),
    Volumes: v.nullish(v.array(v.string())),
    StopSignal: v.nullish(v.string()),
    Labels: v.nullish(v.record(v.string(), v.string())),
  }),
  os: v.object({
    family: v.string(),
    version: v.nullable(v.string()),
    codename: v.optional(v.nullable(v.string())),
    libc: v.nullish(v.string()),
  }),
  packageManager: v.nullable(v.string()),
  packageSets: v.array(v.string()),
})

export type SourceImage = v.InferOutput<typeof SourceImage>

/** One layer as the project's catalog keeps it. `size` is the sum of its files' sizes. */
export interface CatalogLayer {
  readonly digest: string
  readonly compressedSize: number
  readonly size: number
  readonly source: string
  readonly files: readonly Entry[]
}

/** What kind of system the image holds. */
export interface CatalogSystem {
  readonly family: string
  readonly version: string
  readonly codename?: string
  readonly libc?: string
  readonly packageManager?: string
}

/** One image as the project's catalog keeps it. */
export interface CatalogFile {
  readonly reference: string
  readonly manifestDigest: string
  readonly platform: { readonly os: string; readonly architecture: string }
  readonly created: string | undefined
  readonly system: CatalogSystem
  readonly supportUntil?: string
  readonly packageTables: readonly string[]
  readonly settings: Readonly<Record<string, unknown>>
  readonly history: readonly Readonly<Record<string, unknown>>[]
  readonly source: string
  readonly layers: readonly CatalogLayer[]
}

/** The catalog's form of a collected image. */
export function catalogFile(image: SourceImage, facts: Facts): CatalogFile {
  const taken = new Set<string>()
  const layers = image.layers.map((layer, at): CatalogLayer => {
    const line = image.history.find((entry) => entry.layer === at)
    const size = hasOnlyLinks(line?.createdBy ?? '') ? 0 : layer.uncompressedSize
    const files = withOwnStandIns(composeLayer(size, contentOf(image, at, size, facts)), at, taken)
    return {
      digest: layer.digest ?? standIn(`${image.ref} layer ${at}`),
      compressedSize: layer.size,
      size,
      source: `${basisText(layer.uncompressedBasis)}${layer.digest === null ? ' The digest is a stand-in.' : ''}`,
      files,
    }
  })
  const support = supportUntil(image)
  return {
    reference: image.ref,
    manifestDigest: image.manifestDigest ?? standIn(image.ref),
    platform: { os: 'linux', architecture: 'amd64' },
    created: timeOf(image.created),
    system: systemOf(image),
    ...(support === undefined ? {} : { supportUntil: support }),
    packageTables: packageTables(image),
    settings: settingsOf(image.config),
    history: image.history.map((line) => ({
      ...(timeOf(line.created) === undefined ? {} : { created: timeOf(line.created) }),
      created_by: line.createdBy,
      ...(/# buildkit\s*$/.test(line.createdBy) ? { comment: 'buildkit.dockerfile.v0' } : {}),
      ...(line.emptyLayer ? { empty_layer: true } : {}),
    })),
    source: `Layers, digests and history: metadata of the public registry, collected 2026-11-24 (${image.uncompressedConfidence}). File names: packages of the distribution, installed and measured; what is not known by name is in files called .other-files.`,
    layers,
  }
}

/** A digest of the right form for what the collection could not reach. */
export function standIn(name: string): string {
  return `sha256:${createHash('sha256').update(`stand-in ${name}`).digest('hex')}`
}

function timeOf(text: string | null): string | undefined {
  if (text === null) return undefined
  return /^\d{4}-\d{2}$/.test(text) ? `${text}-01T00:00:00Z` : text
}

/** Links have no bytes of their own; registries count the length of their targets. */
function hasOnlyLinks(createdBy: string): boolean {
  return /for src in idle3|cd \/usr\/local\/bin\s+&& ln -s|^RUN ln -s/.test(createdBy)
}

function basisText(basis: string): string {
  switch (basis) {
    case 'measured':
      return 'Size measured: the same packages installed anew.'
    case 'total minus the other layers':
      return 'Size: the reported total of the image less its other layers.'
    case 'reported-total':
      return 'Size: the reported total of the image.'
    case 'derived':
      return 'Size derived from a sibling image with the same content.'
    case 'file-size':
      return 'Size of the copied file.'
    default:
      return 'Size estimated from the compressed size.'
  }
}

function systemOf(image: SourceImage): CatalogSystem {
  const { family, version, codename, libc } = image.os
  return {
    family,
    version: version ?? '',
    ...(codename === undefined || codename === null ? {} : { codename }),
    ...(libc === undefined || libc === null ? {} : { libc }),
    ...(image.packageManager === null ? {} : { packageManager: image.packageManager }),
  }
}

function settingsOf(config: SourceImage['config']): Readonly<Record<string, unknown>> {
  const given = Object.entries(config).filter(([, value]) => {
    if (value === null || value === undefined || value === '') return false
    return typeof value === 'string' || Object.keys(value).length > 0
  })
  return Object.fromEntries(given)
}

function packageTables(image: SourceImage): readonly string[] {
  const tables: string[] = []
  if (image.packageManager === 'apt') tables.push(image.os.codename === 'trixie' ? 'apt-trixie' : 'apt-bookworm')
  if (image.packageManager === 'apk') tables.push('apk')
  const name = image.ref
  if (/python/.test(name)) tables.push('pip')
  if (/node/.test(name)) tables.push('npm')
  if (/golang/.test(name)) tables.push('go')
  if (/maven|gradle|temurin|openjdk/.test(name)) tables.push('maven')
  if (/rust|dotnet|gradle/.test(name)) tables.push('go')
  return tables
}

/** The end of support that the makers announce. */
function supportUntil(image: SourceImage): string | undefined {
  return (
    supportByReference.find(([matches]) => matches.test(image.ref))?.[1] ??
    supportBySystem.find(([matches]) => matches.test(`${image.os.family} ${image.os.version ?? ''}`))?.[1]
  )
}

const supportByReference: readonly (readonly [RegExp, string])[] = [
  [/openjdk-14|adoptopenjdk:14/, '2020-09-15'],
  [/alpine3\.12/, '2022-05-01'],
  [/^node:20/, '2026-04-30'],
  [/^node:22/, '2027-04-30'],
  [/^node:24/, '2028-04-30'],
  [/^python:3\.12/, '2028-10-31'],
  [/^python:3\.13/, '2029-10-31'],
  [/dotnet\/\w+:9\.0/, '2026-11-10'],
]

const supportBySystem: readonly (readonly [RegExp, string])[] = [
  [/^alpine 3\.12/, '2022-05-01'],
  [/^alpine 3\.20/, '2026-04-01'],
  [/^alpine 3\.22/, '2027-05-01'],
  [/^debian 10/, '2024-06-30'],
  [/^debian 12/, '2028-06-30'],
  [/^debian 13/, '2030-06-30'],
  [/^ubuntu 18\.04/, '2023-05-31'],
  [/^ubuntu 22\.04/, '2027-06-01'],
  [/^ubuntu 24\.04/, '2029-05-31'],
]
