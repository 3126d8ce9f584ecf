import { describe, expect, it } from 'vitest'
import { changedFiles } from '../../../src/state/changed.ts'
import type { ProjectFile } from '../../../src/state/project.ts'
import { type BenchState, stateOf } from '../../../src/workbench/state.ts'
import {
  type Act,
  addFile,
  chmod,
  duplicate,
  modeProblem,
  move,
  pathProblem,
  remove,
  toggleExecutable,
  touch,
  useDockerfile,
} from '../../../src/workbench/tree/acts.ts'
import { chosenAfter, chosenByClick } from '../../../src/workbench/tree/choosing.ts'
import { steered, travelOf } from '../../../src/workbench/tree/keys.ts'
import { chosenText, intoProblem, moveInto, removeAll, topsOf } from '../../../src/workbench/tree/several.ts'
import { uploadText } from '../../../src/workbench/tree/upload.ts'
import {
  dockerfileChoices,
  ignoringOf,
  rowDetails,
  rowsAfter,
  type TreeRow,
  totalAfter,
  totalOf,
  totalText,
  treeRows,
  withKnown,
} from '../../../src/workbench/tree/view.ts'

/** `a=one b/=`: files with their texts, folders; `Dockerfile` is there in any case. */
function stateWith(text: string): BenchState {
  const files: readonly ProjectFile[] = text.split(' ').map((one) => {
    const [path = '', content = ''] = one.split('=')
    return path.endsWith('/')
      ? { path: path.slice(0, -1), folder: true }
      : { path, text: content.replaceAll(';', '\n') }
  })
  return stateOf({ id: 'p', title: 'P', files: [{ path: 'Dockerfile', text: '' }, ...files] })
}

function rowsOf(text: string, closed: readonly string[] = []): readonly TreeRow[] {
  const state = stateWith(text)
  return treeRows(state, new Set(closed), ignoringOf(state))
}

/** The rows with their marks: `src/ ignored`. */
const draw = (text: string, closed: readonly string[] = []) =>
  rowsOf(text, closed).map(({ name, mark }) => (mark === 'none' ? name : `${name} ${mark}`))

describe('the tree', () => {
  it('marks the Dockerfile that is built, and others', () =>
    expect(draw('dev.Dockerfile=')).toEqual(['Dockerfile builds', 'dev.Dockerfile dockerfile']))
  it('marks what is ignored, and folders of which a part is', () =>
    expect(draw('.dockerignore=d;!d/keep;*.log d/keep=1 d/x=1 a.log=1 b=1')).toEqual([
      'Dockerfile builds',
      'd/ partly ignored',
      'keep',
      'x ignored',
      '.dockerignore',
      'a.log ignored',
      'b',
    ]))
  it('marks nothing when the ignore file cannot be read', () => {
    const state = stateWith('.dockerignore=a;! a=1')
    expect(ignoringOf(state).error).toEqual({ words: 'illegal exclusion pattern: "!"', line: 2 })
    expect(draw('.dockerignore=a;! a=1')).not.toContain('a ignored')
  })
  it('tells each row its place among those beside it', () =>
    expect(rowsOf('d/a=1 d/b=1 e=1').map(({ name, place, of }) => `${name} ${place}/${of}`)).toEqual([
      'Dockerfile 1/3',
      'd/ 2/3',
      'a 1/2',
      'b 2/2',
      'e 3/3',
    ]))
  it('keeps rows that have not changed', () => {
    const [before, after] = [rowsOf('a=1 b=1'), withKnown(rowsOf('a=1 b=22'), rowsOf('a=1 b=1'))]
    const known = withKnown(rowsOf('a=1 b=22'), before)
    expect(known.map((row, at) => row === before[at])).toEqual([true, true, false])
    expect(after.map(({ size }) => size)).toEqual(['0 B', '1 B', '2 B'])
  })
  it('counts files, bytes and what is ignored', () => {
    const state = stateWith('.dockerignore=a a=xxx')
    expect(totalText(totalOf(state, ignoringOf(state)))).toBe('3 files, 4 B, 1 ignored')
  })
})

