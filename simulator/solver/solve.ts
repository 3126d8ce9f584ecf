import {
  contentInputs,
  contentKey,
  findKeys,
  freshKey,
  type InputKeys,
  type MissingSource,
  operationHash,
  type Selector,
  saveLinks,
  selectorKey,
} from '../cache/keys.ts'
import type { CacheRecord, StoreDraft } from '../cache/store.ts'
import { realContent } from '../filesystem/content.ts'
import { applyChanges, type Change, changesBetween } from '../filesystem/differences.ts'
import { emptyTree, fileBytes, later, type Time, type Tree } from '../filesystem/tree.ts'
import type { Operation, Vertex } from '../graph/vertex.ts'
import type { Image } from '../image/image.ts'
import type { OutputPiece } from '../machine/machine.ts'
import type { Note, Program } from '../machine/process.ts'
import { bytesOf } from '../values/bytes.ts'
import type { Quantity } from '../values/estimate.ts'
import { cleanPath } from '../values/path.ts'
import { applyCopies, CopyError } from './copy.ts'
import { applyDirectory } from './directory.ts'
import { runProcess } from './run.ts'
import { copyTime, milliseconds, noTime, pullTime, rates } from './timing.ts'

/** What solving needs of the world. */
export interface Surroundings {
  readonly store: StoreDraft
  readonly now: Time
  readonly programs: ReadonlyMap<string, Program>
  readonly packageTables: ReadonlyMap<string, unknown>
  /** Behaviour cards of programs that are not simulated, by name. */
  readonly cards: ReadonlyMap<string, string>
  readonly secrets: ReadonlyMap<string, Uint8Array>
  /** Base images by manifest digest. */
  readonly images: ReadonlyMap<string, { readonly image: Image; readonly chainID: string }>
  /** Received folders by name; `context` is the main one. */
  readonly contexts: ReadonlyMap<string, { readonly tree: Tree; readonly hashed: Tree; readonly refused?: string }>
}

/** What became of a vertex. */
export interface Solved {
  readonly vertex: Vertex
  readonly status: 'ran' | 'cached' | 'failed'
  /** Build that made the result, when it was cached. */
  readonly fromBuild?: number
  readonly tree: Tree
  readonly changes?: readonly Change[]
  readonly made: Time
  readonly durationMs: Quantity
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]
}

/** The first vertex that failed; `message` is the builder's. Ends solving; caught by the build. */
export class SolveError extends Error {
  override readonly name = 'SolveError'
  readonly vertex: Vertex
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]

  constructor(vertex: Vertex, message: string, output: readonly OutputPiece[] = [], notes: readonly Note[] = []) {
    super(message)
    this.vertex = vertex
    this.output = output
    this.notes = notes
  }
}

/** Told while solving goes on. */
export interface SolveEvent {
  readonly kind: 'started' | 'finished'
  readonly vertex: Vertex
}

type Solving<Value> = Generator<SolveEvent, Value>

/** How a vertex is found again. */
interface Keys {
  /** Keys that later steps may look under; none when the vertex was told to ignore the cache. */
  readonly lookup: readonly string[]
  /** Keys under which later steps are saved. */
  readonly save: readonly string[]
  readonly record?: CacheRecord
  readonly inputs: readonly InputKeys[]
}

/**
 * Solves a graph from its target down: what is found in the cache is used, and only what is then still needed runs. Asks for a result only when it
 * must, as the builder's scheduler does, so a step whose inputs' origins are known never loads them.
 * Source: moby/buildkit solver/edge.go, scheduler.go.
 */
