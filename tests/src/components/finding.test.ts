import { describe, expect, it } from 'vitest'
import { type Found, holds, namesakesFirst, piecesOf } from '../../../src/components/search/finding.ts'

function found(title: string, excerpt: string): Found {
  return { kind: '', title, section: undefined, href: '', excerpt: piecesOf(excerpt) }
}

describe('an excerpt', () => {
  it('is text, with the words that were looked for apart', () =>
    expect(piecesOf('A <mark>layer</mark> is')).toEqual([
      { text: 'A ', marked: false },
      { text: 'layer', marked: true },
      { text: ' is', marked: false },
    ]))
  it('never becomes markup', () =>
    expect(piecesOf('<mark>COPY</mark> &lt;img src=x&gt; &amp; &quot;')).toEqual([
      { text: 'COPY', marked: true },
      { text: ' <img src=x> & "', marked: false },
    ]))
})

describe('a page', () => {
  it('is one that holds the beginning of a word that was looked for', () => {
    expect(holds(found('Layers', 'a <mark>sheet</mark>'), 'layering')).toBe(true)
    expect(holds(found('Layers', 'a <mark>sheet</mark>'), 'zoo sheets')).toBe(true)
  })
  it('is none that shares a letter with it', () =>
    expect(holds(found('Layers', '<mark>zstd</mark>'), 'zzqqxx')).toBe(false))
  it('comes first when it is called as the words say', () =>
    expect(
      namesakesFirst([found('COPY for plain files', ''), found('COPY', '')], 'copy ').map(({ title }) => title),
    ).toEqual(['COPY', 'COPY for plain files']))
})
