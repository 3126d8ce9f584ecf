import type { SourceImage } from './images.ts'

/**
 * References that the lessons use and the collection lacks. Each is put together from collected images, and says so:
 * the figures of golang:1.25 and alpine:3.22 are the totals of the registry's records that the curriculum quotes.
 */
export function extraImages(collected: ReadonlyMap<string, SourceImage>): readonly SourceImage[] {
  const image = (reference: string): SourceImage => {
    const found = collected.get(reference)
    if (found === undefined) throw new RangeError(`no image ${reference} in the collection`)
    return found
  }
  const distroless = image('gcr.io/distroless/static-debian12')
  return [
    alpine322(image('alpine:latest')),
    golang125(image('golang:1.25-bookworm'), image('python:3.13')),
    trixie(image('debian:trixie-slim'), image('python:3.13')),
    static13(distroless, 'gcr.io/distroless/static-debian13', '0'),
    static13(distroless, 'gcr.io/distroless/static-debian13:nonroot', '65532'),
    withDebugShell(static13(distroless, 'gcr.io/distroless/static-debian13:debug', '0'), image('busybox:musl')),
  ]
}

/** Further names of the same image. */
export const aliases: readonly (readonly [alias: string, reference: string])[] = [
  ['maven:3-eclipse-temurin-21', 'maven:3.9-eclipse-temurin-21'],
  ['python:3.13-alpine3.24', 'python:3.13-alpine'],
  ['golang:1.25-trixie', 'golang:1.25'],
  ['debian:12-slim', 'debian:bookworm-slim'],
  ['debian:12', 'debian:bookworm'],
  ['busybox:1.38', 'busybox:latest'],
  ['alpine:3.24', 'alpine:latest'],
  ['debian:latest', 'debian:trixie'],
  ['debian:13', 'debian:trixie'],
  ['debian:13-slim', 'debian:trixie-slim'],
  ['node:lts', 'node:24'],
  ['node:lts-slim', 'node:24-slim'],
  ['node:lts-alpine', 'node:24-alpine'],
  ['ubuntu:jammy', 'ubuntu:22.04'],
  ['ubuntu:noble', 'ubuntu:24.04'],
]

const taken = 'total minus the other layers'

function alpine322(latest: SourceImage): SourceImage {
  const size = 8_310_000
  const compressed = 3_800_000
  return {
    ...latest,
    ref: 'alpine:3.22',
    manifestDigest: null,
    created: '2026-07-15T11:31:35Z',
    compressedSize: compressed,
    uncompressedSize: size,
    uncompressedConfidence: 'totals of the registry record; content as in alpine:latest, scaled',
    layers: [{ digest: null, size: compressed, uncompressedSize: size, uncompressedBasis: 'reported-total' }],
    history: latest.history.map((line) => ({
      ...line,
      created: '2026-07-15T11:31:35Z',
      createdBy: line.createdBy.replace('3.24.2', '3.22.4'),
    })),
    os: { ...latest.os, version: '3.22.4' },
  }
}

/** Debian 13 with the tools of buildpack-deps and the Go of the bookworm variant: 847.6 MB on disk, 305.3 MB on the wire. */
function golang125(bookworm: SourceImage, python: SourceImage): SourceImage {
  const shared = python.layers.slice(0, 3)
  const go = bookworm.layers.slice(4)
  const sum = (of: (layer: SourceImage['layers'][number]) => number): number =>
    [...shared, ...go].reduce((total, layer) => total + of(layer), 0)
  const compilers = {
    digest: null,
    size: 305_300_000 - sum((layer) => layer.size),
    uncompressedSize: 847_600_000 - sum((layer) => layer.uncompressedSize),
    uncompressedBasis: taken,
  }
  const from = (line: SourceImage['history'][number]): boolean => line.layer !== null && line.layer < 3
  return {
    ...bookworm,
    ref: 'golang:1.25',
    manifestDigest: null,
    compressedSize: 305_300_000,
    uncompressedSize: 847_600_000,
    uncompressedConfidence: 'totals of the registry record; layers shared with python:3.13 and golang:1.25-bookworm',
    layers: [...shared, compilers, ...go],
    history: [...python.history.filter(from), ...bookworm.history.filter((line) => !from(line))],
    os: python.os,
    packageSets: [],
  }
}

/** The base layer of python:3.13 is debian:trixie. */
function trixie(slim: SourceImage, python: SourceImage): SourceImage {
  const layers = python.layers.slice(0, 1)
  const base = layers[0]
  return {
    ...slim,
    ref: 'debian:trixie',
    manifestDigest: null,
    created: python.history[0]?.created ?? slim.created,
    compressedSize: base?.size ?? 0,
    uncompressedSize: base?.uncompressedSize ?? 0,
    uncompressedConfidence: 'the base layer of python:3.13',
    layers,
    history: [...python.history.slice(0, 1), ...slim.history.slice(1)],
  }
}

function static13(image: SourceImage, reference: string, user: string): SourceImage {
  return {
    ...image,
    ref: reference,
    config: { ...image.config, User: user, ...(user === '65532' ? { WorkingDir: '/home/nonroot' } : {}) },
    os: { ...image.os, version: '13', codename: 'trixie' },
    uncompressedConfidence: 'estimate: as static-debian12',
  }
}

function withDebugShell(image: SourceImage, busybox: SourceImage): SourceImage {
  const shell = busybox.layers[0]
  if (shell === undefined) throw new RangeError('busybox:musl has no layer')
  return {
    ...image,
    layers: [...image.layers, shell],
    history: [
      ...image.history,
      { created: null, createdBy: 'bazel build ...', emptyLayer: false, layer: image.layers.length },
    ],
    config: {
      ...image.config,
      Entrypoint: ['/busybox/sh'],
      Env: (image.config.Env ?? []).map((pair) => (pair.startsWith('PATH=') ? `${pair}:/busybox` : pair)),
    },
    compressedSize: image.compressedSize + shell.size,
    uncompressedSize: image.uncompressedSize + shell.uncompressedSize,
  }
}

/**
 * Corrections to collected figures. python:alpine3.12: the registry reports 44.88 MB for the 3.9.0 build of the tag; the collected layers
 * of 3.9.5 sum to more only by an estimate of their time zone files, which are left out.
 */
export function corrected(image: SourceImage): SourceImage {
  if (image.ref !== 'python:alpine3.12') return image
  const total = 44_880_000
  const links = 32
  const rest = image.layers.reduce((sum, layer, at) => (at === 1 ? sum : sum + layer.uncompressedSize), -links)
  return {
    ...image,
    uncompressedSize: total,
    uncompressedConfidence: 'total reported for the 3.9.0 build of the same tag',
    layers: image.layers.map((layer, at) =>
      at === 1 ? { ...layer, uncompressedSize: total - rest, uncompressedBasis: taken } : layer,
    ),
  }
}
