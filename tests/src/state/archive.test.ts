import { describe, expect, it } from 'vitest'
import { fileBytes } from '../../../src/state/archive.ts'

describe('a file', () => {
  it('has the bytes of its text', () => expect(fileBytes({ path: 'a', text: 'ü' })).toEqual(Uint8Array.of(0xc3, 0xbc)))
  it('has the bytes that are no text', () =>
    expect(fileBytes({ path: 'a', base64: '//4=' })).toEqual(Uint8Array.of(255, 254)))
  it('has none when it is a stand-in', () =>
    expect(fileBytes({ path: 'a', sized: { size: 1, kind: 'text' } })).toBeUndefined())
})
