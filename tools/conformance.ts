// How much of what a real docker did the simulator does.
//   node tools/conformance.ts [case…] [--diff] [--record] [--bases FILE]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readBases } from './conformance/bases.ts'
import { type Case, caseNames, casesFolder, readCase } from './conformance/case.ts'
import { readExpected } from './conformance/expected.ts'
import { replay } from './conformance/replay.ts'
import {
  type Aspect,
  aspects,
  belowFloor,
  type Comparison,
  compareSteps,
  type Score,
  scoreOf,
} from './conformance/score.ts'

const usage = `npm run conformance -- [case…] [--diff] [--record] [--bases FILE]
  case       a name below tests/conformance/cases or a case's folder; all of them when none is named
  --diff     what differs, a line for each place
  --record   raise the floor in tests/conformance/score.json to this score
  --bases    the base images, default tests/conformance/bases.json
Exit code 0: no aspect is below the floor; 1: one is, or a case crashed; 2: used wrongly.`

const floorFile = join(casesFolder, '../score.json')

/** What came of one case. */
interface Result {
  readonly each: Case
  readonly comparisons: readonly Comparison[]
  /** What the simulator threw, when it did. */
  readonly crash?: string
}

process.exitCode = main(process.argv.slice(2))

function main(words: readonly string[]): number {
  let results: readonly Result[]
  let values: { readonly diff?: boolean; readonly record?: boolean }
  let all: boolean
  try {
    const parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { diff: { type: 'boolean' }, record: { type: 'boolean' }, bases: { type: 'string' } },
    })
    values = parsed.values
    all = parsed.positionals.length === 0
    const cases = (all ? caseNames() : parsed.positionals).map(readCase)
    const catalog = readBases(parsed.values.bases)
    results = cases.map((each) => resultOf(each, catalog))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    return 2
  }
  for (const result of results) {
    console.log(caseLine(result))
    if (result.crash !== undefined) console.log(`    ${result.crash}`)
    if (values.diff === true) printDifferences(result)
  }
  const score = scoreOf(results.filter(({ each }) => !each.nondeterministic).flatMap(({ comparisons }) => comparisons))
  if (results.length > 1) printScore(score)
  const crashed = results.some(({ crash }) => crash !== undefined)
  if (!all) return crashed ? 1 : 0
  const floor: Score | undefined = readFloor()
  const below = floor === undefined ? [] : belowFloor(score, floor)
  for (const aspect of below)
    console.log(`${aspect} is below its floor, ${floor?.[aspect].passed} of ${floor?.[aspect].of}`)
  if (values.record === true && below.length === 0) writeFloor(score)
  return below.length > 0 || crashed ? 1 : 0
}

function resultOf(each: Case, catalog: ReturnType<typeof readBases>): Result {
  const expected = readExpected(each)
  const actual = []
  try {
    for (const step of replay(each, catalog)) actual.push(step)
    return { each, comparisons: compareSteps(expected, actual) }
  } catch (error) {
    const crash =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join('\n    ') : String(error)
    return { each, comparisons: compareSteps(expected, actual), crash: `step ${actual.length}: ${crash}` }
  }
}

function caseLine({ each, comparisons, crash }: Result): string {
  const held = comparisons.filter(({ differences }) => differences.length === 0).length
  const score = scoreOf(comparisons)
  const short = aspects
    .filter((aspect) => score[aspect].passed < score[aspect].of)
    .map((aspect) => `${aspect} ${score[aspect].passed}/${score[aspect].of}`)
  const mark = crash !== undefined ? '⚠' : short.length === 0 ? '✓' : '✖'
  return `${mark} ${each.name.padEnd(28)} ${`${held}/${comparisons.length}`.padStart(8)}  ${short.join(', ')}`.trimEnd()
}

function printDifferences({ each, comparisons }: Result): void {
  for (const { step, aspect, differences } of comparisons) {
    if (differences.length === 0) continue
    const note = each.steps[step]?.note
    console.log(`  step ${step}${note === undefined ? '' : ` (${note})`}: ${aspect}`)
    for (const difference of differences) console.log(`    ${difference.replaceAll('\n', '\n    ')}`)
  }
}

function printScore(score: Score): void {
  console.log()
  const line = (name: string, passed: number, of: number) =>
    console.log(
      `${name.padEnd(14)}${String(passed).padStart(6)} of ${String(of).padStart(4)}  ${of === 0 ? '' : `${((passed / of) * 100).toFixed(1)} %`}`,
    )
  for (const aspect of aspects) line(aspect, score[aspect].passed, score[aspect].of)
  const total = (key: 'passed' | 'of') => aspects.reduce((sum, aspect: Aspect) => sum + score[aspect][key], 0)
  line('all', total('passed'), total('of'))
}

function readFloor(): Score | undefined {
  try {
    return JSON.parse(readFileSync(floorFile, 'utf8'))
  } catch {
    return undefined
  }
}

function writeFloor(score: Score): void {
  const lines = aspects.map(
    (aspect) => `  "${aspect}": { "passed": ${score[aspect].passed}, "of": ${score[aspect].of} }`,
  )
  writeFileSync(floorFile, `{\n${lines.join(',\n')}\n}\n`)
  console.log('The floor is raised to this score.')
}
