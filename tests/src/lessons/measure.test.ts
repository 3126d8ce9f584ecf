import { describe, expect, it } from 'vitest'
import { measureLesson, tooMuch } from '../../../src/lessons/measure.ts'

const words = (count: number) => `${Array.from({ length: count }, () => 'pile').join(' ')}.`
const measure = (html: string) => measureLesson(html)

describe('the measure of a lesson', () => {
  it('counts running text, and no code, tables or boxes on machines', () =>
    expect(
      measure(
        '<p>One two.</p><pre><p>no</p></pre><table><p>no</p></table><section class="machine"><p>no</p></section><li>Three.</li>',
      ).words,
    ).toBe(3))
  it('takes code and figures for a word each', () =>
    expect(
      measure('<p>It weighs <span class="figure" title="x">4 MB in all</span> in <code>a b c</code>.</p>').words,
    ).toBe(5))
  it('counts the words before there is something to do', () =>
    expect(
      measure(`<p>${words(30)}</p><layerwise-workbench><p>no</p></layerwise-workbench><p>${words(9)}</p>`).before,
    ).toBe(30))
  it('finds the longest stretch between things to do', () =>
    expect(
      measure(
        `<p>${words(3)}</p><section class="predict"><p>${words(8)}</p></section><p>${words(4)}</p><layerwise-workbench></layerwise-workbench>`,
      ).stretch,
    ).toBe(12))
  it('finds the longest paragraph', () =>
    expect(measure(`<p>${words(3)}</p><p>${words(90)}</p>`).longestParagraph).toBe(90))
  it('finds long sentences of long words harder than short ones of short words', () => {
    const hard = measure(
      '<p>Reproducibility considerations necessitate deterministic serialization of archives everywhere.</p>',
    )
    const plain = measure('<p>The dog sat on the mat. It ate the cake.</p>')
    expect(hard.grade).toBeGreaterThan(plain.grade + 10)
    expect(plain.grade).toBeLessThan(3)
  })
  it('says what was expected and what was found', () => {
    const told = tooMuch(measure(`<p>${words(90)}</p>`)).join('\n')
    expect(told).toContain('expected 900 to 1400 words of text, found 90')
    expect(told).toContain('expected paragraphs of at most 80 words, found 90')
  })
})
