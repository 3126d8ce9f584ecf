import { type Store, StoreDraft } from './cache/store.ts'
import { configurationOf } from './checks/configuration.ts'
import { runChecks } from './checks/run.ts'
import { type IgnoreFile, ignoreFileOf } from './context/ignore.ts'
import { knownContext } from './context/known.ts'
import { ownedByRoot } from './context/owners.ts'
import { refusedSources, sentContext } from './context/sources.ts'
import { transferBytes } from './context/transfer.ts'
import { parseDockerfile } from './dockerfile/parse.ts'
import { quoteGo } from './dockerfile/quote.ts'
import { failureText } from './dockerfile/window.ts'
import { emptyTree } from './filesystem/tree.ts'
import { type NamedContext, type Plan, planOf } from './graph/plan.ts'
import type { Vertex } from './graph/vertex.ts'
import { chainIDs } from './image/identity.ts'
import type { Image, Platform } from './image/image.ts'
import { parseReference } from './image/reference.ts'
import { cardsIn } from './machine/services/cards.ts'
import { type AssembleOptions, assembleImage, type VertexResult } from './solver/assemble.ts'
import { resolveImage } from './solver/base.ts'
import { beginningOf } from './solver/beginning.ts'
import { type Fail, failureAt, notesOf, placesOf, problemOf, withStep } from './solver/failing.ts'
import { outlooksOf } from './solver/forecast.ts'
import { forecastSteps } from './solver/outlook.ts'
import { type ReadDockerfile, readDockerfile } from './solver/reading.ts'
import type { Build, BuildEvent, BuildRequest, Failure, Forecast, ForecastWorld, Step, World } from './solver/result.ts'
import { SolveError, Solver } from './solver/solve.ts'
import { memoryOf, type StepSources, stepsOf } from './solver/steps.ts'
import { milliseconds } from './solver/timing.ts'
import { verticesOf } from './solver/vertices.ts'
import { baseName } from './values/path.ts'
import type { Problem } from './values/problem.ts'
import type { Range } from './values/range.ts'

/**
 * Builds: text → instructions → stages → vertices → snapshots → layers → image. Yields what happens while it happens; stop asking to cancel.
 * Never throws for what the learner did: a failed build is a {@link Build} with a failure, and keeps its good steps.
 */
export function* build(request: BuildRequest, world: World): Generator<BuildEvent, Build> {
  const store = new StoreDraft(world.store)
  const prepared = prepare(request, world, store)
  if (prepared.kind === 'refused')
    return finish(prepared, store, {
      ...prepared,
      problems: [...prepared.problems, ...prepared.warnings],
      contextBytes: 0,
      tags: [],
    })
  const { plan, vertices, before, fail, dockerfile, images } = prepared
  yield { kind: 'planned', names: [...before.map((step) => step.name), ...vertices.map((vertex) => vertex.name)] }

  const solver = new Solver({
    store,
    now: world.now,
    programs: world.programs,
    packageTables: world.catalog.packageTables,
    cards: cardsIn(request.context),
    secrets: request.secrets ?? new Map(),
    images,
    contexts: store.contexts,
  })
  const failed = yield* solve(solver, plan.end.vertex, before.length, vertices)
  const options = assembleOptions(request)
  const sources: StepSources = {
    vertices,
    solver,
    stages: plan.stages,
    failure: failed,
    memory: world.store.memory,
    contexts: store.contexts,
    options,
    before,
  }
  const steps = stepsOf(sources)
  for (const step of steps.slice(before.length)) if (step.status !== 'not-started') yield { kind: 'finished', step }
  for (const [stage, memory] of memoryOf(sources)) store.memory.set(stage, memory)
  for (const name of solver.forgotten) store.contexts.delete(name)
  const image =
    failed === undefined
      ? assembleImage(plan.end, resultsOf(solver), (digest) => imageNamed(images, digest), options)
      : undefined
  const problem = failed === undefined ? undefined : problemOf(failed, dockerfile)
  return finish(prepared, store, {
    steps,
    problems: [...(problem === undefined ? [] : [problem]), ...prepared.warnings, ...notesOf(steps, dockerfile)],
    contextBytes: prepared.contextBytes,
    tags: request.tags ?? [],
    ...(image === undefined ? {} : { image }),
    ...(problem === undefined ? {} : { failure: withStep(fail(problem, placesOf(failed)), steps) }),
  })
}

