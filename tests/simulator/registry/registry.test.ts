import { describe, expect, it } from 'vitest'
import { parseReference } from '../../../simulator/image/reference.ts'
import { findImage } from '../../../simulator/registry/library.ts'
import { pushImage } from '../../../simulator/registry/push.ts'
import {
  attachmentsOf,
  hasBlob,
  newRegistry,
  signIn,
  withAttachment,
  withManifest,
  withPrivacy,
  withTag,
} from '../../../simulator/registry/registry.ts'
import { whyNoPull, whyNoPush } from '../../../simulator/registry/rights.ts'
import { digestOf } from '../../../simulator/values/digest.ts'
import { built, catalog } from './notation.ts'

const app = 'docker.io/noor/app'
const image = (text: string) => built('', 'FROM scratch\nCOPY a /a\n', { a: text }).image
const one = pushImage(newRegistry(), catalog, image('1'), app, '1')
const two = pushImage(one.registry, catalog, image('2'), app, '2')

function find(name: string, registry = two.registry) {
  const reference = parseReference(name)
  if ('error' in reference) throw new Error(reference.error)
  const found = findImage(registry, catalog, reference)
  return found.kind === 'found' ? found.digest : found.kind
}

describe('a registry', () => {
  it('answers whether a blob is there', () => {
    const digest = one.layers[0]?.blob.digest ?? digestOf('')
    expect([hasBlob(one.registry, app, digest), hasBlob(newRegistry(), app, digest)]).toEqual([true, false])
  })
  it('moves a tag; the digest stays', () => {
    const moved = withTag(two.registry, app, '1', two.manifest.digest)
    expect(find('noor/app:1')).toBe(one.manifest.digest)
    expect(find('noor/app:1', moved)).toBe(two.manifest.digest)
    expect(find(`noor/app@${one.manifest.digest}`, moved)).toBe(one.manifest.digest)
  })
  it('has the catalog’s images as its public library', () => {
    expect(find('alpine:3.22')).toBe(catalog.images.get('docker.io/library/alpine:3.22')?.manifestDigest)
    expect([find('alpine:nope'), find('noor/app:3'), find('noor/none')]).toEqual([
      'no-manifest',
      'no-manifest',
      'no-repository',
    ])
  })
  it('takes no manifest of which it lacks a blob', () =>
    expect(() => withManifest(newRegistry(), app, one.manifest, '1')).toThrow('has no blob'))
  it('keeps what is attached to a manifest', () => {
    const list = { subject: one.manifest.digest, type: 'application/spdx+json', digest: digestOf('list'), size: 4 }
    expect(attachmentsOf(withAttachment(one.registry, app, list), app, one.manifest.digest)).toEqual([list])
  })
})

describe('accounts', () => {
  const signed = signIn(newRegistry(), 'docker.io', 'noor', 'secret')
  it('are made at their first login, with their password', () => {
    if (signed.kind !== 'in') throw new Error('not in')
    expect(signed.isNew).toBe(true)
    expect(signIn(signed.registry, 'docker.io', 'noor', 'wrong').kind).toBe('wrong')
    expect(signIn(signed.registry, 'docker.io', 'noor', 'secret')).toMatchObject({ kind: 'in', isNew: false })
  })
  it('cannot be made everywhere', () => {
    expect(signIn(newRegistry(), 'gcr.io', 'noor', 'x').kind).toBe('wrong')
    expect(signIn(newRegistry(), 'nowhere.example', 'noor', 'x').kind).toBe('unreachable')
  })
  it('push under their own name only', () =>
    expect([undefined, 'noor', 'eve'].map((account) => whyNoPush(two.registry, app, account))).toEqual([
      'denied',
      undefined,
      'denied',
    ]))
  it('pull their own private repositories', () => {
    const hidden = withPrivacy(two.registry, app, true)
    expect([undefined, 'noor', 'eve'].map((account) => whyNoPull(hidden, app, account))).toEqual([
      'denied',
      undefined,
      'denied',
    ])
    expect(whyNoPull(two.registry, app, undefined)).toBeUndefined()
  })
  it('are needed for anything on a company’s registry', () => {
    const name = 'registry.example.com/app'
    expect([whyNoPull(two.registry, name, undefined), whyNoPush(two.registry, name, 'eve')]).toEqual([
      'no-account',
      undefined,
    ])
  })
})