describe('after typing', () => {
  /** What the changes make of rows and total is what is worked out anew. */
  const check = (before: string, after: string) => {
    const [old, now] = [stateWith(before), stateWith(after)]
    const changes = changedFiles(old.files, now.files)
    if (changes === undefined) throw new RangeError('other names')
    const ignoring = ignoringOf(old)
    const rows = (state: BenchState) => treeRows(state, new Set(), ignoring)
    expect(rowsAfter(rows(old), changes)).toEqual(rows(now))
    expect(totalAfter(totalOf(old, ignoring), changes)).toEqual(totalOf(now, ignoring))
  }
  it('gives the file and its folders other sizes', () => check('a=1 b/c/d=22 b/e=3', 'a=1 b/c/d=22222 b/e=3'))
  it('leaves alone what begins alike', () => check('b=1 bc=2', 'b=111 bc=2'))
  it('sees other names', () => expect(changedFiles(stateWith('a=1').files, stateWith('b=1').files)).toBeUndefined())
  it('sees a file that became a folder', () =>
    expect(changedFiles(stateWith('a=1').files, stateWith('a/=').files)).toBeUndefined())
})

describe('a row', () => {
  const told = (text: string, path: string) => {
    const state = stateWith(text)
    const row = treeRows(state, new Set(), ignoringOf(state)).find((one) => one.path === path)
    return row === undefined ? undefined : rowDetails(row, state.files, ignoringOf(state))
  }
  it('tells bytes, permissions and time', () =>
    expect(told('a=xxx', 'a')?.facts).toBe('3 bytes · 0644 · written 2026-01-01 00:00'))
  it('tells the line that ignores it', () =>
    expect(told('.dockerignore=#;*.log a.log=1', 'a.log')?.rule).toBe('Ignored by .dockerignore line 2: *.log'))
  it('tells the line that keeps it', () =>
    expect(told('.dockerignore=*;!a a=1', 'a')?.rule).toBe('Kept by .dockerignore line 2: !a'))
  it('counts the files of a folder', () => expect(told('d/a=1 d/e/b=1', 'd')?.facts).toContain('2 files · 0755'))
})

describe('what is done', () => {
  const files = ({ change }: Act) => change.files?.map(({ path }) => path).join(' ')
  const state = stateWith('a=1 d/b=2 dev.Dockerfile=')
  it('adds and opens', () => {
    const act = addFile(state, 'd/c')
    expect([act.what, files(act), act.change.open]).toEqual(['add d/c', 'Dockerfile a d/b dev.Dockerfile d/c', 'd/c'])
  })
  it('moves, and follows what is open', () => {
    const act = move({ ...state, open: 'd/b', tabs: ['a', 'd/b'] }, 'd', 'e')
    expect([files(act), act.change.open, act.change.tabs]).toEqual([
      'Dockerfile a e/b dev.Dockerfile',
      'e/b',
      ['a', 'e/b'],
    ])
  })
  it('follows the Dockerfile in use', () =>
    expect(move(state, 'Dockerfile', 'x').change.options).toEqual({ dockerfile: 'x' }))
  it('says no flag for the project’s own Dockerfile', () => {
    const used = { ...state, options: { dockerfile: 'dev.Dockerfile' } }
    expect(useDockerfile(used, 'Dockerfile').change.options).toEqual({})
  })
  it('deletes, and opens what was open before', () => {
    const act = remove({ ...state, open: 'a', tabs: ['Dockerfile', 'd/b', 'a'] }, 'a')
    expect([files(act), act.change.open, act.change.tabs]).toEqual([
      'Dockerfile d/b dev.Dockerfile',
      'd/b',
      ['Dockerfile', 'd/b'],
    ])
  })
  it('builds another Dockerfile when the one in use is deleted', () =>
    expect(remove(state, 'Dockerfile').change.options).toEqual({ dockerfile: 'dev.Dockerfile' }))
  it('duplicates', () => expect(files(duplicate(state, 'd'))).toBe('Dockerfile a d/b dev.Dockerfile d-copy/b'))
  it('touches, a minute later each time', () => {
    const once = touch(state, 'a').change.files ?? []
    const twice = touch({ ...state, files: once }, 'a').change.files ?? []
    expect([once[1]?.mtime, twice[1]?.mtime]).toEqual([1_767_225_660, 1_767_225_720])
  })
  it('changes permissions', () => {
    expect(chmod(state, 'a', '600').change.files?.[1]?.mode).toBe('0600')
    expect(toggleExecutable(state, 'a').change.files?.[1]?.mode).toBe('0755')
    expect(modeProblem('888')).toContain('octal')
  })
})