/** The same story, stopped before anything runs: what would be cached, what would run and why, what is wrong. With `check`, all stages count. */
export function forecast(
  request: BuildRequest,
  world: ForecastWorld,
  how: { readonly check?: boolean } = {},
): Forecast {
  const store = new StoreDraft(world.store)
  const prepared = prepare(request, world, store, how.check === true)
  const { dockerfile } = prepared
  if (prepared.kind === 'refused') {
    const problems = [...prepared.problems, ...prepared.warnings]
    return { dockerfile, problems, steps: [], unneeded: [], contextBytes: 0, failure: prepared.failure }
  }
  const common = {
    dockerfile,
    unneeded: unneededIn(prepared.plan),
    contextBytes: prepared.contextBytes,
  }
  // A check plans and goes no further: that a file is missing shows only when its copy is made.
  if (how.check === true) return { ...common, problems: prepared.warnings, steps: [] }
  try {
    const outlooks = outlooksOf(prepared.vertices, { store, images: prepared.images, contexts: store.contexts })
    const sources = {
      stages: prepared.plan.stages,
      memory: world.store.memory,
      contexts: store.contexts,
      options: assembleOptions(request),
    }
    return { ...common, problems: prepared.warnings, steps: forecastSteps(prepared.vertices, outlooks, sources) }
  } catch (error) {
    if (!(error instanceof SolveError)) throw error
    const problem = problemOf(error, dockerfile)
    return {
      ...common,
      problems: [problem, ...prepared.warnings],
      steps: [],
      failure: prepared.fail(problem, placesOf(error)),
    }
  }
}

/** Builds to the end at once. */
export function runBuild(request: BuildRequest, world: World): Build {
  const building = build(request, world)
  for (;;) {
    const next = building.next()
    if (next.done) return next.value
  }
}

/** A build that stops before anything runs. */
interface Refused extends ReadDockerfile {
  readonly kind: 'refused'
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
  readonly failure: Failure
  readonly steps: readonly Step[]
}

/** A graph ready to be solved, with all that belongs to it. */
interface Prepared extends ReadDockerfile {
  readonly kind: 'prepared'
  readonly plan: Plan & Required<Pick<Plan, 'end' | 'stages'>>
  readonly vertices: readonly Vertex[]
  readonly before: readonly Step[]
  readonly warnings: readonly Problem[]
  readonly images: Images
  readonly contextBytes: number
  readonly fail: Fail
}

function prepare(request: BuildRequest, world: ForecastWorld, store: StoreDraft, check = false): Prepared | Refused {
  const read = readDockerfile(request)
  if ('unreadable' in read) return withoutDockerfile(read.unreadable, read.path)
  const { dockerfile, path } = read
  const fail = failureAt(dockerfile, baseName(path), check)
  const refuse = (
    problem: Problem,
    warnings: readonly Problem[],
    steps = beginningOf(baseName(path), undefined, true),
    ranges?: readonly Range[],
  ): Refused => ({
    ...read,
    kind: 'refused',
    problems: [problem],
    warnings,
    failure: fail(problem, ranges),
    steps,
  })
  const [wrong] = dockerfile.problems
  const checkable = {
    dockerfile,
    buildArgs: request.buildArgs ?? {},
    ...(request.platform === undefined ? {} : { platform: request.platform }),
  }
  const epoch = epochOf(request)
  if (epoch !== undefined && 'error' in epoch)
    return refuse({ code: 'InvalidEpoch', severity: 'error', message: epoch.error }, [], [])
  const configuration = configurationOf(dockerfile, checkable.buildArgs)
  if ('error' in configuration) {
    const problem = { code: 'InvalidCheck', severity: 'error', message: configuration.error } as const
    // A build argument is read before anything is loaded.
    return refuse(problem, [], 'BUILDKIT_DOCKERFILE_CHECK' in checkable.buildArgs ? [] : undefined)
  }
  if (wrong !== undefined) {
    const { findings } = runChecks({ ...checkable, platformOf: () => undefined })
    return { ...refuse(wrong, findings), problems: dockerfile.problems }
  }

  const ignore = ignoreFileOf(request.context, path)
  const images = new Map<string, ChainedImage>()
  const platforms = new Map<string, Platform>()
  const planned = planRequest(request)
  const plan = planOf(dockerfile, { ...planned, all: check && request.target === undefined }, (reference, platform) => {
    const resolved = resolveImage(world.catalog, reference, platform)
    if ('error' in resolved) return resolved
    images.set(resolved.manifestDigest, chained(resolved.image))
    platforms.set(reference.normal, resolved.image.platform)
    return resolved
  })
  const checked = runChecks({
    ...checkable,
    plan,
    ...(ignore === undefined || 'error' in ignore ? {} : { ignore }),
    platformOf: (reference) => platforms.get(reference.normal),
  })
  const before = beginningOf(baseName(path), plan, isOwnIgnoreFile(ignore, path))
  const { end, stages, error } = plan
  if (error !== undefined) return refuse(error.problem, checked.findings, before, error.ranges)
  if (end === undefined || stages === undefined) throw new RangeError('a plan without an error has an end')
  if (checked.failure !== undefined)
    return refuse({ code: 'LintViolation', severity: 'error', message: checked.failure }, checked.findings, before)

  const vertices = verticesOf(end.vertex)
  const empty = check ? undefined : vertices.find(isWithoutCommand)
  if (empty !== undefined) {
    const range = empty.instruction === undefined ? undefined : dockerfile.instructions[empty.instruction]?.range
    return refuse(withoutCommand(range), checked.findings, before, [])
  }
  const received = receiveContexts(request, plan, vertices, ignore, store)
  if ('error' in received)
    return refuse({ code: 'InvalidIgnoreFile', severity: 'error', message: received.error }, checked.findings, before)
  return {
    ...read,
    kind: 'prepared',
    plan: { ...plan, end, stages },
    vertices,
    before,
    warnings: checked.findings,
    images,
    contextBytes: received.bytes,
    fail,
  }
}

