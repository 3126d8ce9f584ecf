import { commandLine } from '../../containers/command.ts'
import type { Happening } from '../../containers/plan.ts'
import { stopContainer } from '../../containers/stop.ts'
import { changesBetween } from '../../filesystem/differences.ts'
import { signalNumber } from '../../machine/signals.ts'
import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerNamed, shownName } from '../find.ts'
import { type HeldContainer, type HostDraft, millisecondsBetween } from '../host.ts'
import { portsText } from '../ports.ts'
import { cut, durationText, shortID, tableText } from '../texts.ts'

export const ps = dockerCommand({
  names: ['ps', 'container ls', 'container list', 'container ps'],
  usage: '[OPTIONS]',
  summary: 'List containers',
  flags: 'all|a quiet|q no-trunc filter|f=list format=value last|n=value latest|l size|s',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const shown = [...draft.host.containers]
      .reverse()
      .filter((one) => given.has('all') || draft.isRunning(one))
      .filter((one) => given.values('filter').every((filter) => fits(draft, one, filter)))
      .slice(0, given.has('latest') ? 1 : Number(given.value('last') ?? Number.POSITIVE_INFINITY))
    const idOf = ({ plan }: HeldContainer): string => (given.has('no-trunc') ? plan.id : shortID(plan.id))
    if (given.has('quiet')) {
      for (const one of shown) say(process, idOf(one))
      return 0
    }
    const rows = shown.map((one) => {
      const words = commandLine(one.plan.image.settings, one.plan.options).join(' ')
      return [
        idOf(one),
        one.imageName,
        JSON.stringify(given.has('no-trunc') ? words : cut(words, 20)),
        `${durationText(millisecondsBetween(one.created, draft.now))} ago`,
        statusText(draft, one),
        draft.isRunning(one) ? portsText(one.ports, one.plan.image.settings.ExposedPorts ?? []) : '',
        one.name,
      ]
    })
    process.output.write(
      tableText([['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'], ...rows]),
    )
    return 0
  },
})

function fits(draft: HostDraft, one: HeldContainer, filter: string): boolean {
  const [name = '', value = ''] = filter.split('=')
  if (name === 'name') return one.name.includes(value)
  if (name === 'status')
    return (draft.isRunning(one) ? 'running' : one.started === undefined ? 'created' : 'exited') === value
  if (name === 'ancestor') return one.imageName === value || shownName(one.imageName).repository === value
  return true
}

/** `Up 2 minutes (healthy)`, `Exited (0) 3 seconds ago`, `Created`. */
export function statusText(draft: HostDraft, container: HeldContainer): string {
  const state = draft.stateOf(container)
  if (state === undefined || state.standing.kind === 'failed' || state.standing.kind === 'refused') return 'Created'
  if (state.standing.kind === 'running') {
    const { health } = state
    const word =
      health === undefined ? '' : health.status === 'starting' ? ' (health: starting)' : ` (${health.status})`
    return `Up ${durationText(draft.ageMs(container))}${word}`
  }
  return `Exited (${state.standing.status}) ${durationText(draft.ageMs(container) - (state.endedAtMs ?? 0))} ago`
}

/** Does something to each container that is named; echoes the names where that went well. */
function each(call: Call, act: (container: HeldContainer, word: string) => string | undefined): number {
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
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Stop one or more running containers',
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

function stopHeld(draft: HostDraft, container: HeldContainer, seconds?: string, signal?: string): void {
  if (!draft.isRunning(container) || container.started === undefined) return
  const timeoutMs = seconds === undefined ? undefined : Number(seconds) * 1000
  const plan =
    signal === undefined
      ? container.plan
      : { ...container.plan, options: { ...container.plan.options, stopSignal: signal } }
  const atMs = draft.ageMs(container)
  const stopped = stopContainer(plan, container.happenings, atMs, draft.containerWorld(container.started), timeoutMs)
  draft.pass(Math.max(0, (stopped.state.endedAtMs ?? atMs) - atMs) + 50)
  settle(draft, { ...container, happenings: stopped.happenings })
}

/** Puts a container back as it is; one that removes itself is gone when it has ended. */
function settle(draft: HostDraft, container: HeldContainer): void {
  draft.putContainer(container)
  if (container.removesItself && !draft.isRunning(container)) draft.dropContainer(container.plan.id)
}

export const kill = dockerCommand({
  names: ['kill', 'container kill'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Kill one or more running containers',
  flags: 'signal|s=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container) => {
      const { draft, given } = call
      if (!draft.isRunning(container))
        return `cannot kill container: ${container.plan.id}: container ${container.plan.id} is not running`
      const named = given.value('signal') ?? 'KILL'
      const signal = signalNumber(named)
      if (signal === undefined) return `Invalid signal: ${named}`
      settle(draft, withHappening(draft, container, { kind: 'signal', atMs: draft.ageMs(container), signal }))
      return undefined
    }),
})

function withHappening(draft: HostDraft, container: HeldContainer, happening: Happening): HeldContainer {
  return { ...container, happenings: [...container.happenings, { ...happening, atMs: draft.ageMs(container) }] }
}

