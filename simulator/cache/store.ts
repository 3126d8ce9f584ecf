import type { Change } from '../filesystem/differences.ts'
import type { Node, Time, Tree } from '../filesystem/tree.ts'
import type { Operation } from '../graph/vertex.ts'
import type { OutputPiece } from '../machine/machine.ts'
import type { Note } from '../machine/process.ts'
import type { Quantity } from '../values/estimate.ts'

/**
 * The builder's memory: results by cache key, which keys lead to which, what was received of contexts, cache mounts, and how each stage was
 * last built. A value: a build takes one and gives another, so it can be kept, compared and gone back to.
 */
export interface Store {
  /** How many builds it has seen. */
  readonly builds: number
  readonly records: ReadonlyMap<string, CacheRecord>
  /** From an input's key, an operation and the input's position to the keys of results. See keys.ts. */
  readonly links: ReadonlyMap<string, readonly string[]>
  /** The main context and named folders as last received. */
  readonly contexts: ReadonlyMap<string, ReceivedContext>
  /** Content of cache mounts by identity. */
  readonly cacheMounts: ReadonlyMap<string, Node>
  /** The steps of each stage when it was last built, by the stage's name or number. */
  readonly memory: ReadonlyMap<string, readonly StepMemory[]>
}

/** A result that can be used again. */
export interface CacheRecord {
  readonly key: string
  /** Number of the build that made it. */
  readonly build: number
  /** Number of the build that used it last. */
  readonly lastUsed: number
  /** Virtual time at which it was made. */
  readonly made: Time
  readonly tree: Tree
  /** What it changed on its parent; absent for what makes no layer. */
  readonly changes?: readonly Change[]
  readonly durationMs: Quantity
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]
}

/** A folder as the builder has it. */
export interface ReceivedContext {
  /** Why nothing was sent, in the builder's words. */
  readonly refused?: string
  readonly tree: Tree
  /**
   * What checksums are computed from: the same, but a directory keeps the mode with which it first came. An incremental transfer updates a
   * directory without telling the hasher. Source: recorded case cache-file-metadata.
   */
  readonly hashed: Tree
}

/** A step as it was last built, for telling why it runs again. */
export interface StepMemory {
  readonly operation: Operation
  readonly name: string
  /** Keys of its inputs, by position; empty for nothing. */
  readonly inputKeys: readonly string[]
  /** Trees of the inputs that count by content, by position. */
  readonly contents: ReadonlyMap<number, Tree>
  /** What its layer changed, and how long it took. */
  readonly changes?: readonly Change[]
  readonly durationMs: Quantity
}

/** A builder that has built nothing. */
export const emptyStore: Store = {
  builds: 0,
  records: new Map(),
  links: new Map(),
  contexts: new Map(),
  cacheMounts: new Map(),
  memory: new Map(),
}

/** `docker builder prune -af`: no results, no cache mounts, no contexts. The count of builds goes on. */
export function prune(store: Store): Store {
  return { ...emptyStore, builds: store.builds }
}

/** Most results that are kept; the least recently used go first. */
export const mostRecords = 2000

/** A store being added to during one build. */
export class StoreDraft {
  readonly build: number
  readonly #before: Store
  readonly #records: Map<string, CacheRecord>
  readonly #links: Map<string, readonly string[]>
  readonly contexts: Map<string, ReceivedContext>
  readonly cacheMounts: Map<string, Node>
  readonly memory: Map<string, readonly StepMemory[]>

  constructor(store: Store) {
    this.#before = store
    this.build = store.builds + 1
    this.#records = new Map(store.records)
    this.#links = new Map(store.links)
    this.contexts = new Map(store.contexts)
    this.cacheMounts = new Map(store.cacheMounts)
    this.memory = new Map(store.memory)
  }

  record(key: string): CacheRecord | undefined {
    return this.#records.get(key)
  }

  /** Keys of results that a link leads to. */
  linked(link: string): readonly string[] {
    return this.#links.get(link) ?? []
  }

  /** Marks a result as used by this build. */
  use(record: CacheRecord): void {
    this.#records.set(record.key, { ...record, lastUsed: this.build })
  }

  keep(record: CacheRecord): void {
    this.#records.set(record.key, record)
  }

  link(link: string, key: string): void {
    const known = this.#links.get(link) ?? []
    if (!known.includes(key)) this.#links.set(link, [...known, key])
  }

  /** The store after the build. */
  finish(): Store {
    this.#evict()
    return {
      builds: this.build,
      records: this.#records,
      links: this.#links,
      contexts: this.contexts,
      cacheMounts: this.cacheMounts,
      memory: this.memory,
    }
  }

  /** The store as it was. */
  get before(): Store {
    return this.#before
  }

  #evict(): void {
    if (this.#records.size <= mostRecords) return
    // Of equals the newest goes first: a step's parents were made before it and are of use without it.
    const oldest = [...this.#records.values()].reverse().sort((a, b) => a.lastUsed - b.lastUsed)
    const gone = new Set(oldest.slice(0, this.#records.size - mostRecords).map((record) => record.key))
    for (const key of gone) this.#records.delete(key)
    for (const [link, keys] of this.#links) {
      const left = keys.filter((key) => !gone.has(key))
      if (left.length === 0) this.#links.delete(link)
      else if (left.length < keys.length) this.#links.set(link, left)
    }
  }
}
