import { describe, expect, it } from 'vitest'
import { codeFor, frameAddress, pageAddress, type Wanted } from '../../../src/teach/deliver/snippet.ts'
import { recipes } from '../../../src/teach/recipes/recipe.ts'

const wanted: Wanted = {
  site: 'https://layers.example/course/',
  title: 'Small & "neat" <tools>',
  slug: 'ghost-file',
  theme: 'system',
  seed: '',
  compact: false,
  isIsolated: false,
  height: 640,
}

describe('the code for a page', () => {
  it('leads to the site, wherever it lies', () =>
    expect(frameAddress(wanted)).toBe('https://layers.example/course/embed/exercise/ghost-file/'))
  it('says what is wanted', () =>
    expect(frameAddress({ ...wanted, theme: 'dark', seed: 'b 2', compact: true })).toBe(
      'https://layers.example/course/embed/exercise/ghost-file/?theme=dark&seed=b+2&compact=',
    ))
  it('carries an exercise of one’s own in the fragment, which no server sees', () => {
    const { slug: _, ...others } = wanted
    expect(frameAddress({ ...others, packed: '1.abc' })).toBe(
      'https://layers.example/course/embed/exercise/#exercise=1.abc',
    )
    expect(pageAddress({ ...others, packed: '1.abc', seed: 'b2' })).toBe(
      'https://layers.example/course/exercises/own/?seed=b2#exercise=1.abc',
    )
  })
  it('is text in every host, whatever the title', () => {
    for (const { host } of recipes)
      expect(codeFor(host, wanted)).toContain('Small &amp; &quot;neat&quot; &lt;tools&gt;')
  })
  it('takes storage from an isolated frame', () => {
    expect(codeFor('moodle', { ...wanted, isIsolated: true })).not.toContain('allow-same-origin')
    expect(codeFor('html', { ...wanted, isIsolated: true })).toMatch(/ isolated><\/layerwise-exercise>$/)
  })
  it('is fetched by reveal.js when the slide comes', () => {
    const code = codeFor('reveal', wanted)
    expect(code).toMatch(/ data-preload data-src="/)
    expect(code).not.toMatch(/ src="/)
  })
})
