import { describe, expect, it } from 'vitest'
import type { FolderView, OpenedView, PlaceView, ShippedView } from '../../../src/engine/image-views.ts'
import { attributesText } from '../../../src/workbench/contents/attributes.ts'
import { foundView } from '../../../src/workbench/contents/found.ts'
import { contentsAfter, contentsOf, folderKey, type KnownContents } from '../../../src/workbench/contents/known.ts'
import { layerMarks } from '../../../src/workbench/contents/layers.ts'
import { openedRows } from '../../../src/workbench/contents/opened.ts'
import { contentsView, type TreeRow } from '../../../src/workbench/contents/view.ts'
import type { BenchState } from '../../../src/workbench/state.ts'
import { benchState, buildOf } from './notation.ts'

const build = buildOf('FROM alpine # 8000\n↻ COPY a # 12\n↻ RUN rm # 0')
const marks = layerMarks(build)

const plain: PlaceView = {
  path: '',
  name: '',
  kind: 'file',
  hides: 0,
  size: 0,
  hidden: 0,
  files: 0,
  added: 0,
  changed: 0,
  removed: 0,
  byLayer: [],
  parts: [],
}

/** A place at a path: `d/` is a folder. Its bytes come from the layer. */
function place(text: string, size = 0, layer = 2, more: Partial<PlaceView> = {}): PlaceView {
  const path = text.replace(/\/$/, '')
  return {
    ...plain,
    path,
    name: path.slice(path.lastIndexOf('/') + 1),
    kind: text.endsWith('/') ? 'directory' : 'file',
    size,
    layer,
    byLayer: size === 0 ? [] : [{ layer, bytes: size }],
    ...more,
  }
}

/** What is known of folders of the whole image, or of a layer: each by its key. */
function known(
  folders: Readonly<Record<string, readonly PlaceView[]>>,
  more: Partial<KnownContents> = {},
): KnownContents {
  const views = Object.entries(folders).map(([key, places]): [string, FolderView] => [
    key,
    { self: place('', 20, 2, { files: 3, added: 2, removed: 1, hides: 5 }), places, more: 0 },
  ])
  return { build: 1, folders: new Map(views), ...more }
}

function stateWith(contents: KnownContents | undefined, more: Partial<BenchState> = {}): BenchState {
  return benchState({ build, ...(contents === undefined ? {} : { contents }), ...more })
}

function draw(row: TreeRow): string {
  const sign = row.change === undefined ? '' : `${row.change.sign} `
  return `${'  '.repeat(row.level - 1)}${sign}${row.name} ${row.size}`.trimEnd()
}

describe('the tree', () => {
  const contents = known({
    'all:': [place('d/', 12), place('e', 8, 0)],
    'all:d': [place('d/f', 12)],
  })
  it('shows what is unfolded', () => {
    const folded = contentsView(stateWith(contents), { turned: new Set() })
    expect(folded?.rows.map(draw)).toEqual(['d/ 12 B', 'e 8 B'])
    const unfolded = contentsView(stateWith(contents), { turned: new Set([folderKey(undefined, 'd')]) })
    expect(unfolded?.rows.map(draw)).toEqual(['d/ 12 B', '  f 12 B', 'e 8 B'])
  })
  it('asks for what it does not know, and nothing else', () => {
    expect(contentsView(stateWith(undefined), { turned: new Set() })).toMatchObject({
      missing: 'coming',
      needed: [{ about: 'folder', build: 1, path: '' }],
    })
    expect(contentsView(stateWith(contents), { turned: new Set() })?.needed).toEqual([])
  })
  it('shows folders of the image before until those of this one have come', () => {
    const view = contentsView(stateWith(contentsOf(1, { ...contents, build: 0 })), { turned: new Set() })
    expect([view?.rows.map(draw), view?.needed.length]).toEqual([['d/ 12 B', 'e 8 B'], 1])
  })
  it('unfolds the folders of a layer in which little changed', () => {
    const layer = known({
      '3:': [place('d/', 0, 3, { removed: 1, hides: 5 })],
      '3:d': [place('d/f', 0, 3, { kind: 'removed', change: 'removed', hides: 5 })],
    })
    const view = contentsView(stateWith(layer, { layer: 3 }), { turned: new Set() })
    expect(view?.rows.map(draw)).toEqual(['d/', '  − f'])
    expect(view?.rows[1]?.hides).toBe('5 B of lower layers stay shipped')
    expect(view?.summary).toBe('2 added, 1 removed; 5 B of lower layers stay shipped')
  })
  it('falls back to the whole image when a layer is gone', () =>
    expect(contentsView(stateWith(contents, { layer: 9 }), { turned: new Set() })?.layer).toBeUndefined())
  it('says that a build is forgotten', () =>
    expect(
      contentsView(stateWith({ build: 1, folders: new Map([['all:', null]]) }), { turned: new Set() })?.missing,
    ).toBe('gone'))
  it('is none without an image', () => expect(contentsView(benchState(), { turned: new Set() })).toBeUndefined())
  it('links a row with the instruction whose layer it comes from', () =>
    expect(contentsView(stateWith(contents), { turned: new Set() })?.rows.map((row) => row.instruction)).toEqual([
      1, 0,
    ]))
})

