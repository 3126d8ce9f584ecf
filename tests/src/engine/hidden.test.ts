import { expect, it } from 'vitest'
import { type Change, type Layer, realContent, waste } from '../../../simulator/index.ts'
import { hiddenBytes } from '../../../src/engine/hidden.ts'
import { readCatalog } from '../../../tools/world.ts'

const catalog = readCatalog()

const attributes = { mode: 0o644, uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 } }

/** A layer as `+a/b 10` (a file of ten bytes), `-a` (a removal), `+a/` (a directory), each after a comma. */
function layerOf(text: string): Pick<Layer, 'changes'> {
  const changes = text.split(',').map((part): Change => {
    const [sign = '', path = '', size = '0'] = /^([+-])(\S+)(?: (\d+))?$/.exec(part.trim())?.slice(1) ?? []
    if (sign === '-') return { kind: 'removed', path }
    if (path.endsWith('/'))
      return { kind: 'added', path: path.slice(0, -1), node: { kind: 'directory', ...attributes, entries: new Map() } }
    const content = realContent(new Uint8Array(Number(size)))
    return { kind: 'added', path, node: { kind: 'file', ...attributes, content } }
  })
  return { changes }
}

const check = (...layers: readonly string[]) => hiddenBytes(layers.map(layerOf))

it('counts a file that is removed later', () => expect(check('+a 10', '-a')).toEqual([10, 0]))
it('counts a file that is written again', () => expect(check('+a 10', '+a 3')).toEqual([10, 0]))
it('counts all below a directory that is removed', () => expect(check('+d/,+d/x/y 7,+e 1', '-d')).toEqual([7, 0]))
it('counts all below a directory that becomes a file', () => expect(check('+d/x 7', '+d 1')).toEqual([7, 0]))
it('leaves alone what is below a directory that only changes', () => expect(check('+d/x 7', '+d/')).toEqual([0, 0]))
it('knows names that begin alike', () => expect(check('+ab 7', '-a')).toEqual([0, 0]))
it('counts nothing of the topmost layer', () => expect(check('+a 1', '+b 2')).toEqual([0, 0]))

it.each(['python:3.12', 'maven:3.9-eclipse-temurin-21', 'postgres:17'])('finds in %s what waste finds', (name) => {
  const image = catalog.images.get(`docker.io/library/${name}`)?.image
  if (image === undefined) throw new RangeError(`no image ${name}`)
  const wasted = image.layers.map((_, layer) =>
    waste(image).reduce((sum, one) => sum + (one.kind === 'hidden' && one.layer === layer ? one.bytes : 0), 0),
  )
  expect(hiddenBytes(image.layers)).toEqual(wasted)
})
