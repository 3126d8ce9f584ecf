import type { BaseFacts } from '../image/facts.ts'

/** What completions and hovers may know besides the Dockerfile: the context, the catalog, what the build is asked for. */
export interface Surroundings {
  /** The files of the context, by path. */
  readonly files: readonly ContextFile[]
  /** The images of the catalog. */
  readonly images: readonly KnownImage[]
  /** What the images that are loaded hold, by normalised reference. */
  readonly bases: ReadonlyMap<string, BaseFacts>
  /** `--build-arg`. */
  readonly buildArgs: Readonly<Record<string, string>>
}

export interface ContextFile {
  /** Relative to the context. */
  readonly path: string
  /** The ignore file leaves it out. */
  readonly isIgnored: boolean
}

/** An image of the catalog, by the name people write. */
export interface KnownImage {
  readonly reference: string
  /** Bytes of its files. */
  readonly size: number
  /** The day after which its makers support it no longer, as `2022-05-01`. */
  readonly supportUntil?: string
}

/** Nothing known: a Dockerfile by itself. */
export const noSurroundings: Surroundings = { files: [], images: [], bases: new Map(), buildArgs: {} }
