import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { entryAt, fileBytes } from '../../../simulator/filesystem/tree.ts'
import { layerSize } from '../../../simulator/image/archive.ts'
import { catalogImage } from '../../../simulator/image/base.ts'
import { configDigest, configText } from '../../../simulator/image/config.ts'
import { oracleImage } from '../../../simulator/image/recorded.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
const bases = read('tests/conformance/bases.json')
const busybox = () => oracleImage('oracle/busybox', bases['oracle/busybox'])

it('has the recorded configuration', () => {
  const { image } = busybox()
  expect(configText(image)).toBe(bases['oracle/busybox'].configText)
  expect(configDigest(image)).toBe(bases['oracle/busybox'].configDigest)
})

it('has files that make up the recorded layer', () => {
  const { image } = busybox()
  const [layer] = image.layers
  expect(fileBytes(image.tree)).toBe(layer?.fileBytes.value)
  expect(layerSize(layer?.changes ?? [])).toBe(layer?.size.value)
})

it('runs busybox and knows the texts of small files', () => {
  const { tree } = busybox().image
  expect(entryAt(tree, '/bin/busybox')).toMatchObject({ mode: 0o755, content: { program: 'busybox', size: 2063232 } })
  expect(entryAt(tree, '/bin/sh')).toMatchObject({ kind: 'symlink', target: 'busybox' })
  expect(entryAt(tree, '/etc/passwd')).toMatchObject({ content: { kind: 'real' } })
  expect(entryAt(tree, '/etc/group')).toMatchObject({ content: { kind: 'real' } })
})

it('borrows files where the record has none', () => {
  const likeness = catalogImage(read('catalog/images/debian_bookworm.json'))
  const { image, system } = oracleImage('oracle/debian:bookworm', bases['oracle/debian:bookworm'], likeness)
  expect(entryAt(image.tree, '/usr/bin/dash')).toMatchObject({ mtime: { seconds: 0 }, content: { program: 'dash' } })
  expect(image.layers[0]?.diffID).toBe(bases['oracle/debian:bookworm'].layers[0].diffID)
  expect(system.packageManager).toBe('apt')
})

it('says what is wrong with a record of another form', () =>
  expect(() => oracleImage('x', {})).toThrow('manifestDigest'))
