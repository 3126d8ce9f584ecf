import { expandForDisplay, expandWord, expandWords } from '../dockerfile/expand.ts'
import type { Dockerfile, Instruction, Word } from '../dockerfile/instruction.ts'
import { editionOf } from '../dockerfile/syntax.ts'
import type { Image, ImageSettings, Platform } from '../image/image.ts'
import type { Reference } from '../image/reference.ts'
import type { Problem } from '../values/problem.ts'
import type { Range } from '../values/range.ts'
import { dispatchCopy } from './copy.ts'
import { dispatchWorkdir } from './directory.ts'
import { defaultPath, emptyEnvironment, environmentOf, withEnv, withVariable } from './environment.ts'
import { stepCounter } from './names.ts'
import type { Dispatched, Planner, UndefinedName } from './planner.ts'
import { builderPlatform } from './platform.ts'
import { errorAt, PlanError } from './problem.ts'
import { dispatchRun } from './run.ts'
import type { GlobalScope } from './scope.ts'
import {
  dispatchArg,
  dispatchCmd,
  dispatchEntrypoint,
  dispatchEnv,
  dispatchExpose,
  dispatchHealthcheck,
  dispatchLabel,
  dispatchSimple,
  dispatchVolume,
} from './settings.ts'
import { globalScopeOf, type Stage, type Stages, type StagesRequest, stageName, stagesOf } from './stages.ts'
import { type StageState, withSettings } from './state.ts'
import { type Vertex, vertexOf } from './vertex.ts'

/** What a build is asked for, as far as planning goes. */
export interface PlanRequest {
  readonly target?: string
  readonly platform?: Platform
  readonly buildArgs: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly noCache: boolean
  /** Lower-case stage names of `--no-cache-filter`. */
  readonly noCacheFilter: ReadonlySet<string>
  readonly network: 'default' | 'none' | 'host'
  readonly hosts: readonly string[]
  /** Names of `--build-context` that are folders or images. */
  readonly namedContexts: ReadonlyMap<string, NamedContext>
  readonly sourceDateEpoch?: number
  /** `--check`: every stage counts as needed. */
  readonly all: boolean
}

export type NamedContext = { readonly kind: 'folder' } | { readonly kind: 'image'; readonly reference: Reference }

/** Answers what a reference names, or why it cannot be had. */
export type ResolveImage = (reference: Reference, platform: Platform) => ResolvedImage | { readonly error: string }

export interface ResolvedImage {
  readonly image: Image
  readonly manifestDigest: string
  /** The builder's own docker has it. */
  readonly isLocal?: boolean
}

/** A graph ready to be solved. `target` is undefined when the build's result is the empty file system. */
export interface Plan {
  readonly stages?: Stages
  /** What FROM sees; absent when an ARG before the first FROM does not expand. */
  readonly global?: GlobalScope
  /** The target's end: its vertex, settings and history to be. */
  readonly end?: StageState
  /** Images that reachable stages stand on or copy from, in file order, without repeats; their metadata is loaded. */
  readonly images: readonly Reference[]
  /** Named folders that were used. */
  readonly folders: readonly string[]
  /** Paths wanted of the main context; undefined when it is not used. `/` wants all. */
  readonly contextPaths?: readonly string[]
  readonly dispatched: readonly Dispatched[]
  /** The error that stopped planning, and the places that docker's windows show. */
  readonly error?: {
    readonly problem: Problem
    readonly ranges: readonly Range[]
    readonly phase: 'stages' | 'images' | 'dispatch'
  }
}

/**
 * Plans a parsed file without errors: stages, base images, then each needed stage's instructions in file order, as the builder does.
 * Stops at the first error, which is in the plan. Source: moby/buildkit dockerfile2llb/convert.go.
 */
