import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBases } from '../../tools/conformance/bases.ts'
import { caseNames, readCase } from '../../tools/conformance/case.ts'
import { readExpected } from '../../tools/conformance/expected.ts'
import { replay } from '../../tools/conformance/replay.ts'
import { aspects, type Comparison, compareSteps, type Score, scoreOf } from '../../tools/conformance/score.ts'

const floor: Score = JSON.parse(readFileSync(join(import.meta.dirname, 'score.json'), 'utf8'))
const catalog = readBases()
const comparisons: Comparison[] = []

describe('every recorded case plays to its end', () => {
  for (const name of caseNames())
    it(name, () => {
      const each = readCase(name)
      const expected = readExpected(each)
      const actual = [...replay(each, catalog)]
      if (!each.nondeterministic) comparisons.push(...compareSteps(expected, actual))
      expect(actual).toHaveLength(expected.length)
    })
})

describe('no aspect falls below what was reached before', () => {
  for (const aspect of aspects)
    it(aspect, () => expect(scoreOf(comparisons)[aspect].passed).toBeGreaterThanOrEqual(floor[aspect].passed))
})
