import { describe, expect, it } from 'vitest'
import { isScene, snippetsOf } from '../../../src/workbench/more/embed.ts'

const site = 'https://layers.example/course/'

describe('a scene in another page', () => {
  it('is a frame for pages without scripts', () => {
    const { iframe } = snippetsOf('layers/3', 'A stack', site)
    expect(iframe).toContain('src="https://layers.example/course/embed/workbench/layers/3/"')
    expect(iframe).toContain('title="A stack"')
    expect(iframe).toContain('loading="lazy"')
  })
  it('is an element with its script', () =>
    expect(snippetsOf('layers/3', 'A stack', site).element).toBe(
      '<script src="https://layers.example/course/embed.js"></script>\n<layerwise-exercise src="https://layers.example/course/embed/workbench/layers/3/" title="A stack"></layerwise-exercise>',
    ))
  it('keeps a title text', () => {
    const { iframe, element } = snippetsOf('layers/3', '"><script>alert(1)</script>&', site)
    for (const code of [iframe, element])
      expect(code).toContain('title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"')
  })
  it('is offered where it is a scene of a lesson, in its page and in its frame', () => {
    expect(isScene('layers/3', '/course/lessons/layers/')).toBe(true)
    expect(isScene('layers/3', '/embed/workbench/layers/3/')).toBe(true)
  })
  it('is not offered elsewhere', () => {
    expect(isScene('layers/3', '/playground/')).toBe(false)
    expect(isScene('layers/3', '/lessons/cache-and-order/')).toBe(false)
    expect(isScene('playground', '/lessons/playground/')).toBe(false)
    expect(isScene('layers/../x', '/lessons/layers/')).toBe(false)
  })
})
