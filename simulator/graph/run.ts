import { expandWord } from '../dockerfile/expand.ts'
import type { Heredoc, RunInstruction } from '../dockerfile/instruction.ts'
import { type Mount, parseMount } from '../dockerfile/mounts.ts'
import { baseName, cleanPath, joinPath, resolvePath } from '../values/path.ts'
import { runHistory } from './history.ts'
import { summaryOfHeredoc, upperFirstWord } from './names.ts'
import type { Planner } from './planner.ts'
import { errorAt } from './problem.ts'
import { proxyEnvironment } from './scope.ts'
import { type StageState, withHistory } from './state.ts'
import { type RunMount, type Vertex, vertexOf } from './vertex.ts'

/**
 * RUN: one process over the file system so far, with the variables so far and its mounts. Source: moby/buildkit dockerfile2llb/convert.go
 * (dispatchRun), convert_runmount.go.
 */
export function dispatchRun(planner: Planner, state: StageState, instruction: RunInstruction): StageState {
  const command = commandOf(planner, state, instruction)
  const inputs: (Vertex | undefined)[] = [state.vertex]
  const mounts = planMounts(planner, state, instruction, inputs)
  if (command.script !== undefined) {
    inputs.push(command.script)
    mounts.push({
      kind: 'bind',
      target: '/dev/pipes',
      input: inputs.length - 1,
      source: '/',
      readOnly: true,
      id: '',
      file: false,
    })
  }
  const network = networkOf(planner, instruction)
  if (instruction.devices.length > 0 && !planner.isLabs)
    throw errorAt(
      instruction,
      'NotAllowed',
      'device feature is only supported in Dockerfile frontend 1.14.0-labs or later',
    )
  const security = instruction.security?.text ?? 'sandbox'
  if (security !== 'sandbox' && security !== 'insecure')
    throw errorAt(instruction, 'InvalidSecurity', `security ${JSON.stringify(security)} is not valid`)
  if (security === 'insecure') throw errorAt(instruction, 'NotAllowed', 'security.insecure is not allowed')
  const vertex = vertexOf({
    operation: {
      kind: 'run',
      arguments: command.words,
      environment: [...state.environment],
      directory: state.settings.WorkingDir ?? '/',
      user: state.settings.User ?? '',
      network,
      security,
      hosts: planner.hosts,
      mounts,
      platform: state.platform,
      proxies: proxyEnvironment(planner.buildArgs),
    },
    inputs,
    name: planner.current.nextName(nameOf(planner, state, instruction, command)),
    stage: planner.current.index,
    instruction: planner.current.instruction,
    ignoreCache: planner.current.ignoreCache,
  })
  return withHistory({ ...state, vertex }, runHistory(command.words, state.arguments, state.environment), vertex)
}

interface PlannedCommand {
  readonly words: readonly string[]
  /** For a heredoc that is the whole command. */
  readonly summary?: string
  /** A heredoc with its own interpreter, as a file. */
  readonly script?: Vertex
}

function commandOf(planner: Planner, state: StageState, instruction: RunInstruction): PlannedCommand {
  const { command, heredocs } = instruction
  if (command.form === 'exec') return { words: command.words }
  const shell = state.settings.Shell ?? ['/bin/sh', '-c']
  const [only] = heredocs
  if (only === undefined) return { words: [...shell, command.text] }
  if (heredocs.length > 1 || !isOnlyHeredoc(command.text))
    return {
      words: [...shell, [command.text, ...heredocs.map((heredoc) => `${heredoc.body}${heredoc.name}`)].join('\n')],
    }
  const body = chomped(only)
  const summary = summaryOfHeredoc(only.body)
  if (!only.body.startsWith('#!')) return { words: [...shell, body], summary }
  const script = vertexOf({
    operation: { kind: 'document', name: only.name, text: body, mode: 0o755 },
    inputs: [],
    name: '[internal] preparing inline document',
    stage: planner.current.index,
    instruction: planner.current.instruction,
    ignoreCache: false,
  })
  return { words: [...shell, `/dev/pipes/${only.name}`], summary, script }
}

