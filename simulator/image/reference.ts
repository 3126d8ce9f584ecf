import { type Digest, isDigest } from '../values/digest.ts'

/** The name of an image, in full. */
export interface Reference {
  /** `docker.io` where none was written. */
  readonly domain: string
  /** `library/alpine`. */
  readonly path: string
  /** `latest` where neither tag nor digest was written. */
  readonly tag?: string
  readonly digest?: Digest
  /** `docker.io/library/alpine:latest`: two references name the same image exactly when this is equal. */
  readonly normal: string
  /** As docker shows it: `alpine:latest`, without what goes without saying. */
  readonly familiar: string
}

const domainPattern =
  /^(?:[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*(?:\.[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*)*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/
const partPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/
const tagPattern = /^\w[\w.-]{0,127}$/
const digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/

/**
 * Reads the name of an image as people write it and completes it. The error is docker's text (`invalid reference format`).
 * Source: distribution/reference, `ParseNormalizedNamed` and `TagNameOnly`.
 */
export function parseReference(text: string): Reference | { readonly error: string } {
  if (/^[a-f0-9]{64}$/.test(text))
    return { error: `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings` }
  const [domain, remainder] = splitDomain(text)
  const untagged = remainder.split(':', 1)[0] ?? ''
  if (untagged !== untagged.toLowerCase())
    return { error: `invalid reference format: repository name (${untagged}) must be lowercase` }
  const [named, digest] = splitAt(remainder, remainder.indexOf('@'))
  const [path, tag] = splitAt(named, named.indexOf(':'))
  const isWellFormed =
    domainPattern.test(domain) &&
    path.split('/').every((part) => partPattern.test(part)) &&
    (tag === undefined || tagPattern.test(tag)) &&
    (digest === undefined || digestPattern.test(digest))
  if (!isWellFormed) return { error: 'invalid reference format' }
  if (path.length > 255) return { error: 'repository name must not be more than 255 characters' }
  if (digest === undefined) return referenceOf(domain, path, tag ?? 'latest', undefined)
  return isDigest(digest) ? referenceOf(domain, path, tag, digest) : { error: digestError(digest) }
}

function splitAt(text: string, at: number): readonly [string, string | undefined] {
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** The first part is a host when it looks like one; capitals do too, for no name on docker.io has them. */
function splitDomain(text: string): readonly [domain: string, remainder: string] {
  const slash = text.indexOf('/')
  if (slash === -1) return ['docker.io', `library/${text}`]
  const first = text.slice(0, slash)
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase()
  const domain = !isHost || first === 'index.docker.io' ? 'docker.io' : first
  const remainder = isHost ? text.slice(slash + 1) : text
  return [domain, domain === 'docker.io' && !remainder.includes('/') ? `library/${remainder}` : remainder]
}

function referenceOf(domain: string, path: string, tag: string | undefined, digest: Digest | undefined): Reference {
  const end = (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`)
  const familiarPath = domain === 'docker.io' ? path.replace(/^library\/(?=[^/]+$)/, '') : `${domain}/${path}`
  return {
    domain,
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    normal: `${domain}/${path}${end}`,
    familiar: familiarPath + end,
  }
}

/** Source: opencontainers/go-digest. */
function digestError(digest: string): string {
  if (!digest.startsWith('sha256:') && !/^sha(384|512):/.test(digest)) return 'unsupported digest algorithm'
  return digest.length === 71 ? 'invalid checksum digest format' : 'invalid checksum digest length'
}
