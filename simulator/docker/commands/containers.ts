import type { Happening } from '../../containers/plan.ts'
import { stopContainer } from '../../containers/stop.ts'
import { changesBetween } from '../../filesystem/differences.ts'
import { later } from '../../filesystem/tree.ts'
import { readAll } from '../../machine/pipe.ts'
import { signalNumber } from '../../machine/signals.ts'
import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import type { HeldContainer, HostDraft } from '../host.ts'
import { Attached } from '../interruption.ts'
import { environmentOf } from '../making.ts'
import { addressesOf, innerPort, inOrder } from '../ports.ts'
import { nextStart } from '../restarting.ts'
import { dropVolumes, resumed, start } from '../starting.ts'
import { stateWord } from './ps.ts'

/** Does something to each container that is named; echoes the names where that went well. */
export function each(call: Call, act: (container: HeldContainer, word: string) => string | undefined): number {
  const { draft, process, given } = call
  let status = 0
  for (const word of given.words) {
    const container = containerNamed(draft.host, word)
    const wrong = container === undefined ? `No such container: ${word}` : act(container, word)
    if (wrong === undefined) say(process, word)
    else status = daemonError(process, wrong)
  }
  return status
}

export const stop = dockerCommand({
  names: ['stop', 'container stop'],
  flags: 'time|t=value timeout=value signal|s=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container) => {
      stopHeld(
        call.draft,
        container,
        call.given.value('time') ?? call.given.value('timeout'),
        call.given.value('signal'),
      )
      return undefined
    }),
})

/** Stops a container that runs; one that is held still goes on first. */
export function stopHeld(draft: HostDraft, held: HeldContainer, seconds?: string, signal?: string): void {
  const container = resumed(draft, held)
  if (!draft.isRunning(container) || container.started === undefined) {
    if (nextStart(draft, container) !== undefined) draft.putContainer({ ...container, isStopped: true })
    return
  }
  const timeoutMs = seconds === undefined ? undefined : Number(seconds) * 1000
  const plan =
    signal === undefined
      ? container.plan
      : { ...container.plan, options: { ...container.plan.options, stopSignal: signal } }
  const atMs = draft.ageMs(container)
  const stopped = stopContainer(plan, container.happenings, atMs, draft.containerWorld(container.started), timeoutMs)
  const endMs = stopped.state.endedAtMs ?? atMs
  draft.tell(containerEvent(container, 'stop', later(container.started, endMs)))
  draft.pass(Math.max(0, endMs - atMs) + 50)
  settle(draft, { ...container, happenings: stopped.happenings, isStopped: true })
}

/** Puts a container back as it is; one that removes itself is gone when it has ended. */
export function settle(draft: HostDraft, container: HeldContainer): void {
  draft.putContainer(container)
  if (container.removesItself && !draft.isRunning(container)) draft.dropContainer(container.plan.id)
}

export const kill = dockerCommand({
  names: ['kill', 'container kill'],
  flags: 'signal|s=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container, word) => {
      const { draft, given } = call
      const named = given.value('signal') ?? 'KILL'
      const signal = signalNumber(named)
      if (signal === undefined) return `cannot kill container: ${word}: invalid signal: ${named}`
      if (!draft.isRunning(container))
        return `cannot kill container: ${word}: container ${container.plan.id} is not running`
      const struck = withHappening(draft, container, { kind: 'signal', atMs: draft.ageMs(container), signal })
      settle(draft, { ...struck, isStopped: true })
      return undefined
    }),
})

export function withHappening(draft: HostDraft, container: HeldContainer, happening: Happening): HeldContainer {
  return { ...container, happenings: [...container.happenings, { ...happening, atMs: draft.ageMs(container) }] }
}

export const restart = dockerCommand({
  names: ['restart', 'container restart'],
  flags: 'time|t=value timeout=value signal|s=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container) => {
      const { draft, process } = call
      const { given } = call
      stopHeld(draft, { ...container, removesItself: false }, given.value('time') ?? given.value('timeout'))
      const stopped = containerNamed(draft.host, container.plan.id) ?? container
      start(draft, process, { ...stopped, removesItself: container.removesItself })
      draft.tell(containerEvent(container, 'restart', draft.now))
      return undefined
    }),
})