export class Solver {
  readonly #surroundings: Surroundings
  /** The time in the build: what is done later is later, and no time is a whole second by chance. */
  #clock: Time
  readonly #keys = new Map<string, Keys>()
  readonly #solved = new Map<string, Solved>()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
    this.#clock = later(surroundings.now, 0.000_001)
  }

  /** Vertices that ran, or whose result was loaded, in that order. */
  get solved(): readonly Solved[] {
    return [...this.#solved.values()]
  }

  /**
   * Contexts that a RUN mounted to be written to: the builder forgets what it has received of them. Source: recorded case context-links.
   */
  readonly forgotten = new Set<string>()

  /** Whether a vertex's key led to a result, loaded or not. */
  isFound(vertex: Vertex): boolean {
    return this.#keys.get(vertex.digest)?.record !== undefined
  }

  /** The result that was found for a vertex, loaded or not. */
  found(vertex: Vertex): CacheRecord | undefined {
    return this.#keys.get(vertex.digest)?.record
  }

  /** Whether a vertex was looked at. */
  wasSeen(vertex: Vertex): boolean {
    return this.#keys.has(vertex.digest)
  }

  /** Keys of a vertex's inputs, by position, as they were used. */
  inputKeys(vertex: Vertex): readonly InputKeys[] {
    return this.#keys.get(vertex.digest)?.inputs ?? []
  }

  /** The keys of a vertex: computed from its inputs', or from what it reads of them. Runs inputs only where their content decides. */
  *keys(vertex: Vertex): Solving<Keys> {
    const known = this.#keys.get(vertex.digest)
    if (known !== undefined) return known
    const isRoot = vertex.inputs.every((input) => input === undefined)
    const keys = isRoot ? this.#rootKeys(vertex) : yield* this.#keysFromInputs(vertex)
    this.#keys.set(vertex.digest, keys)
    return keys
  }

  /** The result of a vertex: found, or made now from its inputs' results. Throws a {@link SolveError} when it fails. */
  *result(vertex: Vertex): Solving<Solved> {
    const known = this.#solved.get(vertex.digest)
    if (known !== undefined) return known
    const keys = yield* this.keys(vertex)
    const solved = keys.record === undefined ? yield* this.#run(vertex, keys) : this.#load(vertex, keys.record)
    this.#solved.set(vertex.digest, solved)
    yield { kind: 'finished', vertex }
    return solved
  }

  #rootKeys(vertex: Vertex): Keys {
    const { operation } = vertex
    if (operation.kind === 'context') return { lookup: [], save: [], inputs: [] }
    const keys = rootKeysOf(operation, this.#surroundings)
    const record = keys.map((key) => this.#surroundings.store.record(key)).find((candidate) => candidate !== undefined)
    if (vertex.ignoreCache) return { lookup: [], save: keys, inputs: [] }
    return { lookup: keys, save: keys, inputs: [], ...(record === undefined ? {} : { record }) }
  }

  *#keysFromInputs(vertex: Vertex): Solving<Keys> {
    const { store } = this.#surroundings
    const selectors = contentInputs(vertex.operation)
    const origins = yield* this.#originKeys(vertex, selectors)
    if (!vertex.ignoreCache) {
      const byOrigin = this.#lookUp(vertex, origins.lookup)
      if (byOrigin.record !== undefined) return { ...byOrigin, inputs: origins.save }
    }
    const contents = yield* this.#contentKeys(vertex, selectors)
    const withContent = (inputs: readonly InputKeys[]): readonly InputKeys[] =>
      inputs.map((input) => {
        const content = contents.get(input.position)
        return content === undefined ? input : { ...input, content }
      })
    const inputs = withContent(origins.save)
    if (!vertex.ignoreCache) {
      const byContent = this.#lookUp(vertex, withContent(origins.lookup))
      if (byContent.lookup.length > 0) return { ...byContent, inputs }
    }
    const saved = findKeys(store, vertex, inputs)
    const save = saved.length > 0 ? saved : [freshKey(vertex, inputs)]
    const isIndependent =
      !vertex.ignoreCache && origins.lookup.every((input, at) => sameOrigins(input, origins.save[at]))
    return { lookup: isIndependent ? save : [], save, inputs }
  }

  #lookUp(vertex: Vertex, inputs: readonly InputKeys[]): Pick<Keys, 'lookup' | 'save' | 'record'> {
    const { store } = this.#surroundings
    const found = findKeys(store, vertex, inputs)
    const record = found.map((key) => store.record(key)).find((candidate) => candidate !== undefined)
    return { lookup: found, save: found, ...(record === undefined ? {} : { record }) }
  }

  *#originKeys(
    vertex: Vertex,
    selectors: ReadonlyMap<number, readonly Selector[]>,
  ): Solving<{ readonly lookup: readonly InputKeys[]; readonly save: readonly InputKeys[] }> {
    const lookup: InputKeys[] = []
    const save: InputKeys[] = []
    for (const [position, input] of vertex.inputs.entries()) {
      if (input === undefined) continue
      const keys = yield* this.keys(input)
      const selector = selectorKey(selectors.get(position))
      lookup.push({ position, origins: keys.lookup, selector })
      save.push({ position, origins: keys.save, selector })
    }
    return { lookup, save }
  }

  *#contentKeys(
    vertex: Vertex,
    selectors: ReadonlyMap<number, readonly Selector[]>,
  ): Solving<ReadonlyMap<number, string>> {
    const contents = new Map<number, string>()
    for (const [position, wanted] of selectors) {
      const input = vertex.inputs[position]
      const solved = input === undefined ? undefined : yield* this.result(input)
      const isContext = input?.operation.kind === 'context'
      const tree = isContext ? this.#hashedTree(input) : (solved?.tree ?? emptyTree)
      const found = contentKey(tree, wanted, isContext === true)
      if ('missing' in found) throw new SolveError(vertex, missingSource(found.missing))
      contents.set(position, found.key)
    }
    return contents
  }

  #hashedTree(vertex: Vertex): Tree {
    const { operation } = vertex
    if (operation.kind !== 'context') throw new RangeError(`not a context: ${operation.kind}`)
    return this.#surroundings.contexts.get(operation.name)?.hashed ?? emptyTree
  }

  #load(vertex: Vertex, record: CacheRecord): Solved {
    this.#surroundings.store.use(record)
    return {
      vertex,
      status: 'cached',
      fromBuild: record.build,
      tree: record.tree,
      ...(record.changes === undefined ? {} : { changes: record.changes }),
      made: record.made,
      durationMs: noTime,
      output: [],
      notes: record.notes,
    }
  }

  *#run(vertex: Vertex, keys: Keys): Solving<Solved> {
    const inputs: (Solved | undefined)[] = []
    for (const input of vertex.inputs) inputs.push(input === undefined ? undefined : yield* this.result(input))
    yield { kind: 'started', vertex }
    const done = this.#perform(vertex, inputs, keys)
    this.#clock = later(this.#clock, Math.max(1, done.durationMs.value))
    const key = keys.save[0]
    const { store, now } = this.#surroundings
    if (key !== undefined) {
      saveLinks(store, vertex, keys.inputs, key)
      const { status: _, vertex: __, ...kept } = done
      for (const each of vertex.operation.kind === 'image' ? keys.save : [key])
        store.keep({ ...kept, key: each, build: store.build, lastUsed: store.build, made: now })
    }
    return done
  }

  #perform(vertex: Vertex, inputs: readonly (Solved | undefined)[], keys: Keys): Solved {
    const { operation } = vertex
    const below = inputs[0]?.tree ?? emptyTree
    const now = this.#clock
    const plain = { vertex, status: 'ran', made: this.#surroundings.now, output: [], notes: [] } as const
    switch (operation.kind) {
      case 'context': {
        const { tree, refused } = this.#surroundings.contexts.get(operation.name) ?? { tree: emptyTree }
        if (refused !== undefined) throw new SolveError(vertex, refused)
        return { ...plain, tree, durationMs: copyTime(fileBytes(tree)) }
      }
      case 'image': {
        const image = this.#surroundings.images.get(operation.manifestDigest)?.image
        if (image === undefined) throw new RangeError(`no image ${operation.reference}`)
        return { ...plain, tree: image.tree, durationMs: imageTime(image) }
      }
      case 'document':
        if (operation.name.includes('/'))
          throw new SolveError(vertex, `open ${cleanPath(`/${operation.name}`)}: no such file or directory`)
        if (/^\.\.?$/.test(operation.name)) throw new SolveError(vertex, 'open : is a directory')
        return { ...plain, tree: documentTree(operation, now), durationMs: milliseconds(rates.startStep) }
      case 'directory': {
        const tree = attempt(vertex, () => applyDirectory(inputs[0]?.tree, operation, now))
        return { ...plain, tree, changes: changesBetween(below, tree), durationMs: milliseconds(rates.startStep) }
      }
      case 'files': {
        const trees = inputs.map((input) => input?.tree)
        const tree = attempt(vertex, () => applyCopies(trees, operation.copies, now))
        const changes = changesBetween(below, tree)
        return { ...plain, tree, changes, durationMs: copyTime(addedBytes(changes)) }
      }
      case 'merge': {
        const changes = inputs[1]?.changes ?? []
        return { ...plain, tree: applyChanges(below, changes), changes, durationMs: milliseconds(rates.startStep) }
      }
      case 'run':
        return this.#performRun(vertex, inputs, keys)
    }
  }

  #layersOf(vertex: Vertex | undefined): number {
    if (vertex === undefined) return 0
    const { operation } = vertex
    if (operation.kind === 'image')
      return this.#surroundings.images.get(operation.manifestDigest)?.image.layers.length ?? 1
    return operation.kind === 'context' || operation.kind === 'document' ? 1 : this.#layersOf(vertex.inputs[0]) + 1
  }

  #performRun(vertex: Vertex, inputs: readonly (Solved | undefined)[], keys: Keys): Solved {
    const { operation } = vertex
    if (operation.kind !== 'run') throw new RangeError(`not a run: ${operation.kind}`)
    const { store, programs, packageTables, cards, secrets } = this.#surroundings
    const now = this.#clock
    if (operation.arguments.length === 0) throw new SolveError(vertex, 'invalid exec op with no args')
    if (vertex.ignoreCache)
      for (const mount of operation.mounts) if (mount.kind === 'cache') store.cacheMounts.delete(`${mount.id}\0`)
    const outcome = runProcess(operation, {
      inputs: inputs.map((input) => input?.tree),
      layers: vertex.inputs.map((input) => this.#layersOf(input)),
      identities: keysAt(vertex.inputs, keys.inputs),
      now,
      programs,
      packageTables,
      cards,
      secrets,
      cacheMounts: store.cacheMounts,
      seed: keys.save[0] ?? operationHash(operation),
    })
    for (const mount of operation.mounts) {
      const source = mount.input === undefined ? undefined : vertex.inputs[mount.input]?.operation
      if (mount.kind === 'bind' && !mount.readOnly && source?.kind === 'context') this.forgotten.add(source.name)
    }
    for (const [identity, node] of outcome.cacheMounts) store.cacheMounts.set(identity, node)
    if (outcome.failure !== undefined) {
      const { message, started } = outcome.failure
      const words = operation.arguments.join(' ')
      const text = started ? `process ${JSON.stringify(words)} did not complete successfully: ${message}` : message
      throw new SolveError(vertex, text, outcome.output, outcome.notes)
    }
    const changes = changesBetween(inputs[0]?.tree ?? emptyTree, outcome.tree)
    return {
      vertex,
      status: 'ran',
      tree: outcome.tree,
      changes,
      made: this.#surroundings.now,
      durationMs: outcome.durationMs,
      output: outcome.output,
      notes: outcome.notes,
    }
  }
}

