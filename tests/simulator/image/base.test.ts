import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { entryAt, fileBytes, resolveLinks } from '../../../simulator/filesystem/tree.ts'
import { catalogImage, pinnedReference } from '../../../simulator/image/base.ts'
import { drawTree } from '../../notation/tree.ts'

const digest = (letter: string) => `sha256:${letter.repeat(64)}`

const small = {
  reference: 'small:1',
  manifestDigest: digest('a'),
  platform: { os: 'linux', architecture: 'amd64' },
  created: '1970-01-01T00:00:09Z',
  system: { family: 'debian', version: '12', libc: 'glibc', packageManager: 'apt' },
  packageTables: ['apt-bookworm'],
  settings: { Cmd: ['bash'] },
  history: [{ created: '1970-01-01T00:00:05Z' }, { empty_layer: true }, {}],
  layers: [
    {
      digest: digest('b'),
      compressedSize: 7,
      size: 105,
      source: 'told',
      files: [
        ['bin/sh', 100, 0, { program: 'dash' }],
        ['bin', 0, 0, { link: 'usr/bin' }],
        ['etc/x', 5, '600', { text: 'text\n', uid: 3 }],
        ['tmp/', 0, '1777'],
      ],
    },
    {
      digest: digest('c'),
      compressedSize: 8,
      size: 2,
      source: 'told',
      files: [
        ['etc/y', 2, 0, { kind: 'text' }],
        ['etc/', 0, '700'],
      ],
    },
  ],
}

it('makes the tree of all layers, each with its own time', () =>
  expect(drawTree(catalogImage(small).image.tree)).toBe(
    'bin @5 -> usr/bin, etc/ 0700 @9, etc/x 0600 3:0 @5 text\\n, etc/y @9 #2, tmp/ 01777 @5, usr/ @5, usr/bin/ @5, usr/bin/sh 0755 @5 #100',
  ))

it('says of each layer what it adds, parents included', () =>
  expect(catalogImage(small).image.layers[1]?.changes.map((change) => `${change.kind} ${change.path}`)).toEqual([
    'changed etc',
    'added etc/y',
  ]))

it('gives sizes with their source', () => {
  const [layer] = catalogImage(small).image.layers
  expect([layer?.fileBytes, layer?.compressedSize().value, layer?.isExact]).toEqual([
    { value: 105, sources: ['told'] },
    7,
    false,
  ])
})

it('pins an image by its manifest', () => expect(pinnedReference(catalogImage(small))).toBe(`small@${digest('a')}`))
it('says what is wrong with a file of another form', () =>
  expect(() => catalogImage({ ...small, reference: 1 })).toThrow('reference'))

const catalog = new URL('../../../catalog/images/', import.meta.url)
const files = readdirSync(catalog).filter((name) => name.endsWith('.json'))

it.each(files)('reads %s', (name) => {
  const found = catalogImage(JSON.parse(readFileSync(new URL(name, catalog), 'utf8')))
  const shell = resolveLinks(found.image.tree, '/bin/sh')?.node
  if (found.system.packageManager !== undefined)
    expect(shell?.kind === 'file' && shell.content.kind === 'sized' ? shell.content.program : undefined).toMatch(
      /^(dash|busybox|bash)$/,
    )
  const sizes = found.image.layers.reduce((sum, layer) => sum + layer.fileBytes.value, 0)
  expect(fileBytes(found.image.tree)).toBeLessThanOrEqual(sizes)
  expect(entryAt(found.image.tree, '/')).toBe(found.image.tree)
})
