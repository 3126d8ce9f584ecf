import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import { printListing } from '../listing.ts'
import { wrongNameOf } from '../making.ts'
import { bytesOf, type ContainerSettings, restartOf } from '../settings.ts'
import { resumed } from '../starting.ts'
import type { Struct } from '../template/values.ts'
import { shortID } from '../texts.ts'
import { each } from './containers.ts'
import { stateWord } from './ps.ts'

const several = [1, Number.POSITIVE_INFINITY] as const

export const pause = dockerCommand({
  names: ['pause', 'container pause'],
  flags: '',
  words: several,
  run: (call) =>
    each(call, (container) => {
      const { draft } = call
      if (!draft.isRunning(container)) return `container ${container.plan.id} is not running`
      if (container.pausedAtMs !== undefined) return `Container ${container.plan.id} is already paused`
      draft.putContainer({ ...container, pausedAtMs: draft.ageMs(container) })
      return undefined
    }),
})

export const unpause = dockerCommand({
  names: ['unpause', 'container unpause'],
  flags: '',
  words: several,
  run: (call) =>
    each(call, (container) => {
      if (container.pausedAtMs === undefined) return `Container ${container.plan.id} is not paused`
      resumed(call.draft, container)
      return undefined
    }),
})

export const wait = dockerCommand({
  names: ['wait', 'container wait'],
  flags: '',
  words: several,
  run: ({ draft, process, given }) => {
    let status = 0
    for (const word of given.words) {
      const container = containerNamed(draft.host, word)
      if (container === undefined) {
        status = daemonError(process, `No such container: ${word}`)
        continue
      }
      const age = draft.ageMs(container)
      const end = draft.stateAt(container, age + 86_400_000)
      if (end === undefined || end.standing.kind === 'running') {
        process.machine.note({
          kind: 'not-simulated',
          message: `docker wait would wait without end: ${word} does not end by itself.`,
        })
        complain(process, `${word} does not end by itself; docker would wait on`)
        status = 130
        continue
      }
      draft.pass(Math.max(0, (end.endedAtMs ?? 0) - age))
      say(process, `${end.standing.status}`)
    }
    return status
  },
})

export const rename = dockerCommand({
  names: ['rename', 'container rename'],
  flags: '',
  words: [2, 2],
  run: ({ draft, process, given }) => {
    const [word = '', name = ''] = given.words
    const container = containerNamed(draft.host, word)
    const wrong =
      container === undefined
        ? `No such container: ${word}`
        : container.name === name
          ? 'Renaming a container with the same name as its current name'
          : wrongNameOf(draft, name)
    if (container === undefined || wrong !== undefined) {
      daemonError(process, wrong ?? '')
      complain(process, `Error: failed to rename container named ${word}`)
      return 1
    }
    draft.putContainer({ ...container, name: name.replace(/^\//, '') })
    return 0
  },
})

export const update = dockerCommand({
  names: ['update', 'container update'],
  flags: 'restart=value memory|m=value cpus=value memory-swap=value',
  words: several,
  run: (call) => {
    const changes = changesOf(call)
    if ('wrong' in changes) {
      complain(call.process, changes.wrong)
      return 1
    }
    return each(call, (container) => {
      const { id } = container.plan
      // Source: a real docker; the message is of runc's limits, and comes for the restart policy too.
      if (stateWord(call.draft, container) === 'exited')
        return `Cannot update container ${id}: cannot update a stopped container`
      call.draft.tell(containerEvent(container, 'update', call.draft.now))
      call.draft.putContainer({ ...container, settings: { ...container.settings, ...changes } })
      return undefined
    })
  },
})

function changesOf({ given }: Call): Partial<ContainerSettings> | { readonly wrong: string } {
  const restart = given.value('restart')
  const memory = given.value('memory')
  const cpus = given.value('cpus')
  if (restart === undefined && memory === undefined && cpus === undefined)
    return { wrong: 'you must provide one or more flags when using this command' }
  const policy = restart === undefined ? undefined : restartOf(restart)
  if (policy !== undefined && 'wrong' in policy) return policy
  const bytes = memory === undefined ? undefined : bytesOf(memory)
  if (memory !== undefined && bytes === undefined)
    return { wrong: `invalid argument ${JSON.stringify(memory)} for "-m, --memory" flag: invalid size: '${memory}'` }
  return {
    ...(policy === undefined ? {} : { restart: policy }),
    ...(bytes === undefined ? {} : { memory: bytes }),
    ...(cpus === undefined ? {} : { nanoCpus: Math.round(Number(cpus) * 1e9) }),
  }
}

const heads = {
  ID: 'CONTAINER ID',
  Name: 'NAME',
  CPUPerc: 'CPU %',
  MemUsage: 'MEM USAGE / LIMIT',
  MemPerc: 'MEM %',
  NetIO: 'NET I/O',
  BlockIO: 'BLOCK I/O',
  PIDs: 'PIDS',
}

export const stats = dockerCommand({
  names: ['stats', 'container stats'],
  flags: 'all|a format=value no-stream no-trunc',
  words: [0, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    const missing = given.words.find((word) => containerNamed(draft.host, word) === undefined)
    if (missing !== undefined) return daemonError(process, `No such container: ${missing}`)
    const shown = draft.host.containers.filter(
      (one) =>
        (given.has('all') || draft.isRunning(one)) &&
        (given.words.length === 0 || given.words.some((word) => containerNamed(draft.host, word) === one)),
    )
    process.machine.note({
      kind: 'not-simulated',
      message:
        'How much a container computes, holds in memory and moves is not simulated: docker stats shows only its processes.',
    })
    const rows = shown.map(
      (one): Struct => ({
        BlockIO: '--',
        CPUPerc: '--',
        Container: shortID(one.plan.id),
        ID: given.has('no-trunc') ? one.plan.id : shortID(one.plan.id),
        MemPerc: '--',
        MemUsage: '-- / --',
        Name: one.name,
        NetIO: '--',
        PIDs: `${draft.stateOf(one)?.processes.length ?? 0}`,
      }),
    )
    const columns = ['ID', 'Name', 'CPUPerc', 'MemUsage', 'MemPerc', 'NetIO', 'BlockIO', 'PIDs']
    return printListing(process, { type: '*container.statsContext', heads, columns, rows }, given.value('format'))
  },
})
