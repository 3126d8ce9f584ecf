import {
  atSecond,
  type Build,
  type BuildEvent,
  type BuildRequest,
  build,
  type Catalog,
  emptyStore,
  emptyTree,
  type Forecast,
  type ForecastWorld,
  forecast,
  type Layer,
  type Store,
  type Tree,
  type World,
} from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'
import { contextOf } from './context.ts'
import type { BuildOptions, ProjectChange } from './protocol.ts'

/** The first build's virtual time, 1 January 2026, noon; each later build is a minute after the one before. */
const firstBuild = 1_767_268_800

/** One workbench's builder: its files, its cache and the last image it made. */
export class Builder {
  #files = new Map<string, ProjectFile>()
  #context: Tree = emptyTree
  #options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'image' }
  #store: Store = emptyStore
  #last: Build | undefined
  #tried: { readonly revision: number; readonly build: Build } | undefined
  #built = 0
  /** Of the project as it is now; see the protocol. */
  revision = 0

  /** Takes over what changed in the project. */
  change(change: ProjectChange, revision: number): void {
    for (const path of change.removed) this.#files.delete(path)
    for (const file of change.files) this.#files.set(file.path, file)
    // A folder that is empty now must go too, so the tree is made anew after a removal.
    this.#context = change.removed.length > 0 ? contextOf(this.#files.values()) : contextOf(change.files, this.#context)
    this.#options = change.options
    this.revision = revision
    this.#tried = undefined
  }

  forecast(catalog: Catalog): Forecast {
    return forecast(this.#request(false), this.#world(catalog))
  }

  /** Starts a build of the project; {@link Builder.keep} makes its result the builder's own. */
  start(catalog: Catalog, programs: World['programs'], noCache: boolean): Generator<BuildEvent, Build> {
    return build(this.#request(noCache), { ...this.#world(catalog), programs })
  }

  /** Notes what a build of this revision gives, without keeping what it did. */
  noteTrial(tried: Build): void {
    this.#tried = { revision: this.revision, build: tried }
  }

  /** The build of this revision where it was tried already: it would give the same again. */
  get trial(): Build | undefined {
    return this.#tried?.revision === this.revision ? this.#tried.build : undefined
  }

  /** Takes over a build: its cache and its image. */
  keep(finished: Build): void {
    this.#store = finished.store
    this.#last = finished
    this.#built += 1
    this.#tried = undefined
  }

  /** Forgets all builds. */
  cool(): void {
    this.#store = emptyStore
    this.#tried = undefined
  }

  /** A layer of the last image, counted from the lowest, from 0. */
  layer(index: number): Layer | undefined {
    return this.#last?.image?.layers[index]
  }

  #request(noCache: boolean): BuildRequest {
    const { dockerfile, tag, target, buildArgs } = this.#options
    return {
      context: this.#context,
      dockerfile,
      tags: [tag],
      noCache,
      ...(target === undefined ? {} : { target }),
      ...(buildArgs === undefined ? {} : { buildArgs }),
    }
  }

  #world(catalog: Catalog): ForecastWorld {
    return { catalog, store: this.#store, now: atSecond(firstBuild + 60 * this.#built) }
  }
}
