import { describe, expect, it } from 'vitest'
import { solutionSteps } from '../../../src/workbench/solution/view.ts'

/** The steps from one Dockerfile to another, `-` before what goes and `+` before what comes. */
function steps(old: string, young: string): readonly string[] {
  return solutionSteps([{ path: 'Dockerfile', text: old }], [{ path: 'Dockerfile', text: young }]).map(
    ({ before, after }) => [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)].join(' '),
  )
}

describe('the way to an answer', () => {
  it('is nothing where the files are those of the answer', () => expect(steps('FROM a\n', 'FROM a\n')).toEqual([]))
  it('is a step for each place that differs', () =>
    expect(steps('FROM a\nRUN b\nCOPY c\nCMD d', 'FROM a\nRUN x\nCOPY c\nENV e\nCMD d')).toEqual([
      '-RUN b +RUN x',
      '+ENV e',
    ]))
  it('moves a line in two steps', () =>
    expect(steps('CMD c\nFROM a\nCOPY b', 'FROM a\nCOPY b\nCMD c')).toEqual(['-CMD c', '+CMD c']))
  it('begins with a file that is not there yet', () =>
    expect(solutionSteps([], [{ path: '.dockerignore', text: '.git' }])[0]?.text).toBe('.git'))
  it('gives the answer when one step after the other is made', () => {
    const answer = 'FROM a\nCOPY package.json .\nRUN npm ci\nCOPY . .\n'
    let text = 'FROM a\nCOPY . .\nRUN npm ci\nCMD x\n'
    for (
      let step = solutionSteps([{ path: 'D', text }], [{ path: 'D', text: answer }])[0], made = 0;
      step && made < 9;
      made++
    ) {
      text = step.text
      step = solutionSteps([{ path: 'D', text }], [{ path: 'D', text: answer }])[0]
    }
    expect(text).toBe(answer)
  })
})
