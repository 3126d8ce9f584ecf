// How fast the simulator is, against what it must reach (ARCHITECTURE.md, "Bounds").
//   npm run bench [-- NAME…]                 only the benchmarks whose name holds one of the words
//   npm run bench -- lighthouse [PAGE…]      what Lighthouse says of pages of the built site; `all` for every one
// Exit code 1 when a bound does not hold.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DockerfileParser } from 'dockerfile-ast'
import { atSecond, emptyStore, forecast, parseDockerfile, runBuild } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { play } from '../../tests/simulator/scenarios/play.ts'
import { families, scenariosOf } from '../../tests/simulator/scenarios/scenario.ts'
import { readBases } from '../conformance/bases.ts'
import { readFolder } from '../folder.ts'
import { readCatalog } from '../world.ts'
import { keyPress } from './browser.ts'
import { judging } from './exercises.ts'
import { fleet } from './fleet.ts'
import {
  contextOf,
  longDockerfile,
  manyFiles,
  tenSteps,
  tenStepsContext,
  thirtyInstructions,
  withFile,
} from './inputs.ts'
import { lighthouseScores } from './lighthouse.ts'
import { atMost, type Finding, shown, time, timesFaster } from './measure.ts'

/** Each gives one or more lines of the table. */
const benchmarks: Readonly<Record<string, () => readonly Finding[] | Promise<readonly Finding[]>>> = {
  parse,
  cached,
  forecasting,
  cold,
  large,
  endless,
  everyday,
  browser: async () => [...(await keyPress()), ...(await fleet())],
  exercises: () => judging(),
}

/** Benchmarks that run only when they are named: they take minutes. What follows the name is for them. */
const onRequest: Readonly<Record<string, (rest: readonly string[]) => Promise<readonly Finding[]>>> = {
  lighthouse: (pages) => lighthouseScores(pages.length === 0 ? undefined : pages),
}

const words = process.argv.slice(2)
const findings: Finding[] = []
const [first = '', ...rest] = words
const asked = onRequest[first]
if (asked !== undefined) findings.push(...(await asked(rest)))
else
  for (const [name, run] of Object.entries(benchmarks))
    if (words.length === 0 || words.some((word) => name.includes(word))) findings.push(...(await run()))
print(findings)
process.exitCode = findings.some((finding) => finding.kind === 'measured' && !finding.holds) ? 1 : 0

/**
 * Parse throughput against the npm package dockerfile-ast, on the same text in the same run. That one splits a line only when it is asked for its
 * arguments, so it is asked: the other parser has them split.
 */
function parse(): readonly Finding[] {
  const text = longDockerfile(350_000)
  const own = time(60, () => parseDockerfile(text), 60).median
  const other = time(5, () => {
    for (const instruction of DockerfileParser.parse(text).getInstructions()) instruction.getArguments()
  }).median
  const speed = (milliseconds: number) => `${(text.length / 1000 / milliseconds).toFixed(1)} MB/s`
  return [timesFaster('parse, against dockerfile-ast', other / own, 10, `${speed(own)}, ${speed(other)}`)]
}

/** The share of the everyday RUN lines in tests/simulator/scenarios that run through, all of it simulated, with the effect that they have in reality. */
function everyday(): readonly Finding[] {
  const all = families.flatMap(scenariosOf)
  const through = all.filter((scenario) => play(scenario).ranThrough).length
  const share = through / all.length
  return [
    {
      kind: 'measured',
      name: 'everyday RUN lines that run through',
      figure: `${through} of ${all.length} (${(share * 100).toFixed(0)} %)`,
      bound: '≥ 90 %',
      holds: share >= 0.9,
    },
  ]
}

/** A rebuild in which every one of ten steps is cached, against docker's command line as it was recorded. */
function cached(): readonly Finding[] {
  const catalog = readBases()
  const context = tenStepsContext()
  const first = runBuild({ context }, { catalog, store: emptyStore, programs, now: atSecond(0) })
  if (first.failure !== undefined) return [absent('cached rebuild of ten steps', first.failure.message)]
  const own = time(50, () => runBuild({ context }, { catalog, store: first.store, programs, now: atSecond(1) })).median
  const docker = dockerMedian('fully cached rebuild')
  const beside = dockerHere()
  return [
    timesFaster('cached rebuild of ten steps, against docker', docker / own, 200, `${shown(own)}, ${shown(docker)}`),
    beside === undefined
      ? absent(
          'the same, against docker in this run',
          'no docker with oracle/busybox answers; DOCKER names its command',
        )
      : timesFaster('the same, against docker in this run', beside / own, 200, `${shown(own)}, ${shown(beside)}`),
  ]
}

