import {
  atSecond,
  type Build,
  type BuildEvent,
  type BuildRequest,
  build,
  type Catalog,
  configDigest,
  emptyStore,
  emptyTree,
  type FileGroup,
  type Forecast,
  type ForecastWorld,
  fileGroups,
  forecast,
  parseReference,
  type Store,
  type Time,
  type Tree,
  type World,
  withGroupChanged,
  withText,
  worldAfter,
} from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'
import { Builds } from './builds.ts'
import { contextOf, contextWithout } from './context.ts'
import type { BuildOptions, ProjectChange } from './protocol.ts'
import { requestOf } from './request.ts'
import type { GroupOutlookView, MendingView } from './views.ts'

/** The first build's virtual time, 1 January 2026, noon; each later build is a minute after the one before. */
export const firstBuild = atSecond(1_767_268_800)

/** What a build needs of the world beside the builder's own. */
type Tools = Pick<World, 'catalog' | 'programs'>

/** How a build differs from that of the project as it is: another of its Dockerfiles, another text of it, no cache. */
export interface Variant {
  readonly dockerfile?: string
  readonly text?: string
  readonly isCold?: boolean
}

/** One workbench's builder: its files, its cache and the last image it made. */
export class Builder {
  #files = new Map<string, ProjectFile>()
  #context: Tree = emptyTree
  #options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'image' }
  #store: Store = emptyStore
  #last: { readonly revision: number; readonly build: Build } | undefined
  #tried: { readonly revision: number; readonly build: Build } | undefined
  #outlooks: { readonly revision: number; readonly groups: readonly GroupOutlookView[] } | undefined
  #mendings: { readonly revision: number; readonly mendings: readonly MendingView[] } | undefined
  #built = 0
  /** What the clock of the project's host says, where it has one. */
  #clock: Time | undefined
  /** Images that are there beside the catalog's. */
  #own: Catalog['own']
  /** What builds of the button were made of, except those with secrets. */
  readonly #madeOf = new WeakMap<Build, { readonly files: readonly ProjectFile[]; readonly options: BuildOptions }>()
  /** The builds that can still be asked about. */
  readonly builds = new Builds()
  /** Of the project as it is now; see the protocol. */
  revision = 0

