import { expect, it } from 'vitest'
import { dueAt, isDrawn, shownUntil } from '../../../src/terminal/frames.ts'

/** Frames, each a letter at its time. */
function framesAt(...times: readonly number[]) {
  return times.map((atMs, at) => ({ atMs, text: 'abcdef'[at] ?? '' }))
}

const short = framesAt(1000, 1100, 1500)
const long = framesAt(0, 5000, 10_000)

it('draws what is due, from the first frame on', () =>
  expect([dueAt(short, short, 0).due, dueAt(short, short, 120).due]).toEqual(['a', 'ab']))
it('leaves the rest', () => expect(dueAt(short, short, 120).left).toEqual(short.slice(2)))
it('tells a long time in a short one', () =>
  expect([dueAt(long, long, 1200).due, dueAt(long, long, 1260).due, dueAt(long, long, 2500).due]).toEqual([
    'a',
    'ab',
    'abc',
  ]))
it('says up to when it has told', () => expect([shownUntil(short, 120), shownUntil(long, 1250)]).toEqual([1120, 5000]))
it('knows what writes over lines', () =>
  expect(['\x1b[2A\rb', '\x1b[A', '\x1b[1;36mcolour'].map(isDrawn)).toEqual([true, true, false]))
