import { beforeEach, describe, expect, it } from 'vitest'
import type { FilesAnswer, FilesQuestion, PlaceView } from '../../../src/engine/image-views.ts'
import { Spoken } from './desk-notation.ts'

let desk: Spoken
let build: number

const dockerfile = `FROM alpine:3.20
COPY key /root/key
COPY d /d
RUN rm /root/key && echo more >> /d/a.txt && mkdir /e && printf '\\0\\1\\2' > /e/raw && ln -s raw /e/link
RUN head -c 70000000 /dev/urandom > /big
`

beforeEach(async () => {
  desk = new Spoken()
  await desk.project(dockerfile, 'key=secret', 'd/a.txt=text\n', 'd/b.txt=bb')
  await desk.ask('build', {})
  build = desk.last('built').build.key
})

async function ask<About extends FilesQuestion['about']>(
  question: Extract<FilesQuestion, { readonly about: About }>,
): Promise<Extract<FilesAnswer, { readonly about: About }>> {
  await desk.ask('files', { question })
  const { answer } = desk.last('files')
  if (answer.about !== question.about) throw new Error(`asked about ${question.about}, told about ${answer.about}`)
  return answer as Extract<FilesAnswer, { readonly about: About }>
}

function draw(place: PlaceView): string {
  return `${place.kind === 'directory' ? `${place.name}/` : place.name} ${place.size}${place.change === undefined ? '' : ` ${place.change}`}`
}

async function folder(path: string, layer?: number): Promise<readonly string[]> {
  const { folder } = await ask({ about: 'folder', build, path, ...(layer === undefined ? {} : { layer }) })
  return folder?.places.map(draw) ?? []
}

async function open(path: string, layer: number) {
  return (await ask({ about: 'entry', build, path, layer })).opened
}

describe('a folder', () => {
  it('of the image has directories first, with the bytes below them', async () => {
    expect(await folder('e')).toEqual(['link 0 added', 'raw 3 added'])
    const root = await folder('')
    expect(root.slice(-1)).toEqual(['big 70000000 added'])
    expect(root).toContain('d/ 12 added')
  })
  it('of a layer has what that changes there', async () => {
    expect(await folder('d', 3)).toEqual(['a.txt 10 changed'])
    expect(await folder('root', 3)).toEqual(['key 0 removed'])
  })
  it('that is not there is none', async () => expect(await folder('nowhere')).toEqual([]))
  it('tells whose bytes are in it', async () => {
    const { folder } = await ask({ about: 'folder', build, path: 'd' })
    expect(folder?.self.byLayer).toEqual([
      { layer: 3, bytes: 10 },
      { layer: 2, bytes: 2 },
    ])
  })
})

describe('an entry', () => {
  it('is opened though it was removed', async () =>
    expect(await open('root/key', 1)).toMatchObject({
      entry: { change: 'added', hiddenBy: { layer: 3, how: 'removed' } },
      content: { kind: 'text', text: 'secret', cut: false },
      versions: [{ layer: 1 }, { layer: 3, change: 'removed', hides: 6 }],
    }))
  it('is opened in the layer that is asked for, though it was overwritten', async () => {
    expect(await open('d/a.txt', 2)).toMatchObject({
      content: { text: 'text\n' },
      entry: { hiddenBy: { how: 'replaced' } },
    })
    expect(await open('d/a.txt', 3)).toMatchObject({ content: { text: 'text\nmore\n' } })
  })
  it('that is no text is told in bytes', async () =>
    expect(await open('e/raw', 3)).toMatchObject({ content: { kind: 'bytes', rows: [[0, 1, 2]], cut: false } }))
  it('that is a link tells where it leads', async () =>
    expect(await open('e/link', 3)).toMatchObject({ target: 'raw' }))
  it('of the base image says that its bytes are not known, and whence its size', async () =>
    expect(await open('bin/busybox', 0)).toMatchObject({
      content: { kind: 'sized', stands: 'base', source: expect.any(String) },
    }))
  it('that was made of random numbers is not known either', async () =>
    expect(await open('big', 4)).toMatchObject({ content: { kind: 'sized', stands: 'made' } }))
  it('that is not there is none', async () => expect(await open('nowhere', 1)).toBeUndefined())
})

describe('a search', () => {
  it('finds what is shipped and hidden', async () => {
    const { found } = await ask({ about: 'search', build, text: 'KEY' })
    expect(found).toMatchObject({ hidden: 1 })
    expect(found?.hits[0]).toMatchObject({ path: 'root/key', layer: 1, hiddenBy: { layer: 3 } })
  })
})

describe('a build', () => {
  it('that is forgotten has no files', async () =>
    expect((await ask({ about: 'folder', build: 1, path: '' })).folder).toBeUndefined())
  it('that was only tried can be asked about', async () => {
    await desk.project('FROM scratch\nCOPY d /\n', 'd/a.txt=1')
    const { folder } = await ask({ about: 'folder', build: desk.last('trial').build.key, path: '' })
    expect(folder?.places.map(draw)).toEqual(['a.txt 1 added', 'b.txt 2 added'])
  })
})