const hidden: ShippedView = {
  layer: 2,
  path: 'root/key',
  change: 'added',
  kind: 'file',
  size: 6,
  hides: 0,
  hiddenBy: { layer: 3, how: 'removed' },
}

describe('an opened entry', () => {
  const opened: OpenedView = {
    entry: hidden,
    versions: [hidden],
    content: { kind: 'text', text: 'secret', cut: false },
  }
  function rowsWith(change: Partial<OpenedView>) {
    const open = { layer: 2, path: 'root/key', opened: { ...opened, ...change } }
    return openedRows(stateWith(known({}, { open })), marks)
  }
  it('that is hidden says by what, and that it is still there', () => {
    expect(rowsWith({})?.hidden).toBe(
      'Shipped, hidden by layer 4, which removes it (RUN rm). A container does not see it; whoever has the image can read it. Its 6 B still count.',
    )
    expect(rowsWith({})?.text).toBe('secret')
  })
  it('is told in bytes when it is no text', () =>
    expect(rowsWith({ content: { kind: 'bytes', rows: [[0, 65]], cut: true } })?.bytes).toEqual([
      { at: '0000', hex: '00 41', characters: '·A' },
    ]))
  it('says why its content is not known', () =>
    expect(rowsWith({ content: { kind: 'sized', stands: 'base', source: 'a list' } })?.unknown).toEqual([
      'Its content is not known here, only its size, because it came with the base image, of which the catalog keeps names, owners and sizes.',
      'How do we know the size? a list.',
    ]))
  it('is on its way, or gone', () => {
    const place = { layer: 2, path: 'a' }
    expect(openedRows(stateWith(known({}, { open: place })), marks)?.missing).toBe('coming')
    expect(openedRows(stateWith(known({}, { open: { ...place, opened: null } })), marks)?.missing).toBe('gone')
  })
})

describe('what was found', () => {
  const { hiddenBy: _, ...seen } = hidden
  const search = { text: 'key', found: { text: 'key', hits: [seen, hidden], visible: 1, hidden: 1 } }
  const state = stateWith(known({}, { search }))
  it('marks what is shipped and hidden', () => {
    const view = foundView(state, marks, false)
    expect(view?.rows.map((row) => row.hidden)).toEqual([undefined, 'shipped, hidden by layer 4'])
    expect(view?.summary).toBe('1 entry that a container sees, 1 shipped but hidden')
  })
  it('leaves that out when asked to', () => {
    const view = foundView(state, marks, true)
    expect([view?.rows.length, view?.summary]).toEqual([1, '1 entry that a container sees'])
  })
})

describe('an answer', () => {
  const question = { about: 'folder', build: 1, path: 'd' } as const
  it('about another build changes nothing', () => {
    const before = contentsOf(2)
    expect(contentsAfter(before, { about: 'folder', question, folder: undefined })).toBe(before)
  })
  it('about a folder that is not there is kept', () =>
    expect(
      contentsAfter(contentsOf(1), { about: 'folder', question, folder: undefined })?.folders.get('all:d'),
    ).toBeNull())
  it('about what is no longer open changes nothing', () => {
    const before = { ...contentsOf(1), open: { layer: 1, path: 'a' } }
    const entry = { about: 'entry', build: 1, layer: 1, path: 'b' } as const
    expect(contentsAfter(before, { about: 'entry', question: entry, opened: undefined })).toBe(before)
  })
})

describe('attributes', () => {
  it('are as ls writes them', () =>
    expect(attributesText({ mode: 0o4755, uid: 0, gid: 42, seconds: 0 }, 'file')).toBe(
      '-rwsr-xr-x root:42 1970-01-01 00:00:00',
    ))
  it('know the sticky bit', () =>
    expect(attributesText({ mode: 0o1776, uid: 5, gid: 0, seconds: 0 }, 'directory')).toContain('drwxrwxrwT 5:root'))
})
