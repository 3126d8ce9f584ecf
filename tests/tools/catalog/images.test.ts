import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../../catalog')

const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/))
const bytes = v.pipe(v.number(), v.integer(), v.minValue(0))
const File = v.tuple([
  v.pipe(v.string(), v.regex(/^[^/].*$/)),
  bytes,
  v.union([v.literal(0), v.pipe(v.string(), v.regex(/^[0-7]{3,4}$/))]),
])
const FileWithMore = v.tuple([
  ...File.items,
  v.strictObject({
    program: v.optional(v.string()),
    text: v.optional(v.string()),
    link: v.optional(v.string()),
    kind: v.optional(v.picklist(['text', 'binary', 'packed'])),
    uid: v.optional(bytes),
    gid: v.optional(bytes),
    package: v.optional(v.string()),
  }),
])
const Image = v.object({
  reference: v.string(),
  manifestDigest: digest,
  platform: v.strictObject({ os: v.literal('linux'), architecture: v.literal('amd64') }),
  system: v.strictObject({
    family: v.string(),
    version: v.string(),
    codename: v.optional(v.string()),
    libc: v.optional(v.picklist(['glibc', 'musl'])),
    packageManager: v.optional(v.picklist(['apt', 'apk'])),
  }),
  supportUntil: v.optional(v.pipe(v.string(), v.isoDate())),
  packageTables: v.array(v.string()),
  settings: v.record(v.string(), v.unknown()),
  history: v.array(
    v.strictObject({
      created: v.optional(v.string()),
      created_by: v.string(),
      comment: v.optional(v.string()),
      empty_layer: v.optional(v.literal(true)),
    }),
  ),
  source: v.string(),
  layers: v.array(
    v.strictObject({
      digest,
      compressedSize: bytes,
      size: bytes,
      source: v.pipe(v.string(), v.minLength(10)),
      files: v.array(v.union([FileWithMore, File])),
    }),
  ),
})
const Index = v.object({
  images: v.array(
    v.object({ reference: v.string(), file: v.string(), size: bytes, compressedSize: bytes, family: v.string() }),
  ),
})

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'))
}

const index = v.parse(Index, read('index.json')).images
const images = new Map(
  readdirSync(join(folder, 'images')).map((name) => [name, v.parse(Image, read(`images/${name}`))] as const),
)

function imageOf(reference: string): v.InferOutput<typeof Image> {
  const image = images.get(index.find((entry) => entry.reference === reference)?.file ?? '')
  if (image === undefined) throw new RangeError(`no image ${reference}`)
  return image
}

function sizeOf(image: v.InferOutput<typeof Image>): number {
  return image.layers.reduce((total, layer) => total + layer.size, 0)
}

/** All entries of an image by path, upper layers over lower ones. */
function filesOf(
  reference: string,
): ReadonlyMap<string, v.InferOutput<typeof File> | v.InferOutput<typeof FileWithMore>> {
  return new Map(imageOf(reference).layers.flatMap((layer) => layer.files.map((file) => [file[0], file] as const)))
}

function checkTotal(reference: string, megabytes: number): void {
  expect(sizeOf(imageOf(reference)) / 1e6).toBeCloseTo(megabytes, 2)
}

function checkPrograms(reference: string, programs: Readonly<Record<string, string | undefined>>): void {
  const files = filesOf(reference)
  const found = Object.keys(programs).map((path) => [path, files.get(path)?.[3]?.program ?? files.get(path)?.[3]?.link])
  expect(Object.fromEntries(found)).toEqual(programs)
}

describe('the images of the catalog', () => {
  it.each([...images])('%s: the files of each layer sum to its size, paths are named once', (_, image) => {
    for (const layer of image.layers) {
      expect(layer.files.reduce((total, file) => total + file[1], 0)).toBe(layer.size)
      expect(new Set(layer.files.map((file) => file[0])).size).toBe(layer.files.length)
      for (const [path, size, , more] of layer.files)
        if (more?.text !== undefined) expect([path, size]).toEqual([path, new TextEncoder().encode(more.text).length])
    }
  })
  it.each([...images])('%s: history and layers agree', (_, image) =>
    expect(image.history.filter((line) => line.empty_layer !== true)).toHaveLength(image.layers.length),
  )
  it('names each reference once, with a file and the image size', () => {
    expect(new Set(index.map((entry) => entry.reference)).size).toBe(index.length)
    for (const entry of index) expect(entry.size).toBe(sizeOf(imageOf(entry.reference)))
  })
  it('has 431.97 MB for the article’s Maven image', () => checkTotal('maven:3.6.3-openjdk-14-slim', 431.97))
  it('has 266.81 MB for the article’s Java image', () => checkTotal('adoptopenjdk:14.0.2_8-jre-hotspot-bionic', 266.81))
  it('has 44.88 MB for the article’s Python image', () => checkTotal('python:alpine3.12', 44.88))
  it('has the images of the lessons', () => {
    for (const reference of [
      'alpine:3.22',
      'debian:bookworm-slim',
      'python:3.13-slim',
      'python:3.13-alpine',
      'python:3.13',
      'node:22-slim',
      'node:22',
      'golang:1.25',
      'golang:1.25-alpine',
      'eclipse-temurin:21-jre',
      'maven:3-eclipse-temurin-21',
      'nginx:alpine',
      'gcr.io/distroless/static-debian13',
      'gcr.io/distroless/static-debian13:nonroot',
      'gcr.io/distroless/static-debian13:debug',
    ])
      expect(imageOf(reference).layers.length, reference).toBeGreaterThan(0)
  })
  it('has busybox and its links in Alpine', () =>
    checkPrograms('alpine:3.22', {
      'bin/busybox': 'busybox',
      'bin/sh': '/bin/busybox',
      'usr/bin/wget': '/bin/busybox',
      'sbin/apk': 'apk',
      'usr/bin/curl': undefined,
    }))
  it('has dash, bash and apt in Debian, and no curl', () =>
    checkPrograms('debian:bookworm-slim', {
      'usr/bin/dash': 'dash',
      'usr/bin/bash': 'bash',
      'usr/bin/ls': 'gnu/ls',
      'usr/bin/apt-get': 'apt-get',
      'usr/bin/curl': undefined,
      bin: 'usr/bin',
    }))
  it('has the tools of the Maven image', () =>
    checkPrograms('maven:3.6.3-openjdk-14-slim', {
      'usr/share/maven/bin/mvn': 'mvn',
      'usr/local/openjdk-14/bin/java': 'java',
      'usr/bin/curl': 'curl',
    }))
  it('has no shell in distroless', () =>
    checkPrograms('gcr.io/distroless/static-debian13', { 'bin/sh': undefined, 'usr/bin/sh': undefined }))
  it('has no compiler in the slim Python and Node images', () => {
    for (const reference of ['python:3.13-slim', 'python:3.13-alpine', 'node:22-slim'])
      checkPrograms(reference, { 'usr/bin/gcc': undefined, 'usr/bin/cc': undefined })
  })
})
