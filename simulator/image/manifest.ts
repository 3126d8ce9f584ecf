import { bytesOf } from '../values/bytes.ts'
import { type Digest, digestOf } from '../values/digest.ts'
import type { Platform } from './image.ts'

/** Names of the kinds of blob. Source: OCI image-spec, media-types.md. */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  gzipLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
} as const

/** How one blob names another. */
export interface Descriptor {
  readonly mediaType: string
  readonly digest: Digest
  readonly size: number
  readonly annotations?: Readonly<Record<string, string>>
  readonly platform?: Platform
}

/** The manifest of an image as docker writes it: JSON indented by two blanks, `"layers": null` where there are none. */
export function manifestText(config: Descriptor, layers: readonly Descriptor[]): string {
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: ordered(config),
    layers: layers.length === 0 ? null : layers.map(ordered),
  }
  return JSON.stringify(manifest, undefined, 2)
}

/** The compact `index.json` of a layout. */
export function indexText(manifests: readonly Descriptor[]): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.index, manifests: manifests.map(ordered) })
}

/** The descriptor of a text that is a blob of its own. */
export function describe(mediaType: string, text: string): Descriptor {
  return { mediaType, digest: digestOf(text), size: bytesOf(text).length }
}

function ordered({ mediaType, digest, size, annotations, platform }: Descriptor): object {
  return {
    mediaType,
    digest,
    size,
    annotations,
    platform: platform && { architecture: platform.architecture, os: platform.os, variant: platform.variant },
  }
}
