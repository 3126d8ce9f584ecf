import { readFile } from 'node:fs/promises'
import { programs } from '../../../simulator/programs.ts'
import { Desk } from '../../../src/engine/desk.ts'
import type { Ask, BuildOptions, SessionAsk, Tell } from '../../../src/engine/protocol.ts'
import type { ProjectFile } from '../../../src/state/project.ts'

const options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'a' }
const catalog = new URL('../../../catalog/', import.meta.url)

/** A desk with the catalog's images, and all that it has told. */
export class Spoken {
  readonly told: Tell[] = []
  #ids = 0
  readonly #desk = new Desk({
    tell: (tell) => void this.told.push(tell),
    fetchJson: async (path) => JSON.parse(await readFile(new URL(path, catalog), 'utf8')),
    loadPrograms: async () => programs,
    pause: () => new Promise((resume) => setImmediate(resume)),
  })

  /** The id of what was asked last. */
  get id(): number {
    return this.#ids
  }

  /** Asks; ends when nothing waits any more. */
  ask<Kind extends Ask['kind']>(
    kind: Kind,
    rest: Omit<Extract<Ask, { readonly kind: Kind }>, keyof SessionAsk | 'kind'>,
  ): Promise<void> {
    this.#ids += 1
    const ask = { session: 's', id: this.#ids, revision: this.#ids, kind, ...rest }
    return this.#desk.receive(ask as Ask)
  }

  /** Sets the Dockerfile and other files (`path=text`). */
  project(dockerfile: string, ...others: readonly string[]): Promise<void> {
    const files: ProjectFile[] = others.map((one) => {
      const [path = '', text = ''] = one.split(/=(.*)/s)
      return { path, text }
    })
    return this.ask('project', {
      change: { files: [{ path: 'Dockerfile', text: dockerfile }, ...files], removed: [], options },
    })
  }

  /** The last that was told of a kind. */
  last<Kind extends Tell['kind']>(kind: Kind): Extract<Tell, { readonly kind: Kind }> {
    const found = this.told.findLast((tell): tell is Extract<Tell, { kind: Kind }> => tell.kind === kind)
    if (found === undefined) throw new Error(`nothing of kind ${kind} was told`)
    return found
  }
}
