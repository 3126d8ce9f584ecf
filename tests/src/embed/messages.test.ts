import { describe, expect, it } from 'vitest'
import { readFrameMessage, readHostMessage } from '../../../src/embed/messages.ts'
import { readParameters } from '../../../src/embed/parameters.ts'
import { isoDuration, statement, verbAddress } from '../../../src/embed/statements.ts'

describe('what the page around a frame may say', () => {
  it('is a look, or what was made before', () => {
    expect(readHostMessage({ layerwise: 1, kind: 'theme', theme: 'dark' })).toMatchObject({ kind: 'read' })
    expect(readHostMessage({ layerwise: 1, kind: 'restore', state: '1.abc' })).toMatchObject({ kind: 'read' })
  })
  it('is foreign when it is not meant for us', () => {
    for (const data of [null, 7, 'theme', {}, { kind: 'theme' }, Object.create({ layerwise: 1, kind: 'theme' })])
      expect(readHostMessage(data)).toEqual({ kind: 'foreign' })
  })
  it('is refused when it is forged, too long, or of a newer version', () => {
    const refused = (data: unknown) => expect(readHostMessage(data)).toMatchObject({ kind: 'refused' })
    refused({ layerwise: 1, kind: 'verdict', verdict: 'pass' })
    refused({ layerwise: 1, kind: 'restore', state: 'x'.repeat(200_001) })
    refused({ layerwise: 1, kind: 'theme', theme: 'javascript:alert(1)' })
    expect(readHostMessage({ layerwise: 2, kind: 'theme', theme: 'dark' })).toEqual({
      kind: 'refused',
      why: 'it speaks version 2 of these messages, this page knows version 1',
    })
  })
})

describe('what a frame may say', () => {
  const score = { scaled: 1, raw: 3, max: 3 }
  const verdict = {
    layerwise: 1,
    kind: 'verdict',
    id: 'E03.3',
    verdict: 'pass',
    score,
    seconds: 12,
    checks: [{ id: 'c1', say: 'It builds', state: 'pass' }],
    statement: statement('passed', { address: 'https://example.com/', title: 'T', language: 'en' }, { score }),
  }
  it('is a verdict with its checks', () => expect(readFrameMessage(verdict)).toMatchObject({ kind: 'read' }))
  it('is refused when a score is more than whole', () =>
    expect(readFrameMessage({ ...verdict, score: { ...score, scaled: 2 } })).toMatchObject({ kind: 'refused' }))
  it('is refused when it has more checks than any exercise', () =>
    expect(readFrameMessage({ ...verdict, checks: Array(101).fill(verdict.checks[0]) })).toMatchObject({
      kind: 'refused',
    }))
})

describe('the address of a frame', () => {
  it('names look, seed and form', () =>
    expect(readParameters('?theme=dark&seed=a7&compact')).toEqual({ theme: 'dark', seed: 'a7', compact: true }))
  it('is as if it said nothing where it is not understood', () =>
    expect(readParameters(`?theme=<b>&seed=${'s'.repeat(65)}&compact=0`)).toEqual({
      theme: 'system',
      seed: undefined,
      compact: false,
    }))
})

describe('a statement', () => {
  it('has the form of xAPI and no person in it', () =>
    expect(
      statement(
        'passed',
        { address: 'https://example.com/e', title: 'Ein Test', language: 'de' },
        { success: true, seconds: 3723.4 },
      ),
    ).toEqual({
      verb: { id: verbAddress('passed'), display: { en: 'passed' } },
      object: {
        id: 'https://example.com/e',
        definition: { type: 'http://adlnet.gov/expapi/activities/assessment', name: { de: 'Ein Test' } },
      },
      result: { completion: true, success: true, duration: 'PT1H2M3.4S' },
    }))
  it('writes durations as ISO 8601', () =>
    expect([0, 59.999, 60, 0.25].map(isoDuration)).toEqual(['PT0S', 'PT1M0S', 'PT1M0S', 'PT0.25S']))
})
