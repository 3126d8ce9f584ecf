import { describe, expect, it } from 'vitest'
import { diffOf } from '../../../src/room/diff.ts'
import { piecesOf, proseOf } from '../../../src/room/prose.ts'
import { readReceipt, receiptText } from '../../../src/room/receipt.ts'
import { readWork } from '../../../src/room/work.ts'

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

describe('the text of an exercise', () => {
  it('has paragraphs, lists, code and strong words', () =>
    expect(proseOf('One `a b`\nline.\n\n- first\n- **second**\n  goes on')).toEqual([
      {
        kind: 'paragraph',
        pieces: [
          { kind: 'text', text: 'One ' },
          { kind: 'code', text: 'a b' },
          { kind: 'text', text: ' line.' },
        ],
      },
      {
        kind: 'list',
        items: [
          [{ kind: 'text', text: 'first' }],
          [
            { kind: 'strong', text: 'second' },
            { kind: 'text', text: ' goes on' },
          ],
        ],
      },
    ]))
  it('keeps marks that stand alone, and markup as text', () => {
    expect(
      piecesOf('2 * 3 `')
        .map(({ text }) => text)
        .join(''),
    ).toBe('2 * 3 `')
    expect(piecesOf('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }])
  })
})

describe('two texts beside one another', () => {
  it('differ in the lines that go and come', () =>
    expect(diffOf('FROM a\nRUN x\nCMD y\n', 'FROM a\nCOPY z\nCMD y\n')).toEqual([
      { kind: 'same', text: 'FROM a' },
      { kind: 'gone', text: 'RUN x' },
      { kind: 'come', text: 'COPY z' },
      { kind: 'same', text: 'CMD y' },
    ]))
  it('are all new where there was nothing', () => expect(diffOf('', 'a\n')).toEqual([{ kind: 'come', text: 'a' }]))
})

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

describe('work on an exercise', () => {
  const { seed: _, ...rest } = submission
  const work = { ...rest, passed: false }
  it('is read from what was kept', () => expect(readWork(work)).toMatchObject({ exercise: 'E03.3', attempts: 2 }))
  it('is nothing when it does not fit', () => {
    expect(readWork({ ...work, passed: 'yes' })).toBeUndefined()
    expect(readWork({ ...work, files: { '../x': '' } })).toBeUndefined()
  })
})
