import { describe, expect, it } from 'vitest'
import { rowOf, unreadable, withTwins } from '../../../src/teach/grade/row.ts'
import { csvOf, sortedRows } from '../../../src/teach/grade/table.ts'

const row = (learner: string, seconds = 0) => ({ ...unreadable(`${learner}.json`, ''), learner, seconds })

describe('a receipt’s line', () => {
  it('says of a damaged file that it is one', () =>
    expect(rowOf('a.json', '{')).toMatchObject({ grade: 'unreadable', why: 'It is damaged, or no receipt.' }))
  it('says of a foreign file that it is one', () =>
    expect(rowOf('a.json', '{"a":1}')).toMatchObject({ grade: 'unreadable', why: 'It is no receipt of this site.' }))
  it('says of a receipt with a verdict that somebody wrote it in', () => {
    const head = { layerwise: 'receipt', receipt: 1, learner: 'Eve', submission: {} }
    expect(rowOf('a.json', JSON.stringify({ ...head, verdict: 'pass' }))).toMatchObject({
      grade: 'unreadable',
      why: 'It was changed by hand: no receipt has an entry “verdict”.',
    })
    const submission = { exercise: 'E01', version: `sha256:${'0'.repeat(64)}`, files: {}, answers: {}, seed: '' }
    expect(rowOf('a.json', JSON.stringify({ ...head, submission: { ...submission, score: 1 } })).why).toBe(
      'It was changed by hand: no submission has an entry “score”.',
    )
    expect(rowOf('a.json', JSON.stringify({ ...head, submission })).grade).toBe('waiting')
  })
  it('says of the same work under another name that one is a copy', () => {
    const submission = { exercise: 'E01', version: `sha256:${'0'.repeat(64)}`, files: {}, answers: {}, seed: '' }
    const text = (learner: string, seconds: number) =>
      JSON.stringify({ layerwise: 'receipt', receipt: 1, learner, submission: { ...submission, seconds } })
    const rows = [
      rowOf('ada.json', text('Ada', 60)),
      rowOf('ben.json', text('Ben', 61)),
      rowOf('eve.json', text('Eve', 60)),
    ]
    expect(withTwins(rows).map(({ twin }) => twin)).toEqual([undefined, undefined, 'ada.json'])
    expect(csvOf(withTwins(rows))).toContain('The same work in the same time as in ada.json.')
  })
  it('says of a newer receipt that it is newer', () =>
    expect(rowOf('a.json', '{"layerwise":"receipt","receipt":9,"submission":{}}').why).toMatch(/newer version/))
})

describe('the table', () => {
  it('sorts numbers as numbers, both ways', () => {
    const rows = [row('a', 10), row('b', 9), row('c', 100)]
    expect(sortedRows(rows, { by: 'seconds', isDown: false }).map(({ learner }) => learner)).toEqual(['b', 'a', 'c'])
    expect(sortedRows(rows, { by: 'seconds', isDown: true }).map(({ learner }) => learner)).toEqual(['c', 'a', 'b'])
  })
  it('quotes what has commas and quotes, and starts no formula', () => {
    expect(csvOf([row('=HYPERLINK("http://x","y")')])).toContain(`,"'=HYPERLINK(""http://x"",""y"")",`)
    for (const text of ['+1', '-1', '@x', '\t=1']) expect(csvOf([row(text)])).toContain(`,'${text}`)
  })
})
