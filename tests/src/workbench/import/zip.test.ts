import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readZip } from '../../../../src/workbench/import/zip.ts'

type Files = Parameters<typeof zipSync>[0]

/** An archive of files by path; a list holds bytes and fflate's options: attributes, level. */
const archiveOf = (files: Files) => new Uint8Array(zipSync(files))

/** What an archive gives: `path mode: text` for each file, `path ✖ why` for each that is left out, or the message. */
async function read(bytes: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  const result = readZip(bytes, 'a')
  if (result.kind === 'failed') return [result.message]
  const { found, refused } = result.finding
  const texts = await Promise.all(
    found.map(async (one) => {
      const text = await one.bytes().then(
        (content) => new TextDecoder().decode(content),
        (error: Error) => `✖ ${error.message}`,
      )
      return `${one.path}${one.mode === undefined ? '' : ` ${one.mode}`}: ${text}`
    }),
  )
  return [...texts, ...refused.map(({ path, why }) => `${path} ✖ ${why}`)]
}

/** The archive with some bytes changed: `at` counts from the first match of a signature. */
function withBytes(bytes: Uint8Array<ArrayBuffer>, signature: number, at: number, values: readonly number[]) {
  const changed = new Uint8Array(bytes)
  const view = new DataView(changed.buffer)
  for (let place = 0; place < changed.length - 4; place++)
    if (view.getUint32(place, true) === signature) {
      changed.set(values, place + at)
      return changed
    }
  throw new RangeError('no such signature')
}

const local = 0x04034b50
const central = 0x02014b50
const end = 0x06054b50
const hello = { 'a/hello.txt': strToU8('hello hello hello') }
const unix = (mode: number) => ({ os: 3, attrs: mode * 0x10000 })

describe('an archive', () => {
  it('gives its files, packed or not', async () =>
    expect(await read(archiveOf({ ...hello, 'b.txt': [strToU8('b'), { level: 0 }] }))).toEqual([
      'a/hello.txt: hello hello hello',
      'b.txt: b',
    ]))
  it('keeps the mode of a script', async () =>
    expect(await read(archiveOf({ 'run.sh': [strToU8('#!'), unix(0o100755)] }))).toEqual(['run.sh 0755: #!']))
  it('has no file for a folder', async () =>
    expect(await read(archiveOf({ 'a/': new Uint8Array(0), ...hello }))).toHaveLength(1))
  it('is read with a comment behind it', async () => {
    const bytes = withBytes(archiveOf(hello), end, 20, [3, 0])
    expect(await read(new Uint8Array([...bytes, 1, 2, 3]))).toEqual(['a/hello.txt: hello hello hello'])
  })
  it('reads backslashes as folders', async () =>
    expect(await read(archiveOf({ 'a\\b.txt': strToU8('x') }))).toEqual(['a/b.txt: x']))
})

describe('a file of an archive is left out', () => {
  const refusals: Readonly<Record<string, readonly [string, Files]>> = {
    'that leads out': ['../x ✖ its path leads out of the folder', { '../x': strToU8('x') }],
    'that leads out later': ['a/../../x ✖ its path leads out of the folder', { 'a/../../x': strToU8('x') }],
    'with an absolute path': ['/etc/passwd ✖ its path is absolute', { '/etc/passwd': strToU8('x') }],
    'with a drive': ['C:\\x ✖ its path is absolute', { 'C:\\x': strToU8('x') }],
    'that is a link': ['l ✖ it is a symbolic link', { l: [strToU8('/etc'), unix(0o120777)] }],
    'of macOS': [
      '__MACOSX/._x ✖ macOS put it into the archive; it is not in the folder',
      { '__MACOSX/._x': strToU8('x') },
    ],
  }
  for (const [name, [line, files]] of Object.entries(refusals))
    it(name, async () => expect(await read(archiveOf(files))).toEqual([line]))
  it('that is encrypted', async () =>
    expect(await read(withBytes(archiveOf(hello), central, 8, [1, 0]))).toEqual(['a/hello.txt ✖ it is encrypted']))
  it('that is packed another way', async () =>
    expect(await read(withBytes(archiveOf(hello), central, 10, [14, 0]))).toEqual([
      'a/hello.txt ✖ it is packed in a way that is not read here',
    ]))
})

describe('an archive is refused', () => {
  it('that is none', async () => expect((await read(new Uint8Array(100)))[0]).toContain('not a .zip'))
  it('that is empty', async () => expect((await read(new Uint8Array(0)))[0]).toContain('not a .zip'))
  it('whose directory is damaged', async () =>
    expect((await read(withBytes(archiveOf(hello), central, 0, [0])))[0]).toContain('damaged'))
  it('whose directory lies outside', async () =>
    expect((await read(withBytes(archiveOf(hello), end, 16, [255, 255, 255, 0])))[0]).toContain('damaged'))
  it('that would unfold to gigabytes', async () =>
    expect((await read(withBytes(archiveOf(hello), central, 24, [0, 0, 0, 0xf0])))[0]).toContain(
      'would unfold to 4 GB',
    ))
  it('of the large kind', async () =>
    expect((await read(withBytes(archiveOf(hello), end, 10, [255, 255])))[0]).toContain('zip64'))
})

describe('a file is not given', () => {
  it('that unfolds to more than was promised', async () =>
    expect((await read(withBytes(archiveOf(hello), central, 24, [5, 0, 0, 0])))[0]).toContain('✖'))
  it('whose checksum is wrong', async () =>
    expect((await read(withBytes(archiveOf(hello), central, 16, [0, 0, 0, 0])))[0]).toContain('is damaged'))
  it('whose own head is damaged', async () =>
    expect((await read(withBytes(archiveOf(hello), local, 0, [0])))[0]).toContain('is damaged'))
})
