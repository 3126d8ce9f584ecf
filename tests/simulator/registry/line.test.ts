import { expect, it } from 'vitest'
import { lineRates, spansOf } from '../../../simulator/registry/line.ts'

const second = lineRates.computer

/** Seconds at which transfers of one computer end, from `wait+length` in seconds of a whole line. */
function ends(slots: number, ...transfers: readonly string[]): string {
  const jobs = transfers.map((text) => {
    const [wait = 0, length = 0] = text.split('+').map(Number)
    return { waitMs: wait * 1000, bytes: length * second }
  })
  return (spansOf([jobs], slots)[0] ?? []).map(({ endMs }) => +(endMs / 1000).toFixed(3)).join(' ')
}

it('moves one after another in one slot', () => expect(ends(1, '0+1', '0+2')).toBe('1 3'))
it('shares the line among those that flow', () => expect(ends(2, '0+1', '0+2')).toBe('2 3'))
it('lets the next one in when a slot is free', () => expect(ends(2, '0+1', '0+1', '0+1')).toBe('2 2 3'))
it('asks first, and takes no bytes for that', () => expect(ends(2, '1+0', '0+2')).toBe('1 2'))
it('has nothing to do for nothing', () => expect(ends(3)).toBe(''))
it('shares the registry’s line among computers', () => {
  const computers = Array.from({ length: 20 }, () => [{ waitMs: 0, bytes: second }])
  expect(spansOf(computers, 3).every(([span]) => span?.endMs === 2000)).toBe(true)
})
