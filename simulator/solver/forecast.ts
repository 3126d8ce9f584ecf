import {
  contentInputs,
  contentKey,
  findKeys,
  freshKey,
  type InputKeys,
  operationHash,
  selectorKey,
} from '../cache/keys.ts'
import type { CacheRecord, StoreDraft } from '../cache/store.ts'
import { atSecond, emptyTree, fileBytes, type Tree } from '../filesystem/tree.ts'
import type { Operation, Vertex } from '../graph/vertex.ts'
import { exact, type Quantity } from '../values/estimate.ts'
import { applyCopies, CopyError } from './copy.ts'
import { documentTree, missingSource, rootKeysOf, SolveError, type Surroundings } from './solve.ts'

/** What a vertex will be, as far as can be told without running anything. */
export interface Outlook {
  readonly vertex: Vertex
  /** `depends`: it is found in the cache or not by what a step that must run will make. */
  readonly willBe: 'cached' | 'run' | 'depends'
  readonly record?: CacheRecord
  /** The tree after it, where it is known without running. */
  readonly tree?: Tree
  readonly lookup: readonly string[]
  readonly save: readonly string[]
  readonly inputs: readonly InputKeys[]
}

/** What forecasting needs of the world: what solving needs, but for what runs. */
export type ForecastSurroundings = Pick<Surroundings, 'store' | 'images' | 'contexts'>

/**
 * Tells for each vertex, inputs first, whether it would be found in the cache. Runs nothing; a result that only a run could tell is unknown, and so is
 * everything that is read of it. Throws a {@link SolveError} for a source that is not there.
 */
export function outlooksOf(
  vertices: readonly Vertex[],
  surroundings: ForecastSurroundings,
): ReadonlyMap<string, Outlook> {
  const outlooks = new Map<string, Outlook>()
  for (const vertex of vertices) outlooks.set(vertex.digest, outlookOf(vertex, outlooks, surroundings))
  return outlooks
}

function outlookOf(
  vertex: Vertex,
  outlooks: ReadonlyMap<string, Outlook>,
  surroundings: ForecastSurroundings,
): Outlook {
  if (vertex.inputs.every((input) => input === undefined)) return rootOutlook(vertex, surroundings)
  const { store } = surroundings
  const selectors = contentInputs(vertex.operation)
  const inputOf = (position: number): Outlook | undefined => outlooks.get(vertex.inputs[position]?.digest ?? '')
  const origins = vertex.inputs.flatMap((input, position) => {
    const outlook = input === undefined ? undefined : inputOf(position)
    return outlook === undefined
      ? []
      : [{ outlook, keys: { position, selector: selectorKey(selectors.get(position)) } }]
  })
  const lookups = origins.map(({ outlook, keys }): InputKeys => ({ ...keys, origins: outlook.lookup }))
  const saves = origins.map(({ outlook, keys }): InputKeys => ({ ...keys, origins: outlook.save }))
  const byOrigin = vertex.ignoreCache ? undefined : lookUp(store, vertex, lookups)
  if (byOrigin?.record !== undefined) return found(vertex, byOrigin.record, byOrigin.keys, saves)
  const contents = new Map<number, string>()
  let unknown = false
  for (const [position, wanted] of selectors) {
    const tree = hashedTree(vertex.inputs[position], inputOf(position), surroundings)
    if (tree === undefined) {
      unknown = true
      continue
    }
    const key = contentKey(tree, wanted, vertex.inputs[position]?.operation.kind === 'context')
    if ('missing' in key) throw new SolveError(vertex, missingSource(key.missing))
    contents.set(position, key.key)
  }
  const withContent = (inputs: readonly InputKeys[]): readonly InputKeys[] =>
    inputs.map((input) => {
      const content = contents.get(input.position)
      return content === undefined ? input : { ...input, content }
    })
  if (!vertex.ignoreCache && !unknown) {
    const byContent = lookUp(store, vertex, withContent(lookups))
    if (byContent.record !== undefined) return found(vertex, byContent.record, byContent.keys, withContent(saves))
  }
  const parentMisses = lookups.some((input) => !selectors.has(input.position) && input.origins.length === 0)
  const willBe = unknown && !parentMisses && !vertex.ignoreCache ? 'depends' : 'run'
  const saved = findKeys(store, vertex, withContent(saves))
  return {
    vertex,
    willBe,
    lookup: [],
    save: saved.length > 0 ? saved : [freshKey(vertex, saves)],
    inputs: withContent(saves),
  }
}

function rootOutlook(vertex: Vertex, surroundings: ForecastSurroundings): Outlook {
  const { operation } = vertex
  if (operation.kind === 'context') {
    const { tree, refused } = surroundings.contexts.get(operation.name) ?? { tree: emptyTree }
    if (refused !== undefined) throw new SolveError(vertex, refused)
    return { vertex, willBe: 'run', tree, lookup: [], save: [], inputs: [] }
  }
  const keys = rootKeysOf(operation, surroundings)
  const record = keys.map((key) => surroundings.store.record(key)).find((candidate) => candidate !== undefined)
  if (record !== undefined && !vertex.ignoreCache) return found(vertex, record, keys, [])
  const lookup = vertex.ignoreCache ? [] : keys
  const tree = rootTree(operation, surroundings)
  return { vertex, willBe: 'run', lookup, save: keys, inputs: [], ...(tree === undefined ? {} : { tree }) }
}

function rootTree(operation: Operation, surroundings: ForecastSurroundings): Tree | undefined {
  // When it will be written does not count: neither its size nor its checksum knows times.
  if (operation.kind === 'document') return documentTree(operation, atSecond(0))
  return operation.kind === 'image' ? surroundings.images.get(operation.manifestDigest)?.image.tree : undefined
}

function found(vertex: Vertex, record: CacheRecord, keys: readonly string[], inputs: readonly InputKeys[]): Outlook {
  return { vertex, willBe: 'cached', record, tree: record.tree, lookup: keys, save: keys, inputs }
}

function lookUp(store: StoreDraft, vertex: Vertex, inputs: readonly InputKeys[]) {
  const keys = findKeys(store, vertex, inputs)
  const record = keys.map((key) => store.record(key)).find((candidate) => candidate !== undefined)
  return record === undefined ? { keys } : { keys, record }
}

function hashedTree(
  input: Vertex | undefined,
  outlook: Outlook | undefined,
  surroundings: ForecastSurroundings,
): Tree | undefined {
  if (input === undefined) return emptyTree
  if (input.operation.kind === 'context') return surroundings.contexts.get(input.operation.name)?.hashed ?? emptyTree
  return outlook?.tree
}

const copySizes = new WeakMap<Tree, Map<string, number>>()

/** The bytes that a COPY's sources hold, where they are known; computed once for each source tree and operation. */
export function copySize(operation: Operation, sources: readonly (Tree | undefined)[]): Quantity | undefined {
  if (operation.kind !== 'files') return undefined
  const trees = sources.slice(1)
  const [first] = trees
  if (first === undefined || trees.some((tree) => tree === undefined)) return undefined
  const known = copySizes.get(first) ?? new Map<string, number>()
  copySizes.set(first, known)
  const hash = `${operationHash(operation)} ${operation.copies.map((copy) => copy.source).join(' ')}`
  let size = trees.length > 1 ? undefined : known.get(hash)
  if (size === undefined) {
    try {
      size = fileBytes(
        applyCopies([emptyTree, ...trees.map((tree) => tree ?? emptyTree)], operation.copies, atSecond(0)),
      )
    } catch (error) {
      if (!(error instanceof CopyError)) throw error
      return undefined
    }
    known.set(hash, size)
  }
  return exact(size)
}
