import type { Host } from '../../simulator/hosts.ts'
import { type Deed, deedCharactersAtMost, deedsAtMost } from '../state/machine.ts'
import type { ProjectFile } from '../state/project.ts'
import type { BuildOptions } from './protocol.ts'

/** What a deed is told with: the project as it was. */
export interface Project {
  readonly files: readonly ProjectFile[]
  readonly options: BuildOptions
}

type Bare = Deed extends infer One ? (One extends Deed ? Omit<One, 'files' | 'removed' | 'options'> : never) : never

/** Notes what is done on a machine, each deed with what changed in the project since the one before. */
export class Deeds {
  readonly #told: (deed: Deed | undefined) => void
  #files: ReadonlyMap<string, ProjectFile> = new Map()
  #count = 0
  #characters = 0

  /** `told` hears of each deed; of undefined when there were too many to be kept, and of none after that. */
  constructor(told: (deed: Deed | undefined) => void) {
    this.#told = told
  }

  /** Goes on after deeds of an earlier visit, which have left these files. */
  goOn(deeds: readonly Deed[], files: readonly ProjectFile[]): void {
    this.#count = deeds.length
    this.#characters = JSON.stringify(deeds).length
    this.isAt(files)
  }

  /** The files are now these, by what was noted last. */
  isAt(files: readonly ProjectFile[]): void {
    this.#files = new Map(files.map((file) => [file.path, file]))
  }

  /** Notes a deed in a project. Values of secrets are kept nowhere. */
  note(bare: Bare, { files, options: { secrets: _, ...options } }: Project): void {
    if (this.#count > deedsAtMost) return
    const now = new Set(files.map(({ path }) => path))
    const project = {
      files: files.filter((file) => this.#files.get(file.path) !== file),
      removed: [...this.#files.keys()].filter((path) => !now.has(path)),
      options: { ...options, noCacheFilter: [...(options.noCacheFilter ?? [])], buildArgs: { ...options.buildArgs } },
    }
    const deed: Deed = { ...bare, ...project }
    this.isAt(files)
    this.#count += 1
    this.#characters += JSON.stringify(deed).length
    const isKept = this.#count <= deedsAtMost && this.#characters <= deedCharactersAtMost
    if (!isKept) this.#count = deedsAtMost + 1
    this.#told(isKept ? deed : undefined)
  }
}

/** Whether a line has changed a machine in what outlives it: not its shell, nor its clock. */
export function hasChanged(before: Host, after: Host): boolean {
  const parts = ['files', 'store', 'images', 'containers', 'volumes', 'networks', 'logins', 'made', 'events'] as const
  return parts.some((part) => before[part] !== after[part])
}
