import { describe, expect, it } from 'vitest'
import { readReceipt, receiptText } from '../../../src/exercise/receipt.ts'

const submission = {
  exercise: 'E03.3',
  version: `sha256:${'a'.repeat(64)}`,
  files: { Dockerfile: 'FROM scratch\n' },
  answers: {},
  seed: 'noor',
  seconds: 12,
  attempts: 2,
  hints: ['h.1'],
}

describe('a receipt', () => {
  it('is read as it was written', () =>
    expect(readReceipt(receiptText({ learner: 'Ada', title: 'T', submission }))).toEqual({
      kind: 'read',
      receipt: { learner: 'Ada', title: 'T', submission },
    }))
  it('is refused when it is forged, of a newer version, or none', () => {
    const refused = (text: string, why: RegExp) =>
      expect(readReceipt(text)).toEqual({ kind: 'failed', message: expect.stringMatching(why) })
    refused('{', /damaged/)
    refused('[]', /no receipt/)
    refused(JSON.stringify({ layerwise: 'receipt', receipt: 2, submission }), /newer version/)
    refused(
      JSON.stringify({ layerwise: 'receipt', receipt: 1, submission: { ...submission, attempts: -1 } }),
      /attempts/,
    )
    refused('{"layerwise":"receipt","receipt":1,"submission":{"__proto__":{"x":1}}}', /./)
    refused('x'.repeat(2_000_001), /longer/)
  })
})
