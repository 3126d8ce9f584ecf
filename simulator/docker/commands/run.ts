import type { StartOptions } from '../../containers/command.ts'
import type { ContainerState } from '../../containers/plan.ts'
import type { Image } from '../../image/image.ts'
import { parseReference, type Reference } from '../../image/reference.ts'
import { readTextFile } from '../../machine/files.ts'
import type { Process } from '../../machine/process.ts'
import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { containerNamed, imageNamed } from '../find.ts'
import type { Given } from '../flags.ts'
import type { HeldContainer, HostDraft, PublishedPort } from '../host.ts'
import { Attached } from '../interruption.ts'
import { nextID, nextName } from '../names.ts'
import { readPublished } from '../ports.ts'
import { pullReference } from '../pulling.ts'

const createFlags =
  'name=value rm publish|p=list publish-all|P env|e=list env-file=list entrypoint=value tty|t interactive|i user|u=value workdir|w=value hostname|h=value init read-only tmpfs=list network=value net=value stop-signal=value stop-timeout=value label|l=list volume|v=list mount=list cap-add=list cap-drop=list security-opt=list restart=value memory|m=value cpus=value platform=value pull=value quiet|q health-cmd=value no-healthcheck add-host=list privileged group-add=list ulimit=list dns=list expose=list link=list log-driver=value pid=value ipc=value shm-size=value'
const usage = '[OPTIONS] IMAGE [COMMAND] [ARG...]'

/** A day: a program that has not ended by itself then is taken to stay. */
const longestMs = 86_400_000
/** How long docker takes to start a container, modelled. */
const startMs = 300

export const run = dockerCommand({
  names: ['run', 'container run'],
  usage,
  summary: 'Create and run a new container from an image',
  flags: `detach|d ${createFlags} detach-keys=value sig-proxy=value attach|a=list`,
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: (call) => {
    const { draft, process, given } = call
    const made = make(call, 'run', !given.has('detach'))
    if (typeof made === 'number') return made
    const started = start(draft, made)
    const state = draft.stateOf(started)
    const refusal = refusalOf(state)
    if (refusal !== undefined) {
      if (given.has('rm')) draft.dropContainer(made.plan.id)
      if (given.has('detach')) say(process, made.plan.id)
      complain(
        process,
        `docker: Error response from daemon: ${refusal.message}\n\nRun 'docker run --help' for more information`,
      )
      return refusal.status
    }
    if (given.has('detach')) {
      say(process, made.plan.id)
      return 0
    }
    return attach(draft, process, started)
  },
})

export const create = dockerCommand({
  names: ['create', 'container create'],
  usage,
  summary: 'Create a new container',
  flags: createFlags,
  words: [1, Number.POSITIVE_INFINITY],
  stopsAtWord: true,
  run: (call) => {
    const made = make(call, 'create', false)
    if (typeof made === 'number') return made
    say(call.process, made.plan.id)
    return 0
  },
})

export const startCommand = dockerCommand({
  names: ['start', 'container start'],
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  summary: 'Start one or more stopped containers',
  flags: 'attach|a interactive|i detach-keys=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    let status = 0
    for (const word of given.words) {
      const container = containerNamed(draft.host, word)
      if (container === undefined) {
        status = daemonError(process, `No such container: ${word}`)
        continue
      }
      if (draft.isRunning(container)) {
        say(process, word)
        continue
      }
      const started = start(draft, container)
      const refusal = refusalOf(draft.stateOf(started))
      if (refusal !== undefined) {
        daemonError(process, refusal.message)
        complain(process, `failed to start containers: ${word}`)
        status = 1
      } else if (given.has('attach')) return attach(draft, process, started)
      else say(process, word)
    }
    return status
  },
})

