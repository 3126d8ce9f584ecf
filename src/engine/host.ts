import {
  attachedTo,
  completionsOf,
  type Foreground,
  type Host,
  type HostWorld,
  interrupted,
  type Looked,
  lookedAt,
  newHost,
  type OutputPiece,
  runLine,
  withImage,
  withTimePassed,
} from '../../simulator/hosts.ts'
import { type Build, entryAt, type Tree } from '../../simulator/index.ts'
import type { Builder } from './builder.ts'
import { filesChange } from './host-files.ts'
import type { ShellAnswer, ShellAsk, ShellStanding } from './typing.ts'

/** Of which image's files the laptop's own system is. */
export const laptopSystem = 'docker.io/library/debian:bookworm-slim'

/** How often a line may find yet another image missing before that counts as a mistake. */
const fetchRounds = 20
/** Characters that one answer may bring, at most: of more, the end. */
const outputAtMost = 200_000
/** Time that may pass on the host from one question to the next: a page left open overnight does not play a night. */
const passedAtMostMs = 600_000

/** What a host needs of the desk. */
export interface HostSupply {
  /** All that is fetched. */
  readonly world: () => Promise<HostWorld>
  /** Fetches what was looked for in vain; whether anything came. */
  readonly fetchMissing: () => Promise<boolean>
}

/** What a question gives beside its answer: builds that were typed, and whether the builder's store is another one. */
export interface Answered {
  readonly answer?: ShellAnswer
  readonly builds: readonly Build[]
  readonly hasNewStore: boolean
}

interface Shell {
  readonly directory: string
  readonly variables: Host['variables']
  readonly status: number
  readonly foreground?: Foreground
}

/**
 * The laptop that a workbench's project lies on: its shells type on the same files, store and images that the buttons use. What a line changed of the
 * files goes to the builder and is told; what was built by a button is among its images before the next line.
 */
export class ProjectHost {
  readonly #builder: Builder
  readonly #supply: HostSupply
  readonly #shells = new Map<number, Shell>()
  readonly #seen = new WeakSet<Build>()
  #host: Host | undefined
  /** What was pushed. */
  #registry: HostWorld['registry']

  constructor(builder: Builder, supply: HostSupply) {
    this.#builder = builder
    this.#supply = supply
  }

  /** The registries as its lines have left them; undefined before anything was typed. */
  get registry(): HostWorld['registry'] {
    return this.#registry
  }

  /** Answers what one of its shells is asked. Rejects when something cannot be fetched. */
  async answer(id: number, ask: ShellAsk): Promise<Answered> {
    const world = await this.#world()
    const host = this.#present(world)
    const shell = this.#shells.get(id) ?? firstShell(host)
    const inShell: Host = { ...host, directory: shell.directory, variables: shell.variables, status: shell.status }
    switch (ask.kind) {
      case 'begin':
        this.#shells.set(id, shell)
        return only({ kind: 'ran', output: [], standing: this.#standing(host, shell) })
      case 'leave':
        this.#shells.delete(id)
        return { builds: [], hasNewStore: false }
      case 'complete': {
        const { from, choices } = completionsOf(inShell, ask.line, ask.at)
        return only({ kind: 'completions', line: ask.line, from, choices: choices.slice(0, 200) })
      }
      case 'line':
        return this.#run(id, ask.line, passed(inShell, ask.passedMs), world)
      case 'pass':
        return this.#look(id, shell, passed(inShell, ask.passedMs), world, lookedAt)
      case 'interrupt':
        return this.#look(id, shell, passed(inShell, ask.passedMs), world, interrupted)
    }
  }

  /** The host as it is now: made when it is first asked for, with the project's files and all images that were built without it. */
  #present(world: HostWorld): Host {
    const builder = this.#builder
    let host =
      this.#host ??
      newHost({
        name: 'laptop',
        system: world.catalog.images.get(laptopSystem)?.image.tree ?? builder.context,
        project: builder.context,
        folder: builder.folder,
        now: builder.now,
      })
    for (const build of builder.builds.made) {
      if (this.#seen.has(build)) continue
      this.#seen.add(build)
      if (build.image !== undefined) host = withImage(host, build.image, build.tags, builder.now, world)
    }
    host = { ...host, store: builder.store, files: withFolder(host, builder.context) }
    this.#host = host
    return host
  }

  async #run(id: number, line: string, before: Host, world: HostWorld): Promise<Answered> {
    let ran = runLine(before, line, world, { isTerminal: true })
    for (let round = 0; await this.#supply.fetchMissing(); round++) {
      if (round === fetchRounds) throw new RangeError(`images still missing after ${fetchRounds} rounds`)
      // Nothing of what the line did is kept: it runs again, as if all had been there.
      world = await this.#world()
      ran = runLine(before, line, world, { isTerminal: true })
    }
    const { host, attached, removed, registry } = ran
    this.#registry = registry
    const { directory, variables, status } = host
    const foreground = attached === undefined ? undefined : attachedTo(host, attached, world)
    const shell: Shell = { directory, variables, status, ...(foreground && { foreground }) }
    this.#shells.set(id, shell)
    // What ended in the foreground of other shells is told there when they next look.
    for (const [other, one] of this.#shells) {
      if (one.foreground === undefined || !removed.some(({ plan }) => plan.id === one.foreground?.container)) continue
      const end = lookedAt(host, one.foreground, world, removed)
      this.#ended.set(other, end)
    }
    for (const build of ran.builds) this.#seen.add(build)
    const hasNewStore = host.store !== before.store
    const change = this.#takeOver(host)
    return {
      answer: {
        kind: 'ran',
        output: bounded(ran.output),
        standing: this.#standing(host, shell),
        ...(change && { change }),
      },
      builds: ran.builds,
      hasNewStore,
    }
  }

  async #world(): Promise<HostWorld> {
    const world = await this.#supply.world()
    return this.#registry === undefined ? world : { ...world, registry: this.#registry }
  }

