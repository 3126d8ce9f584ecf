import { describe, expect, it } from 'vitest'
import type { ImageView } from '../../../src/engine/views.ts'
import { Saving } from '../../../src/workbench/saving/saving.ts'
import type { Sink } from '../../../src/workbench/saving/sink.ts'
import { archiveName, savingText, savingWarnings } from '../../../src/workbench/saving/view.ts'
import { buildOf } from './notation.ts'

/** An image of a base of so many bytes, modelled or exact. */
function imageOf(bytes: number, sources: readonly string[]): ImageView {
  const { image } = buildOf(`FROM alpine # ${bytes}\n↻ COPY a b # 1`)
  if (image === undefined) throw new RangeError('no image')
  return {
    ...image,
    layers: image.layers.map((layer) => ({
      ...layer,
      fileBytes: { ...layer.fileBytes, sources: layer.base ? sources : [] },
    })),
  }
}

describe('what is said before', () => {
  it('is nothing for a small image of known bytes', () => expect(savingWarnings(imageOf(8_000_000, []))).toEqual([]))
  it('is how much is modelled, and that it becomes zeros', () =>
    expect(savingWarnings(imageOf(8_000_000, ['a list']))[0]).toMatch(
      /^2 of its 3 layers, ≈ 8 MB, are modelled.*written as zeros/,
    ))
  it('is the size when it is large', () =>
    expect(savingWarnings(imageOf(400_000_000, []))).toEqual(['The file will be large: about 400 MB.']))
})

it('names the file after the tag', () =>
  expect(archiveName(['docker.io/library/app:1'])).toBe('docker.io-library-app-1.tar'))
it('tells how far it is', () => expect(savingText({ bytes: 12e6, of: 45e6 })).toBe('12 MB of 45 MB'))

describe('saving', () => {
  /** Writes two pieces into a sink; gives what happened to it, and what was said. */
  async function save(state: 'done' | 'stopped', change: Partial<Sink> = {}): Promise<string> {
    const seen: string[] = []
    const sink: Sink = {
      write: async (piece) => void seen.push(`write ${piece.length}`),
      finish: async () => void seen.push('finish'),
      abandon: async () => void seen.push('abandon'),
      ...change,
    }
    const saving = new Saving(
      sink,
      () => seen.push('took'),
      () => seen.push('failed'),
    )
    saving.add(new Uint8Array(1))
    saving.add(new Uint8Array(2))
    const said = await saving.end(state)
    return `${seen.join(', ')}: ${said.split(/[.;:]/)[0]}`
  }

  it('writes piece after piece', async () =>
    expect(await save('done')).toBe('write 1, took, write 2, took, finish: The image is saved'))
  it('keeps no file when it is stopped', async () =>
    expect(await save('stopped')).toBe('write 1, took, write 2, took, abandon: Saving was stopped'))
  it('says when there is no room', async () =>
    expect(await save('done', { write: () => Promise.reject(new Error('full')) })).toBe(
      'failed, abandon: The file could not be written',
    ))
})
