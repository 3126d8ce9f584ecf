import type { Dockerfile } from '../../dockerfile/instruction.ts'
import type { Problem } from '../../values/problem.ts'
import { lowerProtocol, lowerStageName, matchAs, matchMajority, onlyPort } from './casing.ts'
import type { Fix, Fixer } from './fix.ts'
import { meant } from './meaning.ts'
import { aptGet, joinRun, noIndex, noPipCache, noRecommends, pipefail, removeLists } from './running.ts'
import {
  asList,
  authorLabel,
  copyForAdd,
  noEmptyLines,
  noPlatform,
  removeLine,
  wholePath,
  withEquals,
} from './writing.ts'

/** How the problems of each code are mended. */
export const fixers: ReadonlyMap<string, Fixer> = new Map([
  ['StageNameCasing', lowerStageName],
  ['FromAsCasing', matchAs],
  ['ConsistentInstructionCasing', matchMajority],
  ['ExposeProtoCasing', lowerProtocol],
  ['ExposeInvalidFormat', onlyPort],
  ['NoEmptyContinuation', noEmptyLines],
  ['JSONArgsRecommended', asList],
  ['DL3025', asList],
  ['MaintainerDeprecated', authorLabel],
  ['DL4000', authorLabel],
  ['LegacyKeyValueFormat', withEquals],
  ['WorkdirRelativePath', wholePath],
  ['DL3000', wholePath],
  ['RedundantTargetPlatform', noPlatform],
  ['DL3020', copyForAdd],
  ['MultipleInstructionsDisallowed', removeLine],
  ['DL4003', removeLine],
  ['DL4004', removeLine],
  ['DL3009', removeLists],
  ['DL3015', noRecommends],
  ['DL3019', noIndex],
  ['DL3027', aptGet],
  ['DL3042', noPipCache],
  ['DL3059', joinRun],
  ['DL4006', pipefail],
])

/**
 * The ways to mend a problem of a Dockerfile, best first; none where the text alone gives no safe one. Messages that end in
 * `(did you mean …?)` are mended by what was meant. `problem` must come from this text.
 */
export function fixesFor(problem: Problem, dockerfile: Dockerfile): readonly Fix[] {
  const { range } = problem
  if (range === undefined) return []
  const index = dockerfile.instructions.findIndex(
    (each) => each.range.from === range.from || (each.range.from < range.from && each.range.to === range.to),
  )
  const instruction = dockerfile.instructions[index]
  if (instruction === undefined) return []
  const fixer = fixers.get(problem.code) ?? meant
  return fixer({ problem, dockerfile, instruction, index })
}