describe('what is done with several', () => {
  const files = ({ change }: Act) => change.files?.map(({ path }) => path).join(' ')
  const state = stateWith('a=1 b=2 d/c=3 d/e=4 f/=')
  it('counts what lies in a folder with it', () => expect(topsOf(['d', 'd/c', 'a'])).toEqual(['d', 'a']))
  it('weighs a folder once', () =>
    expect(chosenText(rowsOf('d/a=12 d/b=3 e=4'), new Set(['d', 'd/a', 'e']))).toBe('3 rows chosen, 4 B'))
  it('deletes all in one step, and opens what is left', () => {
    const act = removeAll({ ...state, open: 'a', tabs: ['Dockerfile', 'a'] }, ['a', 'd', 'd/c'])
    expect([act.what, files(act), act.change.open]).toEqual(['delete 2 entries', 'Dockerfile b f', 'Dockerfile'])
  })
  it('moves all into a folder, and follows what is open', () => {
    const act = moveInto({ ...state, open: 'd/c', tabs: ['d/c'] }, ['a', 'd'], 'f')
    expect([act.what, files(act), act.change.open]).toEqual([
      'move 2 entries to f',
      'Dockerfile f/a b f/d/c f/d/e f',
      'f/d/c',
    ])
  })
  it('moves to the top, and leaves what is there', () =>
    expect(files(moveInto(state, ['a', 'd/c'], ''))).toBe('Dockerfile a b c d/e f'))
  it('refuses what cannot be', () => {
    const problem = (paths: readonly string[], folder: string) =>
      intoProblem(stateWith('a=1 d/a=2 d/x=3 e/x=4').files, paths, folder)
    expect(problem(['a'], 'd')).toBe('There is already a file d/a.')
    expect(problem(['d'], 'd')).toContain('into itself')
    expect(problem(['d/x', 'e/x'], 'new')).toBe('Two of them would be new/x.')
    expect(problem(['d/x'], 'a')).toBe('a is a file, not a folder.')
    expect(problem(['d/x'], 'new')).toBeUndefined()
  })
})

describe('rows that are chosen together', () => {
  const rows = rowsOf('a=1 b=2 c=3')
  const none = { shiftKey: false, ctrlKey: false, metaKey: false }
  const rowAt = (path: string) => {
    const row = rows.find((one) => one.path === path)
    if (row === undefined) throw new RangeError(`no row ${path}`)
    return row
  }
  const press = (key: string, with_: Partial<typeof none>, at: string, ...chosen: readonly string[]) => {
    const choice = chosenAfter({ ...none, key, ...with_ }, rows, rowAt(at), new Set(chosen))
    return choice && `${choice.at.path}: ${[...choice.chosen].sort().join(' ')}`
  }
  const shift = { shiftKey: true }
  const command = { ctrlKey: true }
  it('grow with Shift and an arrow', () => expect(press('ArrowDown', shift, 'a')).toBe('b: a b'))
  it('and shrink on the way back', () => expect(press('ArrowUp', shift, 'c', 'a', 'b', 'c')).toBe('b: a b'))
  it('end at the last row', () => expect(press('ArrowDown', shift, 'c', 'b', 'c')).toBe('c: b c'))
  it('are taken in and out one by one', () => {
    expect(press(' ', command, 'c', 'a')).toBe('c: a c')
    expect(press(' ', command, 'c', 'a', 'c')).toBe('c: a')
    expect(press('ArrowDown', command, 'a', 'a')).toBe('b: a')
  })
  it('are all, or none', () => {
    expect(press('a', { metaKey: true }, 'a')).toBe('a: Dockerfile a b c')
    expect(press('Escape', {}, 'a', 'b')).toBe('a: ')
    expect(press('Escape', {}, 'a')).toBeUndefined()
  })
  it('leave other keys alone', () => expect(press('ArrowDown', {}, 'a', 'b')).toBeUndefined())
  it('are chosen by the pointer too', () => {
    const click = (with_: Partial<typeof none>, path: string, ...chosen: readonly string[]) =>
      chosenByClick({ ...none, ...with_ }, rows, rowAt(path), rowAt('a'), new Set(chosen))
    expect(click({}, 'c')).toBeUndefined()
    expect([...(click(shift, 'c') ?? [])]).toEqual(['a', 'b', 'c'])
    expect([...(click(command, 'c', 'a', 'c') ?? [])]).toEqual(['a'])
  })
})

