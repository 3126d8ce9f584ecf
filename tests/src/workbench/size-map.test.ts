import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlaceView } from '../../../src/engine/image-views.ts'
import { layerMarks } from '../../../src/workbench/contents/layers.ts'
import { mapView } from '../../../src/workbench/contents/map.ts'
import { squares } from '../../../src/workbench/contents/squares.ts'
import { benchState, buildOf } from './notation.ts'

const build = buildOf('FROM alpine # 8000\n↻ COPY a # 12')
const plain = { kind: 'file', hides: 0, hidden: 0, files: 1, added: 1, changed: 0, removed: 0, parts: [] } as const

function place(path: string, size: number, more: Partial<PlaceView> = {}): PlaceView {
  return { ...plain, path, name: path, size, layer: 2, byLayer: [{ layer: 2, bytes: size }], ...more }
}

function mapOf(...places: readonly PlaceView[]) {
  const size = places.reduce((bytes, one) => bytes + one.size, 0)
  const folder = { self: place('', size), places, more: 0 }
  const state = benchState({ build, contents: { build: 1, folders: new Map([['all:', folder]]) } })
  return mapView(state, layerMarks(build), { build: 1, path: '', width: 400, height: 200 })
}

describe('squares', () => {
  const sizes = fc
    .array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 60 })
    .map((all) => all.sort((a, b) => b - a))
  it('fill the box, each in proportion', () =>
    fc.assert(
      fc.property(sizes, (all) => {
        const total = all.reduce((sum, size) => sum + size, 0)
        squares(all, { x: 0, y: 0, width: 300, height: 200 }).forEach((box, at) => {
          expect(box.width * box.height).toBeCloseTo((60_000 * (all[at] ?? 0)) / total, 3)
          expect(box.x + box.width).toBeLessThan(300.001)
          expect(box.y + box.height).toBeLessThan(200.001)
        })
      }),
    ))
  it('are near to squares', () => {
    const boxes = squares([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 })
    for (const { width, height } of boxes) expect(Math.max(width / height, height / width)).toBeLessThan(3)
  })
  it('of nothing have no area', () =>
    expect(squares([0, 0], { x: 0, y: 0, width: 9, height: 9 }).map(({ width }) => width)).toEqual([0, 0]))
})

describe('the map', () => {
  it('has a block for each name, the biggest first', () =>
    expect(mapOf(place('a', 25), place('b', 75)).blocks.map(({ name, share }) => `${name} ${share}`)).toEqual([
      'b 75 %',
      'a 25 %',
    ]))
  it('puts all small names together', () => {
    const names = Array.from({ length: 50 }, (_, at) => place(`f${at}`, 100 - at))
    expect(mapOf(...names).blocks.at(-1)).toMatchObject({ name: '10 smaller names', share: '15 %' })
  })
  it('draws what is in a folder where there is room', () => {
    const parts = [{ name: 'x', size: 60, layer: 2 }]
    const [folder, file] = mapOf(place('d', 100, { kind: 'directory', parts }), place('e', 2)).blocks
    expect(folder?.parts.map(({ name }) => name)).toEqual(['x', ''])
    expect([folder?.into, file?.into, file?.entry]).toEqual(['d', undefined, { layer: 2, path: 'e' }])
  })
  it('tells how much of a block is hidden', () =>
    expect(mapOf(place('a', 100, { hidden: 25 })).blocks[0]).toMatchObject({
      hidden: 0.25,
      hiddenText: '25 B hidden by later layers',
    }))
  it('says that there are no bytes', () => expect(mapOf(place('a', 0)).missing).toBe('empty'))
  it('asks for a folder that is not known', () =>
    expect(mapView(benchState({ build }), [], { build: 1, path: 'd/e', width: 1, height: 1 })).toMatchObject({
      missing: 'coming',
      needed: [{ path: 'd/e' }],
      way: [{ name: '/' }, { name: 'd/' }, { name: 'e/' }],
    }))
})
