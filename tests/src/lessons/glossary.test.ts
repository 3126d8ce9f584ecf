import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readGlossary, type Term, termHtml, termOf, termsIn } from '../../../src/lessons/glossary.ts'
import { speakLanguage } from '../../../src/words/all.ts'

const terms = readGlossary(process.cwd())

function meant(word: string): Term['id'] | undefined {
  return termOf(word, terms)?.id
}

describe('the glossary', () => {
  it('has the words of the course, each once', () => {
    expect(terms).toHaveLength(36)
    const words = terms.flatMap(({ id, term, forms }) => [
      ...new Set([id, term, ...forms].map((word) => word.toLowerCase())),
    ])
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })
  it('knows a word by its other forms, in any case', () => {
    expect(meant('Layers')).toBe('layer')
    expect(meant('musl')).toBe('libc')
    expect(meant('shelf')).toBeUndefined()
  })
  it('gives a word in a lesson a link that holds wherever the site lies', () =>
    expect(termHtml('layers', undefined, terms, 'x.md')).toBe(
      '<a class="term" href="../../glossary/#layer">layers</a>',
    ))
  it('refuses a word that it does not have, and says which there are', () =>
    expect(() => termHtml('shelf', undefined, terms, 'x.md')).toThrow(
      /x\.md[\s\S]*image, container[\s\S]*:term\[shelf\]/,
    ))
  it('finds the words that a text marks', () =>
    expect(termsIn('A **:term[layer]** and :term[sheets]{of=layer} of an :term[image].', terms)).toEqual([
      'layer',
      'image',
    ]))
})

describe('the glossary in German', () => {
  beforeEach(() => speakLanguage('de'))
  afterEach(() => speakLanguage('en'))
  it('says every term, and knows neighbours', () => {
    const german = readGlossary(process.cwd())
    expect(german.map(({ id }) => id)).toEqual(terms.map(({ id }) => id))
    expect(german.filter(({ more }) => more !== undefined)).toHaveLength(
      terms.filter(({ more }) => more !== undefined).length,
    )
    expect(german[2]).toMatchObject({ term: 'Schicht', see: terms[2]?.see })
  })
  it('knows a term by its words in both languages', () => {
    const german = readGlossary(process.cwd())
    expect(['Schichten', 'layers'].map((word) => termOf(word, german)?.id)).toEqual(['layer', 'layer'])
  })
})

describe('the lessons', () => {
  const texts = readdirSync('content/lessons', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => ({ name, text: readFileSync(`content/lessons/${name}/index.md`, 'utf8') }))
  for (const { name, text } of texts)
    it(`mark a term once, where it first stands: ${name}`, () => {
      const marks = [...text.matchAll(/:term\[([^\]]+)\](?:\{of=([a-z0-9-]+)\})?/g)].map(
        ([, word = '', of]) => meant(of ?? word) ?? '',
      )
      expect(marks.length).toBeGreaterThan(2)
      expect(marks.filter((id, at) => marks.indexOf(id) !== at)).toEqual([])
    })
})
