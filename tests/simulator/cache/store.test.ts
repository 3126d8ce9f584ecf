import { describe, expect, it } from 'vitest'
import {
  type CacheRecord,
  emptyStore,
  mostRecords,
  prune,
  type Store,
  StoreDraft,
} from '../../../simulator/cache/store.ts'
import { emptyTree, epoch } from '../../../simulator/filesystem/tree.ts'
import { zero } from '../../../simulator/values/estimate.ts'

const recordOf = (key: string, build: number): CacheRecord => ({
  key,
  build,
  lastUsed: build,
  made: epoch,
  tree: emptyTree,
  durationMs: zero,
  output: [],
  notes: [],
})

/** The store after builds; each makes the results of a line, parents first, and uses those in brackets. `3 more` are three others. */
function storeAfter(...builds: readonly string[]): Store {
  return builds.reduce<Store>((store, line) => {
    const draft = new StoreDraft(store)
    for (const word of wordsOf(line, draft.build)) {
      const used = draft.record(word.replace(/[()]/g, ''))
      if (used === undefined) draft.keep(recordOf(word, draft.build))
      else draft.use(used)
    }
    return draft.finish()
  }, emptyStore)
}
function wordsOf(line: string, build: number): readonly string[] {
  const [, words = '', count] = /^(.*?)(?:(\d+) more)?$/.exec(line) ?? []
  const others = Array.from({ length: Number(count ?? 0) }, (_, at) => `${build}-${at}`)
  return [...words.split(' ').filter((word) => word !== ''), ...others]
}

/** The results with a name that are left. */
const left = (store: Store) => [...store.records.keys()].filter((key) => !key.includes('-')).join(' ')

describe('a full store', () => {
  it('keeps all that it has room for', () =>
    expect(storeAfter(`a b ${mostRecords - 2} more`).records.size).toBe(mostRecords))
  it('never holds more', () => expect(storeAfter('a b', `${mostRecords} more`).records.size).toBe(mostRecords))
  it('keeps a parent longer than what was made on it', () =>
    expect(left(storeAfter('parent child', `${mostRecords - 1} more`))).toBe('parent'))
  it('keeps a parent longer within one build too', () =>
    expect(left(storeAfter(`parent ${mostRecords - 1} more`, 'child grandchild'))).toBe('parent child grandchild'))
  it('lets go first what was used longest ago', () =>
    expect(left(storeAfter('old', 'young', `${mostRecords - 1} more`))).toBe('young'))
  it('counts being used as being new', () =>
    expect(left(storeAfter('old', 'young', '(old)', `${mostRecords - 1} more`))).toBe('old'))
  it('forgets what led to a result that is gone', () => {
    const draft = new StoreDraft(storeAfter('parent child'))
    draft.link('to both', 'parent')
    draft.link('to both', 'child')
    draft.link('to one', 'child')
    for (const key of wordsOf(`${mostRecords - 1} more`, 2)) draft.keep(recordOf(key, 2))
    expect([...draft.finish().links]).toEqual([['to both', ['parent']]])
  })
})

describe('a build', () => {
  it('counts', () => expect(storeAfter('a', 'b', '').builds).toBe(3))
  it('remembers which build made a result', () => expect(storeAfter('a', '(a)').records.get('a')?.build).toBe(1))
  it('remembers which build used it last', () => expect(storeAfter('a', 'b', '(a)').records.get('a')?.lastUsed).toBe(3))
  it('leaves the store that it began with', () => {
    const store = storeAfter('a')
    const draft = new StoreDraft(store)
    draft.keep(recordOf('b', 2))
    draft.link('link', 'b')
    expect([left(store), store.links.size, draft.before === store]).toEqual(['a', 0, true])
  })
  it('notes a link once', () => {
    const draft = new StoreDraft(emptyStore)
    for (const key of ['a', 'b', 'a']) draft.link('link', key)
    expect(draft.linked('link')).toEqual(['a', 'b'])
  })
})

describe('pruning', () => {
  it('leaves nothing but the count of builds', () =>
    expect(prune(storeAfter('a', 'b'))).toEqual({ ...emptyStore, builds: 2 }))
})
