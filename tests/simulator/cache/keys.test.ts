import { describe, expect, it } from 'vitest'
import {
  contentInputs,
  contentKey,
  findKeys,
  freshKey,
  type InputKeys,
  type Selector,
  saveLinks,
  selectorKey,
} from '../../../simulator/cache/keys.ts'
import { emptyStore, StoreDraft } from '../../../simulator/cache/store.ts'
import type { Vertex } from '../../../simulator/graph/vertex.ts'
import { treeOf } from '../../notation/tree.ts'
import { type Asked, lastVertex } from '../../notation/vertices.ts'

const step = (instruction: string, asked: Asked = {}): Vertex => lastVertex(`FROM alpine\n${instruction}`, asked)

/** What a step reads of its inputs, like `1: /a /b`; patterns have a `?`, what is left out a `-`. */
function reads(instruction: string): string {
  const draw = ({ path, wildcard, exclude = [] }: Selector) =>
    `${wildcard ? '?' : ''}${path}${exclude.map((pattern) => ` -${pattern}`).join('')}`
  return [...contentInputs(step(instruction).operation)]
    .map(([position, selectors]) => `${position}: ${selectors.map(draw).join(' ')}`)
    .join(', ')
}

/** The key of what a step reads of a context. */
function keyOf(instruction: string, context: string) {
  return contentKey(treeOf(context), contentInputs(step(instruction).operation).get(1) ?? [], true)
}
const isSame = (instruction: string, before: string, after: string) =>
  expect(JSON.stringify(keyOf(instruction, before)) === JSON.stringify(keyOf(instruction, after)))