  /** Takes over what changed in the project. */
  change(change: ProjectChange, revision: number): void {
    const gone = change.removed.filter((path) => this.#files.delete(path))
    for (const file of change.files) this.#files.set(file.path, file)
    const left =
      gone.length === 0
        ? this.#context
        : contextWithout(this.#context, gone, (path) => this.#files.get(path)?.folder === true)
    this.#context = contextOf(change.files, left)
    this.#options = change.options
    this.revision = revision
    this.#tried = undefined
  }

  /** Takes in images that Dockerfiles of the project may name. */
  bring(own: NonNullable<Catalog['own']>): void {
    this.#own = own
    this.#tried = undefined
    this.#outlooks = undefined
    this.#mendings = undefined
  }

  /** Images that Dockerfiles of the project may name, beside the catalog's. */
  get own(): Catalog['own'] {
    return this.#own
  }

  /** What a build of the project, or of a variant of it, would do. */
  forecast(catalog: Catalog, variant: Variant = {}): Forecast {
    return forecast(this.#request(variant), this.#world(catalog, variant))
  }

  /** Starts a build of the project, or of a variant of it; {@link Builder.keep} makes its result the builder's own. */
  start(tools: Tools, variant: Variant = {}): Generator<BuildEvent, Build> {
    return build(this.#request(variant), { ...tools, ...this.#world(tools.catalog, variant) })
  }

  /** Starts the build that would follow `present` if a file of a group changed. */
  startChanged(present: Build, group: FileGroup, world: Tools): Generator<BuildEvent, Build> {
    const now = { ...world, ...this.#world(world.catalog) }
    // Without the cache every step would run, whatever changed: that is no answer to what a change costs.
    const { noCache: _, noCacheFilter: __, ...request } = this.#request()
    return build(withGroupChanged(request, group, now.now), worldAfter(present, now))
  }

  /** The text of a file of the project, where it has one. */
  textOf(path: string): string | undefined {
    return this.#files.get(path)?.text
  }

  /** Path of the Dockerfile that is built. */
  get dockerfile(): string {
    return this.#options.dockerfile
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

  /** What mending the problems of this revision would do, where it was worked out. */
  get mendings(): readonly MendingView[] | undefined {
    return this.#mendings?.revision === this.revision ? this.#mendings.mendings : undefined
  }

  noteMendings(mendings: readonly MendingView[]): void {
    this.#mendings = { revision: this.revision, mendings }
  }

  /** Notes what a build of this revision gives, without keeping what it did; gives its key. */
  noteTrial(tried: Build): number {
    this.#tried = { revision: this.revision, build: tried }
    return this.builds.try(tried, this.revision)
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

  /** Takes over a build: its cache and its image. Gives its key. */
  keep(finished: Build): number {
    if (this.#options.secrets === undefined || Object.keys(this.#options.secrets).length === 0)
      this.#madeOf.set(finished, this.project)
    this.#store = finished.store
    this.#last = { revision: this.revision, build: finished }
    this.#built += 1
    this.#tried = undefined
    this.#outlooks = undefined
    this.#own = withBuilt(this.#own, finished)
    return this.builds.make(finished, this.revision)
  }

  /** Takes over a build that was typed, and need not be one of the project as it is. Gives its key. */
  keepTyped(finished: Build): number {
    // Where its image went is the line's to say.
    const own = this.#own
    const key = this.keep(finished)
    this.#own = own
    this.#madeOf.delete(finished)
    this.#last = { revision: Number.NaN, build: finished }
    return key
  }

  /** Takes over what a line on the project's host has done: to the files, of which `change` tells, to the store, and the time it took. */
  take(context: Tree, change: Omit<ProjectChange, 'options'> | undefined, store: Store, clock: Time): void {
    this.#clock = clock
    this.#store = store
    // Links and devices are in the folder alone.
    this.#context = context
    if (change === undefined) return
    for (const path of change.removed) this.#files.delete(path)
    for (const file of change.files) this.#files.set(file.path, file)
    this.#tried = undefined
  }

  /** The files as they are now, and the flags. */
  get project(): { readonly files: readonly ProjectFile[]; readonly options: BuildOptions } {
    return { files: [...this.#files.values()], options: this.#options }
  }

  /** What a build of the button was made of; undefined where it cannot be made again. */
  madeOf(build: Build): Builder['project'] | undefined {
    return this.#madeOf.get(build)
  }

  /** The folder of the project on the learner's machine. */
  get context(): Tree {
    return this.#context
  }

  /** What that folder is called. */
  get folder(): string {
    return this.#options.tag
  }

  /** The cache, and all that builds have left in it. */
  get store(): Store {
    return this.#store
  }

  /** When the next build begins: a minute after the last, or when the host's clock says. */
  get now(): Time {
    const next = atSecond(firstBuild.seconds + 60 * this.#built)
    return this.#clock !== undefined && this.#clock.seconds > next.seconds ? this.#clock : next
  }

  /** Forgets all builds. */
  cool(): void {
    this.#store = emptyStore
    this.#tried = undefined
    this.#outlooks = undefined
  }

  #request({ dockerfile = this.dockerfile, text, isCold }: Variant = {}): BuildRequest {
    const { tag, ...options } = this.#options
    const whole = { ...requestOf(this.#context, { ...options, dockerfile }), tags: [tag] }
    // An empty store has nothing to leave aside.
    const { noCache: _, noCacheFilter: __, ...cold } = whole
    const request = isCold === true ? cold : whole
    return text === undefined ? request : withText(request, text)
  }

  #world(catalog: Catalog, { isCold }: Variant = {}): ForecastWorld {
    const store = isCold === true ? emptyStore : this.#store
    return { catalog: this.#own === undefined ? catalog : { ...catalog, own: this.#own }, store, now: this.now }
  }
}

/** Images with that of a build under its names. */
function withBuilt(own: Catalog['own'], { image, tags }: Build): Catalog['own'] {
  if (image === undefined) return own
  const next = new Map(own)
  for (const tag of tags) {
    const reference = parseReference(tag)
    if (!('error' in reference))
      next.set(reference.normal, { image, manifestDigest: configDigest(image), isLocal: true })
  }
  return next
}