  /** Containers of other shells that ended by a line of this one. */
  readonly #ended = new Map<number, Looked>()

  /** The host as it is after a line: its files and store are the builder's. */
  #takeOver(host: Host) {
    this.#host = host
    const folder = folderOf(host)
    const change = filesChange(this.#builder.context, folder)
    this.#builder.take(folder, change, host.store, host.clock)
    return change
  }

  #look(
    id: number,
    shell: Shell,
    host: Host,
    world: HostWorld,
    look: (host: Host, foreground: Foreground, world: HostWorld) => Looked,
  ): Answered {
    this.#host = host
    if (shell.foreground === undefined) return only({ kind: 'ran', output: [], standing: this.#standing(host, shell) })
    const { foreground: _, ...bare } = shell
    const ended = this.#ended.get(id)
    this.#ended.delete(id)
    const looked = ended === undefined ? look(host, shell.foreground, world) : { ...ended, host }
    const { foreground, status, output } = looked
    const next: Shell = { ...bare, status: status ?? bare.status, ...(foreground && { foreground }) }
    this.#shells.set(id, next)
    this.#host = looked.host
    return only({ kind: 'ran', output: bounded(output), standing: this.#standing(looked.host, next) })
  }

  #standing(host: Host, { directory, status, foreground }: Shell): ShellStanding {
    const home = host.variables.get('HOME')?.value ?? ''
    const container = host.containers.find(({ plan }) => plan.id === foreground?.container)
    const isAtHome = home !== '' && (directory === home || directory.startsWith(`${home}/`))
    return {
      directory: isAtHome ? `~${directory.slice(home.length)}` : directory,
      status,
      ...(foreground && { attached: container?.name ?? foreground.container.slice(0, 12) }),
    }
  }
}

function firstShell({ home, variables }: Host): Shell {
  return { directory: home, variables, status: 0 }
}

function only(answer: ShellAnswer): Answered {
  return { answer, builds: [], hasNewStore: false }
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

/** Output that an answer can carry: of too much, the end, and how much is left out. */
function bounded(output: readonly OutputPiece[]): readonly OutputPiece[] {
  const all = output.reduce((sum, { text }) => sum + text.length, 0)
  if (all <= outputAtMost) return output
  let left = outputAtMost
  const kept: OutputPiece[] = []
  for (const piece of [...output].reverse()) {
    if (left <= 0) break
    kept.unshift({ ...piece, text: piece.text.slice(-left) })
    left -= piece.text.length
  }
  const note = `[${(all - outputAtMost).toLocaleString('en')} characters before this are not shown]\n`
  return [{ stream: 'stderr', text: note, atMs: kept[0]?.atMs ?? 0 }, ...kept]
}
