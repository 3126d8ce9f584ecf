import type { Digest } from '../values/digest.ts'
import type { Image } from './image.ts'

/**
 * The world's images and packages as data, loaded before a build: the simulator never fetches. A page loads the entries that a Dockerfile
 * names; a reference that is known but not loaded is reported as `not-loaded`, so that the caller can load it and try again.
 */
export interface Catalog {
  /** Loaded images by normalised reference (`docker.io/library/alpine:3.12`). */
  readonly images: ReadonlyMap<string, CatalogImage>
  /** Normalised references that exist, loaded or not. */
  readonly known: ReadonlySet<string>
  /** No registry can be reached: an image that is not loaded cannot be had, and a loaded one is taken whatever platform is asked for. */
  readonly offline?: boolean
  /** Images beside the catalog's, by normalised reference: those of the builder's own docker, and what was pushed. They come first. */
  readonly own?: ReadonlyMap<string, OwnImage>
  /** Package tables by name (`apt-bookworm`, `npm`), and `hosts`: what the servers hold that curl and wget can reach. Parsed JSON; the machine reads it against schemas. */
  readonly packageTables: ReadonlyMap<string, unknown>
}

/** An image that was built, loaded or pushed. */
export interface OwnImage {
  readonly image: Image
  /** Of its manifest; of one that was never pushed, that of its config. */
  readonly manifestDigest: Digest
  /** The builder's docker has it: nothing is fetched, and no digest is shown. */
  readonly isLocal: boolean
}

export interface CatalogImage {
  /** As people write it: `alpine:3.12`. */
  readonly reference: string
  /** Of the platform's manifest; names the image in `FROM …@sha256:…`. */
  readonly manifestDigest: Digest
  readonly image: Image
  readonly system: System
  /** Names of the package tables that its package managers need. */
  readonly packageTables: readonly string[]
  /** The day after which its makers support it no longer, as `2022-05-01`; absent when unknown. */
  readonly supportUntil?: string
}

/** What kind of system an image holds. */
export interface System {
  /** `debian`, `alpine`, `ubuntu`, `busybox`, `distroless`, `scratch`. */
  readonly family: string
  readonly version: string
  readonly codename?: string
  readonly libc?: 'glibc' | 'musl'
  readonly packageManager?: 'apt' | 'apk'
}