export const restart = dockerCommand({
  names: ['restart', 'container restart'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Restart one or more containers',
  flags: 'time|t=value timeout=value signal|s=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container) => {
      const { draft } = call
      stopHeld(draft, { ...container, removesItself: false }, call.given.value('time'))
      const now = containerNamed(draft.host, container.plan.id) ?? container
      const before = draft.stateOf(now)
      draft.pass(300)
      draft.putContainer({
        ...now,
        removesItself: container.removesItself,
        plan: before === undefined ? now.plan : { ...now.plan, tree: before.tree },
        started: draft.now,
        happenings: [],
      })
      return undefined
    }),
})

export const rm = dockerCommand({
  names: ['rm', 'container rm', 'container remove'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Remove one or more containers',
  flags: 'force|f volumes|v link|l',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) =>
    each(call, (container) => {
      if (call.draft.isRunning(container) && !call.given.has('force'))
        return `cannot remove container "${container.name}": container is running: stop the container before removing or force remove`
      call.draft.dropContainer(container.plan.id)
      return undefined
    }),
})

export const logs = dockerCommand({
  names: ['logs', 'container logs'],
  usage: '[OPTIONS] CONTAINER',
  summary: 'Fetch the logs of a container',
  flags: 'follow|f tail|n=value timestamps|t since=value until=value details',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    const log = draft.stateOf(container)?.log ?? []
    const last = given.value('tail')
    const shown = last === undefined || last === 'all' ? log : log.slice(-Math.max(0, Number(last)))
    for (const { stream, text } of last === '0' ? [] : shown)
      (stream === 'stdout' ? process.output : process.errors).write(text)
    return 0
  },
})

export const exec = dockerCommand({
  names: ['exec', 'container exec'],
  usage: '[OPTIONS] CONTAINER COMMAND [ARG...]',
  summary: 'Execute a command in a running container',
  flags:
    'detach|d env|e=list env-file=list interactive|i tty|t user|u=value workdir|w=value privileged detach-keys=value',
  words: [2, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: ({ draft, process, given }) => {
    const [word = '', ...command] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    if (!draft.isRunning(container)) return daemonError(process, `container ${container.plan.id} is not running`)
    const user = given.value('user')
    const directory = given.value('workdir')
    const next = withHappening(draft, container, {
      kind: 'exec',
      atMs: 0,
      command,
      ...(user === undefined ? {} : { user }),
      ...(directory === undefined ? {} : { directory }),
      ...(given.values('env').length === 0 ? {} : { environment: given.values('env') }),
      isTerminal: given.has('tty'),
    })
    draft.pass(100)
    const outcome = draft.stateAt(next, draft.ageMs(next) + 3_600_000)?.outcomes.at(-1)
    settle(draft, next)
    if (outcome === undefined || !('standing' in outcome)) return 137
    const { standing, output } = outcome
    if (standing.kind === 'refused') {
      say(process, `OCI runtime exec failed: exec failed: unable to start container process: ${standing.message}`)
      return standing.status
    }
    if (given.has('detach')) return 0
    for (const { stream, text } of output) (stream === 'stdout' ? process.output : process.errors).write(text)
    return standing.kind === 'running' ? 130 : standing.status
  },
})

export const port = dockerCommand({
  names: ['port', 'container port'],
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  summary: 'List port mappings or a specific mapping for the container',
  flags: '',
  words: [1, 2],
  run: ({ draft, process, given }) => {
    const [word = '', wanted] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    const asked = wanted?.replace(/\/tcp$/, '')
    const ports = container.ports.filter((one) => asked === undefined || `${one.container}` === asked)
    if (wanted !== undefined && ports.length === 0) {
      complain(process, `no public port '${wanted}' published for ${word}`)
      return 1
    }
    for (const { address, host, container: inside } of ports)
      for (const at of address === '0.0.0.0' ? ['0.0.0.0', '[::]'] : [address])
        say(process, asked === undefined ? `${inside}/tcp -> ${at}:${host}` : `${at}:${host}`)
    return 0
  },
})

export const top = dockerCommand({
  names: ['top', 'container top'],
  usage: 'CONTAINER [ps OPTIONS]',
  summary: 'Display the running processes of a container',
  flags: '',
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    if (!draft.isRunning(container)) return daemonError(process, `container ${container.plan.id} is not running`)
    const rows = (draft.stateOf(container)?.processes ?? []).map(({ id, parent, uid, arguments: words }) => [
      uid === 0 ? 'root' : `${uid}`,
      `${4000 + id}`,
      `${parent === 0 ? 3980 : 4000 + parent}`,
      '0',
      '12:00',
      '?',
      '00:00:00',
      words.join(' '),
    ])
    process.output.write(tableText([['UID', 'PID', 'PPID', 'C', 'STIME', 'TTY', 'TIME', 'CMD'], ...rows]))
    return 0
  },
})

export const diff = dockerCommand({
  names: ['diff', 'container diff'],
  usage: 'CONTAINER',
  summary: "Inspect changes to files or directories on a container's filesystem",
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
