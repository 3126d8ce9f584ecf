import { describe, expect, it } from 'vitest'
import { paperIn, partsOf, workIn } from '../../../src/exercise/fragment.ts'
import { pack } from '../../../src/state/packed.ts'

const attempt = { seed: 'a', answers: {}, attempts: 1, seconds: 3, hints: [], isDone: false, isShown: false }

describe('what an address carries', () => {
  it('is read by name, whatever stands beside it', () =>
    expect([...partsOf('#exercise=1.a&state=1.b=&x&=y')]).toEqual([
      ['exercise', '1.a'],
      ['state', '1.b='],
    ]))
  it('is nothing where nothing is carried', async () => {
    expect(workIn(new Map())).toEqual({})
    expect(await paperIn(new Map())).toEqual({})
  })
  it('is work on an exercise', () => {
    const work = { exercise: 'E03.3', attempt, files: { Dockerfile: 'FROM a\n' } }
    expect(workIn(new Map([['state', pack(work)]]))).toEqual({ value: work })
  })
  it('is refused when it is damaged, of another kind, or of a newer version', async () => {
    const wrong = (text: string) => workIn(new Map([['state', text]])).wrong
    expect(wrong('1.AAAA')).toMatch(/damaged/)
    expect(wrong('2.AAAA')).toMatch(/newer version/)
    expect(wrong(pack({ exercise: 'E03.3', attempt, files: [1] }))).toMatch(/no work/)
    expect((await paperIn(new Map([['exercise', pack({ id: 'x' })]]))).wrong).toMatch(/^it holds no exercise/)
    expect((await paperIn(new Map([['exercise', pack(JSON.parse('{"__proto__": {"id": 1}}'))]]))).wrong).toMatch(
      /no exercise/,
    )
  })
})
