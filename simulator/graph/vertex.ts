import type { Platform } from '../image/image.ts'
import { sha256Hex } from '../values/digest.ts'

/** What a vertex of the build graph does. Everything that decides its result but its inputs is here, and nothing else. */
export type Operation =
  | ImageOperation
  | ContextOperation
  | RunOperation
  | FilesOperation
  | DirectoryOperation
  | DocumentOperation
  | MergeOperation

/** The file system of an image. No inputs. */
export interface ImageOperation {
  readonly kind: 'image'
  /** Normalised, without digest. */
  readonly reference: string
  readonly manifestDigest: string
  readonly platform: Platform
}

/** Files sent by the client. No inputs; its content alone decides. */
export interface ContextOperation {
  readonly kind: 'context'
  /** `context` for the main one, else the name of `--build-context`. */
  readonly name: string
}

/** A process. Input 0, when there, is its root file system; mounts name further inputs. */
export interface RunOperation {
  readonly kind: 'run'
  readonly arguments: readonly string[]
  readonly environment: readonly (readonly [name: string, value: string])[]
  readonly directory: string
  readonly user: string
  readonly network: 'default' | 'none' | 'host'
  readonly security: 'sandbox' | 'insecure'
  readonly hosts: readonly string[]
  readonly mounts: readonly RunMount[]
  readonly platform: Platform
  /** Variables that are not in the cache key. */
  readonly proxies: readonly (readonly [name: string, value: string])[]
}

/** A mount of a RUN, its variables expanded and its target absolute. */
export interface RunMount {
  readonly kind: 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh'
  readonly target: string
  /** Position in the vertex's inputs of what is mounted; absent for an empty directory, secrets, tmpfs. */
  readonly input?: number
  /** Path below the input's root. */
  readonly source: string
  readonly readOnly: boolean
  /** Cache, secret and ssh. */
  readonly id: string
  readonly sharing?: 'shared' | 'private' | 'locked'
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly required?: boolean
  /** Secret as a variable. */
  readonly variable?: string
  /** A secret that is a variable only has no file. */
  readonly file: boolean
  /** tmpfs, in bytes. */
  readonly size?: number
}

/** COPY and ADD: copies from other inputs onto input 0. */
export interface FilesOperation {
  readonly kind: 'files'
  readonly copies: readonly CopyAction[]
}

/** One source of a COPY or ADD. */
export interface CopyAction {
  /** Position in the vertex's inputs of where it comes from. */
  readonly from: number
  /** Absolute path or pattern below the root of `from`. */
  readonly source: string
  /** Absolute; ends in `/` or `/.` when written so. */
  readonly destination: string
  /** `user[:group]` as written. */
  readonly owner?: string
  /** Octal number for all, or a symbolic text. */
  readonly mode?: number | string
  readonly unpack: boolean
  readonly exclude: readonly string[]
  /** `--parents`: patterns below `source` that keep their directories. */
  readonly include?: readonly string[]
  /** Of `include`, those that must exist. */
  readonly required?: readonly string[]
}

/** WORKDIR: makes a directory and its parents on input 0. */
export interface DirectoryOperation {
  readonly kind: 'directory'
  readonly path: string
  readonly mode: number
  /** `user[:group]`; empty for root. */
  readonly owner: string
  /** Seconds; the time of what it makes, when the builder was told SOURCE_DATE_EPOCH. */
  readonly created?: number
}

/** A file whose text stands in the Dockerfile. No inputs. */
export interface DocumentOperation {
  readonly kind: 'document'
  readonly name: string
  readonly text: string
  readonly mode: number
}

/** `--link`: input 1's only layer on top of input 0. */
export interface MergeOperation {
  readonly kind: 'merge'
}

/** A node of the build graph. Two vertices with one digest are one and run once. */
export interface Vertex {
  /** Hash of the operation and of the inputs' digests. */
  readonly digest: string
  readonly operation: Operation
  /** Undefined stands for an empty file system (`FROM scratch`), which is no vertex. */
  readonly inputs: readonly (Vertex | undefined)[]
  /** As docker prints it. */
  readonly name: string
  readonly stage?: number
  readonly instruction?: number
  readonly ignoreCache: boolean
}

/** A vertex; its digest computed from what it does and what it is given. */
export function vertexOf(parts: Omit<Vertex, 'digest'>): Vertex {
  const inputs = parts.inputs.map((input) => input?.digest ?? 'scratch')
  return { ...parts, digest: sha256Hex(`${operationKey(parts.operation)}\n${inputs.join(' ')}`) }
}

/** What an operation adds to the cache key: all of it but the parts that docker leaves out. Source: spec of the cache, table 2. */
export function operationKey(operation: Operation): string {
  if (operation.kind === 'run') {
    const { proxies: _, hosts, mounts, ...rest } = operation
    return JSON.stringify({ ...rest, hosts: hosts.map(hostName), mounts: mounts.map(mountKey) })
  }
  if (operation.kind === 'files') return JSON.stringify({ kind: 'files', copies: operation.copies.map(copyKey) })
  return JSON.stringify(operation)
}

function hostName(host: string): string {
  return host.split(':')[0] ?? host
}

function mountKey(mount: RunMount): object {
  const { source: _, id, sharing, ...rest } = mount
  const isDefault = mount.kind === 'cache' && id === mount.target && (sharing ?? 'shared') === 'shared'
  if (mount.kind === 'cache') return { ...rest, default: isDefault }
  return { ...rest, id }
}

/** The directory part of a source path is not in the key: what is copied from it is, by content. */
function copyKey(copy: CopyAction): object {
  return { ...copy, source: copy.source.slice(copy.source.lastIndexOf('/') + 1) }
}