/** Keys of inputs in a line: `0 base, 1 context@/a#sum` is what stands below, and a second input with its origin, the path that is read of it, and its checksum. */
function inputs(line: string): readonly InputKeys[] {
  return line.split(', ').map((input) => {
    const [, position, origins = '', path, content] = /^(\d) ([\w/]*)(?:@([^#]+))?(?:#(\w+))?$/.exec(input) ?? []
    return {
      position: Number(position),
      origins: origins === '' ? [] : origins.split('/'),
      selector: selectorKey(path === undefined ? undefined : [{ path, wildcard: false }]),
      ...(content === undefined ? {} : { content }),
    }
  })
}

/** What is found with some inputs, after results were saved; each result is `name = inputs`. */
function found(saved: readonly string[], asked: string, instruction = 'RUN make', others = instruction): string {
  const store = new StoreDraft(emptyStore)
  for (const line of saved) {
    const [name = '', keys = ''] = line.split(' = ')
    saveLinks(store, step(instruction), inputs(keys), name)
  }
  return findKeys(store, step(others), inputs(asked)).join(' ')
}

describe('a step reads by content', () => {
  it('are not read again below one that is', () => expect(reads('COPY d d/x d/*.c e /y/')).toBe('1: /d ?/d/*.c /e'))
  it('what COPY copies', () => expect(reads('COPY a b /to/')).toBe('1: /a /b'))
  it('all that a pattern fits', () => expect(reads('COPY src/*.c /to/')).toBe('1: ?/src/*.c'))
  it('nothing of what COPY leaves out', () => expect(reads('COPY --exclude=*.md . /')).toBe('1: / -*.md'))
  it('what is mounted', () => expect(reads('RUN --mount=source=a,target=/a x')).toBe('1: /a'))
  it('once what one mount covers of another', () =>
    expect(reads('RUN --mount=source=a/b,target=/x --mount=source=a,target=/y x')).toBe('1: /a'))
  it('nothing of what it stands on', () => expect(reads('RUN make')).toBe(''))
  it('nothing of a cache', () => expect(reads('RUN --mount=type=cache,target=/c x')).toBe(''))
})

describe('a content key', () => {
  it('stays when only times change', () => isSame('COPY a /', 'a one', 'a @9 one').toBe(true))
  it('stays when something else changes', () => isSame('COPY a /', 'a one, b two', 'a one, b six').toBe(true))
  it('changes with the content', () => isSame('COPY a /', 'a one', 'a two').toBe(false))
  it('changes with the mode', () => isSame('COPY a /', 'a one', 'a 0755 one').toBe(false))
  it('changes with a name in a directory', () => isSame('COPY . /', 'a one', 'b one').toBe(false))
  it('changes with what a pattern comes to fit', () => isSame('COPY *.c /', 'a.c', 'a.c, b.c').toBe(false))
  it('stays when what is left out changes', () =>
    isSame('COPY --exclude=b . /', 'a one, b two', 'a one, b six').toBe(true))
  it('follows a link to what it stands for', () => isSame('COPY l /', 'a one, l -> a', 'a two, l -> a').toBe(false))
  it('tells what is missing', () =>
    expect(keyOf('COPY a b /to/', 'a')).toEqual({ missing: { path: '/b', circle: false } }))
})

describe('a result is found', () => {
  it('where its input came from the same', () => expect(found(['r = 0 base'], '0 base')).toBe('r'))
  it('not where it came from elsewhere', () => expect(found(['r = 0 base'], '0 other')).toBe(''))
  it('where one of several origins is the same', () => expect(found(['r = 0 a/b'], '0 c/b')).toBe('r'))
  it('by the content of an input, wherever that came from', () =>
    expect(found(['r = 0 base, 1 old#sum'], '0 base, 1 new#sum')).toBe('r'))
  it('by where an input came from, whatever its content', () =>
    expect(found(['r = 0 base, 1 same#sum'], '0 base, 1 same#other')).toBe('r'))
  it('only when every input leads to it', () => expect(found(['r = 0 base, 1 old#sum'], '0 other, 1 old#sum')).toBe(''))
  it('among results that share an input', () =>
    expect(found(['r = 0 base, 1 a', 's = 0 base, 1 b'], '0 base, 1 b')).toBe('s'))
  it('not when inputs change places', () => expect(found(['r = 0 a, 1 b'], '0 b, 1 a')).toBe(''))
  it('not from another path of the same origin', () => expect(found(['r = 0 base, 1 x@/a'], '0 base, 1 x@/b')).toBe(''))
  it('from another path with the same content', () =>
    expect(found(['r = 0 base, 1 x@/a#sum'], '0 base, 1 x@/b#sum')).toBe('r'))
  it('not by another step', () => expect(found(['r = 0 base'], '0 base', 'RUN make', 'RUN test')).toBe(''))
  it('whatever directory it copies from', () =>
    expect(found(['r = 0 base, 1 x#sum'], '0 base, 1 y#sum', 'COPY a/f /', 'COPY b/f /')).toBe('r'))
  it('not under another name of its source', () =>
    expect(found(['r = 0 base, 1 x#sum'], '0 base, 1 y#sum', 'COPY a/f /', 'COPY a/g /')).toBe(''))
  it('not where nothing was saved', () => expect(found([], '0 base')).toBe(''))
  it('not on an image when it was made on nothing', () => {
    const store = new StoreDraft(emptyStore)
    saveLinks(store, lastVertex('FROM scratch\nCOPY a /'), inputs('1 x#sum'), 'r')
    expect(findKeys(store, step('COPY a /'), inputs('1 x#sum'))).toEqual([])
  })
  it('after a build that ignored the cache', () => {
    const store = new StoreDraft(emptyStore)
    saveLinks(store, step('RUN make', { noCache: true }), inputs('0 base'), 'r')
    expect(findKeys(store, step('RUN make'), inputs('0 base'))).toEqual(['r'])
  })
})

describe('a new key', () => {
  const key = (instruction: string, line: string, asked: Asked = {}) => freshKey(step(instruction, asked), inputs(line))
  const usual = key('RUN make', '0 base')
  it('is the same for equal inputs', () => expect(key('RUN make', '0 base')).toBe(usual))
  it('is another for another step', () => expect(key('RUN test', '0 base')).not.toBe(usual))
  it('is another for another input', () => expect(key('RUN make', '0 other')).not.toBe(usual))
  it('is of the content where an input has no origin', () =>
    expect(key('COPY a /', '0 base, 1 #sum')).not.toBe(key('COPY a /', '0 base, 1 #other')))
  it('is the same when the cache is ignored', () => expect(key('RUN make', '0 base', { noCache: true })).toBe(usual))
})