function isOnlyHeredoc(text: string): boolean {
  return /^\d*<<-?\s*[^\s<]+$/.test(text) || /^\d*<<-?\s*(?:"[^"]*"|'[^']*')$/.test(text)
}

function chomped(heredoc: Heredoc): string {
  return heredoc.stripTabs ? heredoc.body.replace(/^\t+/gm, '') : heredoc.body
}

/** The name of a RUN: variables put in where they are set; secrets that become variables are masked. */
function nameOf(planner: Planner, state: StageState, instruction: RunInstruction, command: PlannedCommand): string {
  const text = command.summary === undefined ? instruction.text : `${instruction.text} ${command.summary}`
  let environment = state.environment
  for (const word of instruction.mounts) {
    const mount = parseMount(word.text)
    if ('error' in mount || mount.type !== 'secret' || mount.env === undefined) continue
    environment = new Map([...environment, [mount.env, '****']])
  }
  return upperFirstWord(planner.display(text, { ...state, environment }, true))
}

function networkOf(planner: Planner, instruction: RunInstruction): 'default' | 'none' | 'host' {
  const network = instruction.network?.text ?? planner.network
  if (network === 'default' || network === 'none') return network
  if (network !== 'host')
    throw errorAt(instruction, 'InvalidNetwork', `invalid network mode ${JSON.stringify(network)}`)
  if (instruction.network !== undefined && planner.network !== 'host')
    throw errorAt(instruction, 'NotAllowed', 'network.host is not allowed')
  return network
}

/**
 * The mounts in the order in which they are made, their inputs numbered in it: by target, then what is no file system. Source: moby/buildkit
 * client/llb/exec.go; recorded case mount-kinds.
 */
function planMounts(
  planner: Planner,
  state: StageState,
  instruction: RunInstruction,
  inputs: (Vertex | undefined)[],
): RunMount[] {
  const planned = instruction.mounts.flatMap((word) => {
    const own: (Vertex | undefined)[] = []
    return planMount(planner, state, instruction, word.text, own).map((mount) => ({ mount, own }))
  })
  const isLate = ({ kind }: RunMount): boolean => kind === 'secret' || kind === 'ssh'
  const early = planned.filter(({ mount }) => !isLate(mount))
  early.sort((a, b) => (a.mount.target < b.mount.target ? -1 : a.mount.target > b.mount.target ? 1 : 0))
  return [...early, ...planned.filter(({ mount }) => isLate(mount))].map(({ mount, own: [input] }) =>
    mount.input === undefined ? mount : { ...mount, input: positionOf(input, inputs) },
  )
}

/** Where a vertex stands among the inputs; it is added when it is not there. */
function positionOf(input: Vertex | undefined, inputs: (Vertex | undefined)[]): number {
  const known = input === undefined ? -1 : inputs.findIndex((other) => other?.digest === input.digest)
  return known === -1 ? inputs.push(input) - 1 : known
}

