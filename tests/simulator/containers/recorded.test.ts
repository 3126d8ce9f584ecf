import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type ContainerPlan,
  type ContainerState,
  type Happening,
  playContainer,
  type StartOptions,
  stopContainer,
} from '../../../simulator/containers.ts'
import { atSecond } from '../../../simulator/filesystem/tree.ts'
import { Draft, emptyStore, emptyTree, realContent, runBuild } from '../../../simulator/index.ts'
import type { OutputPiece } from '../../../simulator/machine/machine.ts'
import { programs } from '../../../simulator/programs.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { readBases } from '../../../tools/conformance/bases.ts'

/*
 * What a real docker made of started containers, recorded by tools/record-containers.ts, against ours.
 */
interface Case {
  readonly name: string
  readonly base?: string
  readonly dockerfile?: string
  readonly command?: readonly string[]
  readonly options?: StartOptions
  readonly execs?: readonly (Omit<Extract<Happening, { kind: 'exec' }>, 'kind' | 'atMs'> & {
    readonly afterMs: number
  })[]
  readonly stopAfterMs?: number
}

interface Recorded {
  readonly refused?: string
  readonly status?: number
  readonly stdout?: string
  readonly stderr?: string
  readonly stopSeconds?: number
  readonly execs?: readonly { readonly status: number; readonly stdout: string; readonly stderr: string }[]
}

const folder = 'tests/truth/containers'
const cases: readonly Case[] = JSON.parse(readFileSync(`${folder}/cases.json`, 'utf8'))
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(readFileSync(`${folder}/recorded.json`, 'utf8'))
const catalog = readBases()
const world = { now: atSecond(1_790_000_000), programs, packageTables: new Map() }

function planOf({ base = 'oracle/busybox', dockerfile = '', command, options = {} }: Case): ContainerPlan {
  const draft = new Draft(emptyTree)
  const content = realContent(bytesOf(`FROM ${base}\n${dockerfile}\n`))
  draft.set('Dockerfile', { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: atSecond(0), content })
  const { image } = runBuild({ context: draft.finish() }, { catalog, store: emptyStore, programs, now: world.now })
  if (image === undefined) throw new RangeError(`${base} does not build`)
  return { id: 'ab'.repeat(32), image, options: { ...options, ...(command === undefined ? {} : { command }) } }
}

/** As the recorder tells it. */
function played(one: Case): Recorded {
  const plan = planOf(one)
  let atMs = 0
  const execs = (one.execs ?? []).map(({ afterMs, ...exec }): Happening => {
    atMs += afterMs
    return { kind: 'exec', atMs, ...exec }
  })
  const stopAt = one.stopAfterMs === undefined ? undefined : atMs + one.stopAfterMs
  const state =
    stopAt === undefined
      ? playContainer(plan, execs, 3_600_000, world)
      : stopContainer(plan, execs, stopAt, world).state
  const { standing } = state
  if (standing.kind === 'failed') return { refused: standing.message }
  if (standing.kind === 'running') return {}
  return {
    ...(standing.kind === 'refused' ? { refused: standing.message } : {}),
    status: standing.status,
    stdout: textOf(state.log, 'stdout'),
    stderr: textOf(state.log, 'stderr'),
    ...(stopAt === undefined ? {} : { stopSeconds: Math.floor(((state.endedAtMs ?? 0) - stopAt) / 1000) }),
    ...(execs.length === 0 ? {} : { execs: executionsOf(state).slice(0, execs.length) }),
  }
}

/** What docker puts before runc's words, on standard output. */
const notStarted = 'OCI runtime exec failed: exec failed: unable to start container process: '

function executionsOf(state: ContainerState): NonNullable<Recorded['execs']> {
  return state.outcomes.flatMap((outcome) => {
    if (outcome === undefined || !('standing' in outcome)) return []
    const { standing, output } = outcome
    if (standing.kind === 'refused')
      return [{ status: standing.status, stdout: `${notStarted}${standing.message}\n`, stderr: '' }]
    return {
      status: standing.kind === 'running' ? -1 : standing.status,
      stdout: textOf(output, 'stdout'),
      stderr: textOf(output, 'stderr').trim(),
    }
  })
}

function textOf(output: readonly OutputPiece[], stream: OutputPiece['stream']): string {
  return output
    .filter((piece) => piece.stream === stream)
    .map(({ text }) => text)
    .join('')
}

/** A terminal and the daemon end lines with a carriage return, which is the line's business, not the program's. */
function plain({ stdout, execs, ...others }: Recorded): Recorded {
  return {
    ...others,
    ...(stdout === undefined ? {} : { stdout: stdout.replaceAll('\r\n', '\n') }),
    ...(execs === undefined
      ? {}
      : { execs: execs.map((exec) => ({ ...exec, stdout: exec.stdout.replaceAll('\r\n', '\n') })) }),
  }
}

describe('a started container, as a real docker has it', () => {
  for (const one of cases)
    it(one.name, () => {
      const truth = recorded[one.name]
      expect(truth, 'recorded').toBeDefined()
      const { status, ...others } = plain(truth ?? {})
      // docker start gives other statuses than docker run where nothing was made.
      const isRefusedByDaemon = others.refused?.startsWith('exec:') === false
      expect(played(one)).toEqual(isRefusedByDaemon ? { refused: others.refused } : { status, ...others })
    })
})
