import type { GivenImage } from '../../simulator/exercises.ts'
import {
  completionsOf,
  detached,
  endInput,
  type Foreground,
  type Host,
  type HostWorld,
  interrupted,
  type LineRun,
  type Looked,
  lookedAt,
  newHost,
  ownImages,
  runLine,
  typeLine,
  withImage,
  withTimePassed,
} from '../../simulator/hosts.ts'
import {
  type Build,
  configDigest,
  entryAt,
  type Image,
  later,
  newRegistry,
  parseReference,
  pushImage,
  type Time,
  type Tree,
} from '../../simulator/index.ts'
import type { Deed } from '../state/machine.ts'
import { Builder } from './builder.ts'
import { Deeds, hasChanged } from './deeds.ts'
import { filesChange } from './host-files.ts'

import { hostSystem, laptopName, laterOf, Machines, millisecondsFrom } from './machines.ts'
import { boundedOutput } from './output.ts'
import { type Place, type Pressed, pulledOn, pushedFrom } from './pressing.ts'
import type { FilesChange, ShellAnswer, ShellAsk, ShellStanding } from './typing.ts'

export { hostSystem } from './machines.ts'

/** How often a line may find yet another image missing before that counts as a mistake. */
const fetchRounds = 20
/** Time that may pass on the host from one question to the next: a page left open overnight does not play a night. */
const passedAtMostMs = 600_000

/** What a host needs of the desk. */
export interface HostSupply {
  /** All that is fetched. */
  readonly world: () => Promise<HostWorld>
  /** Fetches what was looked for in vain; whether anything came. */
  readonly fetchMissing: () => Promise<boolean>
  /** Builds what a builder's project is; undefined where that cannot be. */
  readonly build: (builder: Builder) => Promise<Build | undefined>
  /** Hears of what was done and must be done again in the next visit; of undefined when that is too much. */
  readonly noted: (deed: Deed | undefined) => void
}

/** What a question gives beside its answer: builds that were typed, and whether the builder has other images or another store. */
export interface Answered {
  readonly answer?: ShellAnswer
  readonly builds: readonly Build[]
  readonly changesForecast: boolean
}

interface Shell {
  /** The computer that it is on. */
  readonly host: string
  readonly directory: string
  readonly variables: Host['variables']
  readonly status: number
  readonly foreground?: Foreground
}

/**
 * The laptop that a workbench's project lies on, the nodes beside it, and the registries that all of them reach. Shells on the laptop type on the same
 * files, store and images that the buttons use: what a line changed of the files goes to the builder and is told; what was built by a button is among its
 * images before the next line. All clocks go together.
 */
export class ProjectHost {
  readonly #builder: Builder
  readonly #supply: HostSupply
  readonly #shells = new Map<number, Shell>()
  readonly #seen = new WeakSet<Build>()
  #machines = new Machines()
  /** Images that were there before anything was done. */
  #given: readonly GivenImage[] = []
  readonly #deeds: Deeds
  #laptop: Host | undefined
  /** What was pushed. */
  #registry: HostWorld['registry']
  /** The latest that any clock has said. */
  #clock: Time | undefined
  /** What the builder's images were last taken from. */
  #brought: readonly [images?: Host['images'], logins?: Host['logins'], registry?: HostWorld['registry']] = []

  constructor(builder: Builder, supply: HostSupply) {
    this.#builder = builder
    this.#supply = supply
    this.#deeds = new Deeds(supply.noted)
  }

