import { describe, expect, it } from 'vitest'
import { keptData, readKept } from '../../../src/state/kept.ts'
import type { Project } from '../../../src/state/project.ts'
import { isUntouched, keptOf, type Made, stateAsLeft, withMade } from '../../../src/workbench/keeping/left.ts'
import { type BenchState, stateOf } from '../../../src/workbench/state.ts'

const plain: Project = {
  id: 'p',
  title: 'P',
  files: [
    { path: 'Dockerfile', text: 'FROM a\n' },
    { path: 'a', text: '1' },
  ],
}
const asking: Project = { ...plain, predict: { question: 'Which?', kind: 'steps' } }
const changing: Project = { ...asking, edits: [{ path: 'a', text: '2' }] }

const changed = [plain.files[0] ?? { path: 'Dockerfile' }, { path: 'a', text: '2' }]

/** A state after it went through storage: JSON, as when a page is left. */
function broughtBack(state: BenchState): BenchState {
  const kept = readKept(JSON.parse(JSON.stringify(keptData(keptOf(state)))))
  if (kept === undefined) throw new Error('what was kept cannot be read')
  return stateAsLeft(state.project, kept)
}

const left = (project: Project, change: Partial<BenchState>) => broughtBack({ ...stateOf(project), ...change })

describe('what is kept', () => {
  it('brings back files and flags', () => {
    const state = left(plain, { files: changed, options: { noCache: true } })
    expect([state.files[1]?.text, state.options, state.restored]).toEqual(['2', { noCache: true }, true])
  })
  it('brings back tabs, the open file, the pane, the view', () => {
    const state = left(plain, {
      tabs: ['Dockerfile', 'a'],
      open: 'a',
      front: { pane: 'log', called: true },
      view: 'image',
    })
    expect([state.tabs, state.open, state.front, state.view]).toEqual([
      ['Dockerfile', 'a'],
      'a',
      { pane: 'log', called: false },
      'image',
    ])
    expect(state.restored).toBe(false)
  })
  it('brings back a prediction', () => {
    const prediction = { kind: 'steps', cached: new Map([[2, true]]) } as const
    expect(left(asking, { asking: 'made', prediction })).toMatchObject({ asking: 'made', prediction })
  })
  it('brings back a change that was made, and the builds around it', () => {
    const made: readonly Made[] = [
      { files: plain.files, options: {} },
      { files: changed, options: {}, judged: true },
    ]
    const state = left(changing, { asking: 'made', change: 'made', files: changed, made })
    expect([state.change, state.made]).toEqual(['made', made])
    expect(state.made[0]?.files).toBe(plain.files)
  })
  it('leaves a change that waits to its first build', () => {
    const state = left(changing, { asking: 'skipped', made: [{ files: plain.files, options: {} }] })
    expect([state.asking, state.change, state.made]).toEqual(['skipped', 'waiting', []])
  })
  it('has the files of the beginning as the same value', () =>
    expect(left(plain, { open: 'a', tabs: ['Dockerfile', 'a'] }).files).toBe(plain.files))
  it('opens the Dockerfile when what was open is gone', () =>
    expect(left(plain, { open: 'gone', tabs: ['gone'] }).open).toBe('Dockerfile'))
  it('drops the answer to a question that is asked no more', () => {
    const kept = keptOf({ ...stateOf(asking), asking: 'made', prediction: { kind: 'size', bytes: 1 } })
    expect(stateAsLeft(plain, kept)).toMatchObject({ asking: 'none' })
    expect(stateAsLeft(asking, kept).prediction).toBeUndefined()
  })
})

describe('reading', () => {
  it('knows the first version', () =>
    expect(readKept({ version: 1, files: [{ path: 'a' }] })).toEqual({ files: [{ path: 'a' }], options: undefined }))
  it.each([
    [{ version: 3, files: [] }],
    [{ version: 2, files: [{ path: '../a' }] }],
    [{ version: 2, files: 1 }],
    ['text'],
    [null],
  ])('refuses %j', (data) => expect(readKept(data)).toBeUndefined())
  it('takes texts of any length', () =>
    expect(readKept({ version: 2, files: [{ path: 'a', text: 'x'.repeat(2_000_000) }] })).toBeDefined())
})

describe('an untouched state', () => {
  const check = (project: Project, change: Partial<BenchState>) => isUntouched({ ...stateOf(project), ...change })
  it('is the beginning', () => expect(check(plain, {})).toBe(true))
  it('has no other text', () => expect(check(plain, { files: changed })).toBe(false))
  it('has no prediction', () => expect(check(asking, { asking: 'skipped' })).toBe(false))
  it('has no build that someone asked for', () =>
    expect(check(plain, { made: [{ files: plain.files, options: {} }] })).toBe(false))
  it('may have the build that begins by itself', () =>
    expect(check({ ...plain, autobuild: true }, { made: [{ files: plain.files, options: {} }] })).toBe(true))
})

describe('builds to be made again', () => {
  const builds = (...judged: readonly boolean[]) =>
    judged
      .map((is, at): Made => ({ files: [{ path: String(at) }], options: {}, ...(is ? { judged: true as const } : {}) }))
      .reduce<readonly Made[]>(withMade, [])
      .map(({ files }) => files[0]?.path)
      .join(' ')
  it('are the last two', () => expect(builds(false, false, false, false)).toBe('2 3'))
  it('are those up to the judged one too', () => expect(builds(false, true, false, false, false)).toBe('0 1 3 4'))
})
