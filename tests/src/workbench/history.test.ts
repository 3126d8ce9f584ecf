import { describe, expect, it } from 'vitest'
import { noted, step } from '../../../src/workbench/history/history.ts'
import { type BenchState, edited, stateOf } from '../../../src/workbench/state.ts'

/** A workbench with the files a and b, on which things are done one after the other. */
class Acted {
  state: BenchState = stateOf({ id: 'p', title: 'P', dockerfile: 'a', files: files('a=1 b=1') })

  do(what: string, after: string, { at = 0, typed }: { readonly at?: number; readonly typed?: string } = {}): this {
    const next = edited(this.state, { files: files(after, this.state) })
    this.state = noted(this.state, next, what, at, typed)
    return this
  }

  go(...ways: readonly ('undo' | 'redo')[]): this {
    for (const way of ways) this.state = { ...this.state, ...step(this.state, way)?.change }
    return this
  }

  /** The files, then after `|` the one that is open. */
  get drawn(): string {
    return `${this.state.files.map(({ path, text }) => `${path}=${text}`).join(' ')} | ${this.state.open}`
  }
}

/** `a=1 b=2`; a file that is the same as in a state is the same value. */
function files(text: string, before?: BenchState) {
  return text.split(' ').map((one) => {
    const [path = '', content = ''] = one.split('=')
    return before?.files.find((file) => file.path === path && file.text === content) ?? { path, text: content }
  })
}

const begun = () => new Acted()

describe('the history', () => {
  it('goes back over files, and on again', () => {
    const acted = begun().do('type in a', 'a=2 b=1').do('delete b', 'a=2')
    expect(acted.go('undo').drawn).toBe('a=2 b=1 | b')
    expect(acted.go('undo').drawn).toBe('a=1 b=1 | a')
    expect(acted.go('redo', 'redo').drawn).toBe('a=2 | a')
  })
  it('does nothing where nothing was done', () => expect(step(begun().state, 'undo')).toBeUndefined())
  it('tells what was undone and done again', () => {
    const acted = begun().do('delete b', 'a=1').go('undo')
    expect(acted.state.said).toBe('Undone: delete b.')
    expect(acted.go('redo').state.said).toBe('Done again: delete b.')
  })
  it('forgets what was undone when something else is done', () => {
    const acted = begun().do('delete b', 'a=1').go('undo').do('type in a', 'a=3 b=1')
    expect(step(acted.state, 'redo')).toBeUndefined()
  })
  it('opens the file in which it can be seen', () =>
    expect(begun().do('type in b', 'a=1 b=2').go('undo').drawn).toBe('a=1 b=1 | b'))
  it('has an open file even after an added one went', () => {
    const acted = begun().do('add c', 'a=1 b=1 c=')
    acted.state = { ...acted.state, open: 'c' }
    expect(acted.go('undo').drawn).toBe('a=1 b=1 | a')
  })
})

describe('typing', () => {
  const typing = (...at: readonly number[]) =>
    at.reduce((acted, time, index) => acted.do('typing in a', `a=${index + 2} b=1`, { at: time, typed: 'a' }), begun())
  it('without a pause is one step', () => expect(typing(0, 100, 200).go('undo').drawn).toBe('a=1 b=1 | a'))
  it('with a pause is two', () => expect(typing(0, 100, 2000).go('undo').drawn).toBe('a=3 b=1 | a'))
  it('in another file is another step', () => {
    const acted = typing(0).do('typing in b', 'a=2 b=2', { at: 10, typed: 'b' })
    expect(acted.go('undo').drawn).toBe('a=2 b=1 | b')
  })
  it('after an undo is a step of its own', () => {
    const acted = typing(0, 2000).go('undo').do('typing in a', 'a=9 b=1', { at: 10, typed: 'a' })
    expect(acted.go('undo').drawn).toBe('a=2 b=1 | a')
  })
})

it('remembers no end of steps only as far as there is room', () => {
  const acted = begun()
  for (let count = 0; count < 400; count++) acted.do('type', `a=${count + 2} b=1`)
  expect(acted.state.history.past).toHaveLength(300)
})
