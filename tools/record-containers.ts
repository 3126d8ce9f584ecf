/**
 * Records what a real docker makes of started containers: for each case of tests/truth/containers/cases.json what it logs, how it ends, how long
 * `docker stop` takes in whole seconds, and what its execs say. Written to recorded.json beside it, which a test holds against ours.
 *
 *     ORACLE='path/to/docker' node tools/record-containers.ts [name ...]
 *
 * ORACLE is a docker command line that has the images `oracle/busybox` and `oracle/debian:bookworm`. All that runs, runs in containers.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

interface Case {
  readonly name: string
  readonly base?: string
  readonly dockerfile?: string
  readonly command?: readonly string[]
  readonly options?: Readonly<Record<string, unknown>>
  readonly execs?: readonly {
    readonly afterMs: number
    readonly command: readonly string[]
    readonly user?: string
    readonly directory?: string
    readonly environment?: readonly string[]
  }[]
  readonly stopAfterMs?: number
}

const folder = 'tests/truth/containers'
const oracle = process.env.ORACLE
if (oracle === undefined) {
  console.error('ORACLE must name the docker command to record with')
  process.exit(2)
}
const cases: readonly Case[] = JSON.parse(readFileSync(`${folder}/cases.json`, 'utf8'))
const file = `${folder}/recorded.json`
const recorded: Record<string, unknown> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
const wanted = process.argv.slice(2)

for (const one of cases) {
  if (wanted.length > 0 && !wanted.includes(one.name)) continue
  recorded[one.name] = record(one)
  console.log(one.name, JSON.stringify(recorded[one.name]))
}
const ordered = cases.filter(({ name }) => name in recorded).map(({ name }) => [name, recorded[name]])
writeFileSync(file, `${JSON.stringify(Object.fromEntries(ordered), undefined, 1)}\n`)

function record(one: Case): unknown {
  const tag = 'layerwise-recorded'
  const base = one.base ?? 'oracle/busybox'
  const built = docker(['build', '-q', '--network=host', '-t', tag, '-'], `FROM ${base}\n${one.dockerfile ?? ''}\n`)
  if (built.status !== 0) throw new Error(built.stderr)
  docker(['rm', '-f', tag])
  const created = docker(['create', '--name', tag, ...flagsOf(one.options ?? {}), tag, ...(one.command ?? [])])
  if (created.status !== 0) return { refused: messageOf(created.stderr) }
  const started = docker(['start', tag])
  const execs = (one.execs ?? []).map(({ afterMs, command, user, directory, environment }) => {
    pause(afterMs)
    const flags = [
      ...(user === undefined ? [] : ['-u', user]),
      ...(directory === undefined ? [] : ['-w', directory]),
      ...(environment ?? []).flatMap((line) => ['-e', line]),
    ]
    const { status, stdout, stderr } = docker(['exec', ...flags, tag, ...command])
    return { status, stdout, stderr: messageOf(stderr) }
  })
  if (one.stopAfterMs !== undefined) pause(one.stopAfterMs)
  const before = Date.now()
  if (one.stopAfterMs === undefined) docker(['wait', tag])
  else docker(['stop', tag])
  const stopSeconds = Math.floor((Date.now() - before) / 1000)
  const logs = docker(['logs', tag])
  const status = Number(docker(['inspect', '--format', '{{.State.ExitCode}}', tag]).stdout)
  docker(['rm', '-f', tag])
  return {
    ...(started.status === 0 ? {} : { refused: messageOf(started.stderr) }),
    status,
    stdout: logs.stdout,
    stderr: withoutWarnings(logs.stderr),
    ...(one.stopAfterMs === undefined ? {} : { stopSeconds }),
    ...(execs.length === 0 ? {} : { execs }),
  }
}

function flagsOf(options: Case['options'] & object): readonly string[] {
  const flags: Readonly<Record<string, string>> = {
    entrypoint: '--entrypoint',
    user: '--user',
    directory: '--workdir',
    hostname: '--hostname',
    stopSignal: '--stop-signal',
    environment: '--env',
    tmpfs: '--tmpfs',
    isTerminal: '--tty',
    isInteractive: '--interactive',
    hasInit: '--init',
    isReadOnly: '--read-only',
  }
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = flags[name] ?? `--${name}`
    if (value === true) return [flag]
    return Array.isArray(value) ? value.flatMap((one) => [flag, `${one}`]) : [flag, `${value}`]
  })
}

/** What runc or the daemon says, without what docker puts around it. */
function messageOf(text: string): string {
  const line =
    withoutWarnings(text)
      .split('\n')
      .find((part) => /: /.test(part)) ?? withoutWarnings(text)
  return line
    .replace(/^.*(?:error during container init|unable to start container process|Error response from daemon): /, '')
    .trim()
}

function withoutWarnings(text: string): string {
  return text.replaceAll(/^WARNING: .*\n?/gm, '')
}

function docker(words: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(oracle ?? '', words, { input, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