function isWithoutCommand({ operation }: Vertex): boolean {
  return operation.kind === 'run' && operation.arguments.length === 0
}

/** `RUN []`. The builder tells this without a place. Source: moby/buildkit client/llb/exec.go. */
function withoutCommand(range: Range | undefined): Problem {
  const message = 'failed to marshal LLB definition: arguments are required'
  return { code: 'EmptyCommand', severity: 'error', message, ...(range === undefined ? {} : { range }) }
}

function assembleOptions(request: BuildRequest): AssembleOptions {
  const epoch = epochOf(request)
  return {
    clamp: request.rewriteTimestamp === true,
    ...(epoch === undefined || 'error' in epoch ? {} : { epoch: epoch.seconds }),
  }
}

function unneededIn(plan: Prepared['plan']): readonly number[] {
  const left = plan.stages.stages.filter((stage) => stage.from !== undefined && !plan.stages.reachable.has(stage.index))
  return left.flatMap((stage) => [
    ...(stage.fromIndex === undefined ? [] : [stage.fromIndex]),
    ...stage.instructions.map(({ index }) => index),
  ])
}

function planRequest(request: BuildRequest) {
  const namedContexts = new Map<string, NamedContext>()
  for (const [name, context] of request.namedContexts ?? []) {
    const reference =
      typeof context === 'string' ? parseReference(context.replace(/^docker-image:\/\//, '')) : undefined
    if (reference === undefined) namedContexts.set(name, { kind: 'folder' })
    else if (!('error' in reference)) namedContexts.set(name, { kind: 'image', reference })
  }
  const epoch = epochOf(request)
  return {
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.platform === undefined ? {} : { platform: request.platform }),
    buildArgs: {
      // The epoch reaches the builder as a build argument, so an ARG of that name has it.
      ...(request.sourceDateEpoch === undefined ? {} : { SOURCE_DATE_EPOCH: String(request.sourceDateEpoch) }),
      ...request.buildArgs,
    },
    labels: request.labels ?? {},
    noCache: request.noCache === true,
    noCacheFilter: new Set((request.noCacheFilter ?? []).map((name) => name.toLowerCase())),
    network: request.network ?? 'default',
    hosts: request.hosts ?? [],
    namedContexts,
    ...(epoch === undefined || 'error' in epoch ? {} : { sourceDateEpoch: epoch.seconds }),
  }
}

/** The time that new layers and the image say they are from: the build argument, if given, else that of the environment. */
function epochOf(request: BuildRequest): { readonly seconds: number } | { readonly error: string } | undefined {
  const given = request.buildArgs?.SOURCE_DATE_EPOCH
  if (given === undefined)
    return request.sourceDateEpoch === undefined ? undefined : { seconds: request.sourceDateEpoch }
  if (given === '') return undefined
  if (/^[-+]?\d+$/.test(given)) return { seconds: Number(given) }
  const reason = `strconv.ParseInt: parsing ${quoteGo(given)}: invalid syntax`
  return { error: `invalid source-date-epoch: ${reason}: ${reason}` }
}

function isOwnIgnoreFile(ignore: IgnoreFile | { readonly error: string } | undefined, dockerfile: string): boolean {
  return ignore !== undefined && !('error' in ignore) && ignore.path === `${dockerfile}.dockerignore`
}

/** Takes over what the vertices need of each folder; gives the bytes of the main context's transfer. */
function receiveContexts(
  request: BuildRequest,
  plan: Plan,
  vertices: readonly Vertex[],
  ignore: IgnoreFile | { readonly error: string } | undefined,
  store: StoreDraft,
): { readonly bytes: number } | { readonly error: string } {
  let bytes = 0
  for (const { operation } of vertices) {
    if (operation.kind !== 'context') continue
    const isMain = operation.name === 'context'
    const named = isMain ? request.context : request.namedContexts?.get(operation.name)
    if (named === undefined || typeof named === 'string') continue
    const ignored = isMain ? ignore : ignoreFileOf(named, 'Dockerfile')
    if (ignored !== undefined && 'error' in ignored) return ignored
    const sources = isMain ? (plan.contextPaths ?? []) : []
    const refused = refusedSources(named, sources)
    if (refused !== undefined) {
      store.contexts.set(operation.name, { tree: emptyTree, hashed: emptyTree, refused })
      continue
    }
    const sent = sentContext(ownedByRoot(named), ignored?.patterns, sources)
    const before = store.contexts.get(operation.name)
    if (isMain) bytes = transferBytes(sent, before?.tree)
    store.contexts.set(operation.name, { tree: sent, hashed: knownContext(sent, before?.hashed) })
  }
  return { bytes }
}

interface ChainedImage {
  readonly image: Image
  readonly chainID: string
}

type Images = ReadonlyMap<string, ChainedImage>

function chained(image: Image): ChainedImage {
  const diffIDs = image.layers.map((layer) => layer.diffID)
  return { image, chainID: diffIDs.length === 0 ? '' : (chainIDs(diffIDs).at(-1) ?? '') }
}

function imageNamed(images: Images, digest: string): Image {
  const found = images.get(digest)
  if (found === undefined) throw new RangeError(`no image ${digest}`)
  return found.image
}

function* solve(
  solver: Solver,
  target: Vertex | undefined,
  first: number,
  vertices: readonly Vertex[],
): Generator<BuildEvent, SolveError | undefined> {
  if (target === undefined) return undefined
  const ids = new Map(vertices.map((vertex, at) => [vertex.digest, first + at]))
  try {
    const solving = solver.result(target)
    for (let next = solving.next(); !next.done; next = solving.next()) {
      const { kind, vertex } = next.value
      if (kind === 'started') yield { kind, step: ids.get(vertex.digest) ?? -1, name: vertex.name }
    }
    return undefined
  } catch (error) {
    if (error instanceof SolveError) return error
    throw error
  }
}

function resultsOf(solver: Solver): (vertex: Vertex) => VertexResult {
  const solved = new Map(solver.solved.map((each) => [each.vertex.digest, each]))
  return (vertex) => {
    const result = solved.get(vertex.digest) ?? solver.found(vertex)
    if (result === undefined) throw new RangeError(`${vertex.name} has no result`)
    return result
  }
}

interface Ending {
  readonly steps: readonly Step[]
  readonly problems: readonly Problem[]
  readonly contextBytes: number
  readonly tags: readonly string[]
  readonly image?: Image
  readonly failure?: Failure
}

function finish(read: ReadDockerfile, store: StoreDraft, ending: Ending): Build {
  const ends = ending.steps.map((step) => step.startMs + step.durationMs.value)
  const finished: Store = store.finish()
  return {
    number: store.build,
    dockerfile: read.dockerfile,
    dockerfilePath: read.path,
    durationMs: milliseconds(Math.max(0, ...ends)),
    store: finished,
    ...ending,
  }
}

function withoutDockerfile(reason: string, path: string): Refused {
  const message = `failed to read dockerfile: ${reason}`
  const problem: Problem = { code: 'DockerfileNotFound', severity: 'error', message }
  return {
    kind: 'refused',
    path,
    dockerfile: parseDockerfile(''),
    problems: [problem],
    warnings: [],
    failure: { message, text: failureText(message, '') },
    steps: beginningOf(baseName(path), undefined, true),
  }
}
