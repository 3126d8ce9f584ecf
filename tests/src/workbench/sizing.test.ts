import { describe, expect, it } from 'vitest'
import { bounded, parts, readSizes, sizeAfter, withSize } from '../../../src/workbench/sizing/view.ts'

const part = (name: string) => parts.find((one) => one.name === name) ?? parts[0]

/** The size of a part of 300 pixels after a key, `⇧` before it with Shift. */
function sizeOf(name: string, pressed: string) {
  const one = part(name)
  if (one === undefined) throw new RangeError(name)
  return sizeAfter(one, 300, pressed.replace('⇧', ''), pressed.startsWith('⇧'))
}

describe('a key on a line', () => {
  it('moves it', () => expect([sizeOf('files', 'ArrowRight'), sizeOf('files', 'ArrowLeft')]).toEqual([316, 284]))
  it('moves it the way of the arrow, where the part lies behind it', () =>
    expect(sizeOf('image', 'ArrowRight')).toBe(284))
  it('moves it farther with Shift', () => expect(sizeOf('files', '⇧ArrowRight')).toBe(380))
  it('moves a lying line up and down only', () =>
    expect([sizeOf('height', 'ArrowDown'), sizeOf('height', 'ArrowRight')]).toEqual([316, undefined]))
  it('goes to the ends', () => expect([sizeOf('files', 'Home'), sizeOf('files', 'End')]).toEqual([140, 420]))
  it('puts it back', () => expect(sizeOf('files', 'Enter')).toBeNull())
  it('is nothing else', () => expect(sizeOf('files', 'a')).toBeUndefined())
})

describe('sizes that were kept', () => {
  it('are read', () => expect(readSizes('{"files":200,"height":500}')).toEqual({ files: 200, height: 500 }))
  it('are bounded', () => expect(readSizes('{"files":1e9,"image":-4}')).toEqual({ files: 420, image: 200 }))
  for (const json of [null, '', '[]', '{"files":"wide"}', '{"files":null}', 'garbage'])
    it(`are none in ${json}`, () => expect(readSizes(json)).toEqual({}))
})

it('a size is set and put back', () => {
  const [first] = parts
  if (first === undefined) throw new RangeError('no parts')
  expect(withSize(withSize({ image: 300 }, first, 200), first, null)).toEqual({ image: 300 })
  expect(bounded(first, 150.4)).toBe(150)
})
