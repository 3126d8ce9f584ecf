import type { StepMemory } from '../cache/store.ts'
import { causeOf } from '../cache/why.ts'
import type { Tree } from '../filesystem/tree.ts'
import type { Stages } from '../graph/stages.ts'
import type { Vertex } from '../graph/vertex.ts'
import { modelled, type Quantity } from '../values/estimate.ts'
import { type AssembleOptions, layerWith } from './assemble.ts'
import { copySize, type Outlook } from './forecast.ts'
import type { ForecastStep, Reason } from './result.ts'
import { kindOf, reasonFor, stageLabel } from './steps.ts'

/** What a forecast's steps are told from. */
export interface OutlookSources {
  readonly stages: Stages
  readonly memory: ReadonlyMap<string, readonly StepMemory[]>
  readonly contexts: ReadonlyMap<string, { readonly hashed: Tree }>
  readonly options: AssembleOptions
}

/** The steps of a forecast: what each will be, why, and what it adds as far as that is known without running. */
export function forecastSteps(
  vertices: readonly Vertex[],
  outlooks: ReadonlyMap<string, Outlook>,
  sources: OutlookSources,
): readonly ForecastStep[] {
  const ids = new Map(vertices.map((vertex, at) => [vertex.digest, at]))
  const places = new Map<string, number>()
  return vertices.map((vertex, id) => {
    const outlook = outlooks.get(vertex.digest)
    if (outlook === undefined) throw new RangeError(`no outlook for ${vertex.name}`)
    const label = stageLabel(sources.stages, vertex)
    const position = places.get(label) ?? 0
    places.set(label, position + 1)
    const before = sources.memory.get(label) ?? []
    const size = sizeOf(vertex, outlook, outlooks, before, position, sources.options)
    const remembered = before[position]?.durationMs
    return {
      id,
      name: vertex.name,
      kind: kindOf(vertex),
      ...(vertex.instruction === undefined ? {} : { instruction: vertex.instruction }),
      ...(vertex.stage === undefined ? {} : { stage: vertex.stage }),
      inputs: [
        ...new Set(vertex.inputs.flatMap((input) => (input === undefined ? [] : [ids.get(input.digest) ?? -1]))),
      ],
      willBe: outlook.willBe,
      reason: reasonOf(vertex, outlook, outlooks, sources, ids, before, position),
      ...(size === undefined ? {} : { size }),
      ...(outlook.willBe === 'cached' || remembered === undefined ? {} : { durationMs: remembered }),
    }
  })
}

function reasonOf(
  vertex: Vertex,
  outlook: Outlook,
  outlooks: ReadonlyMap<string, Outlook>,
  sources: OutlookSources,
  ids: ReadonlyMap<string, number>,
  before: readonly StepMemory[],
  position: number,
): Reason {
  if (outlook.record !== undefined) return { kind: 'cached', build: outlook.record.build }
  if (vertex.operation.kind === 'context') return { kind: 'always' }
  const inputsThatRan = new Set<number>()
  const contents = new Map<number, Tree>()
  vertex.inputs.forEach((input, at) => {
    if (input === undefined) return
    const { kind } = input.operation
    const given = outlooks.get(input.digest)
    if (given?.willBe !== 'cached' && kind !== 'context' && kind !== 'document') inputsThatRan.add(at)
    const tree = input.operation.kind === 'context' ? sources.contexts.get(input.operation.name)?.hashed : given?.tree
    if (at > 0 && tree !== undefined) contents.set(at, tree)
  })
  const inputKeys = outlook.inputs.map((keys) => keys.origins[0] ?? keys.content ?? '')
  return reasonFor(causeOf({ vertex, inputKeys, contents, inputsThatRan }, before, position), vertex, ids)
}

const lastTime = 'what this step added when it last ran'

function sizeOf(
  vertex: Vertex,
  outlook: Outlook,
  outlooks: ReadonlyMap<string, Outlook>,
  before: readonly StepMemory[],
  position: number,
  options: AssembleOptions,
): Quantity | undefined {
  const changes = outlook.record?.changes
  if (changes !== undefined) return layerWith(changes, options).fileBytes
  if (vertex.operation.kind === 'files')
    return copySize(
      vertex.operation,
      vertex.inputs.map((input) => (input === undefined ? undefined : outlooks.get(input.digest)?.tree)),
    )
  const there = before[position]
  if (vertex.operation.kind !== 'run' || there?.operation.kind !== 'run' || there.changes === undefined)
    return undefined
  return modelled(layerWith(there.changes, options).fileBytes.value, lastTime)
}
