import { describe, expect, it } from 'vitest'
import { type Block, ledBy, slidesOf } from '../../../src/components/projector/slides.ts'

const signs: Readonly<Record<string, Block>> = { H: 'head', t: 'text', S: 'whole' }

/** Slides of blocks in signs: H a heading, t a text, S a scene. */
function slides(blocks: string): string {
  const all = [...blocks]
  return slidesOf(all.flatMap((sign) => signs[sign] ?? []))
    .map((places) => places.map((place) => all[place]).join(''))
    .join(' ')
}

describe('slides', () => {
  it('begin with a heading and hold its texts', () => expect(slides('HttHt')).toBe('Htt Ht'))
  it('are a scene by itself', () => expect(slides('HtSS')).toBe('Ht S S'))
  it('go on after a scene with what follows', () => expect(slides('HSttHt')).toBe('H S tt Ht'))
  it('begin without a heading too', () => expect(slides('tSt')).toBe('t S t'))
  it('are none where there is nothing', () => expect(slidesOf([])).toEqual([]))
})

describe('keys', () => {
  it('lead on and back, no further than there are slides', () => {
    expect(['ArrowRight', 'PageDown'].map((key) => ledBy(key, 1, 3))).toEqual([2, 2])
    expect(['ArrowRight', 'PageDown'].map((key) => ledBy(key, 2, 3))).toEqual([2, 2])
    expect(['ArrowLeft', 'PageUp'].map((key) => ledBy(key, 0, 3))).toEqual([0, 0])
    expect([ledBy('Home', 2, 3), ledBy('End', 0, 3)]).toEqual([0, 2])
  })
  it('that are others lead nowhere', () => expect(ledBy('a', 1, 3)).toBeUndefined())
})
