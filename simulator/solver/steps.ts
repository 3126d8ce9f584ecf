import type { StepMemory } from '../cache/store.ts'
import { type Cause, causeOf, type RanStep } from '../cache/why.ts'
import type { Tree } from '../filesystem/tree.ts'
import { type Stages, stageName } from '../graph/stages.ts'
import type { Operation, Vertex } from '../graph/vertex.ts'
import { type AssembleOptions, layerWith } from './assemble.ts'
import type { Reason, Step } from './result.ts'
import type { Solved, SolveError, Solver } from './solve.ts'
import { noTime } from './timing.ts'

/** What steps are told from. */
export interface StepSources {
  readonly vertices: readonly Vertex[]
  readonly solver: Solver
  readonly stages: Stages
  readonly failure: SolveError | undefined
  readonly memory: ReadonlyMap<string, readonly StepMemory[]>
  readonly contexts: ReadonlyMap<string, { readonly hashed: Tree }>
  readonly options: AssembleOptions
  /** Steps that every build begins with; they count before the vertices. */
  readonly before: readonly Step[]
}

/** The steps of a build: those it begins with, then its vertices with what became of them and why. */
export function stepsOf(sources: StepSources): readonly Step[] {
  const solved = new Map(sources.solver.solved.map((each) => [each.vertex.digest, each]))
  const first = sources.before.length
  const ids = new Map(sources.vertices.map((vertex, at) => [vertex.digest, first + at]))
  const ready = Math.max(0, ...sources.before.map((step) => step.startMs + step.durationMs.value))
  const steps: Step[] = [...sources.before]
  const places = new Map<string, number>()
  const neededByFailed = inputsOf(sources.failure?.vertex)
  for (const vertex of sources.vertices) {
    const inputs = [
      ...new Set(vertex.inputs.flatMap((input) => (input === undefined ? [] : [ids.get(input.digest) ?? -1]))),
    ]
    const state = stateOf(vertex, solved.get(vertex.digest), sources, neededByFailed)
    const ends = inputs.map((input) => endOf(steps[input]))
    const label = stageLabel(sources.stages, vertex)
    const position = places.get(label) ?? 0
    places.set(label, position + 1)
    const isRun = state.status === 'ran' || state.status === 'failed'
    steps.push({
      id: steps.length,
      name: vertex.name,
      kind: kindOf(vertex),
      ...(vertex.instruction === undefined ? {} : { instruction: vertex.instruction }),
      ...(vertex.stage === undefined ? {} : { stage: vertex.stage }),
      inputs,
      status: state.status,
      printed: state.printed,
      reason: isRun ? reasonOf(vertex, sources, ids, solved, label, position) : state.reason,
      startMs: Math.max(ready, ...ends),
      durationMs: state.durationMs,
      output: state.output,
      notes: state.notes,
      ...(state.changes === undefined ? {} : { layer: layerWith(state.changes, sources.options) }),
      ...(state.tree === undefined ? {} : { tree: state.tree }),
    })
  }
  return steps
}

function endOf(step: Step | undefined): number {
  return step === undefined ? 0 : step.startMs + step.durationMs.value
}

type StepState = Pick<Step, 'status' | 'printed' | 'reason' | 'durationMs' | 'output' | 'notes' | 'tree'> & {
  readonly changes?: Solved['changes']
}

function stateOf(
  vertex: Vertex,
  solved: Solved | undefined,
  sources: StepSources,
  neededByFailed: ReadonlySet<string>,
): StepState {
  const always: Reason = { kind: 'always' }
  const idle = { durationMs: noTime, output: [], notes: [] } as const
  if (sources.failure?.vertex.digest === vertex.digest) {
    const { output, notes } = sources.failure
    return { ...idle, status: 'failed', printed: 'done', reason: always, output, notes }
  }
  if (solved !== undefined) {
    const { status, changes, tree, durationMs, output, notes } = solved
    const reason: Reason = solved.fromBuild === undefined ? always : { kind: 'cached', build: solved.fromBuild }
    const printed = status === 'cached' ? 'cached' : 'done'
    return { status, printed, reason, durationMs, output, notes, tree, ...(changes === undefined ? {} : { changes }) }
  }
  const isSource = vertex.inputs.every((input) => input === undefined)
  const record = sources.solver.found(vertex)
  if (record !== undefined) {
    const { changes, tree, notes, build } = record
    const reason: Reason = { kind: 'cached', build }
    return {
      ...idle,
      status: 'cached',
      printed: isSource ? 'done' : 'cached',
      reason,
      notes,
      tree,
      ...(changes === undefined ? {} : { changes }),
    }
  }
  if (sources.failure === undefined)
    return { ...idle, status: 'cached', printed: isSource ? 'done' : 'cached', reason: always }
  if (isSource && sources.solver.wasSeen(vertex))
    return { ...idle, status: 'not-started', printed: 'done', reason: always }
  return {
    ...idle,
    status: 'not-started',
    printed: neededByFailed.has(vertex.digest) ? 'cached' : 'nothing',
    reason: always,
  }
}

