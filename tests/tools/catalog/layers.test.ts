import { describe, expect, it } from 'vitest'
import {
  atSecond,
  type Build,
  bytesOf,
  Draft,
  emptyStore,
  emptyTree,
  realContent,
  runBuild,
  waste,
} from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { readCatalog } from '../../../tools/world.ts'

const catalog = readCatalog()
const references = [...(catalog.known ?? [])]

/** Files that installing packages and adding users write anew, so that a lower layer's are hidden in the real images too. */
const rewritten = [
  'etc/group',
  'etc/passwd',
  'etc/ssl/certs/ca-certificates.crt',
  'lib/apk/db/installed',
  'var/lib/dpkg/status',
]

function buildOf(text: string): Build {
  const context = new Draft(emptyTree)
  const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: atSecond(0) }
  context.set('Dockerfile', { kind: 'file', ...attributes, content: realContent(bytesOf(text)) })
  return runBuild({ context: context.finish() }, { catalog, store: emptyStore, programs, now: atSecond(0) })
}

function hiddenIn(reference: string): readonly string[] {
  const image = catalog.images.get(reference)?.image
  if (image === undefined) throw new RangeError(`no image ${reference}`)
  return waste(image).flatMap(({ kind, path }) => (kind === 'hidden' ? [path] : []))
}

describe('what the layers of a base image hide of one another', () => {
  it.each(references)('%s: only what is written anew', (reference) =>
    expect(hiddenIn(reference).filter((path) => !rewritten.includes(path))).toEqual([]),
  )
})

describe('a RUN that does nothing', () => {
  it.each([
    'alpine:3.12',
    'alpine:3.22',
    'debian:bookworm-slim',
    'debian:trixie',
    'ubuntu:24.04',
    'python:3.13-slim',
    'node:22-alpine',
  ])('adds an empty layer to %s', (reference) => {
    const build = buildOf(`FROM ${reference}\nRUN true\n`)
    expect(build.failure).toBeUndefined()
    expect(build.image?.layers.at(-1)?.changes).toEqual([])
  })
})
