import { describe, expect, it } from 'vitest'
import { gzip } from '../../../simulator/image/compress.ts'
import { blobOf } from '../../../simulator/registry/blob.ts'
import { deliveryOf } from '../../../simulator/registry/delivery.ts'
import { manifestOf, manifestSize } from '../../../simulator/registry/manifest.ts'
import { pushImage } from '../../../simulator/registry/push.ts'
import { newRegistry } from '../../../simulator/registry/registry.ts'
import { concatBytes } from '../../../simulator/values/bytes.ts'
import { digestOf } from '../../../simulator/values/digest.ts'
import { badOrder, built, catalog, editedJava, goodOrder } from './notation.ts'

const app = 'docker.io/noor/app'
const ways = (push: ReturnType<typeof pushImage>) => push.layers.map(({ way }) => way).join(' ')

describe('a push', () => {
  const first = built('', 'FROM python:3.13-slim\nCOPY a /a\nCOPY b /b\n', { a: '1', b: '2' })
  const pushed = pushImage(newRegistry(), catalog, first.image, app, '1')
  it('mounts the layers of a public base, and sends the others', () => {
    expect(ways(pushed)).toBe('mounted mounted mounted mounted sent sent')
    expect(new Set(pushed.layers.map(({ from }) => from))).toEqual(new Set(['docker.io/library/python', undefined]))
  })
  it('sends nothing twice', () => {
    const again = pushImage(pushed.registry, catalog, first.image, app, '2')
    expect(ways(again)).toBe('there there there there there there')
    expect(again.delivery.bytes.value).toBe(0)
    expect([...(again.registry.repositories.get(app)?.tags.values() ?? [])]).toEqual([
      pushed.manifest.digest,
      pushed.manifest.digest,
    ])
  })
  it('mounts from its own repositories, not from another server', () => {
    expect(ways(pushImage(pushed.registry, catalog, first.image, 'docker.io/noor/other', '1'))).toBe(
      'mounted mounted mounted mounted mounted mounted',
    )
    expect(ways(pushImage(pushed.registry, catalog, first.image, 'registry.example.com/app', '1'))).toBe(
      'sent sent sent sent sent sent',
    )
  })
  it('of a layer that is there twice sends it once', () => {
    const twice = built('', 'FROM scratch\nCOPY a /a\nCOPY --link a /a\nCOPY --link a /a\n', { a: '1' })
    const { layers, delivery } = pushImage(newRegistry(), catalog, twice.image, app, '1')
    expect(layers.at(-1)?.way).toBe('again')
    expect(delivery).toEqual(deliveryOf(twice.image, []))
  })
})

describe('after an edit of the source', () => {
  function sent(dockerfile: string): string {
    const { before, after } = editedJava(dockerfile)
    const { registry } = pushImage(newRegistry(), catalog, before.image, app, '1')
    const push = pushImage(registry, catalog, after.image, app, '2')
    expect(push.delivery).toEqual(deliveryOf(after.image, [before.image]))
    return `${push.delivery.layers.length} of ${push.layers.length}`
  }
  it('a push sends two layers in the bad order', () => expect(sent(badOrder)).toBe('2 of 8'))
  it('and one in the good order', () => expect(sent(goodOrder)).toBe('1 of 8'))
})

describe('a blob', () => {
  const { image } = built('', 'FROM alpine:3.22\nCOPY a /a\nRUN apk add --no-cache curl\n', { a: 'hello '.repeat(100) })
  const [base, copied, installed] = image.layers.map((layer) => ({ layer, blob: blobOf(layer) }))
  it('of a base layer is the registry’s own', () =>
    expect(base?.blob).toMatchObject({ digest: base?.layer.digest, isExact: true }))
  it('of real bytes is their gzip', () => {
    const bytes = gzip(concatBytes([...(copied?.layer.archive() ?? [])]))
    expect(copied?.blob).toMatchObject({ digest: digestOf(bytes), isExact: true })
    expect(copied?.blob.size.value).toBe(bytes.length)
  })
  it('of bytes that are not known is a stand-in, and says so', () => expect(installed?.blob.isExact).toBe(false))
})

describe('a manifest', () => {
  it('is as long as docker’s own: 528 bytes for one layer of some megabytes', () => {
    const image = catalog.images.get('docker.io/library/alpine:3.12')?.image
    if (image === undefined) throw new Error('no alpine')
    const manifest = manifestOf(image)
    const digits = `${manifest.config.size}`.length
    expect(manifestSize(manifest)).toBe(528 - 4 + digits)
    expect(manifest.digest).toBe(digestOf(manifest.text))
  })
})