/** Makes a container from the flags, not yet started; gives a status when that cannot be. */
function make(call: Call, command: 'run' | 'create', isAttached: boolean): HeldContainer | number {
  const { draft, process, given } = call
  const [word = '', ...words] = given.words
  const fail = (message: string): number => {
    complain(
      process,
      `docker: Error response from daemon: ${message}\n\nRun 'docker ${command} --help' for more information`,
    )
    return 125
  }
  const reference = parseReference(word)
  const byID = imageNamed(draft.host, word)
  if ('error' in reference && byID === undefined) {
    complain(process, `docker: ${reference.error}\n\nRun 'docker ${command} --help' for more information`)
    return 125
  }
  const pulled = byID === undefined && !('error' in reference) ? pullFor(call, reference) : undefined
  if (pulled !== undefined && 'refused' in pulled) return fail(pulled.refused)
  const held = byID ?? pulled?.held
  if (held === undefined) throw new RangeError(`no image for ${word}`)
  const { image } = held
  const { host } = draft
  const named = given.value('name')
  const taken = named === undefined ? undefined : containerNamed(host, named)
  if (named !== undefined && taken !== undefined && taken.name === named)
    return fail(
      `Conflict. The container name "/${named}" is already in use by container "${taken.plan.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    )
  const ports = portsOf(draft, given, image)
  if ('wrong' in ports) {
    complain(process, `docker: ${ports.wrong}\n\nRun 'docker ${command} --help' for more information`)
    return 125
  }
  const options = optionsOf(given, words, process)
  const container: HeldContainer = {
    plan: { id: nextID(host), image, options },
    name: named ?? nextName(host),
    imageName: word,
    imageID: held.id,
    created: draft.now,
    happenings: [],
    ports: ports.ports,
    removesItself: given.has('rm'),
    isAttached,
  }
  draft.change({ made: host.made + 1 })
  const conflict = ports.ports.find(({ host: port }) =>
    host.containers.some((one) => one.ports.some((other) => other.host === port) && draft.isRunning(one)),
  )
  draft.putContainer(container)
  if (conflict !== undefined)
    return fail(
      `failed to set up container networking: driver failed programming external connectivity on endpoint ${container.name} (${nextID(draft.host)}): Bind for ${conflict.address}:${conflict.host} failed: port is already allocated`,
    )
  return container
}

/** Fetches the image of a `docker run`. */
function pullFor({ draft, process }: Call, reference: Reference): ReturnType<typeof pullReference> {
  complain(process, `Unable to find image '${reference.familiar}' locally`)
  return pullReference(draft, process.errors, reference)
}

function portsOf(
  draft: HostDraft,
  given: Given,
  image: Image,
): { readonly ports: readonly PublishedPort[] } | { readonly wrong: string } {
  const used = new Set(
    draft.host.containers.flatMap((one) => (draft.isRunning(one) ? one.ports.map(({ host }) => host) : [])),
  )
  const isFree = (port: number): boolean => !used.has(port)
  const ports: PublishedPort[] = []
  const exposed = given.has('publish-all') ? (image.settings.ExposedPorts ?? []) : []
  for (const text of [...given.values('publish'), ...exposed]) {
    const read = readPublished(text, isFree)
    if (read === undefined) return { wrong: `invalid containerPort: ${text.split(':').at(-1) ?? text}` }
    for (const port of read) {
      ports.push(port)
      used.add(port.host)
    }
  }
  return { ports }
}

function optionsOf(given: Given, words: readonly string[], process: Process): StartOptions {
  const entrypoint = given.value('entrypoint')
  const user = given.value('user')
  const directory = given.value('workdir')
  const hostname = given.value('hostname')
  const stopSignal = given.value('stop-signal')
  const network = given.value('network') ?? given.value('net')
  const fromFiles = given
    .values('env-file')
    .flatMap((path) => (readTextFile(process, path).value ?? '').split('\n'))
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const environment = [...fromFiles, ...given.values('env')].map((line) =>
    line.includes('=') ? line : `${line}=${process.environment.get(line) ?? ''}`,
  )
  return {
    ...(words.length === 0 ? {} : { command: words }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(environment.length === 0 ? {} : { environment }),
    ...(user === undefined ? {} : { user }),
    ...(directory === undefined ? {} : { directory }),
    ...(hostname === undefined ? {} : { hostname }),
    ...(stopSignal === undefined ? {} : { stopSignal }),
    ...(network === 'none' || network === 'host' ? { network } : {}),
    ...(given.values('tmpfs').length === 0 ? {} : { tmpfs: given.values('tmpfs') }),
    isTerminal: given.has('tty'),
    isInteractive: given.has('interactive'),
    hasInit: given.has('init'),
    isReadOnly: given.has('read-only'),
  }
}

/** Starts a container: from the files that it left, when it ran before. */
export function start(draft: HostDraft, container: HeldContainer): HeldContainer {
  const before = draft.stateOf(container)
  draft.pass(startMs)
  const started: HeldContainer = {
    ...container,
    plan: before === undefined ? container.plan : { ...container.plan, tree: before.tree },
    started: draft.now,
    happenings: [],
  }
  draft.putContainer(started)
  return started
}

interface Refusal {
  readonly status: number
  readonly message: string
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
  showLog(process, end)
  if (container.removesItself) draft.dropContainer(container.plan.id)
  return end.standing.status
}

function showLog(process: Process, state: ContainerState | undefined): void {
  for (const { stream, text } of state?.log ?? []) (stream === 'stdout' ? process.output : process.errors).write(text)
}
