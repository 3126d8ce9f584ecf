import { join } from 'node:path'
import { type Host, newHost, runLine } from '../../simulator/hosts.ts'
import { atSecond, type Catalog, newRegistry, parseReference, type Registry } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readCatalog } from '../../tools/world.ts'
import { contextOf, written } from '../engine/context.ts'
import type { ProjectFile } from '../state/project.ts'
import { plain } from '../terminal/plain.ts'
import { AuthorError } from './author-error.ts'
import type { Attributes } from './expression.ts'
import { printedLines, readTranscript, type TranscriptLine, type TypedCommand } from './transcript.ts'

/** Of which image's files a host's own system is, where the author does not say. */
const usualSystem = 'debian:bookworm-slim'
const usualName = 'laptop'
/** When the first line of a lesson is typed, in seconds after the files were written. */
const later = 86_400

/** The files of a scene or a fixture. Throws AuthorError when there are none of that name. */
export type FilesOf = (attributes: Attributes) => readonly ProjectFile[]

/**
 * The computers of one lesson, and the registries that they all reach. Each block types where the one before it stopped, so blocks are asked for in
 * the order of the page. A host begins with the files of its scene or fixture, an empty folder where none is named.
 */
export class Terminals {
  readonly #where: string
  readonly #filesOf: FilesOf
  readonly #catalog: Catalog
  readonly #hosts = new Map<string, Host>()
  readonly #lastOf = new Map<string, string>()
  #registry: Registry = newRegistry()

  /** `where` is the lesson's file, for messages; `root` the project's root, where the catalog lies. */
  constructor(where: string, filesOf: FilesOf, root: string) {
    this.#where = where
    this.#filesOf = filesOf
    this.#catalog = readCatalog(join(root, 'catalog'))
  }

  /**
   * Types the commands of a block and gives what its terminal shows. Throws AuthorError when a command does not do what its author claims, which
   * includes a status that is not 0.
   */
  transcript(text: string, attributes: Attributes): readonly TranscriptLine[] {
    const commands = readTranscript(text, this.#where)
    const shown: TranscriptLine[] = []
    commands.forEach((command, at) => {
      const output = this.#type(command, attributes)
      if (command.stays && at < commands.length - 1)
        throw new AuthorError(
          this.#where,
          'no more in a terminal in which something runs',
          commands[at + 1]?.text ?? '',
        )
      if (!command.isUnseen) shown.push(...printedLines(command, output))
    })
    return shown
  }

  /** What a command prints, without the line's end: `:typed{line="docker images -q"}`. Throws AuthorError when it fails or prints other than one line. */
  typed(attributes: Attributes): string {
    const { line } = attributes
    if (line === undefined || line === null || line === '')
      throw new AuthorError(this.#where, ':typed{line="a command"}', ':typed without a line')
    const [command] = readTranscript(`$ ${line}`, this.#where)
    const output = command === undefined ? '' : this.#type(command, attributes).trimEnd()
    if (output === '' || output.includes('\n'))
      throw new AuthorError(`${this.#where}: $ ${line}`, 'one line', output === '' ? 'nothing' : output)
    return output
  }

  #type(command: TypedCommand, attributes: Attributes): string {
    const key = this.#keyOf(attributes)
    const host = this.#hosts.get(key) ?? this.#newHost(attributes)
    const world = { catalog: this.#catalog, programs, registry: this.#registry }
    const run = runLine(host, command.text, world, { isTerminal: true })
    const where = `${this.#where}: $ ${command.text}`
    if (run.needs !== undefined) throw new AuthorError(where, 'images of the catalog or of this lesson', run.needs)
    this.#hosts.set(key, run.host)
    this.#registry = run.registry
    const output = plain(run.output.map((piece) => piece.text).join(''))
    for (const text of command.prints) if (!output.includes(text)) throw new AuthorError(where, `“${text}”`, output)
    for (const text of command.lacks) if (output.includes(text)) throw new AuthorError(where, `no “${text}”`, output)
    if (run.host.status !== command.exits)
      throw new AuthorError(where, `exit status ${command.exits}`, `${run.host.status}\n${output}`)
    const stays = run.attached !== undefined
    if (stays !== command.stays)
      throw new AuthorError(where, command.stays ? 'it stays in the foreground' : 'it ends', output)
    return output
  }

  /** Names a host: one of another name or with other files is another one; where no files are named, it is the last of its name. */
  #keyOf({ host, scene, fixture, system }: Attributes): string {
    const name = host ?? usualName
    const last = this.#lastOf.get(name)
    if (last !== undefined && scene === undefined && fixture === undefined && system === undefined) return last
    const key = [name, scene, fixture, system].join(' ')
    this.#lastOf.set(name, key)
    return key
  }

  #newHost(attributes: Attributes): Host {
    const { host, scene, fixture, system } = attributes
    const reference = parseReference(system ?? usualSystem)
    const image = 'error' in reference ? undefined : this.#catalog.images.get(reference.normal)
    if (image === undefined) throw new AuthorError(this.#where, 'a system: an image of the catalog', system ?? '')
    const files = scene === undefined && fixture === undefined ? [] : this.#filesOf(attributes)
    return newHost({
      name: host ?? usualName,
      system: image.image.tree,
      project: contextOf(files),
      folder: 'work',
      now: atSecond(written.seconds + later),
    })
  }
}
