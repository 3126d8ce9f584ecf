import type { GivenImage } from '../../simulator/exercises.ts'
import {
  completionsOf,
  detached,
  type Foreground,
  type Host,
  type HostWorld,
  type LineOptions,
  type LineRun,
  type Looked,
  lookedAt,
  newHost,
  ownImages,
  runLine,
  type Window,
  withImage,
} from '../../simulator/hosts.ts'
import {
  type Build,
  configDigest,
  type Image,
  later,
  newRegistry,
  parseReference,
  pushImage,
  type Time,
} from '../../simulator/index.ts'
import type { Deed } from '../state/machine.ts'
import { Builder } from './builder.ts'
import { Deeds, hasChanged } from './deeds.ts'
import { foregroundDeed, lookedAgain, looks } from './foregrounds.ts'
import { isDrawn, type RanLine, restAfter } from './held.ts'
import { filesChange, folderOf, withFolder } from './host-files.ts'
import { hostSystem, laptopName, laterOf, Machines, millisecondsFrom, passed } from './machines.ts'
import { boundedOutput } from './output.ts'
import { type Place, type Pressed, pulledOn, pushedFrom } from './pressing.ts'
import { firstShell, leftStanding, type Shell, shellOn, standingOf } from './standing.ts'
import { type Answered, type HostSupply, only } from './supply.ts'
import type { FilesChange, ShellAsk } from './typing.ts'

export { hostSystem } from './machines.ts'

/** How often a line may find yet another image missing before that counts as a mistake. */
const fetchRounds = 20

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
  /** The line that is drawn. */
  #held: RanLine | undefined
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
      const { directory, status, line, isTerminal, interruptMs } = deed
      const before = { ...host, directory, variables: new Map(deed.variables), status }
      const ran = await this.#typed(line, before, isTerminal, interruptMs)
      if (deed.host === laptopName) this.#takeOver(ran.host)
      return
    }
    const looked = lookedAgain(deed, host, world)
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
        return only({ kind: 'ran', output: [], standing: standingOf(host, shell) })
      case 'leave':
        this.#shells.delete(id)
        return { builds: [], changesForecast: false }
      case 'complete': {
        const { from, choices } = completionsOf(inShell, ask.line, ask.at)
        return only({ kind: 'completions', line: ask.line, from, choices: choices.slice(0, 200) })
      }
      case 'line':
        return this.#run(id, ask.line, passed(inShell, ask.passedMs), ask.window)
      case 'seen':
      case 'stop': {
        const held = this.#held
        // What was settled meanwhile has been told.
        if (held?.shell !== id) return only({ kind: 'ran', output: [], standing: standingOf(host, shell) })
        return ask.kind === 'seen' ? this.settle() : this.#stop(held, ask.shownMs)
      }
      case 'pass':
        return this.#look(id, shell, passed(inShell, ask.passedMs), world, lookedAt)
      case 'interrupt':
      case 'input':
      case 'end-of-input': {
        const line = ask.kind === 'input' ? ask.line : ''
        const now = passed(inShell, ask.passedMs)
        if (shell.foreground !== undefined && shell.foreground.watch === undefined)
          this.#deeds.note(foregroundDeed(ask.kind, line, now, shell.foreground), this.#builder.project)
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

  /** A computer as it is now. */
  #hostNamed(name: string, world: HostWorld): Host {
    const now = laterOf(this.#builder.now, this.#clock)
    const host = name === laptopName ? this.#present(world) : this.#machines.at(name, now, world)
    return { ...host, clock: laterOf(host.clock, this.#clock) }
  }

  /** Runs a line on a computer, which is then as the line leaves it. */
  async #typed(line: string, before: Host, isTerminal = true, interruptMs?: number): Promise<LineRun> {
    const ran = await this.#tried(line, before, { isTerminal, ...(interruptMs === undefined ? {} : { interruptMs }) })
    this.#keepRun(line, before, ran, isTerminal, interruptMs)
    return ran
  }

  /** What a line does on a computer, without keeping it. */
  async #tried(line: string, before: Host, how: LineOptions): Promise<LineRun> {
    for (let round = 0; round <= fetchRounds; round++) {
      // Nothing of what the line did is kept: it runs again, as if all had been there.
      const ran = runLine(before, line, await this.#world(), how)
      if (!(await this.#supply.fetchMissing())) return ran
    }
    throw new RangeError(`images still missing after ${fetchRounds} rounds`)
  }

  #keepRun(line: string, before: Host, ran: LineRun, isTerminal: boolean, interruptMs?: number): void {
    const { name, clock, directory, variables, status } = before
    if (hasChanged(before, ran.host) || ran.registry !== (this.#registry ?? ran.registry)) {
      const how = { isTerminal, ...(interruptMs === undefined ? {} : { interruptMs }) }
      this.#deeds.note(
        { kind: 'line', host: name, clock, directory, variables: [...variables], status, line, ...how },
        this.#builder.project,
      )
    }
    this.#registry = ran.registry
    for (const build of ran.builds) this.#seen.add(build)
    this.#keep(ran.host)
  }

  async #run(id: number, line: string, before: Host, window?: Window): Promise<Answered> {
    const ran = await this.#tried(line, before, { isTerminal: true, ...(window && { window }) })
    const typed = { shell: id, line, before, ran, window }
    if (!isDrawn(ran)) return this.#end(typed, ran.output)
    this.#held = typed
    const { host, foreground, output } = ran
    const standing = leftStanding(host, shellOn(host, foreground), await this.#world())
    return only({ kind: 'ran', output: boundedOutput(output), standing, isHeld: true })
  }

  /** The shell whose line is drawn, and can be stopped until that is over. */
  get holding(): number | undefined {
    return this.#held?.shell
  }

  /** Keeps what the line did that is drawn, to its end. The answer is for its shell. */
  async settle(): Promise<Answered> {
    const held = this.#held
    this.#held = undefined
    return held === undefined ? { builds: [], changesForecast: false } : this.#end(held, [])
  }

  /** Stops the line that is drawn where it is on the screen: what it would have done since is not done. */
  async #stop(held: RanLine, shownMs: number): Promise<Answered> {
    this.#held = undefined
    const { line, before, window } = held
    const how = { isTerminal: true, interruptMs: shownMs, ...(window && { window }) }
    const ran = await this.#tried(line, before, how)
    const output = restAfter(held.ran.output, ran.output, shownMs)
    return this.#end({ ...held, ran, interruptMs: shownMs }, output)
  }

  /** Keeps what a line did, and tells of it what is not told yet. */
  async #end({ shell: id, line, before, ran, interruptMs }: RanLine, output: LineRun['output']): Promise<Answered> {
    const ownBefore = this.#builder.own
    this.#keepRun(line, before, ran, true, interruptMs)
    const world = await this.#world()
    const { host, foreground, removed } = ran
    const shell = shellOn(host, foreground)
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
        output: boundedOutput(output),
        standing: leftStanding(host, shell, world),
        tookMs: millisecondsFrom(before.clock, host.clock),
        ...(interruptMs === undefined ? {} : { stoppedAtMs: interruptMs }),
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
    if (shell.foreground === undefined) return only({ kind: 'ran', output: [], standing: standingOf(host, shell) })
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
    const standing = standingOf(looked.host, next, prompt)
    return only({ kind: 'ran', output: boundedOutput(output), standing, ...(change && { change }) })
  }
}
