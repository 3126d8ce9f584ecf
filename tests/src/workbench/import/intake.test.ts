import { describe, expect, it } from 'vitest'
import { cleanPath, type Finding, type Found, withoutTop } from '../../../../src/workbench/import/found.ts'
import { dockerfilesIn, takeIn } from '../../../../src/workbench/import/intake.ts'

/** A found file: its bytes, or so many of a repeating pattern. */
function file(path: string, content: string | Uint8Array<ArrayBuffer> = ''): Found {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return { path, size: bytes.length, bytes: async () => bytes }
}
const finding = (...found: Found[]): Finding => ({ name: 'x', found, refused: [] })

/** The files that come of what was found, a line each. */
async function taken(...found: Found[]): Promise<readonly string[]> {
  const intake = await takeIn(finding(...found), undefined, () => {}, new AbortController().signal)
  return (intake?.files ?? []).map(({ path, text, base64, sized }) => {
    const what =
      sized === undefined
        ? (text ?? `base64 ${base64}`)
        : `${sized.size} ${sized.kind} ${sized.digest?.slice(0, 11) ?? '-'}`
    return `${path}: ${what}`
  })
}

const noise = (size: number) => {
  const bytes = new Uint8Array(size)
  let seed = 7
  for (let at = 0; at < size; at++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = seed >>> 16
  }
  return bytes
}

describe('what is taken in', () => {
  it('is text where it is text, byte for byte', async () =>
    expect(await taken(file('a', '\ufeffgrün\r\n'))).toEqual(['a: \ufeffgrün\r\n']))
  it('is bytes where it is small and no text', async () =>
    expect(await taken(file('a', new Uint8Array([0, 255])))).toEqual(['a: base64 AP8=']))
  it('is a size, a kind and a digest where it is large', async () =>
    expect(await taken(file('noise', noise(1_500_000)), file('zeros', new Uint8Array(1_500_000)))).toEqual([
      expect.stringMatching(/^noise: 1500000 packed sha256:[0-9a-f]{4}$/),
      expect.stringMatching(/^zeros: 1500000 zeros sha256:[0-9a-f]{4}$/),
    ]))
  it('has no file inside a file', async () => expect(await taken(file('a', 'x'), file('a/b', 'y'))).toEqual(['a: x']))
  it('leaves out what cannot be read', async () =>
    expect(await taken({ path: 'a', size: 3, bytes: () => Promise.reject(new Error('gone')) }, file('b', 'b'))).toEqual(
      ['b: b'],
    ))
  it('is nothing once it was stopped', async () => {
    const stop = new AbortController()
    stop.abort()
    expect(await takeIn(finding(file('a')), undefined, () => {}, stop.signal)).toBeNull()
  })
  it('counts what .dockerignore keeps back', async () => {
    const some = finding(
      file('.dockerignore', 'logs\n*.md\n!README.md'),
      file('logs/a'),
      file('a.md'),
      file('README.md'),
    )
    const intake = await takeIn(some, undefined, () => {}, new AbortController().signal)
    expect(intake?.ignored).toBe(2)
    expect(intake?.files).toHaveLength(4)
  })
  it('gathers the fullest folder where there are too many files', async () => {
    const modules = Array.from({ length: 2500 }, (_, at) => file(`node_modules/m${at}/index.js`, '12'))
    const intake = await takeIn(finding(file('a', 'a'), ...modules), undefined, () => {}, new AbortController().signal)
    expect(intake?.gathered).toEqual([{ path: 'node_modules/', files: 2500 }])
    expect(intake?.files).toEqual([
      { path: 'a', text: 'a' },
      { path: 'node_modules/.2500-files', sized: { size: 5000, kind: 'text' } },
    ])
  })
})

describe('Dockerfiles', () => {
  it('are found by name, the likeliest first', () =>
    expect(
      dockerfilesIn([
        'docker/web.Dockerfile',
        'Dockerfile.dev',
        'src/main.c',
        'Dockerfile',
        'node_modules/x/Dockerfile',
        'Dockerfile.dockerignore',
      ]),
    ).toEqual(['Dockerfile', 'Dockerfile.dev', 'docker/web.Dockerfile']))
  it('may have names of their own', () => expect(dockerfilesIn(['DockerfileFat'])).toEqual(['DockerfileFat']))
})

describe('a path of a stranger', () => {
  for (const [text, path] of [
    ['./a//b', 'a/b'],
    ['a\\b', 'a/b'],
    ['a', 'a'],
  ] as const)
    it(`“${text}” is ${path}`, () => expect(cleanPath(text)).toEqual({ path }))
  for (const text of ['/a', 'C:/a', '..', 'a/../b', '', './', 'a\0b', 'x'.repeat(2000)])
    it(`“${text.slice(0, 20)}” is refused`, () => expect(cleanPath(text)).toHaveProperty('why'))
})

describe('one folder around all', () => {
  it('goes, and gives its name', () => {
    const { name, found } = withoutTop({ name: '', found: [file('app/Dockerfile'), file('app/src/a')], refused: [] })
    expect([name, ...found.map(({ path }) => path)]).toEqual(['app', 'Dockerfile', 'src/a'])
  })
  it('stays where something lies beside it', () =>
    expect(withoutTop(finding(file('app/a'), file('b'))).found.map(({ path }) => path)).toEqual(['app/a', 'b']))
})
