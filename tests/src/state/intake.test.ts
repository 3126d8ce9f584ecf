import { describe, expect, it } from 'vitest'
import { allWholeAtMost, type Incoming, intakeOf, kindOf, wholeFile } from '../../../src/state/intake.ts'
import { isContextPath } from '../../../src/state/paths.ts'

const bytes = (...all: readonly number[]) => Uint8Array.from(all)
const utf8 = (text: string) => new TextEncoder().encode(text)
function noise(size: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length: size }, () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223
    return state >>> 24
  })
}

/** A file that holds the same byte again and again. */
function incoming(path: string, size: number, byte = 97): Incoming {
  return { path, size, read: async (from, to) => new Uint8Array(to - from).fill(byte) }
}

const take = (...files: readonly Incoming[]) => intakeOf(files, isContextPath)

describe('a small file', () => {
  it('stays text', () => expect(wholeFile('a', utf8('grün\n'))).toEqual({ path: 'a', text: 'grün\n' }))
  it('keeps its byte order mark', () => expect(wholeFile('a', utf8('\ufeffa')).text).toBe('\ufeffa'))
  it('keeps bytes that are no UTF-8', () =>
    expect(wholeFile('a', bytes(0xff, 0xfe))).toEqual({ path: 'a', base64: '//4=' }))
  it('is no text with a zero in it', () => expect(wholeFile('a', bytes(97, 0)).base64).toBe('YQA='))
  it('may be empty', () => expect(wholeFile('a', bytes())).toEqual({ path: 'a', text: '' }))
})

describe('a large file', () => {
  it('becomes a stand-in of its size', async () => {
    const { files, standIns } = await take(incoming('model.bin', 12_000_000))
    expect(files).toEqual([{ path: 'model.bin', sized: { size: 12_000_000, kind: 'text' } }])
    expect(standIns).toEqual(files)
  })
  it('is not read whole', async () => {
    const asked: number[] = []
    const read = async (from: number, to: number) => {
      asked.push(to - from)
      return new Uint8Array(to - from)
    }
    await take({ path: 'disk', size: 1e12, read })
    expect(asked).toEqual([65_536])
  })
  it('compresses as its beginning does', () => {
    expect(kindOf(new Uint8Array(1000))).toBe('zeros')
    expect(kindOf(utf8('hello '.repeat(1000)))).toBe('text')
    expect(kindOf(bytes(...Array.from({ length: 1000 }, (_, at) => at % 7)))).toBe('binary')
    expect(kindOf(noise(5000))).toBe('packed')
  })
})

describe('many files', () => {
  it('are stand-ins after what may be kept whole', async () => {
    const { standIns } = await take(...Array.from({ length: 6 }, (_, at) => incoming(`f${at}`, 900_000)))
    expect(standIns.map(({ path }) => path)).toEqual(['f4', 'f5'])
    expect(4 * 900_000).toBeLessThanOrEqual(allWholeAtMost)
  })
  it('are left out beyond what a project holds', async () => {
    const { files, leftOut } = await intakeOf([incoming('a', 1), incoming('b', 1)], isContextPath, 1999)
    expect([files.length, leftOut]).toEqual([1, 1])
  })
  it('are refused with a path that leads out', async () =>
    expect((await take(incoming('../a', 1))).refused).toEqual(['../a']))
  it('are refused when they cannot be read', async () => {
    const read = () => Promise.reject(new Error('gone'))
    expect((await take({ path: 'a', size: 1, read }, incoming('b', 1))).refused).toEqual(['a'])
  })
})
