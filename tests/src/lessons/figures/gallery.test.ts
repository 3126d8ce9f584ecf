import { describe, expect, it } from 'vitest'
import { drawFigure, gallery, wordsOf } from '../../../../src/lessons/figures/gallery.ts'
import { frameSvg, hatching, sheet, words } from '../../../../src/lessons/figures/svg.ts'
import { playScene } from '../../../../src/lessons/play.ts'
import { readScene } from '../../../../src/lessons/scene.ts'

/** Draws a figure over the builds of a scene of a lesson. */
function draw(scene: string, attributes: Readonly<Record<string, string>>, count: number): string {
  const [lesson = '', id = ''] = scene.split('/')
  const plays = (name: string | null | undefined) =>
    playScene(readScene('.', `content/lessons/${lesson}/scenes/${name}`, `${lesson}/${name}`), '.')
  const source = {
    where: 'here.md',
    attributes: { title: 'A picture', scene: id, ...attributes },
    plays,
    say: wordsOf(attributes.words),
  }
  return drawFigure(source, count).join('\n')
}

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])

describe('a drawing', () => {
  it('says what it shows, and all words in it, to those who do not see it', () =>
    expect(
      frameSvg({ height: 10, pieces: [words({ x: 1, y: 2 }, 'a < b'), words({ x: 1, y: 2 }, 'c')] }, 'Two "words"'),
    ).toMatch(/role="img" aria-label="Two &quot;words&quot;"><desc>a &lt; b · c<\/desc>/))
  it('cuts words that have no room', () =>
    expect(words({ x: 0, y: 0 }, 'COPY package.json .', { kind: 'code', room: 66 })).toContain('>COPY pack…<'))
  it('keeps hatching within its area', () => {
    const numbers = [...hatching({ x: 10, y: 20, width: 30, height: 15 }).matchAll(/([xy])[12]="([\d.]+)"/g)]
    expect(numbers.length).toBeGreaterThan(8)
    for (const [, axis, value] of numbers) {
      expect(Number(value)).toBeGreaterThanOrEqual(axis === 'x' ? 10 : 20)
      expect(Number(value)).toBeLessThanOrEqual(axis === 'x' ? 40 : 35)
    }
  })
  it('gives a base another look than a layer of one’s own', () => {
    expect(sheet({ x: 0, y: 0, width: 100 }, { name: 'FROM' })).toContain('class="sheet base"')
    expect(sheet({ x: 0, y: 0, width: 100 }, { name: 'RUN', color: 3 })).toContain('class="sheet layer-3"')
  })
})

describe('figures of real builds', () => {
  it('lay sheet on sheet, and show what is covered and removed', () => {
    const svg = draw('layers/1', { draw: 'laying' }, 3)
    expect(svg.match(/class="patch"/g)).toHaveLength(1)
    expect(svg.match(/class="hidden-ground"/g)).toHaveLength(3)
  })
  it('write both copies of a file at their sizes', () =>
    expect(textsOf(draw('layers/3', { draw: 'copy-up' }, 1))).toEqual(
      expect.arrayContaining(['50 MB', '50 MB', 'hidden: 50 MB']),
    ))
  it('tip the stones that ran, and no other', () => {
    const [, tipped] = [
      draw('cache-and-order/1', { draw: 'dominoes', build: '2' }, 1),
      draw('cache-and-order/2', { draw: 'dominoes', build: '2' }, 1),
    ]
    expect(tipped.match(/rotate\(/g)).toHaveLength(1)
    expect(draw('cache-and-order/1', { draw: 'dominoes', build: '2' }, 1).match(/rotate\(/g)).toHaveLength(2)
  })
  it('leave grey the stage that was not run', () =>
    expect(
      textsOf(draw('multi-stage/3', { draw: 'stage-graph' }, 1)).filter((text) => text === 'not run'),
    ).toHaveLength(1))
  it('find a secret where it is', () =>
    expect(
      textsOf(
        draw('secrets/3', { draw: 'hiding-places', ways: '1: deleted, 3: mounted', for: 'plc_fake_npm_51f0' }, 1),
      ).filter((text) => text === 'found'),
    ).toHaveLength(1))
  it('take a name apart, and say what was filled in', () =>
    expect(textsOf(draw('layers/1', { draw: 'anatomy', name: 'alpine:3.22' }, 1))).toEqual([
      'registry',
      'docker.io/',
      'filled in',
      'namespace',
      'library/',
      'filled in',
      'repository',
      'alpine',
      'tag',
      '3.22',
    ]))
  it('speak the author’s words', () =>
    expect(
      textsOf(draw('images-and-containers/1', { draw: 'blueprint', words: 'one image = ein Image' }, 1)),
    ).toContain('ein Image'))
})

describe('an author’s mistake', () => {
  it('is a figure that nobody can draw', () =>
    expect(() => draw('layers/1', { draw: 'sunset' }, 1)).toThrow(Object.keys(gallery).join(', ')))
  it('is another number of words than of pictures', () =>
    expect(() => draw('layers/1', { draw: 'laying' }, 2)).toThrow('3 items'))
  it('is a picture without a title', () =>
    expect(() => draw('layers/1', { draw: 'laying', title: '' }, 3)).toThrow('title='))
})
