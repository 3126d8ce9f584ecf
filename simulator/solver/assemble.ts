import type { Change } from '../filesystem/differences.ts'
import { atSecond, emptyTree, type Time, type Tree } from '../filesystem/tree.ts'
import type { StageState } from '../graph/state.ts'
import type { Vertex } from '../graph/vertex.ts'
import type { HistoryEntry, Image, Layer } from '../image/image.ts'
import { layerOf } from '../image/layer.ts'
import { formatTime } from './times.ts'

/** A vertex's part in an image: what it changed, and when its result was made. */
export interface VertexResult {
  readonly tree: Tree
  readonly changes?: readonly Change[]
  readonly made: Time
}

/** How the exporter was told to write times. */
export interface AssembleOptions {
  /** SOURCE_DATE_EPOCH in seconds. */
  readonly epoch?: number
  /** `rewrite-timestamp=true`. */
  readonly clamp: boolean
}

const layers = new WeakMap<readonly Change[], Map<string, Layer>>()

/** The layer of some changes; the same value for the same changes and times. */
export function layerWith(changes: readonly Change[], options: AssembleOptions): Layer {
  const clampTo = options.clamp ? options.epoch : undefined
  const known = layers.get(changes) ?? new Map<string, Layer>()
  layers.set(changes, known)
  const name = String(clampTo)
  const layer = known.get(name) ?? layerOf(changes, clampTo === undefined ? {} : { clampTo })
  known.set(name, layer)
  return layer
}

/**
 * Puts the image of a planned and solved stage together: the layers of the vertices that it stands on, history with times, settings.
 * Source: moby/buildkit exporter/containerimage/writer.go; recorded cases.
 */
export function assembleImage(
  end: StageState,
  resultOf: (vertex: Vertex) => VertexResult,
  imageOf: (manifestDigest: string) => Image,
  options: AssembleOptions,
): Image {
  const stack = stackOf(end.vertex, resultOf, imageOf, options)
  const history = historyOf(end, resultOf, options)
  const created = history.findLast((entry) => entry.created !== undefined)?.created
  return {
    platform: end.platform,
    settings: end.settings,
    layers: stack,
    history,
    ...(created === undefined ? {} : { created }),
    ...(end.author === undefined ? {} : { author: end.author }),
    tree: end.vertex === undefined ? emptyTree : resultOf(end.vertex).tree,
  }
}

function stackOf(
  vertex: Vertex | undefined,
  resultOf: (vertex: Vertex) => VertexResult,
  imageOf: (manifestDigest: string) => Image,
  options: AssembleOptions,
): readonly Layer[] {
  const stack: Layer[] = []
  for (let at = vertex; at !== undefined; at = at.inputs[0]) {
    if (at.operation.kind === 'image') {
      stack.push(...[...imageOf(at.operation.manifestDigest).layers].reverse())
      break
    }
    const { changes } = resultOf(at)
    if (changes !== undefined) stack.push(layerWith(changes, options))
  }
  return stack.reverse()
}

function historyOf(
  end: StageState,
  resultOf: (vertex: Vertex) => VertexResult,
  options: AssembleOptions,
): readonly HistoryEntry[] {
  const epoch = options.epoch === undefined ? undefined : formatTime(atSecond(options.epoch))
  const times = end.history.map((line) => {
    if (line.kind === 'base') return line.entry.created
    return line.layer === undefined ? undefined : (epoch ?? formatTime(resultOf(line.layer).made))
  })
  // A setting takes the time of the layer before it; those before the first new layer take that layer's.
  const firstNew = end.history.findIndex((line) => line.kind === 'new' && line.layer !== undefined)
  return end.history.map((line, at) => {
    if (line.kind === 'base') return line.entry
    const before = times.slice(0, at + 1).findLast((time) => time !== undefined)
    const own = line.layer !== undefined ? times[at] : firstNew > at ? times[firstNew] : before
    const created = epoch ?? own
    return {
      ...(created === undefined ? {} : { created }),
      created_by: line.createdBy,
      comment: 'buildkit.dockerfile.v0',
      ...(line.layer === undefined ? { empty_layer: true } : {}),
    }
  })
}
