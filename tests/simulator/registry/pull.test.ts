import { describe, expect, it } from 'vitest'
import { deliveryOf } from '../../../simulator/registry/delivery.ts'
import { pullImage, pullTogether, totalOf } from '../../../simulator/registry/pull.ts'
import { editedJava, goodOrder } from './notation.ts'

const { before, after } = editedJava(goodOrder)

describe('a node that pulls a new version', () => {
  it('fetches only what it lacks', () => {
    const warm = pullImage(after.image, [before.image])
    expect(warm.layers.filter(({ way }) => way === 'sent')).toHaveLength(1)
    expect(warm.delivery).toEqual(deliveryOf(after.image, [before.image]))
  })
  it('fetches all where it has nothing, and takes longer', () => {
    const [cold, warm] = [pullImage(after.image, []), pullImage(after.image, [before.image])]
    expect(cold.delivery).toEqual(deliveryOf(after.image, []))
    expect(cold.durationMs.value).toBeGreaterThan(10 * warm.durationMs.value)
  })
  it('unpacks the layers in order', () => {
    const ends = pullImage(after.image, []).layers.map(({ unpackedMs }) => unpackedMs)
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
  })
})

describe('a fleet', () => {
  const pulls = (cold: number, warm: number) =>
    pullTogether(after.image, [
      ...Array.from({ length: cold }, () => []),
      ...Array.from({ length: warm }, () => [before.image]),
    ])
  it('of ten is as fast as one node, of fifty not: the registry’s line is shared', () => {
    const times = [1, 10, 50].map((count) => totalOf(pulls(count, 0)).durationMs.value)
    expect(times[1]).toBe(times[0])
    expect(times[2]).toBeGreaterThan(3 * (times[0] ?? 0))
  })
  it('pulls what its nodes pull together', () => {
    const warm = pullImage(after.image, [before.image]).delivery.bytes.value
    expect(totalOf(pulls(0, 50)).bytes.value).toBeCloseTo(50 * warm)
  })
  it('of fifty is worked out at once', () => {
    pulls(1, 1)
    const start = performance.now()
    pulls(25, 25)
    expect(performance.now() - start).toBeLessThan(50)
  })
})
