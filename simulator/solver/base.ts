import type { ResolvedImage } from '../graph/plan.ts'
import type { Catalog } from '../image/catalog.ts'
import type { Platform } from '../image/image.ts'
import type { Reference } from '../image/reference.ts'

/**
 * The image that a reference names in the catalog, or what a registry says of one that is not there. Source: recorded docker; texts of
 * containerd's resolver.
 */
export function resolveImage(
  catalog: Catalog,
  reference: Reference,
  platform: Platform,
): ResolvedImage | { readonly error: string } {
  const found = lookUp(catalog, reference)
  if (found === undefined) return { error: notFound(catalog, reference) }
  const { image } = found
  const isOther = image.platform.os !== platform.os || image.platform.architecture !== platform.architecture
  if (isOther && catalog.offline !== true) return { error: 'no match for platform in manifest: not found' }
  return found
}

function lookUp(catalog: Catalog, reference: Reference): ResolvedImage | undefined {
  const own = catalog.own?.get(reference.normal)
  if (own !== undefined) return own
  const named = catalog.images.get(reference.normal)
  if (named !== undefined) return named
  if (reference.digest === undefined) return undefined
  const prefix = `${reference.domain}/${reference.path}:`
  for (const [normal, image] of catalog.images)
    if (normal.startsWith(prefix) && image.manifestDigest === reference.digest) return image
  return undefined
}

function notFound(catalog: Catalog, reference: Reference): string {
  if (catalog.offline === true) {
    const host = reference.domain === 'docker.io' ? 'registry-1.docker.io' : reference.domain
    const name = reference.digest ?? reference.tag ?? 'latest'
    return `failed to do request: Head "https://${host}/v2/${reference.path}/manifests/${name}": dial tcp: lookup ${host}: no such host`
  }
  if (catalog.known.has(reference.normal)) return `${reference.normal}: not loaded yet`
  const repository = `${reference.domain}/${reference.path}:`
  const isKnown = [...catalog.known, ...(catalog.own?.keys() ?? [])].some((normal) => normal.startsWith(repository))
  return isKnown
    ? `${reference.normal}: not found`
    : 'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
}