/** The median of five wholly cached rebuilds by a docker on this machine, without its context's transfer from disk; undefined without one. */
function dockerHere(): number | undefined {
  const [command = 'docker', ...first] = (process.env.DOCKER ?? 'docker').split(' ')
  const lines = tenSteps.split('\n').filter((line) => !/^COPY|package\.txt|src/.test(line))
  for (const line of ['RUN echo 5 > /5', 'RUN echo 6 > /6', 'RUN echo 7 > /7']) lines.splice(-2, 0, line)
  const build = () =>
    spawnSync(command, [...first, 'build', '--network=host', '-q', '-'], { input: lines.join('\n'), timeout: 60_000 })
  if (build().status !== 0) return undefined
  return time(5, build).median
}

/** A forecast after each key typed, 30 instructions and 300 files, after one build. */
function forecasting(): readonly Finding[] {
  const catalog = readBases()
  const context = contextOf({ Dockerfile: thirtyInstructions(''), ...manyFiles(300) })
  const { store, failure } = runBuild({ context }, { catalog, store: emptyStore, programs, now: atSecond(0) })
  if (failure !== undefined) return [absent('forecast after a key', failure.message)]
  const { p95 } = time(200, (round) => {
    const typed = withFile(context, 'Dockerfile', thirtyInstructions('typing'.slice(0, round % 7) + round))
    return forecast({ context: typed }, { catalog, store, now: atSecond(1) })
  })
  return [atMost('forecast after a key, p95', p95, 5)]
}

/** The two-stage Java example, built with an empty builder. The catalog is loaded before, as a page has it loaded. */
function cold(): readonly Finding[] {
  const name = 'cold build of the multi-stage example'
  const folder = join(import.meta.dirname, '../../content/fixtures/java-rest')
  const dockerfile = 'DockerfileSlim'
  if (!existsSync(join(folder, dockerfile))) return [absent(name, `${dockerfile} is not in content/fixtures/java-rest`)]
  const reading = readFolder(folder)
  if (reading.kind === 'failed') return [absent(name, reading.message)]
  const world = { catalog: readCatalog(), store: emptyStore, programs, now: atSecond(0) }
  const first = runBuild({ context: reading.tree, dockerfile }, world)
  if (first.failure !== undefined) return [absent(name, first.failure.message)]
  return [atMost(name, time(10, () => runBuild({ context: reading.tree, dockerfile }, world)).median, 100)]
}

/** A context of 20,000 files. */
function large(): readonly Finding[] {
  const child = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, 'large-context.ts')], {
    encoding: 'utf8',
  })
  if (child.status !== 0) return [absent('20,000 files', child.stderr.trim().split('\n').at(-1) ?? 'it crashed')]
  const { first, rebuild, memory, resident, digest, failure } = JSON.parse(child.stdout)
  if (failure !== undefined) return [absent('20,000 files', failure)]
  const megabytes = memory / 1e6
  const whole = (resident / 1e6).toFixed(0)
  return [
    atMost('20,000 files, first build', first, 1500),
    {
      kind: 'measured',
      name: '20,000 files, rebuild after one edit',
      figure: `${shown(rebuild)} (and ${shown(digest)} when the layer's diffID is asked for)`,
      bound: '≤ 25 ms',
      holds: rebuild <= 25,
    },
    {
      kind: 'measured',
      name: '20,000 files, memory in use after ten builds',
      figure: `${megabytes.toFixed(0)} MB (at most ${whole} MB resident, Node itself and garbage with it)`,
      bound: '≤ 200 MB',
      holds: megabytes <= 200,
    },
  ]
}

/** A loop that never ends must end, as a failed build. */
function endless(): readonly Finding[] {
  const name = 'RUN while true; do :; done is stopped'
  const context = contextOf({ Dockerfile: 'FROM oracle/busybox\nRUN while true; do :; done\n' })
  const catalog = readBases()
  let failed = true
  const { median } = time(
    3,
    () => {
      failed &&= runBuild({ context }, { catalog, store: emptyStore, programs, now: atSecond(0) }).failure !== undefined
    },
    1,
  )
  if (!failed) return [{ kind: 'measured', name, figure: 'the build did not fail', bound: '≤ 2.00 s', holds: false }]
  return [atMost(name, median, 2000)]
}

function dockerMedian(name: string): number {
  const { ms } = JSON.parse(readFileSync(join(import.meta.dirname, 'docker.json'), 'utf8'))
  return ms[name].median
}

function absent(name: string, reason: string): Finding {
  return { kind: 'absent', name, reason }
}

function print(rows: readonly Finding[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length))
  for (const row of rows) {
    if (row.kind === 'absent') console.log(`- ${row.name.padEnd(width)}  not measured: ${row.reason}`)
    else console.log(`${row.holds ? '✓' : '✖'} ${row.name.padEnd(width)}  ${row.bound.padEnd(9)}  ${row.figure}`)
  }
}