/** A key of each input of a vertex. */
function keysAt(inputs: Vertex['inputs'], keys: readonly InputKeys[]): readonly string[] {
  return inputs.map((_, at) => {
    const found = keys.find(({ position }) => position === at)
    return found?.origins[0] ?? found?.content ?? ''
  })
}

/** What the builder says of a source that is not there. Its references to results are random; ours are those of the recorded cases. */
export function missingSource({ path, circle }: MissingSource): string {
  const reference = 'm0ckr3ferenceofth3bu1lder'
  const reason = circle ? 'too many links' : `${JSON.stringify(path)}: not found`
  return `failed to compute cache key: failed to calculate checksum of ref ${reference}::${reference}: ${reason}`
}

function attempt(vertex: Vertex, apply: () => Tree): Tree {
  try {
    return apply()
  } catch (error) {
    if (error instanceof CopyError) throw new SolveError(vertex, error.message)
    throw error
  }
}

/** The keys of a vertex without inputs: of what it is, and for an image of its layers too. */
export function rootKeysOf(operation: Operation, surroundings: Pick<Surroundings, 'images'>): readonly string[] {
  const own = `root:${operationHash(operation)}`
  if (operation.kind !== 'image') return [own]
  const image = surroundings.images.get(operation.manifestDigest)
  return image === undefined ? [own] : [own, `chain:${image.chainID}`]
}

function sameOrigins(a: InputKeys | undefined, b: InputKeys | undefined): boolean {
  const [left, right] = [a?.origins ?? [], b?.origins ?? []]
  return left.length === right.length && left.every((origin, at) => origin === right[at])
}

function imageTime(image: Image): Quantity {
  const compressed = image.layers.reduce((total, layer) => total + layer.compressedSize().value, 0)
  const unpacked = image.layers.reduce((total, layer) => total + layer.fileBytes.value, 0)
  return pullTime(compressed, unpacked)
}

export function documentTree(operation: Extract<Operation, { kind: 'document' }>, now: Time): Tree {
  const content = realContent(bytesOf(operation.text))
  const node = { kind: 'file', mode: operation.mode, uid: 0, gid: 0, mtime: now, content } as const
  return { ...emptyTree, entries: new Map([[operation.name, node]]) }
}

function addedBytes(changes: readonly Change[]): number {
  let bytes = 0
  for (const change of changes)
    if (change.kind !== 'removed' && change.node.kind === 'file') bytes += change.node.content.size
  return bytes
}