  /** Does again what was done in an earlier visit. What is here already of the project stays as it is. */
  async restore(deeds: readonly Deed[]): Promise<void> {
    const builder = new Builder()
    const past = new ProjectHost(builder, { ...this.#supply, noted: () => {} })
    await past.bring(this.#given)
    for (const deed of deeds) await past.#redo(deed)
    const laptop = past.#hostNamed(laptopName, await this.#world())
    const own = this.#builder
    const ids = new Set(laptop.images.map(({ id }) => id))
    const made = [...own.builds.made]
    for (const build of made) if (build.image !== undefined && ids.has(configDigest(build.image))) this.#seen.add(build)
    // Links and devices are on the machine alone; the store knows all builds, unless something was built since.
    const folder = filesChange(own.context, folderOf(laptop)) === undefined ? folderOf(laptop) : own.context
    own.take(folder, undefined, made.every((build) => this.#seen.has(build)) ? laptop.store : own.store, laptop.clock)
    this.#machines = past.#machines
    this.#laptop = laptop
    this.#registry = past.#registry
    this.#clock = past.#clock
    this.#bringImages()
    this.#deeds.goOn(deeds, builder.project.files)
  }

  async #redo(deed: Deed): Promise<void> {
    const { files, removed, options } = deed
    this.#builder.change({ files, removed, options }, this.#builder.revision + 1)
    if (deed.kind === 'build') {
      const build = await this.#supply.build(this.#builder)
      if (build !== undefined) this.#builder.keep(build)
      return
    }
    const world = await this.#world()
    const host = { ...this.#hostNamed(deed.host, world), clock: deed.clock }
    if (deed.kind === 'line') {
      const { directory, status, line, isTerminal } = deed
      const ran = await this.#typed(
        line,
        { ...host, directory, variables: new Map(deed.variables), status },
        isTerminal,
      )
      if (deed.host === laptopName) this.#takeOver(ran.host)
      return
    }
    const { what, container, exec, input, line } = deed
    const foreground = {
      container,
      shown: 0,
      interrupts: 0,
      ...(exec === undefined ? {} : { exec }),
      ...(input && { input }),
    }
    const looked = looks[what](host, foreground, world, line)
    this.#keep(looked.host)
    if (deed.host === laptopName) this.#takeOver(looked.host)
  }

  /** The registries as its lines have left them; undefined before anything was typed. */
  get registry(): HostWorld['registry'] {
    return this.#registry
  }

  /** Takes in images that are there before anything is done: on the laptop, or in the registry. */
  async bring(images: readonly GivenImage[]): Promise<void> {
    if (images.length === 0) return
    this.#given = images
    const world = await this.#world()
    for (const { tag, at, image } of images) {
      const reference = parseReference(tag)
      if ('error' in reference) continue
      if (at === 'host')
        this.#laptop = withImage(this.#hostNamed(laptopName, world), image, [tag], this.#builder.now, world)
      else {
        const repository = `${reference.domain}/${reference.path}`
        const registry = this.#registry ?? newRegistry()
        this.#registry = pushImage(registry, world.catalog, image, repository, reference.tag ?? 'latest').registry
      }
    }
    this.#laptop ??= this.#hostNamed(laptopName, world)
    this.#bringImages()
  }

  /** Images that a node has; none where nobody has used it yet. */
  imagesOn(node: string): readonly Image[] {
    return this.#machines.imagesOn(node)
  }

  /** Pushes a build's image from the laptop to a place in a registry, as the line would that is typed for it. */
  async push(image: Image, place: Place): Promise<Pressed> {
    const laptop = this.#hostNamed(laptopName, await this.#world())
    return pushedFrom(laptop, image, place, this.#registry, (line, host) => this.#typed(line, host, false))
  }

  /** Pulls what was pushed to a place on nodes, all at once, which takes so long. */
  async pull(nodes: readonly string[], place: Place, durationMs: number): Promise<Pressed> {
    const world = await this.#world()
    const { logins, clock } = this.#hostNamed(laptopName, world)
    const began = laterOf(clock, this.#clock)
    // Nodes have the accounts of the laptop, and begin together.
    const hosts = nodes.map((name): Host => ({ ...this.#machines.at(name, began, world), clock: began, logins }))
    const pressed = await pulledOn(hosts, place, (line, host) => this.#typed(line, host, false))
    this.#clock = later(began, durationMs)
    return pressed
  }

  /** Answers what one of its shells is asked. Rejects when something cannot be fetched. */
  async answer(id: number, ask: ShellAsk): Promise<Answered> {
    const world = await this.#world()
    const named = ask.kind === 'begin' ? ask.host : undefined
    const known = named === undefined ? this.#shells.get(id) : undefined
    const host = this.#hostNamed(known?.host ?? named ?? laptopName, world)
    const shell = known ?? firstShell(host)
    const inShell: Host = { ...host, directory: shell.directory, variables: shell.variables, status: shell.status }
    switch (ask.kind) {
      case 'begin':
        this.#shells.set(id, shell)
        return only({ kind: 'ran', output: [], standing: this.#standing(host, shell) })
      case 'leave':
        this.#shells.delete(id)
        return { builds: [], changesForecast: false }
      case 'complete': {
        const { from, choices } = completionsOf(inShell, ask.line, ask.at)
        return only({ kind: 'completions', line: ask.line, from, choices: choices.slice(0, 200) })
      }
      case 'line':
        return this.#run(id, ask.line, passed(inShell, ask.passedMs))
      case 'pass':
        return this.#look(id, shell, passed(inShell, ask.passedMs), world, lookedAt)
      case 'interrupt':
      case 'input':
      case 'end-of-input': {
        const line = ask.kind === 'input' ? ask.line : ''
        const now = passed(inShell, ask.passedMs)
        if (shell.foreground !== undefined) this.#noteLook(ask.kind, line, now, shell.foreground)
        return this.#look(id, shell, now, world, (host, foreground, all) =>
          looks[ask.kind](host, foreground, all, line),
        )
      }
      case 'detach':
        return this.#look(id, shell, passed(inShell, ask.passedMs), world, detached)
    }
  }

  /** The host as it is now: made when it is first asked for, with the project's files and all images that were built without it. */
  #present(world: HostWorld): Host {
    const builder = this.#builder
    let host =
      this.#laptop ??
      newHost({
        name: laptopName,
        system: world.catalog.images.get(hostSystem)?.image.tree ?? builder.context,
        project: builder.context,
        folder: builder.folder,
        now: builder.now,
      })
    for (const build of builder.builds.made) {
      if (this.#seen.has(build)) continue
      this.#seen.add(build)
      const project = builder.madeOf(build)
      if (project !== undefined) this.#deeds.note({ kind: 'build' }, project)
      if (build.image !== undefined) host = withImage(host, build.image, build.tags, builder.now, world)
    }
    host = { ...host, store: builder.store, files: withFolder(host, builder.context) }
    this.#laptop = host
    return host
  }

  #noteLook(what: keyof typeof looks, line: string, { name, clock }: Host, foreground: Foreground): void {
    const { container, exec, input } = foreground
    const of = { container, ...(exec === undefined ? {} : { exec }), ...(input && { input }) }
    this.#deeds.note({ kind: 'foreground', what, line, host: name, clock, ...of }, this.#builder.project)
  }

  /** A computer as it is now. */
  #hostNamed(name: string, world: HostWorld): Host {
    const now = laterOf(this.#builder.now, this.#clock)
    const host = name === laptopName ? this.#present(world) : this.#machines.at(name, now, world)
    return { ...host, clock: laterOf(host.clock, this.#clock) }
  }

  /** Runs a line on a computer, which is then as the line leaves it. */
  async #typed(line: string, before: Host, isTerminal = true): Promise<LineRun> {
    let ran = runLine(before, line, await this.#world(), { isTerminal })
    for (let round = 0; await this.#supply.fetchMissing(); round++) {
      if (round === fetchRounds) throw new RangeError(`images still missing after ${fetchRounds} rounds`)
      // Nothing of what the line did is kept: it runs again, as if all had been there.
      ran = runLine(before, line, await this.#world(), { isTerminal })
    }
    const isDeed = hasChanged(before, ran.host) || ran.registry !== (this.#registry ?? ran.registry)
    const { name, clock, directory, variables, status } = before
    if (isDeed)
      this.#deeds.note(
        { kind: 'line', host: name, clock, directory, variables: [...variables], status, line, isTerminal },
        this.#builder.project,
      )
    this.#registry = ran.registry
    for (const build of ran.builds) this.#seen.add(build)
    this.#keep(ran.host)
    return ran
  }

  async #run(id: number, line: string, before: Host): Promise<Answered> {
    const ownBefore = this.#builder.own
    const ran = await this.#typed(line, before)
    const world = await this.#world()
    const { host, foreground, removed } = ran
    const { directory, variables, status } = host
    const prompt = foreground && lookedAt(host, foreground, world).prompt
    const shell: Shell = { host: host.name, directory, variables, status, ...(foreground && { foreground }) }
    this.#shells.set(id, shell)
    // What ended in the foreground of other shells is told there when they next look.
    for (const [other, one] of this.#shells) {
      if (one.foreground === undefined || !removed.some(({ plan }) => plan.id === one.foreground?.container)) continue
      const end = lookedAt(host, one.foreground, world, removed)
      this.#ended.set(other, end)
    }
    const isLaptop = host.name === laptopName
    const change = isLaptop ? this.#takeOver(host) : undefined
    return {
      answer: {
        kind: 'ran',
        output: boundedOutput(ran.output),
        standing: this.#standing(host, shell, prompt),
        tookMs: millisecondsFrom(before.clock, host.clock),
        ...(change && { change }),
      },
      // The workbench shows what the laptop builds.
      builds: isLaptop ? ran.builds : [],
      changesForecast: isLaptop && (host.store !== before.store || this.#builder.own !== ownBefore),
    }
  }

  #keep(host: Host): void {
    this.#clock = laterOf(host.clock, this.#clock)
    if (host.name === laptopName) this.#laptop = host
    else this.#machines.put(host)
    this.#bringImages()
  }

  /** What the laptop has and what was pushed can be built on by the button too. */
  #bringImages(): void {
    if (this.#laptop === undefined) return
    const { images, logins } = this.#laptop
    const [lastImages, lastLogins, lastRegistry] = this.#brought
    if (images === lastImages && logins === lastLogins && this.#registry === lastRegistry) return
    this.#brought = [images, logins, this.#registry]
    this.#builder.bring(ownImages(this.#laptop, this.#registry ?? newRegistry()))
  }

  async #world(): Promise<HostWorld> {
    const world = await this.#supply.world()
    return this.#registry === undefined ? world : { ...world, registry: this.#registry }
  }

  /** Containers of other shells that ended by a line of this one. */
  readonly #ended = new Map<number, Looked>()

  /** The laptop as it is after a line: its files and store are the builder's. */
  #takeOver(host: Host): FilesChange | undefined {
    const folder = folderOf(host)
    const change = filesChange(this.#builder.context, folder)
    this.#builder.take(folder, change, host.store, host.clock)
    if (change !== undefined) this.#deeds.isAt(this.#builder.project.files)
    return change
  }

  #look(
    id: number,
    shell: Shell,
    host: Host,
    world: HostWorld,
    look: (host: Host, foreground: Foreground, world: HostWorld) => Looked,
  ): Answered {
    this.#keep(host)
    if (shell.foreground === undefined) return only({ kind: 'ran', output: [], standing: this.#standing(host, shell) })
    const { foreground: _, ...bare } = shell
    const ended = this.#ended.get(id)
    this.#ended.delete(id)
    const looked = ended === undefined ? look(host, shell.foreground, world) : { ...ended, host }
    const { foreground, status, output, prompt } = looked
    const next: Shell = { ...bare, status: status ?? bare.status, ...(foreground && { foreground }) }
    this.#shells.set(id, next)
    this.#keep(looked.host)
    // What is mounted in a container may have changed in it.
    const isChanged = looked.host.name === laptopName && looked.host.files !== host.files
    const change = isChanged ? this.#takeOver(looked.host) : undefined
    const standing = this.#standing(looked.host, next, prompt)
    return only({ kind: 'ran', output: boundedOutput(output), standing, ...(change && { change }) })
  }

  #standing(host: Host, { directory, status, foreground }: Shell, prompt?: string): ShellStanding {
    const home = host.variables.get('HOME')?.value ?? ''
    const container = host.containers.find(({ plan }) => plan.id === foreground?.container)
    const isAtHome = home !== '' && (directory === home || directory.startsWith(`${home}/`))
    return {
      ...(host.name === laptopName ? {} : { host: host.name }),
      directory: isAtHome ? `~${directory.slice(home.length)}` : directory,
      status,
      ...(foreground && { attached: container?.name ?? foreground.container.slice(0, 12) }),
      ...(prompt === undefined ? {} : { prompt }),
    }
  }
}

/** What is done to a container in the foreground of a shell. */
const looks = {
  input: (host: Host, foreground: Foreground, world: HostWorld, line: string): Looked =>
    typeLine(host, foreground, line, world),
  'end-of-input': (host: Host, foreground: Foreground, world: HostWorld): Looked => endInput(host, foreground, world),
  interrupt: (host: Host, foreground: Foreground, world: HostWorld): Looked => interrupted(host, foreground, world),
} as const

function firstShell({ name, home, variables }: Host): Shell {
  return { host: name, directory: home, variables, status: 0 }
}

function only(answer: ShellAnswer): Answered {
  return { answer, builds: [], changesForecast: false }
}

function passed(host: Host, milliseconds: number): Host {
  return withTimePassed(host, Math.min(Math.max(0, milliseconds), passedAtMostMs))
}

/** The project's folder on the host; empty where a line took it away. */
function folderOf({ files, home }: Host): Tree {
  const folder = entryAt(files, home)
  return folder?.kind === 'directory' ? folder : { ...files, entries: new Map() }
}

/** The host's files with the project's folder as it is in the editor. */
function withFolder({ files, home }: Host, folder: Tree): Tree {
  return entryAt(files, home) === folder ? files : placed(files, home.split('/').filter(Boolean), folder)
}

function placed(tree: Tree, [name = '', ...rest]: readonly string[], folder: Tree): Tree {
  const below = tree.entries.get(name)
  const next = rest.length === 0 ? folder : placed(below?.kind === 'directory' ? below : folder, rest, folder)
  return { ...tree, entries: new Map(tree.entries).set(name, next) }
}