describe('a new path', () => {
  const { files } = stateWith('z=1 src/b=1 src/a/c=1 e/=')
  const check = (path: string, from?: string) => pathProblem(files, path, from)
  it('may be new', () => expect(check('src/d')).toBeUndefined())
  it('may lie in an empty folder', () => expect(check('e/d')).toBeUndefined())
  it('may not be taken', () => expect(check('z')).toBe('There is already a file z.'))
  it('may not be a folder', () => expect(check('src')).toBe('There is already a folder src.'))
  it('may not lie below a file', () => expect(check('z/a')).toBe('z is a file, not a folder.'))
  it('may not lead out', () => expect(check('../a')).toContain('in the context'))
  it('may not be empty', () => expect(check('')).toBe('Give it a name.'))
  it('may stay as it is', () => expect(check('z', 'z')).toBeUndefined())
  it('may not lead into itself', () => expect(check('src/x', 'src')).toContain('into itself'))
  it('may be a folder of the name that the file has', () => expect(check('z/a', 'z')).toContain('into itself'))
})

describe('keys', () => {
  const rows = rowsOf('d/a=1 d/b=1 e=1')
  const press = (key: string, at: string, of = rows) => {
    const row = of.find(({ path }) => path === at)
    const act = row && steered({ key, shiftKey: false }, of, row)
    return act?.kind === 'go' ? act.to.path : act?.kind === 'fold' ? (act.isClosed ? 'close' : 'open') : act?.kind
  }
  it.each([
    ['ArrowDown', 'Dockerfile', 'd'],
    ['ArrowDown', 'e', 'e'],
    ['ArrowUp', 'd', 'Dockerfile'],
    ['Home', 'e', 'Dockerfile'],
    ['End', 'd', 'e'],
    ['ArrowRight', 'd', 'd/a'],
    ['ArrowRight', 'd/a', 'd/a'],
    ['ArrowLeft', 'd', 'close'],
    ['ArrowLeft', 'd/b', 'd'],
    ['Enter', 'e', 'take'],
    ['Delete', 'e', 'delete'],
    ['F2', 'e', 'move'],
    ['b', 'Dockerfile', 'd/b'],
    ['d', 'e', 'Dockerfile'],
    ['?', 'e', undefined],
    ['Tab', 'e', undefined],
  ])('%s at %s: %s', (key, at, expected) => expect(press(key, at)).toBe(expected))
  it('go back in what was done, and on again', () => {
    const travel = (key: string, shiftKey = false, ctrlKey = true) =>
      travelOf({ key, shiftKey, ctrlKey, metaKey: false })
    expect([travel('z'), travel('Z', true), travel('y'), travel('z', false, false)]).toEqual([
      'undo',
      'redo',
      'redo',
      undefined,
    ])
  })
  it('opens a closed folder', () => expect(press('ArrowRight', 'd', rowsOf('d/a=1', ['d']))).toBe('open'))
})

it('offers every Dockerfile for Build, the one in use too when it is not there', () => {
  const state = stateWith('dev.Dockerfile= a=1')
  expect(dockerfileChoices(state)).toEqual(['Dockerfile', 'dev.Dockerfile'])
  expect(dockerfileChoices({ ...state, options: { dockerfile: 'gone' } })).toContain('gone')
})

it('says what became of an upload', () => {
  const large = { path: 'm', sized: { size: 12e6, kind: 'packed' as const } }
  expect(uploadText({ files: [large, { path: 'a' }], standIns: [large], refused: ['../x'], leftOut: 2 }, 1)).toBe(
    '2 files added, 1 in place of another. m (12 MB) is kept by its size alone: files of more than 1 MB, and more than 4 MB at once, are not kept whole. ../x cannot be put there. 2 files left out: a project holds 2,000.',
  )
})