function planMount(
  planner: Planner,
  state: StageState,
  instruction: RunInstruction,
  text: string,
  inputs: (Vertex | undefined)[],
): readonly RunMount[] {
  const missing: string[] = []
  const mount = parseMount(text, (value) => {
    const expansion = expandWord(value, { get: (name) => state.environment.get(name) }, { escape: planner.escape })
    missing.push(...expansion.undefined)
    return expansion
  })
  planner.noteUndefined(missing, state)
  if ('error' in mount) throw errorAt(instruction, 'InvalidMount', mount.error)
  const target = targetOf(state, instruction, mount)
  const common = { kind: mount.type, target, readOnly: mount.readOnly, id: mount.id, file: false, source: '/' } as const
  const owner = ownerOf(mount)
  if (mount.type === 'tmpfs') {
    // It names no source, and that is asked for as the whole context. Source: moby/buildkit convert_runmount.go; recorded case mount-kinds.
    planner.context(['/'])
    return [{ ...common, size: mount.size }]
  }
  if (mount.type === 'ssh') return [{ ...common, ...owner, required: mount.required }]
  if (mount.type === 'secret')
    return [
      {
        ...common,
        ...owner,
        id: mount.id,
        required: mount.required,
        file: mount.env === undefined || mount.target !== '',
        ...(mount.env === undefined ? {} : { variable: mount.env }),
      },
    ]
  const source = cleanPath(`/${mount.source}`)
  if (mount.type === 'cache') return [planCache(planner, instruction, mount, { ...common, ...owner, source }, inputs)]
  inputs.push(bindSource(planner, instruction, mount))
  return [{ ...common, source, input: inputs.length - 1 }]
}

function ownerOf(mount: Mount): Pick<RunMount, 'mode' | 'uid' | 'gid'> {
  if (mount.type === 'bind' || mount.type === 'tmpfs') return {}
  return {
    ...(mount.mode === undefined ? {} : { mode: mount.mode }),
    ...(mount.uid === undefined ? {} : { uid: mount.uid }),
    ...(mount.gid === undefined ? {} : { gid: mount.gid }),
  }
}

function targetOf(state: StageState, instruction: RunInstruction, mount: Mount): string {
  if (mount.type === 'secret' && mount.target === '') return joinPath('/run/secrets', baseName(mount.id))
  if (mount.type === 'ssh' && mount.target === '') return '/run/buildkit/ssh_agent.0'
  const target = resolvePath(state.settings.WorkingDir ?? '/', mount.target)
  if (target === '/') throw errorAt(instruction, 'InvalidMount', 'invalid mount target "/"')
  return target
}

function bindSource(planner: Planner, instruction: RunInstruction, mount: Mount): Vertex | undefined {
  if (mount.from === '') return planner.context([mount.source === '' ? '/' : mount.source])
  return stageVertex(planner, instruction, mount)
}

function stageVertex(planner: Planner, instruction: RunInstruction, mount: Mount): Vertex | undefined {
  const stage = planner.stages.sourceOf(planner.current.index, mount.from, false)
  if (stage === undefined) throw new RangeError(`no source for from=${mount.from}`)
  if (planner.stages.stages[stage]?.from !== undefined && stage > planner.current.index) {
    const message = `cannot mount from stage ${JSON.stringify(mount.from)} to ${JSON.stringify(mount.target)}, stage needs to be defined before current command`
    throw errorAt(instruction, 'LaterStage', message)
  }
  return planner.stateOf(stage).vertex
}

/** A cache with an owner or a mode starts as a directory of its own vertex. */
function planCache(
  planner: Planner,
  instruction: RunInstruction,
  mount: Extract<Mount, { type: 'cache' }>,
  planned: RunMount,
  inputs: (Vertex | undefined)[],
): RunMount {
  const sharing = mount.sharing ?? 'shared'
  const id = mount.id === '' ? planned.target : mount.id
  if (mount.from !== '') {
    inputs.push(stageVertex(planner, instruction, mount))
    return { ...planned, id, sharing, input: inputs.length - 1 }
  }
  const hasOwner = planned.mode !== undefined || planned.uid !== undefined || planned.gid !== undefined
  if (!hasOwner || mount.source !== '') return { ...planned, id, sharing }
  const { mode = 0o755, uid = 0, gid = 0 } = planned
  inputs.push(
    vertexOf({
      operation: { kind: 'directory', path: '/cache', mode, owner: `${uid}:${gid}` },
      inputs: [],
      name: '[internal] setting cache mount permissions',
      stage: planner.current.index,
      instruction: planner.current.instruction,
      ignoreCache: false,
    }),
  )
  return { ...planned, id, sharing, source: '/cache', input: inputs.length - 1 }
}
