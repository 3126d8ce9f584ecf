import { describe, expect, it } from 'vitest'
import { frameAddress, type Wanted } from '../../../src/embed/host.ts'

const base = 'https://learn.example.com/layers/'
const wanted = (some: Partial<Wanted>): Wanted => ({
  exercise: null,
  src: null,
  theme: null,
  lang: null,
  seed: null,
  compact: false,
  state: null,
  ...some,
})

describe('the address of the frame of <layerwise-exercise>', () => {
  it('comes from the exercise, with look, seed and what was made before', () =>
    expect(
      frameAddress(
        wanted({ exercise: 'chmod-doubles', theme: 'dark', seed: 'a b', compact: true, state: '1.x' }),
        base,
      ),
    ).toBe('https://learn.example.com/layers/embed/exercise/chmod-doubles/?theme=dark&seed=a+b&compact=#state=1.x'))
  it('is that of the language', () =>
    expect(frameAddress(wanted({ exercise: 'chmod-doubles', lang: 'de' }), base)).toBe(
      'https://learn.example.com/layers/de/embed/exercise/chmod-doubles/?lang=de',
    ))
  it('stays on the site that the script is from', () => {
    for (const src of ['https://elsewhere.example.com/', 'javascript:alert(1)', '../other/', '//x', 'data:text/html,x'])
      expect(frameAddress(wanted({ src }), base), src).toBeUndefined()
    expect(frameAddress(wanted({ src: 'embed/workbench/' }), base)).toBe(`${base}embed/workbench/`)
  })
  it('is none where nothing is named, or no id', () => {
    expect(frameAddress(wanted({}), base)).toBeUndefined()
    expect(frameAddress(wanted({ exercise: '../x' }), base)).toBeUndefined()
  })
})
