import type { ContainerState } from '../../containers/plan.ts'
import type { Process } from '../../machine/process.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import { healthFlags } from '../health-flags.ts'
import type { HeldContainer, HostDraft } from '../host.ts'
import { Attached } from '../interruption.ts'
import { makeContainer } from '../making.ts'
import { wrongPublishing } from '../ports.ts'
import { shareOf } from '../sharing.ts'
import { start } from '../starting.ts'
import { notATerminal } from './containers.ts'

const createFlags = `${healthFlags} name=value rm publish|p=list publish-all|P env|e=list env-file=list entrypoint=value tty|t interactive|i user|u=value workdir|w=value hostname|h=value init read-only tmpfs=list network=list net=value stop-signal=value label|l=list volume|v=list mount=list cap-drop=list cap-add=list restart=value memory|m=value cpus=value quiet|q add-host=list expose=list network-alias=list cidfile=value platform=value pull=value label-file=list attach|a=list group-add=list security-opt=list privileged`

/** A day: a program that has not ended by itself then is taken to stay. */
const longestMs = 86_400_000

export const run = dockerCommand({
  names: ['run', 'container run'],
  flags: `detach|d ${createFlags} sig-proxy`,
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: (call) => {
    const { draft, process, given } = call
    if (given.has('interactive') && given.has('tty') && !given.has('detach') && process.input.isTerminal !== true) {
      complain(process, notATerminal)
      return 1
    }
    if (given.has('detach') && given.has('attach')) {
      complain(process, 'conflicting options: cannot specify both --attach and --detach')
      return 1
    }
    const made = makeContainer(call, 'run', !given.has('detach'))
    if (typeof made === 'number') return made
    if (!given.has('detach')) draft.tell(containerEvent(made, 'attach', draft.now))
    const started = startOrRefuse(draft, process, made)
    if (given.has('detach')) say(process, made.plan.id)
    if ('message' in started) {
      if (given.has('rm')) draft.dropContainer(made.plan.id)
      complain(
        process,
        `docker: Error response from daemon: ${started.message}\n\nRun 'docker run --help' for more information`,
      )
      return started.status
    }
    return given.has('detach') ? 0 : attach(draft, process, started)
  },
})

export const create = dockerCommand({
  names: ['create', 'container create'],
  flags: createFlags,
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: (call) => {
    const made = makeContainer(call, 'create', false)
    if (typeof made === 'number') return made
    say(call.process, made.plan.id)
    return 0
  },
})

export const startCommand = dockerCommand({
  names: ['start', 'container start'],
  flags: 'attach|a interactive|i detach-keys=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    let status = 0
    for (const word of given.words) {
      const container = containerNamed(draft.host, word)
      if (container === undefined) {
        status = daemonError(process, `No such container: ${word}`)
        complain(process, `Error: failed to start containers: ${word}`)
        continue
      }
      if (draft.isRunning(container)) {
        say(process, word)
        continue
      }
      if (given.has('attach')) draft.tell(containerEvent(container, 'attach', draft.now))
      const started = startOrRefuse(draft, process, container)
      if ('message' in started) {
        daemonError(process, started.message)
        complain(process, `Error: failed to start containers: ${word}`)
        status = 1
      } else if (given.has('attach')) return attach(draft, process, started)
      else say(process, word)
    }
    return status
  },
})

interface Refusal {
  readonly status: number
  readonly message: string
}

/** Starts a container, or says why docker does not: one whose ports are taken stays as it is. */
function startOrRefuse(draft: HostDraft, process: Process, container: HeldContainer): HeldContainer | Refusal {
  const message = wrongPublishing(draft, container)
  if (message !== undefined) return { status: 125, message }
  const started = start(draft, process, container)
  return refusalOf(draft.stateOf(started)) ?? started
}

function refusalOf(state: ContainerState | undefined): Refusal | undefined {
  const standing = state?.standing
  if (standing?.kind === 'failed') return { status: 125, message: standing.message }
  if (standing?.kind !== 'refused') return undefined
  const before =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: '
  return { status: standing.status, message: `${before}${standing.message}` }
}

/** Shows a container's output until it ends, and gives its status; one that stays goes to the foreground. */
function attach(draft: HostDraft, process: Process, container: HeldContainer): number {
  const end = draft.stateAt(container, longestMs)
  if (end === undefined || end.standing.kind === 'running') {
    showLog(process, draft.stateOf(container))
    throw new Attached(container.plan.id)
  }
  draft.pass(end.endedAtMs ?? 0)
  // Looking ahead, it may have guessed what others would answer.
  const ended = draft.stateOf(container) ?? end
  showLog(process, ended)
  shareOf(draft, process.machine.draft, container)
  if (container.removesItself) draft.dropContainer(container.plan.id)
  return ended.standing.kind === 'running' ? 137 : ended.standing.status
}

function showLog(process: Process, state: ContainerState | undefined): void {
  for (const { stream, text } of state?.log ?? []) (stream === 'stdout' ? process.output : process.errors).write(text)
}