export function planOf(dockerfile: Dockerfile, request: PlanRequest, resolve: ResolveImage): Plan {
  const progress: Progress = { images: [], folders: [], contextPaths: undefined, dispatched: [], states: new Map() }
  let phase: 'stages' | 'images' | 'dispatch' = 'stages'
  let stages: Stages | undefined
  let global: GlobalScope | undefined
  try {
    const platform = request.platform ?? builderPlatform
    const wanted: StagesRequest = {
      ...(request.target === undefined ? {} : { target: request.target }),
      platform,
      builder: builderPlatform,
      buildArgs: request.buildArgs,
      namedContexts: new Set(request.namedContexts.keys()),
      all: request.all,
      onBuild: new Map(),
    }
    global = globalScopeOf(dockerfile, wanted)
    stages = stagesOf(dockerfile, wanted, global)
    phase = 'images'
    let bases = resolveBases(stages, platform, request, resolve, progress)
    // A trigger may name images and stages, which may be images with triggers again.
    for (let known = 0, onBuild = onBuildOf(bases); onBuild.size > known; onBuild = onBuildOf(bases)) {
      known = onBuild.size
      stages = stagesOf(dockerfile, { ...wanted, onBuild }, global)
      bases = resolveBases(stages, platform, request, resolve, progress)
    }
    phase = 'dispatch'
    const plan = { dockerfile, request, stages, platform, bases, progress }
    for (const stage of dispatchOrder(stages)) progress.states.set(stage.index, planStage(plan, stage))
    const end = progress.states.get(stages.target)
    return {
      ...outcome(progress),
      stages,
      global,
      ...(end === undefined ? {} : { end: withLabels(end, request.labels) }),
    }
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    return {
      ...outcome(progress),
      ...(stages === undefined ? {} : { stages }),
      ...(global === undefined ? {} : { global }),
      error: { problem: error.problem, ranges: error.ranges, phase },
    }
  }
}

interface Progress {
  images: Reference[]
  folders: string[]
  contextPaths: Set<string> | undefined
  dispatched: Dispatched[]
  states: Map<number, StageState>
}

interface Planning {
  readonly dockerfile: Dockerfile
  readonly request: PlanRequest
  readonly stages: Stages
  readonly platform: Platform
  readonly bases: ReadonlyMap<number, ResolvedImage>
  readonly progress: Progress
}

function outcome(progress: Progress): Pick<Plan, 'images' | 'folders' | 'contextPaths' | 'dispatched'> {
  return {
    images: progress.images,
    folders: progress.folders,
    dispatched: progress.dispatched,
    ...(progress.contextPaths === undefined ? {} : { contextPaths: [...progress.contextPaths] }),
  }
}

/** The triggers of base images, for stages that have some. */
function onBuildOf(bases: ReadonlyMap<number, ResolvedImage>): ReadonlyMap<number, readonly string[]> {
  const all = [...bases].map(([stage, { image }]) => [stage, image.settings.OnBuild ?? []] as const)
  return new Map(all.filter(([, expressions]) => expressions.length > 0))
}

/** Stages that stand in no FROM come last in the list but are needed by those before them; they depend on nothing. */
function dispatchOrder(stages: Stages): readonly Stage[] {
  const needed = stages.stages.filter((stage) => stages.reachable.has(stage.index))
  return [...needed.filter((stage) => stage.from === undefined), ...needed.filter((stage) => stage.from !== undefined)]
}

function resolveBases(
  stages: Stages,
  platform: Platform,
  request: PlanRequest,
  resolve: ResolveImage,
  progress: Progress,
): ReadonlyMap<number, ResolvedImage> {
  const bases = new Map<number, ResolvedImage>()
  const wanted = stages.stages.flatMap((stage) => {
    const reference = stages.reachable.has(stage.index) ? referenceOf(stage, request) : undefined
    return reference === undefined ? [] : [{ stage, reference }]
  })
  // All are asked for at once.
  for (const { reference } of wanted)
    if (!progress.images.some((known) => known.normal === reference.normal)) progress.images.push(reference)
  for (const { stage, reference } of wanted) {
    const resolved = resolve(reference, stage.platform ?? platform)
    if ('error' in resolved) {
      const blame = stage.from ?? blameFor(stages, stage.index)
      const message = `${stage.baseName}: failed to resolve source metadata for ${reference.normal}: ${resolved.error}`
      throw errorAt(blame, 'ImageNotFound', message)
    }
    bases.set(stage.index, resolved)
  }
  return bases
}

function referenceOf(stage: Stage, request: PlanRequest): Reference | undefined {
  if (stage.base.kind === 'image') return stage.base.reference
  if (stage.base.kind !== 'context') return undefined
  const context = request.namedContexts.get(stage.base.name)
  return context?.kind === 'image' ? context.reference : undefined
}

/** The COPY or RUN that names an image no FROM names. */
function blameFor(stages: Stages, anonymous: number): Instruction | undefined {
  for (const stage of stages.stages)
    if (stages.needs.get(stage.index)?.has(anonymous))
      for (const { instruction, triggered } of [...stage.triggers, ...stage.instructions]) {
        const wanted = stages.stages[anonymous]?.baseName
        if (instruction.kind === 'COPY' && instruction.from?.text === wanted)
          return triggered ? stage.from : instruction
        if (instruction.kind === 'RUN' && instruction.mounts.some((mount) => mount.text.includes(`from=${wanted}`)))
          return triggered ? stage.from : instruction
      }
  return undefined
}

