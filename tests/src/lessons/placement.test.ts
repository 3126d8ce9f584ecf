import { afterEach, describe, expect, it } from 'vitest'
import { lessonHeads } from '../../../src/lessons/lesson.ts'
import { placementQuestions } from '../../../src/lessons/placement.ts'
import { speakLanguage } from '../../../src/words/all.ts'

const questions = placementQuestions()

/** The option that the engine says is right, of the question for a lesson. */
function rightFor(lesson: string): string | undefined {
  const question = questions.find((one) => one.lesson === lesson)
  return question?.options[question.right]
}

describe('the placement quiz', () => {
  it('asks in the order of the path, once for each lesson after the first', () =>
    expect(questions.map(({ lesson }) => lesson)).toEqual(
      lessonHeads()
        .slice(1)
        .map(({ slug }) => slug),
    ))
  it('has its right answers from the engine', () => {
    expect(rightFor('the-dockerfile')).toBe('I am in /.')
    expect(rightFor('layers')).toBe('As big as the file')
    expect(rightFor('gone-is-not-gone')).toMatch(/the installer too/)
    expect(rightFor('secrets')).toMatch(/history/)
    expect(rightFor('cache-and-order')).toBe('COPY and npm ci')
    expect(rightFor('multi-stage')).toBe('It never runs the test')
    expect(rightFor('tags-digests-registries')).toBe('The layer of app.py')
  })
  it('gives the figures of its reasons', () =>
    expect(questions.find(({ lesson }) => lesson === 'layers')?.why).toMatch(/costs 50\sMB/))
  describe('in German', () => {
    afterEach(() => speakLanguage('en'))
    it('asks the same, with the same right answers', () => {
      speakLanguage('de')
      const german = placementQuestions()
      expect(german.map(({ lesson, right }) => `${lesson} ${right}`)).toEqual(
        questions.map(({ lesson, right }) => `${lesson} ${right}`),
      )
      expect(german.at(-1)?.why).toMatch(/Hier ist das eine, mit/)
    })
  })
})
