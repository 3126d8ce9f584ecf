import {
  atSecond,
  type Build,
  type BuildEvent,
  type BuildRequest,
  build,
  type Catalog,
  emptyStore,
  emptyTree,
  type FileGroup,
  type Forecast,
  type ForecastWorld,
  fileGroups,
  forecast,
  type Layer,
  type Store,
  type Tree,
  type World,
  withGroupChanged,
  worldAfter,
} from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'
import { contextOf } from './context.ts'
import type { BuildOptions, ProjectChange } from './protocol.ts'
import { requestOf } from './request.ts'
import type { GroupOutlookView } from './views.ts'

/** The first build's virtual time, 1 January 2026, noon; each later build is a minute after the one before. */
export const firstBuild = atSecond(1_767_268_800)

/** One workbench's builder: its files, its cache and the last image it made. */
export class Builder {
  #files = new Map<string, ProjectFile>()
  #context: Tree = emptyTree
  #options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'image' }
  #store: Store = emptyStore
  #last: { readonly revision: number; readonly build: Build } | undefined
  #tried: { readonly revision: number; readonly build: Build } | undefined
  #outlooks: { readonly revision: number; readonly groups: readonly GroupOutlookView[] } | undefined
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
    return forecast(this.#request(), this.#world(catalog))
  }

  /** Starts a build of the project; {@link Builder.keep} makes its result the builder's own. */
  start(catalog: Catalog, programs: World['programs']): Generator<BuildEvent, Build> {
    return build(this.#request(), { ...this.#world(catalog), programs })
  }

  /** Starts the build that would follow `present` if a file of a group changed. */
  startChanged(present: Build, group: FileGroup, world: Omit<World, 'store' | 'now'>): Generator<BuildEvent, Build> {
    const now = { ...world, ...this.#world(world.catalog) }
    // Without the cache every step would run, whatever changed: that is no answer to what a change costs.
    const { noCache: _, noCacheFilter: __, ...request } = this.#request()
    return build(withGroupChanged(request, group, now.now), worldAfter(present, now))
  }

  /** The groups of files that are likely to change together. */
  get groups(): readonly FileGroup[] {
    return fileGroups(this.#context, this.#options.dockerfile)
  }

  /** What changes of the groups of this revision would cost, where it was worked out. */
  get outlooks(): readonly GroupOutlookView[] | undefined {
    return this.#outlooks?.revision === this.revision ? this.#outlooks.groups : undefined
  }

  noteOutlooks(groups: readonly GroupOutlookView[]): void {
    this.#outlooks = { revision: this.revision, groups }
  }

  /** Notes what a build of this revision gives, without keeping what it did. */
  noteTrial(tried: Build): void {
    this.#tried = { revision: this.revision, build: tried }
  }

  /** The build of this revision where it was tried already: it would give the same again. */
  get trial(): Build | undefined {
    return this.#tried?.revision === this.revision ? this.#tried.build : undefined
  }

  /** The build of the project as it is: made, or at least tried. */
  get present(): Build | undefined {
    return this.#last?.revision === this.revision ? this.#last.build : this.trial
  }

  /** The last build that was made. */
  get last(): Build | undefined {
    return this.#last?.build
  }

  /** Takes over a build: its cache and its image. */
  keep(finished: Build): void {
    this.#store = finished.store
    this.#last = { revision: this.revision, build: finished }
    this.#built += 1
    this.#tried = undefined
    this.#outlooks = undefined
  }

  /** Forgets all builds. */
  cool(): void {
    this.#store = emptyStore
    this.#tried = undefined
    this.#outlooks = undefined
  }

  /** A layer of the image that is shown, counted from the lowest, from 0: what a build of this revision gives, else the last image. */
  layer(index: number): Layer | undefined {
    return (this.trial ?? this.last)?.image?.layers[index]
  }

  #request(): BuildRequest {
    const { tag, ...options } = this.#options
    return { ...requestOf(this.#context, options), tags: [tag] }
  }

  #world(catalog: Catalog): ForecastWorld {
    return { catalog, store: this.#store, now: atSecond(firstBuild.seconds + 60 * this.#built) }
  }
}
