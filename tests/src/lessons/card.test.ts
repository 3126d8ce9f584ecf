import { describe, expect, it } from 'vitest'
import { cardSvg, lightColors, wrapped } from '../../../src/lessons/card.ts'
import { playLessonScene } from '../../../src/lessons/lesson.ts'

const colors = lightColors(process.cwd())
const build = playLessonScene('gone-is-not-gone', '1').plays[0]?.build

function card(title: string): string {
  if (build === undefined) throw new RangeError('no build')
  return cardSvg({ label: 'Lesson 4 of 8', title, line: 'A line.', build }, colors)
}

describe('a social card', () => {
  it('shows the stack of the build, with its sizes and what is hidden', () => {
    const svg = card('Gone')
    for (const words of ['RUN rm /very-large.bin', '200 MB', 'Lesson 4 of 8', 'url(#hidden)'])
      expect(svg).toContain(words)
  })
  it('holds no markup of a title', () => expect(card('<b> & "more"')).toContain('&lt;b&gt; &amp; &quot;more&quot;'))
  it('breaks a long title into lines', () =>
    expect(wrapped('The order of lines is a performance setting', 17)).toEqual([
      'The order of',
      'lines is a',
      'performance',
      'setting',
    ]))
  it('knows the colours of the site, and no others', () => {
    expect(colors('--surface-page')).toMatch(/^#[0-9a-f]{6}$/)
    expect(() => colors('--nothing')).toThrow('--nothing')
  })
})
