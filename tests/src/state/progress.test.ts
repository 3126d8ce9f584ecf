import { describe, expect, it } from 'vitest'
import {
  builtOf,
  isDone,
  joined,
  type Progress,
  progressFile,
  progressOf,
  progressText,
  readProgressFile,
  withAnswer,
  withMark,
  withScenes,
} from '../../../src/state/progress.ts'

const scenes = ['1', '2', '3']

function done(progress: Progress): boolean {
  return isDone(progress.layers, scenes)
}

describe('a lesson', () => {
  it('is done when each of its scenes was built', () => {
    const some = withScenes(withScenes({}, 'layers', ['1']), 'layers', ['1', '3'])
    expect(builtOf(some.layers, scenes)).toBe(2)
    expect(done(some)).toBe(false)
    expect(done(withScenes(some, 'layers', ['2']))).toBe(true)
  })
  it('is done when its reader says so, and not done when they say so', () => {
    expect(done(withMark({}, 'layers', true))).toBe(true)
    expect(done(withMark(withScenes({}, 'layers', scenes), 'layers', false))).toBe(false)
  })
  it('counts no scene that it does not have', () =>
    expect(builtOf(withScenes({}, 'layers', ['1', 'gone']).layers, scenes)).toBe(1))
  it('keeps answers, and what was thought of them', () => {
    const answered = withAnswer(withAnswer({}, 'layers', 1, { text: 'As big as before' }), 'layers', 1, { had: true })
    expect(answered.layers?.answers?.['1']).toEqual({ text: 'As big as before', had: true })
  })
})

describe('progress', () => {
  const progress = withAnswer(withMark(withScenes({}, 'layers', ['1']), 'secrets', true), 'layers', 2, { text: 'RUN' })
  it('comes back as it was kept', () => expect(progressOf(progressText(progress))).toEqual(progress))
  it('comes back from a file', () => expect(readProgressFile(progressFile(progress))).toEqual(progress))
  it('is none where the text is damaged, empty or of another form', () => {
    for (const text of [null, '', '{', '[]', '{"version":2,"lessons":{}}', '{"version":1,"lessons":{"a/b":{}}}'])
      expect(progressOf(text)).toEqual({})
  })
  it('is not read from another file, nor from one with an endless answer', () => {
    expect(readProgressFile('{"layerwise":"work","version":1,"lessons":{}}')).toBeUndefined()
    expect(readProgressFile(progressFile(withAnswer({}, 'layers', 1, { text: 'a'.repeat(5000) })))).toBeUndefined()
  })
  it('of two browsers is what was done in either', () => {
    const both = joined(withMark(withScenes({}, 'layers', ['1', '2']), 'secrets', false), progress)
    expect(both.layers?.scenes).toEqual(['1', '2'])
    expect(both.secrets?.marked).toBe(true)
    expect(both.layers?.answers?.['2']?.text).toBe('RUN')
  })
})