function planStage(planning: Planning, stage: Stage): StageState {
  const start = startOf(planning, stage)
  let state = withSettings(start, { OnBuild: undefined })
  const counter = stepCounter(stepsIn(stage), labelOf(planning, stage))
  const named = namedBase(planning, stage, counter.next)
  if (named !== undefined) state = { ...state, vertex: named }
  const ignoreCache =
    planning.request.noCache || (stage.name !== undefined && planning.request.noCacheFilter.has(stage.name))
  for (const placed of [...stage.triggers, ...stage.instructions]) {
    const missing: UndefinedName[] = []
    const prefix = (next: () => string) => (text: string) => `${next()}${placed.triggered ? 'ONBUILD ' : ''}${text}`
    const planner = plannerFor(planning, missing, {
      index: stage.index,
      instruction: placed.index,
      nextName: prefix(counter.next),
      sameName: prefix(counter.same),
      ignoreCache,
    })
    const before = state
    const dispatched = { placed, stage: stage.index, before, undefined: missing }
    try {
      state = dispatch(planner, state, placed.instruction)
    } catch (error) {
      planning.progress.dispatched.push({ ...dispatched, after: before, failed: true })
      throw error instanceof PlanError && placed.triggered ? blaming(stage.from, error) : error
    }
    planning.progress.dispatched.push({ ...dispatched, after: state, failed: false })
  }
  return state
}

/** An error of a trigger, whose own place is in no file. */
function blaming(from: Instruction | undefined, { problem }: PlanError): PlanError {
  return errorAt(from, problem.code, problem.message)
}

function dispatch(planner: Planner, state: StageState, instruction: Instruction): StageState {
  switch (instruction.kind) {
    case 'ENV':
      return dispatchEnv(planner, state, instruction)
    case 'LABEL':
      return dispatchLabel(planner, state, instruction)
    case 'ARG':
      return dispatchArg(planner, state, instruction)
    case 'CMD':
      return dispatchCmd(state, instruction)
    case 'ENTRYPOINT':
      return dispatchEntrypoint(state, instruction)
    case 'EXPOSE':
      return dispatchExpose(planner, state, instruction)
    case 'VOLUME':
      return dispatchVolume(planner, state, instruction)
    case 'HEALTHCHECK':
      return dispatchHealthcheck(state, instruction)
    case 'WORKDIR':
      return dispatchWorkdir(planner, state, instruction)
    case 'RUN':
      return dispatchRun(planner, state, instruction)
    case 'COPY':
    case 'ADD':
      return dispatchCopy(planner, state, instruction)
    default:
      return dispatchSimple(planner, state, instruction)
  }
}

function plannerFor(planning: Planning, missing: UndefinedName[], current: Planner['current']): Planner {
  const { progress, stages, request } = planning
  const { escape: escapeCharacter } = planning.dockerfile.directives
  const note = (names: readonly string[], state: StageState): void => {
    const declared = state.arguments.map((argument) => argument.name)
    for (const name of names) if (!declared.includes(name)) missing.push({ name, known: [...state.environment.keys()] })
  }
  const variables = (state: StageState) => ({ get: (name: string) => state.environment.get(name) })
  const expand = (instruction: Instruction, word: Word, state: StageState): string => {
    const expansion = expandWord(word.text, variables(state), { escape: escapeCharacter })
    note(expansion.undefined, state)
    if (expansion.error !== undefined) throw errorAt(instruction, 'Expansion', expansion.error)
    return expansion.value
  }
  return {
    stages,
    global: stages.global,
    buildArgs: request.buildArgs,
    target: planning.platform,
    network: request.network,
    hosts: request.hosts,
    escape: escapeCharacter,
    isLabs: editionOf(planning.dockerfile.directives.syntax?.text) === 'labs',
    ...(request.sourceDateEpoch === undefined ? {} : { epoch: request.sourceDateEpoch }),
    expand,
    expandList: (instruction, word, state) => {
      const expansion = expandWords(word.text, variables(state), { escape: escapeCharacter })
      if (expansion.error !== undefined) throw errorAt(instruction, 'Expansion', expansion.error)
      return expansion.values
    },
    display: (text, state, keepQuotes) => {
      if (keepQuotes) return expandForDisplay(text, variables(state), { escape: escapeCharacter })
      const expansion = expandWord(text, variables(state), { escape: escapeCharacter })
      return expansion.error === undefined ? expansion.value : text
    },
    noteUndefined: note,
    stateOf: (index) => {
      const found = progress.states.get(index)
      if (found === undefined) throw new RangeError(`stage ${index} is used before it is planned`)
      return found
    },
    context: (paths) => {
      progress.contextPaths ??= new Set()
      for (const path of paths) progress.contextPaths.add(path)
      return contextVertex
    },
    current,
  }
}

