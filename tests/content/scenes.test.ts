import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../src/lessons/claims.ts'
import { lessonHeads, playFolder, playLessonScene, readLesson, sceneIds } from '../../src/lessons/lesson.ts'
import { checkLesson } from '../../src/lessons/lesson-check.ts'

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
  it('has all its parts, looks back, is calm, and keeps to its length', async () =>
    expect((await checkLesson(slug)).problems).toEqual([]))
})

describe('the scenes outside lessons', () => {
  it.each(readdirSync('content/scenes'))('keep what %s claims', (name) => {
    const { scene, plays } = playFolder(`content/scenes/${name}`, name)
    expect(brokenClaims(scene, plays)).toEqual([])
  })
})