/** What a failed vertex stands on, near and far: docker prints it as cached when it did not run. */
function inputsOf(vertex: Vertex | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = vertex === undefined ? [] : [...vertex.inputs]
  for (let input = waiting.pop(); waiting.length > 0 || input !== undefined; input = waiting.pop()) {
    if (input === undefined || found.has(input.digest)) continue
    found.add(input.digest)
    waiting.push(...input.inputs)
  }
  return found
}

const kinds: Readonly<Record<Operation['kind'], Step['kind']>> = {
  image: 'base',
  context: 'context',
  run: 'run',
  files: 'copy',
  directory: 'workdir',
  document: 'heredoc',
  merge: 'merge',
}

/** What a vertex is called on screen. */
export function kindOf(vertex: Vertex): Step['kind'] {
  return vertex.name === '[internal] setting cache mount permissions' ? 'mount' : kinds[vertex.operation.kind]
}

function reasonOf(
  vertex: Vertex,
  sources: StepSources,
  ids: ReadonlyMap<string, number>,
  solved: ReadonlyMap<string, Solved>,
  label: string,
  position: number,
): Reason {
  if (vertex.operation.kind === 'context') return { kind: 'always' }
  const ran = ranStep(vertex, sources, solved)
  return reasonFor(causeOf(ran, sources.memory.get(label) ?? [], position), vertex, ids)
}

/** What is known of a vertex for telling why it runs. */
export function ranStep(
  vertex: Vertex,
  sources: Pick<StepSources, 'solver' | 'contexts'>,
  solved: ReadonlyMap<string, Solved>,
): RanStep {
  const inputsThatRan = new Set<number>()
  const contents = new Map<number, Tree>()
  vertex.inputs.forEach((input, position) => {
    if (input === undefined) return
    const isContext = input.operation.kind === 'context'
    if (solved.get(input.digest)?.status === 'ran' && !isContext && input.operation.kind !== 'document')
      inputsThatRan.add(position)
    const tree = treeFor(input, sources, solved)
    if (position > 0 && tree !== undefined) contents.set(position, tree)
  })
  const inputKeys = sources.solver.inputKeys(vertex).map((keys) => keys.origins[0] ?? keys.content ?? '')
  return { vertex, inputKeys, contents, inputsThatRan }
}

function treeFor(
  input: Vertex,
  sources: Pick<StepSources, 'solver' | 'contexts'>,
  solved: ReadonlyMap<string, Solved>,
): Tree | undefined {
  if (input.operation.kind === 'context') return sources.contexts.get(input.operation.name)?.hashed
  return solved.get(input.digest)?.tree ?? sources.solver.found(input)?.tree
}

/** A cause in terms of the build's steps. */
export function reasonFor(cause: Cause, vertex: Vertex, ids: ReadonlyMap<string, number>): Reason {
  switch (cause.kind) {
    case 'input': {
      const step = ids.get(vertex.inputs[cause.input]?.digest ?? '') ?? -1
      return cause.input === 0 ? { kind: 'parent', step } : { kind: 'input', step, path: '' }
    }
    case 'content': {
      const input = vertex.inputs[cause.input]
      if (input?.operation.kind === 'context' || input === undefined)
        return { kind: 'file', path: cause.path.replace(/^\//, ''), change: cause.change }
      return { kind: 'input', step: ids.get(input.digest) ?? -1, path: cause.path }
    }
    default:
      return cause
  }
}

/** The steps of each stage, to be remembered for the next build. */
export function memoryOf(sources: StepSources): ReadonlyMap<string, readonly StepMemory[]> {
  const solved = new Map(sources.solver.solved.map((each) => [each.vertex.digest, each]))
  const memory = new Map(sources.memory)
  const grouped = new Map<string, StepMemory[]>()
  for (const vertex of sources.vertices) {
    const label = stageLabel(sources.stages, vertex)
    const steps = grouped.get(label) ?? []
    grouped.set(label, steps)
    const { inputKeys, contents } = ranStep(vertex, sources, solved)
    const changes = solved.get(vertex.digest)?.changes ?? sources.solver.found(vertex)?.changes
    const durationMs = sources.solver.found(vertex)?.durationMs ?? solved.get(vertex.digest)?.durationMs ?? noTime
    const done = solved.has(vertex.digest) || sources.solver.found(vertex) !== undefined
    if (!done && sources.failure !== undefined) continue
    steps.push({
      operation: vertex.operation,
      name: vertex.name,
      inputKeys,
      contents,
      durationMs,
      ...(changes === undefined ? {} : { changes }),
    })
  }
  for (const [label, steps] of grouped) memory.set(label, steps)
  return memory
}

/** Under which name a vertex's stage is remembered. */
export function stageLabel(stages: Stages, vertex: Vertex): string {
  const stage = vertex.stage === undefined ? undefined : stages.stages[vertex.stage]
  return stage === undefined ? vertex.operation.kind : stageName(stage)
}
