import type { Digest } from '../values/digest.ts'
import { type Blob, blobOf } from './blob.ts'
import type { Manifest } from './manifest.ts'

/**
 * Who may do what on a server. `namespaces`: an account pushes under its own name, what is public is for all to pull (docker.io); `members`: all for those
 * with an account, nothing for others (a company's); `anyone`: no accounts.
 */
export type Access = 'namespaces' | 'members' | 'anyone'

/** A registry's server. */
export interface Server {
  readonly name: string
  readonly access: Access
  /** Passwords by account. */
  readonly accounts: ReadonlyMap<string, string>
  /** An account that does not exist is made at its first login. */
  readonly isOpen: boolean
}

/** Something that belongs to a manifest and lies beside it: a signature, a list of packages. Source: OCI distribution-spec, "Listing Referrers". */
export interface Attachment {
  /** Of the manifest that it belongs to. */
  readonly subject: Digest
  /** `application/spdx+json`. */
  readonly type: string
  readonly digest: Digest
  readonly size: number
}

/** One shelf of a registry: blobs and manifests by digest, and tags, which move. */
export interface Repository {
  /** `docker.io/noor/app`. */
  readonly name: string
  readonly isPrivate: boolean
  readonly blobs: ReadonlyMap<Digest, Blob>
  readonly manifests: ReadonlyMap<Digest, Manifest>
  readonly tags: ReadonlyMap<string, Digest>
  readonly attachments: readonly Attachment[]
}

/** All registries that can be reached, as a value: what is done to one gives the next. */
export interface Registry {
  readonly servers: ReadonlyMap<string, Server>
  readonly repositories: ReadonlyMap<string, Repository>
}

/** Public servers, of which only docker.io gives an account to everybody; and a company's own. */
const usualServers: readonly Server[] = [
  { name: 'docker.io', access: 'namespaces', accounts: new Map(), isOpen: true },
  { name: 'registry.example.com', access: 'members', accounts: new Map(), isOpen: true },
  ...['cgr.dev', 'gcr.io', 'mcr.microsoft.com'].map(
    (name): Server => ({ name, access: 'namespaces', accounts: new Map(), isOpen: false }),
  ),
]

/** Servers with nothing pushed. */
export function newRegistry(servers: readonly Server[] = usualServers): Registry {
  return { servers: new Map(servers.map((server) => [server.name, server])), repositories: new Map() }
}

/** The server that a repository lies on. */
export function serverOf(registry: Registry, repository: string): Server | undefined {
  return registry.servers.get(repository.split('/', 1)[0] ?? '')
}

/** What came of a login. */
export type SignIn =
  | { readonly kind: 'in'; readonly registry: Registry; readonly isNew: boolean }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'unreachable' }

/** Checks an account's password; makes the account where that is how the server does it. */
export function signIn(registry: Registry, server: string, account: string, password: string): SignIn {
  const found = registry.servers.get(server)
  if (found === undefined) return { kind: 'unreachable' }
  const known = found.accounts.get(account)
  if (known === password) return { kind: 'in', registry, isNew: false }
  if (known !== undefined || !found.isOpen || account === '' || password === '') return { kind: 'wrong' }
  const next = { ...found, accounts: new Map(found.accounts).set(account, password) }
  return { kind: 'in', registry: { ...registry, servers: new Map(registry.servers).set(server, next) }, isNew: true }
}

/** Whether a repository has a blob: what a client asks before it sends one. */
export function hasBlob(registry: Registry, repository: string, digest: Digest): boolean {
  return registry.repositories.get(repository)?.blobs.has(digest) === true
}

/** The registry with blobs in a repository, which is made where it is not there. */
export function withBlobs(registry: Registry, repository: string, blobs: readonly Blob[]): Registry {
  const found = registry.repositories.get(repository) ?? emptyRepository(repository)
  const all = new Map(found.blobs)
  for (const blob of blobs) all.set(blob.digest, blob)
  return withRepository(registry, { ...found, blobs: all })
}

/**
 * The registry with a manifest in a repository, and a tag on it. All its layers must be there.
 */
export function withManifest(registry: Registry, repository: string, manifest: Manifest, tag?: string): Registry {
  const missing = manifest.image.layers.map(blobOf).find(({ digest }) => !hasBlob(registry, repository, digest))
  if (missing !== undefined) throw new RangeError(`${repository} has no blob ${missing.digest} for its manifest`)
  const found = registry.repositories.get(repository) ?? emptyRepository(repository)
  const next = { ...found, manifests: new Map(found.manifests).set(manifest.digest, manifest) }
  const placed = withRepository(registry, next)
  return tag === undefined ? placed : withTag(placed, repository, tag, manifest.digest)
}

/** The registry with a tag on another manifest of its repository. */
export function withTag(registry: Registry, repository: string, tag: string, digest: Digest): Registry {
  const found = registry.repositories.get(repository)
  if (found?.manifests.has(digest) !== true) throw new RangeError(`${repository} has no manifest ${digest}`)
  return withRepository(registry, { ...found, tags: new Map(found.tags).set(tag, digest) })
}

/** The registry with a repository that only its owner may pull from, or that all may. */
export function withPrivacy(registry: Registry, repository: string, isPrivate: boolean): Registry {
  const found = registry.repositories.get(repository) ?? emptyRepository(repository)
  return withRepository(registry, { ...found, isPrivate })
}

/** The registry with something attached to a manifest. */
export function withAttachment(registry: Registry, repository: string, attachment: Attachment): Registry {
  const found = registry.repositories.get(repository)
  if (found?.manifests.has(attachment.subject) !== true)
    throw new RangeError(`${repository} has no manifest ${attachment.subject}`)
  return withRepository(registry, { ...found, attachments: [...found.attachments, attachment] })
}

/** What is attached to a manifest. */
export function attachmentsOf(registry: Registry, repository: string, subject: Digest): readonly Attachment[] {
  return (registry.repositories.get(repository)?.attachments ?? []).filter((one) => one.subject === subject)
}

function withRepository(registry: Registry, repository: Repository): Registry {
  return { ...registry, repositories: new Map(registry.repositories).set(repository.name, repository) }
}

function emptyRepository(name: string): Repository {
  return { name, isPrivate: false, blobs: new Map(), manifests: new Map(), tags: new Map(), attachments: [] }
}
