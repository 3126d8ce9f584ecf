import { describe, expect, it } from 'vitest'
import { hintFor, hintNamed } from '../../../simulator/exercise/hint.ts'
import { exerciseWith, verdictOn } from './notation.ts'

const exercise = exerciseWith(
  [
    { built: { build: 'b1', ok: true }, hints: ['What is missing?', 'A line.', 'FROM'] },
    { size: { of: 'b1.new', le: '1 kB' }, hints: ['Which layer is the heaviest?', '`RUN head`'] },
  ],
  { more: { hints: ['What is it about?', 'Read the task.', 'Now you know.'] } },
)
const heavy = verdictOn(exercise, { Dockerfile: 'FROM alpine:3.22\nRUN head -c 5000 /dev/zero > /a\n' })
const light = verdictOn(exercise, { Dockerfile: 'FROM alpine:3.22\n' })

/** The hints in the order in which they are given, as `id level`. */
function ladder(verdict: Parameters<typeof hintFor>[1]): readonly string[] {
  const used: string[] = []
  const said: string[] = []
  for (let hint = hintFor(exercise, verdict, used); hint !== undefined; hint = hintFor(exercise, verdict, used)) {
    used.push(hint.id)
    said.push(`${hint.id} ${hint.level}`)
  }
  return said
}

describe('hints', () => {
  it('before an attempt are those of the exercise: a nudge, a pointer, the line', () =>
    expect(ladder(undefined)).toEqual(['h.1 nudge', 'h.2 point', 'h.3 show']))
  it('after an attempt begin with the goal that is open, and pass by those that are reached', () =>
    expect(ladder(heavy)).toEqual(['c2.1 nudge', 'c2.2 show', 'h.1 nudge', 'h.2 point', 'h.3 show']))
  it('are none when it is passed', () => {
    expect(light.kind).toBe('pass')
    expect(hintFor(exercise, light, [])).toBeUndefined()
  })
  it('say which goal they are about', () => expect(hintFor(exercise, heavy, [])?.check).toBe('c2'))
  it('go on after those that were used before', () => expect(hintFor(exercise, heavy, ['c2.1'])?.id).toBe('c2.2'))
  it('are found by their ids, for a page that is opened again', () => {
    expect(hintNamed(exercise, 'c1.2')).toEqual({ id: 'c1.2', level: 'point', text: 'A line.', check: 'c1' })
    expect(hintNamed(exercise, 'h.3')?.level).toBe('show')
    for (const id of ['h.9', 'c9.1', '', '__proto__.1', 'c1.x']) expect(hintNamed(exercise, id)).toBeUndefined()
  })
})