export const rm = dockerCommand({
  names: ['rm', 'container rm', 'container remove'],
  flags: 'force|f volumes|v',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) => {
    const { draft, given } = call
    const isForced = given.has('force')
    const status = each(call, (container) => {
      if (draft.isRunning(container) && !isForced)
        return `cannot remove container "${container.name}": container is ${stateWord(draft, container)}: stop the container before removing or force remove`
      if (given.has('volumes')) dropVolumes(draft, container)
      draft.dropContainer(container.plan.id)
      return undefined
    })
    return isForced ? 0 : status
  },
})

export const exec = dockerCommand({
  names: ['exec', 'container exec'],
  flags: 'detach|d env|e=list env-file=list interactive|i tty|t user|u=value workdir|w=value',
  words: [2, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: ({ draft, process, given }) => {
    const [word = '', ...command] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    if (!draft.isRunning(container)) return daemonError(process, `container ${container.plan.id} is not running`)
    if (container.pausedAtMs !== undefined)
      return daemonError(process, `Container ${word} is paused, unpause the container before exec`)
    const isOpen = given.has('interactive') && process.input.isTerminal === true && !given.has('detach')
    if (given.has('interactive') && given.has('tty') && !isOpen && !given.has('detach')) {
      complain(process, notATerminal)
      return 1
    }
    const input = given.has('interactive') && !isOpen ? readAll(process.input) : undefined
    const user = given.value('user')
    const directory = given.value('workdir')
    const environment = environmentOf(given, process)
    const next = withHappening(draft, container, {
      kind: 'exec',
      atMs: 0,
      command,
      ...(user === undefined ? {} : { user }),
      ...(directory === undefined ? {} : { directory }),
      ...(environment.length === 0 ? {} : { environment }),
      ...(input === undefined ? {} : { input }),
      ...(isOpen ? { isOpen } : {}),
      isTerminal: given.has('tty'),
    })
    draft.pass(100)
    // At a terminal what goes on is shown as it goes on; elsewhere the line is over when it is.
    const shownAtMs = draft.ageMs(next) + (process.input.isTerminal === true ? 0 : 3_600_000)
    const outcome = draft.stateAt(next, shownAtMs)?.outcomes.at(-1)
    settle(draft, next)
    if (outcome === undefined || !('standing' in outcome)) return 137
    const { standing, output } = outcome
    if (standing.kind === 'refused') {
      say(process, `OCI runtime exec failed: exec failed: unable to start container process: ${standing.message}\r`)
      return standing.status
    }
    if (given.has('detach')) return 0
    for (const { stream, text } of output) (stream === 'stdout' ? process.output : process.errors).write(text)
    if (standing.kind === 'exited') return standing.status
    if (process.input.isTerminal === true) throw new Attached(container.plan.id, next.happenings.length - 1)
    return 130
  },
})

/** Said before anything is started. Source: a real docker. */
export const notATerminal = 'the input device is not a TTY'

export const port = dockerCommand({
  names: ['port', 'container port'],
  flags: '',
  words: [1, 2],
  run: ({ draft, process, given }) => {
    const [word = '', wanted] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    const asked = wanted === undefined || wanted.includes('/') ? wanted : `${wanted}/tcp`
    const published = draft.isRunning(container) ? inOrder(container.ports) : []
    const ports = published.filter((one) => asked === undefined || innerPort(one) === asked)
    if (wanted !== undefined && ports.length === 0) {
      const [number = ''] = wanted.split('/')
      const wrong = /^\d+$/.test(number)
        ? `No public port '${wanted}' published for ${word}`
        : `invalid port (${number}): strconv.ParseUint: parsing ${JSON.stringify(number)}: invalid syntax`
      complain(process, `Error: ${wrong}`)
      return 1
    }
    for (const one of ports)
      for (const at of addressesOf(one))
        say(process, asked === undefined ? `${innerPort(one)} -> ${at}:${one.host}` : `${at}:${one.host}`)
    return 0
  },
})

export const diff = dockerCommand({
  names: ['diff', 'container diff'],
  flags: '',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    const after = draft.stateOf(container)?.tree ?? container.plan.image.tree
    const letters = { added: 'A', changed: 'C', removed: 'D', parent: 'C' } as const
    for (const change of changesBetween(container.plan.image.tree, after))
      say(process, `${letters[change.kind]} /${change.path.replace(/^\//, '')}`)
    return 0
  },
})
