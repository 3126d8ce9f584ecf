import type { Build } from '../../simulator/index.ts'

/** How many builds of a session can still be asked about: those that were made, and those only tried. */
const madeKept = 12
const triedKept = 2

/**
 * The builds of a session that can still be asked about, each by a key of its own. The oldest go first. Keys grow with the revision of the project, so
 * that no key of a worker that was stopped means another build in the next one.
 */
export class Builds {
  readonly #made = new Map<number, Build>()
  readonly #tried = new Map<number, Build>()
  #keys = 0

  /** Takes in a build that was only tried; gives its key. */
  try(build: Build, revision: number): number {
    return this.#add(this.#tried, build, triedKept, this.#next(revision))
  }

  /** Takes in a build that was made; one that was tried before keeps its key. */
  make(build: Build, revision: number): number {
    const tried = [...this.#tried].find(([, other]) => other === build)?.[0]
    if (tried === undefined) return this.#add(this.#made, build, madeKept, this.#next(revision))
    this.#tried.delete(tried)
    return this.#add(this.#made, build, madeKept, tried)
  }

  /** The build of a key; undefined when it was forgotten. */
  at(key: number): Build | undefined {
    return this.#made.get(key) ?? this.#tried.get(key)
  }

  /** Those that were made, the oldest first. */
  get made(): Iterable<Build> {
    return this.#made.values()
  }

  #add(builds: Map<number, Build>, build: Build, kept: number, key: number): number {
    builds.set(key, build)
    for (const [oldest] of builds) {
      if (builds.size <= kept) break
      builds.delete(oldest)
    }
    return key
  }

  #next(revision: number): number {
    this.#keys = Math.max(this.#keys + 1, revision * 1e6)
    return this.#keys
  }
}
