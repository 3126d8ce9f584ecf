import { describe, expect, it } from 'vitest'
import { tabViews, withoutTab } from '../../../src/workbench/tabs/view.ts'

const files = ['Dockerfile', 'a/x', 'b/x'].map((path) => ({ path, text: 'one' }))
const project = { id: 'p', title: 'P', files }

/** The tabs: the open one in brackets, changed ones with a star. */
function draw(tabs: readonly string[], open: string, now = files): string {
  return tabViews({ files: now, project, tabs, open })
    .map(({ name, isOpen, isChanged }) => (isOpen ? `[${name}]` : name) + (isChanged ? '*' : ''))
    .join(' ')
}

const close = (tabs: readonly string[], open: string, path: string) => {
  const change = withoutTab(tabViews({ files, project, tabs, open }), path)
  return change && `${change.tabs.join(' ')} | ${change.open}`
}

describe('tabs', () => {
  it('are named after their files', () => expect(draw(['Dockerfile', 'a/x'], 'a/x')).toBe('Dockerfile [x]'))
  it('are told apart by their folders', () => expect(draw(['a/x', 'b/x'], 'a/x')).toBe('[a/x] b/x'))
  it('go when their file goes', () => expect(draw(['Dockerfile', 'gone'], 'Dockerfile')).toBe('[Dockerfile]'))
  it('include what is open', () => expect(draw([], 'Dockerfile')).toBe('[Dockerfile]'))
  it('tell what has changed', () =>
    expect(draw(['Dockerfile', 'a/x'], 'a/x', [{ path: 'Dockerfile', text: 'two' }, ...files.slice(1)])).toBe(
      'Dockerfile* [x]',
    ))
})

describe('closing', () => {
  it('keeps what is open', () => expect(close(['Dockerfile', 'a/x'], 'a/x', 'Dockerfile')).toBe('a/x | a/x'))
  it('opens the next', () => expect(close(['Dockerfile', 'a/x', 'b/x'], 'a/x', 'a/x')).toBe('Dockerfile b/x | b/x'))
  it('opens the one before the last', () =>
    expect(close(['Dockerfile', 'a/x'], 'a/x', 'a/x')).toBe('Dockerfile | Dockerfile'))
  it('leaves the last one', () => expect(close(['Dockerfile'], 'Dockerfile', 'Dockerfile')).toBeUndefined())
})
