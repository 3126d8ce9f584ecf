import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../src/lessons/claims.ts'
import { lessonHeads, playFolder, playLessonScene, readLesson, sceneIds } from '../../src/lessons/lesson.ts'

const lessons = lessonHeads()

describe.each(lessons)('the lesson $slug', ({ slug }) => {
  it.each(sceneIds(slug))('keeps what its scene %s claims', (id) => {
    const { scene, plays } = playLessonScene(slug, id)
    expect(brokenClaims(scene, plays)).toEqual([])
  })
  it('can be set, with every figure worked out', async () => {
    const { html } = await readLesson(slug)
    expect(html).not.toMatch(/NaN|undefined|\[object/)
  })
  it('shows each of its scenes, in order', async () => {
    const { html } = await readLesson(slug)
    expect([...html.matchAll(/id="scene-([^"]+)-title"/g)].map((match) => match[1])).toEqual(sceneIds(slug))
  })
  it('has what every lesson has', async () => {
    const { html } = await readLesson(slug)
    for (const part of [
      'class="before"',
      'class="keep"',
      'class="recall"',
      'class="machine"',
      'class="honest"',
      'class="sources"',
    ])
      expect(html).toContain(part)
  })
})

describe('the scenes outside lessons', () => {
  it.each(readdirSync('content/scenes'))('keep what %s claims', (name) => {
    const { scene, plays } = playFolder(`content/scenes/${name}`, name)
    expect(brokenClaims(scene, plays)).toEqual([])
  })
})

describe('the voice', () => {
  const words = /\b(simply|just|obviously|of course|easy|easily)\b|!(?=\s|$)/i
  it.each(lessons)('keeps $slug calm', async ({ slug }) => {
    const { html } = await readLesson(slug)
    const prose = [...html.matchAll(/<(?:p|li|summary)[^>]*>([\s\S]*?)<\/(?:p|li|summary)>/g)].map((match) =>
      (match[1] ?? '').replace(/<code>.*?<\/code>/g, '').replace(/<[^>]+>/g, ''),
    )
    expect(prose.filter((text) => words.test(text))).toEqual([])
  })
  it.each(lessons)('gives $slug paragraphs of at most 80 words', async ({ slug }) => {
    const { html } = await readLesson(slug)
    const long = [...html.matchAll(/<p>([\s\S]*?)<\/p>/g)]
      .map((match) => (match[1] ?? '').replace(/<[^>]+>/g, ''))
      .filter((text) => text.split(/\s+/).length > 80)
    expect(long).toEqual([])
  })
})
