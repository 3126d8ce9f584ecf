import type { Catalog, OwnImage } from '../image/catalog.ts'
import type { Registry } from '../registry/registry.ts'
import { whyNoPull } from '../registry/rights.ts'
import type { Digest } from '../values/digest.ts'
import type { HeldImage, Host } from './host.ts'

/**
 * The catalog as a builder on a host sees it: with what was pushed, as far as its accounts may pull it, and with the host's own images, which are
 * taken before those of a registry unless `pull` asks for the latter. Source: docker/buildx, `image-resolve-mode`.
 */
export function catalogFor(host: Host, registry: Registry, catalog: Catalog, { pull = false } = {}): Catalog {
  return { ...catalog, own: ownImages(host, registry, { pull }) }
}

/** The images that a builder on a host finds beside the catalog's, by normal reference. */
export function ownImages(host: Host, registry: Registry, { pull = false } = {}): ReadonlyMap<string, OwnImage> {
  const own = new Map<string, OwnImage>()
  for (const { name, tags, manifests } of registry.repositories.values()) {
    if (whyNoPull(registry, name, host.logins.get(name.split('/', 1)[0] ?? '')) !== undefined) continue
    for (const [digest, { image }] of manifests)
      own.set(`${name}@${digest}`, { image, manifestDigest: digest, isLocal: false })
    for (const [tag, digest] of tags) {
      const pushed = own.get(`${name}@${digest}`)
      if (pushed !== undefined) own.set(`${name}:${tag}`, pushed)
    }
  }
  if (!pull)
    for (const held of host.images)
      for (const name of [...held.tags, ...held.digests])
        own.set(name, { image: held.image, manifestDigest: digestOf(held), isLocal: true })
  return own
}

/** The digest that an image is known by in a registry: a build on it is the same build, wherever it was found. */
function digestOf({ id, digests }: HeldImage): Digest {
  const known = /@(sha256:[0-9a-f]{64})$/.exec(digests[0] ?? '')?.[1]
  return known === undefined ? id : `sha256:${known.slice('sha256:'.length)}`
}
