import { describe, expect, it } from 'vitest'
import { bestOf, parBefore, parText, parView } from '../../../src/exercise/goals/par.ts'

const bytes = (value: number) => ({ name: 'p2.sent', unit: 'bytes' as const, value: { value, sources: [] } })
const verdict = (kind: 'pass' | 'not-yet', reached: number) => ({
  kind,
  par: { reached: bytes(reached), model: bytes(400) },
})

describe('golf', () => {
  it('keeps the fewest that passed', () => {
    const best = [verdict('pass', 900), verdict('pass', 700), verdict('not-yet', 10), verdict('pass', 800)].reduce<
      number | undefined
    >(bestOf, undefined)
    expect(best).toBe(1.75)
  })
  it('keeps nothing of what did not pass', () => expect(bestOf(undefined, verdict('not-yet', 10))).toBeUndefined())
  it('shows par, what is now and the best', () => {
    expect(parView(verdict('not-yet', 90_000_000), {})).toMatchObject({
      par: { text: '400 B' },
      now: { text: '90 MB' },
      standing: 'Nothing has passed yet.',
    })
    expect(parView(verdict('pass', 900), { best: 1.75 })).toMatchObject({
      best: { text: '700 B', title: '700 bytes, exact' },
      standing: 'Your best is over par: it can be fewer.',
    })
    expect(parView(verdict('pass', 400), { best: 1 })?.standing).toBe('Your best is par.')
    expect(parView(verdict('pass', 900), { best: 0.99 })?.standing).toBe('Your best is under par.')
  })
  it('rounds par for those who have not tried', () =>
    expect(parBefore({ par: { reached: bytes(1), model: bytes(414) } })?.text).toBe('410 B'))
  it('says how a figure stands to par', () => {
    expect(parText(verdict('pass', 900))).toBe('900 B, over par: the model needs 400 B.')
    expect(parText(verdict('pass', 400))).toBe('400 B, par: the model needs 400 B.')
    expect(parText(verdict('pass', 100))).toBe('100 B, under par: the model needs 400 B.')
  })
  it('counts modelled figures as such', () => {
    const modelled = { name: 'b1.image', unit: 'bytes' as const, value: { value: 5_000_000, sources: ['a table'] } }
    expect(parView({ par: { reached: modelled, model: modelled } }, {})?.par.text).toBe('≈ 5 MB')
  })
})
