import type { Catalog } from '../image/catalog.ts'
import type { Image, Layer } from '../image/image.ts'
import type { Reference } from '../image/reference.ts'
import type { Digest } from '../values/digest.ts'
import type { Registry } from './registry.ts'

/** What a name stands for in a registry. */
export type Found =
  | { readonly kind: 'found'; readonly image: Image; readonly digest: Digest }
  /** In the catalog, but not loaded: load it and ask again. */
  | { readonly kind: 'not-loaded' }
  /** The repository is there, the tag or digest is not. */
  | { readonly kind: 'no-manifest' }
  | { readonly kind: 'no-repository' }

/** Looks an image up: among what was pushed, then among the catalog's images, which are the public library. */
export function findImage(registry: Registry, catalog: Catalog, reference: Reference): Found {
  const name = repositoryOf(reference)
  const own = registry.repositories.get(name)
  const pushed = reference.digest ?? own?.tags.get(reference.tag ?? 'latest')
  const manifest = pushed === undefined ? undefined : own?.manifests.get(pushed)
  if (manifest !== undefined) return { kind: 'found', image: manifest.image, digest: manifest.digest }
  const named = catalog.images.get(reference.normal) ?? pinned(catalog, name, reference.digest)
  if (named !== undefined) return { kind: 'found', image: named.image, digest: named.manifestDigest }
  if (catalog.known.has(reference.normal)) return { kind: 'not-loaded' }
  const isKnown = (own?.manifests.size ?? 0) > 0 || [...catalog.known].some((normal) => normal.startsWith(`${name}:`))
  return { kind: isKnown ? 'no-manifest' : 'no-repository' }
}

function pinned(catalog: Catalog, name: string, digest: Digest | undefined) {
  if (digest === undefined) return undefined
  for (const [normal, image] of catalog.images)
    if (normal.startsWith(`${name}:`) && image.manifestDigest === digest) return image
  return undefined
}

/** `docker.io/noor/app`. */
export function repositoryOf({ domain, path }: Reference): string {
  return `${domain}/${path}`
}

/**
 * The public repository on a server from which each layer of an image can be mounted: of the image that it is built on, the tallest that fits, first.
 */
export function mountsFor(
  registry: Registry,
  catalog: Catalog,
  image: Image,
  target: string,
): (layer: Layer) => string | undefined {
  const [domain = ''] = target.split('/', 1)
  const places = new Map<Digest, { readonly from: string; readonly height: number }>()
  const offer = (from: string, layers: readonly Layer[]): void => {
    if (from === target || !from.startsWith(`${domain}/`)) return
    const height = commonHeight(layers, image.layers)
    for (const { diffID } of layers.slice(0, height))
      if ((places.get(diffID)?.height ?? 0) < height) places.set(diffID, { from, height })
  }
  for (const { name, isPrivate, manifests } of registry.repositories.values())
    if (!isPrivate) for (const { image: other } of manifests.values()) offer(name, other.layers)
  for (const [normal, { image: other }] of catalog.images) offer(normal.replace(/:[^/:]*$/, ''), other.layers)
  return ({ diffID }) => places.get(diffID)?.from
}

function commonHeight(one: readonly Layer[], other: readonly Layer[]): number {
  const differing = one.findIndex(({ diffID }, at) => diffID !== other[at]?.diffID)
  return differing === -1 ? one.length : differing
}
