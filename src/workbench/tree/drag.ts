import type { Incoming } from '../../state/intake.ts'
import { droppedFiles } from './incoming.ts'

/** The tree that something is dragged over. */
interface Under {
  /** The folder of the row that the pointer is over; empty at the top. */
  readonly folderAt: (event: DragEvent) => string
  /** Shows into which folder it would go; undefined when nothing is dragged any more. */
  readonly show: (folder: string | undefined) => void
  readonly move: (paths: readonly string[], folder: string) => void
  readonly add: (files: readonly Incoming[]) => void
}

/** Rows of the tree that are dragged to another folder of it, and files that are dragged in from outside. */
export class Drag {
  readonly #under: Under
  #paths: readonly string[] = []

  constructor(under: Under) {
    this.#under = under
  }

  /** Begins to drag rows, by their paths. */
  start({ dataTransfer }: DragEvent, paths: readonly string[]): void {
    if (dataTransfer === null) return
    this.#paths = paths
    dataTransfer.setData('text/plain', paths.join('\n'))
    dataTransfer.effectAllowed = 'copyMove'
  }

  readonly end = (): void => {
    this.#paths = []
    this.#under.show(undefined)
  }

  readonly over = (event: DragEvent): void => {
    if (!this.#takes(event)) return
    event.preventDefault()
    event.stopPropagation()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = this.#paths.length > 0 ? 'move' : 'copy'
    this.#under.show(this.#under.folderAt(event))
  }

  readonly drop = (event: DragEvent): void => {
    const { dataTransfer } = event
    if (dataTransfer === null || !this.#takes(event)) return
    event.preventDefault()
    event.stopPropagation()
    const folder = this.#under.folderAt(event)
    const paths = this.#paths
    this.end()
    if (paths.length > 0) this.#under.move(paths, folder)
    else void droppedFiles(dataTransfer, folder).then((files) => this.#under.add(files))
  }

  #takes({ dataTransfer }: DragEvent): boolean {
    return this.#paths.length > 0 || dataTransfer?.types.includes('Files') === true
  }
}
