import type { Change } from '../filesystem/differences.ts'
import type { Tree } from '../filesystem/tree.ts'
import type { Digest } from '../values/digest.ts'
import type { Quantity } from '../values/estimate.ts'

/** What kind of machine an image is for. Source: OCI image-spec, config.md. */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
}

/** The settings of an image: the `config` object of the image config. Keys as in JSON. Source: moby/docker-image-spec. */
export interface ImageSettings {
  readonly User?: string
  readonly ExposedPorts?: readonly string[]
  readonly Env?: readonly string[]
  readonly Entrypoint?: readonly string[]
  readonly Cmd?: readonly string[]
  readonly Volumes?: readonly string[]
  readonly WorkingDir?: string
  readonly Labels?: Readonly<Record<string, string>>
  readonly StopSignal?: string
  readonly ArgsEscaped?: boolean
  readonly Healthcheck?: Healthcheck
  readonly OnBuild?: readonly string[]
  readonly Shell?: readonly string[]
}

/** Durations in nanoseconds; zero is left out of the JSON. */
export interface Healthcheck {
  readonly Test: readonly string[]
  readonly Interval?: number
  readonly Timeout?: number
  readonly StartPeriod?: number
  readonly StartInterval?: number
  readonly Retries?: number
}

/** One line of an image's history. Times as RFC 3339 texts. */
export interface HistoryEntry {
  readonly created?: string
  readonly created_by?: string
  readonly author?: string
  readonly comment?: string
  readonly empty_layer?: boolean
}

/**
 * One layer of an image. `diffID`, `size` and `entries` of a layer with sized content cannot be those of the real bytes; `isExact` says so.
 * The archive is made only when asked for.
 */
export interface Layer {
  /** The hash of the tar; for a layer that is not exact, a stand-in of the same form that is equal for equal layers. */
  readonly diffID: Digest
  /** All bytes are real (or their digests known where only digests count), so the diffID is docker's own. */
  readonly isExact: boolean
  /** Bytes of the files in it, as `docker history` of the classic store counts. */
  readonly fileBytes: Quantity
  /** Bytes of the uncompressed tar. */
  readonly size: Quantity
  /** Bytes on the wire: the gzip of the tar. Computed when asked; an estimate for sized content. */
  readonly compressedSize: () => Quantity
  /** The uncompressed tar in pieces; content of which only the size is known comes out as zeros. */
  readonly archive: () => Iterable<Uint8Array>
  /** What it adds, changes and removes, in tar order, parents included. */
  readonly changes: readonly Change[]
  /** Digest of the blob in the registry, where known (base images). */
  readonly digest?: Digest
}

/** A base image or a built one: layers, settings, history, and the file system they make together. */
export interface Image {
  readonly platform: Platform
  readonly settings: ImageSettings
  readonly layers: readonly Layer[]
  readonly history: readonly HistoryEntry[]
  /** RFC 3339; absent when nothing has a time (only FROM scratch). */
  readonly created?: string
  readonly author?: string
  /** All layers applied. */
  readonly tree: Tree
}