const contextVertex = vertexOfContext('context', '[internal] load build context')

function vertexOfContext(name: string, title: string): Vertex {
  return vertexOf({ operation: { kind: 'context', name }, inputs: [], name: title, ignoreCache: false })
}

/** What a stage has before its first instruction, but for what its base gives. */
const untouched = { vertex: undefined, history: [], arguments: [], commandSet: false, directorySet: false } as const

function startOf(planning: Planning, stage: Stage): StageState {
  if (stage.base.kind === 'stage') {
    const base = planning.progress.states.get(stage.base.stage)
    if (base === undefined) throw new RangeError(`stage ${stage.base.stage} is used before it is planned`)
    // The image's own variables come again, so an ENV beats a later ARG of the stage below.
    let environment = base.environment
    for (const [name, value] of environmentOf(base.settings.Env ?? []))
      environment = withVariable(environment, name, value)
    return { ...base, environment, commandSet: false }
  }
  const base = planning.bases.get(stage.index)
  // A platform chooses among an image's; an empty file system has none to choose from.
  if (base === undefined) return scratchState(planning, stage, planning.platform)
  return withPath({
    ...untouched,
    environment: environmentOf(base.image.settings.Env ?? []),
    settings: base.image.settings,
    ...(base.image.author === undefined ? {} : { author: base.image.author }),
    history: base.image.history.map((entry) => ({ kind: 'base', entry })),
    platform: base.image.platform,
  })
}

function scratchState(planning: Planning, stage: Stage, platform: Platform): StageState {
  const settings: ImageSettings = { WorkingDir: '/' }
  const state = withPath({ ...untouched, environment: emptyEnvironment, settings, platform })
  if (stage.base.kind !== 'context') return state
  const name = stage.base.name
  if (!planning.progress.folders.includes(name)) planning.progress.folders.push(name)
  return { ...state, vertex: vertexOfContext(name, `[context ${name}] load from client`) }
}

function withPath(state: StageState): StageState {
  if (state.environment.has('PATH')) return state
  return withSettings(
    { ...state, environment: withVariable(state.environment, 'PATH', defaultPath) },
    { Env: withEnv(state.settings.Env ?? [], 'PATH', defaultPath) },
  )
}

function stepsIn(stage: Stage): number {
  if (stage.from === undefined) return 0
  const own = stage.instructions.filter(({ instruction }) =>
    ['ADD', 'COPY', 'RUN', 'WORKDIR'].includes(instruction.kind),
  )
  const base = stage.base.kind === 'image' || stage.base.kind === 'context' ? 1 : 0
  return base + own.length + stage.triggers.length
}

function labelOf(planning: Planning, stage: Stage): string {
  return planning.stages.stages.length > 1 ? stageName(stage) : ''
}

/** The FROM vertex of a stage that stands on an image; base images without layers have none. */
function namedBase(planning: Planning, stage: Stage, prefix: () => string): Vertex | undefined {
  const base = planning.bases.get(stage.index)
  const reference = referenceOf(stage, planning.request)
  if (base === undefined || reference === undefined) return undefined
  return vertexOf({
    operation: {
      kind: 'image',
      reference: reference.normal,
      manifestDigest: base.manifestDigest,
      platform: stage.platform ?? planning.platform,
    },
    inputs: [],
    // docker pins what a registry answered; its own images have no digest then. Source: moby, builder-next/adapters/containerimage.
    name: `${prefix()}FROM ${reference.normal}${base.isLocal === true ? '' : `@${base.manifestDigest}`}`,
    stage: stage.index,
    ...(stage.fromIndex === undefined ? {} : { instruction: stage.fromIndex }),
    ignoreCache: false,
  })
}

function withLabels(state: StageState, labels: Readonly<Record<string, string>>): StageState {
  if (Object.keys(labels).length === 0) return state
  return withSettings(state, { Labels: { ...state.settings.Labels, ...labels } })
}
