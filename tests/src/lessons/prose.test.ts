import { afterEach, describe, expect, it } from 'vitest'
import { readProse } from '../../../src/lessons/prose.ts'
import { speakLanguage } from '../../../src/words/all.ts'

const page = (name: string) => readProse(name, (path) => `href="/site${path}"`)

describe('a page of text', () => {
  afterEach(() => speakLanguage('en'))
  it('is read with its head, and its links go where the site lies', async () => {
    const { title, html } = await page('about')
    expect(title).toBe('About')
    expect(html).toContain('<a href="/site/lessons/">contents</a>')
  })
  it('is read in the language that is spoken', async () => {
    speakLanguage('de')
    expect((await page('privacy')).title).toBe('Datenschutz')
  })
  for (const name of ['about', 'privacy'])
    it(`has the same sections and links in both languages: ${name}`, async () => {
      const shape = async () => (await page(name)).html.match(/<h\d[^>]*>|<tr>|<li>|href="[^"]*"|<div data-erase>/g)
      const english = await shape()
      speakLanguage('de')
      expect(await shape()).toEqual(english)
    })
})
