import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { fileBytes, zipOf } from '../../../src/state/archive.ts'
import type { ProjectFile } from '../../../src/state/project.ts'

const unzipped = (...files: readonly ProjectFile[]) => {
  const { bytes, leftOut } = zipOf(files, 1_767_225_600)
  const texts = Object.entries(unzipSync(bytes)).map(([path, text]) => [path, new TextDecoder().decode(text)])
  return { files: Object.fromEntries(texts), leftOut }
}

describe('a file', () => {
  it('has the bytes of its text', () => expect(fileBytes({ path: 'a', text: 'ü' })).toEqual(Uint8Array.of(0xc3, 0xbc)))
  it('has the bytes that are no text', () =>
    expect(fileBytes({ path: 'a', base64: '//4=' })).toEqual(Uint8Array.of(255, 254)))
  it('has none when it is a stand-in', () =>
    expect(fileBytes({ path: 'a', sized: { size: 1, kind: 'text' } })).toBeUndefined())
})

describe('the archive of a context', () => {
  it('holds files and folders', () =>
    expect(unzipped({ path: 'a/b', text: 'x' }, { path: 'c', folder: true }).files).toEqual({ 'a/b': 'x', 'c/': '' }))
  it('holds stand-ins as zeros', () =>
    expect(unzipped({ path: 'a', sized: { size: 2, kind: 'packed' } }).files).toEqual({ a: '\0\0' }))
  it('leaves out stand-ins that are too large', () =>
    expect(unzipped({ path: 'a', sized: { size: 1e12, kind: 'zeros' } }).leftOut).toEqual(['a']))
  it('keeps permissions, as unzip reads them', () => {
    const { bytes } = zipOf([{ path: 'a', mode: '0755' }], 0)
    const head = bytes.findIndex(
      (_, at) => new DataView(bytes.buffer).getUint32(Math.min(at, bytes.length - 4), true) === 0x02014b50,
    )
    expect(new DataView(bytes.buffer).getUint32(head + 38, true) >>> 16).toBe(0o100755)
  })
})
