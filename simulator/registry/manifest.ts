import { configDigest, configText } from '../image/config.ts'
import type { Image } from '../image/image.ts'
import { bytesOf } from '../values/bytes.ts'
import { type Digest, digestOf } from '../values/digest.ts'
import { blobOf } from './blob.ts'

/** Names of the kinds of blob as docker's classic store writes them. Source: distribution, manifest/schema2. */
const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const

/** The list of an image's parts, as a registry keeps it. */
export interface Manifest {
  readonly digest: Digest
  /** The exact JSON, which the digest is of. */
  readonly text: string
  readonly image: Image
  readonly config: { readonly digest: Digest; readonly size: number }
}

/** The manifest that `docker push` writes of an image: JSON indented by three blanks. Source: distribution, schema2.FromStruct. */
export function manifestOf(image: Image): Manifest {
  const config = { digest: configDigest(image), size: bytesOf(configText(image)).length }
  const layers = image.layers.map((layer) => {
    const { digest, size } = blobOf(layer)
    return { mediaType: mediaTypes.layer, size: Math.round(size.value), digest }
  })
  const text = JSON.stringify(
    {
      schemaVersion: 2,
      mediaType: mediaTypes.manifest,
      config: { mediaType: mediaTypes.config, size: config.size, digest: config.digest },
      layers,
    },
    undefined,
    3,
  )
  return { digest: digestOf(text), text, image, config }
}

/** Bytes of a manifest. */
export function manifestSize({ text }: Manifest): number {
  return bytesOf(text).length
}
