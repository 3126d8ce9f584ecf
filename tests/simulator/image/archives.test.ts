import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { changesBetween } from '../../../simulator/filesystem/differences.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { configDigest, configText } from '../../../simulator/image/config.ts'
import { type ExportOptions, exportImage } from '../../../simulator/image/export.ts'
import type { Image } from '../../../simulator/image/image.ts'
import { importImages } from '../../../simulator/image/import.ts'
import { layerOf } from '../../../simulator/image/layer.ts'
import { readTar } from '../../../simulator/image/tar.ts'
import { bytesOf, concatBytes, textOf } from '../../../simulator/values/bytes.ts'
import { digestOf } from '../../../simulator/values/digest.ts'
import { drawTree, treeOf } from '../../notation/tree.ts'

function imageOf(...trees: readonly string[]): Image {
  const states = [emptyTree, ...trees.map(treeOf)]
  const layers = states
    .slice(1)
    .map((tree, index) => layerOf(changesBetween(states[index] ?? emptyTree, tree), { clampTo: 5 }))
  return {
    platform: { os: 'linux', architecture: 'amd64' },
    settings: { Cmd: ['/a'], Env: ['A=1'], ExposedPorts: ['80/tcp'], Labels: { a: 'b' } },
    layers,
    history: [{ created: '1970-01-01T00:00:05Z', created_by: 'COPY . .' }],
    created: '1970-01-01T00:00:05Z',
    tree: states.at(-1) ?? emptyTree,
  }
}
const docker: ExportOptions = { format: 'docker', tags: ['app:1', 'NOT A NAME'] }
const write = (image: Image, options = docker) => concatBytes([...exportImage(image, options)])

function read(bytes: Uint8Array) {
  const reading = importImages(bytes)
  if (reading.kind === 'failed') throw new Error(reading.reason)
  return reading.images
}

const small = imageOf('a one, d/b 0600 1:2 two', 'd/b 0600 1:2 two, d/c = d/b, l -> d', 'd/ 0700, l -> d, é x')

for (const format of ['docker', 'oci'] as const)
  it(`reads back what it writes for ${format}`, () => {
    const [found] = read(write(small, { format, tags: ['app:1'] }))
    expect(found?.names).toEqual([format === 'docker' ? 'app:1' : 'docker.io/library/app:1'])
    expect(found && configText(found.image)).toBe(configText(small))
    expect(found && drawTree(found.image.tree)).toBe(drawTree(small.tree))
    expect(found?.image.layers.map((layer) => layer.size.value)).toEqual(small.layers.map((layer) => layer.size.value))
  })

it('writes blobs under their digests, the configuration with the image ID', () => {
  const reading = readTar(write(small))
  const blobs =
    reading.kind === 'entries'
      ? reading.entries.filter((entry) => entry.kind === 'file' && entry.path.startsWith('blobs/'))
      : []
  expect(blobs.length).toBe(5)
  for (const blob of blobs) expect(digestOf(blob.bytes)).toBe(blob.path.slice(6).replace('/', ':'))
  expect(blobs.map((blob) => blob.path)).toContain(`blobs/${configDigest(small).replace(':', '/')}`)
})

it('writes zeros for bytes it does not have, with digests that agree and a word about it', () => {
  const image = imageOf('a one, big #100000')
  const bytes = write(image)
  const [found] = read(bytes)
  expect(found?.image.layers[0]?.size.value).toBe(image.layers[0]?.size.value)
  expect(found?.image.layers[0]?.diffID).not.toBe(image.layers[0]?.diffID)
  expect(textOf(bytes)).toContain('"org.layerwise.content": "sizes only"')
})

it('reads an archive that is compressed, and an image without layers', () => {
  expect(read(new Uint8Array(gzipSync(write(small)))).length).toBe(1)
  expect(read(write(imageOf()))[0]?.image.layers).toEqual([])
})

it('refuses what is no image with a reason', () => {
  const refused = (bytes: Uint8Array) => importImages(bytes).kind
  const whole = write(small)
  expect([bytesOf('hello'), new Uint8Array(0), bytesOf('BZh91AY'), whole.subarray(0, 3000)].map(refused)).toEqual([
    'failed',
    'failed',
    'failed',
    'failed',
  ])
  expect(importImages(whole, { bytes: 1 << 20, images: 1, layers: 2 })).toEqual({
    kind: 'failed',
    reason: 'more than 2 layers',
  })
})
