import { emptyContent, realContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import { type Attributes, emptyTree, type Node, resolveLinks, type Time, type Tree } from '../filesystem/tree.ts'
import type { RunMount, RunOperation } from '../graph/vertex.ts'
import { makeMachine, type OutputPiece, runCommand } from '../machine/machine.ts'
import type { MountPoint, Note, Program } from '../machine/process.ts'
import { resolveUser } from '../machine/users.ts'
import { bytesOf, textOf } from '../values/bytes.ts'
import type { Quantity } from '../values/estimate.ts'
import { runTime } from './timing.ts'

/** What a RUN needs beside its operation. */
export interface RunSurroundings {
  /** Trees of the vertex's inputs, by position; position 0 is the root file system. */
  readonly inputs: readonly (Tree | undefined)[]
  readonly now: Time
  readonly programs: ReadonlyMap<string, Program>
  readonly packageTables: ReadonlyMap<string, unknown>
  readonly secrets: ReadonlyMap<string, Uint8Array>
  /** Content of cache mounts by identity. */
  readonly cacheMounts: ReadonlyMap<string, Node>
  /** The RUN's cache key: equal keys get equal random numbers. */
  readonly seed: string
}

/** What a RUN left and said. */
export interface RunOutcome {
  readonly tree: Tree
  readonly output: readonly OutputPiece[]
  readonly notes: readonly Note[]
  readonly durationMs: Quantity
  /** Cache mounts as they are now. */
  readonly cacheMounts: ReadonlyMap<string, Node>
  /** What follows `process "…" did not complete successfully: `, or the whole message when nothing was started. */
  readonly failure?: { readonly message: string; readonly started: boolean }
}

/**
 * Runs one process over a tree with its mounts, and takes the mounts away again: what they held, and the mount points that had to be made, are
 * in no layer. Source: moby/buildkit executor; recorded cases run-mounts, run-scratch-dirs.
 */
export function runProcess(operation: RunOperation, surroundings: RunSurroundings): RunOutcome {
  const lower = surroundings.inputs[0] ?? emptyTree
  const missing = operation.mounts.find(
    (mount) => mount.kind === 'secret' && mount.required === true && !surroundings.secrets.has(mount.id),
  )
  if (missing !== undefined) return failedBefore(lower, surroundings, `secret ${missing.id}: not found`, false)
  const ssh = operation.mounts.find((mount) => mount.kind === 'ssh' && mount.required === true)
  if (ssh !== undefined)
    return failedBefore(lower, surroundings, `no SSH key "${ssh.id}" forwarded from the client`, false)
  const resolved = resolveUser(lower, operation.user)
  if ('message' in resolved) return failedBefore(lower, surroundings, resolved.message, true)
  const draft = new Draft(lower)
  makeKernelDirectories(draft, surroundings.now)
  const attached = attachMounts(draft, operation, surroundings)
  if ('failure' in attached) return failedBefore(lower, surroundings, attached.failure, false)
  makeWorkingDirectory(draft, operation.directory, resolved.found.user, surroundings.now)
  const machine = makeMachine({
    tree: draft,
    now: surroundings.now,
    programs: surroundings.programs,
    packageTables: surroundings.packageTables,
    mounts: attached.points,
    network: operation.network,
    seed: surroundings.seed,
    architecture: operation.platform.architecture === 'arm64' ? 'arm64' : 'amd64',
  })
  const result = runCommand(machine, {
    arguments: operation.arguments,
    environment: environmentWith(operation, surroundings.secrets),
    directory: operation.directory,
    user: resolved.found.user,
  })
  const cacheMounts = detachMounts(draft, attached.attachments, surroundings.cacheMounts)
  return {
    tree: draft.finish(),
    output: result.output,
    notes: machine.notes,
    durationMs: runTime(machine.elapsedMs(), machine.downloadedBytes()),
    cacheMounts,
    ...(result.failure === undefined ? {} : { failure: { message: result.failure, started: true } }),
  }
}

function failedBefore(tree: Tree, surroundings: RunSurroundings, message: string, started: boolean): RunOutcome {
  return {
    tree,
    output: [],
    notes: [],
    durationMs: runTime(0, 0),
    cacheMounts: surroundings.cacheMounts,
    failure: { message, started },
  }
}

/** The kernel's own directories stay in the layer when the root file system had none. */
function makeKernelDirectories(draft: Draft, now: Time): void {
  for (const path of ['/dev', '/proc', '/sys'])
    if (draft.at(path) === undefined) draft.set(path, { ...directory(now), entries: new Map() })
}

function directory(now: Time): Attributes & { readonly kind: 'directory' } {
  return { kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: now }
}

/** A missing working directory is made for the user, and stays. */
function makeWorkingDirectory(
  draft: Draft,
  path: string,
  user: { readonly uid: number; readonly gid: number },
  now: Time,
): void {
  const resolved = resolveLinks(draft.current, path)
  if (resolved === undefined || resolved.node !== undefined) return
  draft.makeDirectories(resolved.path, { mode: 0o755, uid: user.uid, gid: user.gid, mtime: now })
}

function environmentWith(
  operation: RunOperation,
  secrets: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, string> {
  const environment = new Map(operation.environment)
  for (const [name, value] of operation.proxies) if (!environment.has(name)) environment.set(name, value)
  for (const mount of operation.mounts) {
    if (mount.kind !== 'secret' || mount.variable === undefined) continue
    const secret = secrets.get(mount.id)
    environment.set(mount.variable, secret === undefined ? '' : textOf(secret))
  }
  return environment
}

/** A mount that is in the tree, with what must be put back. */
interface Attachment {
  readonly mount: RunMount | undefined
  readonly path: string
  readonly hidden: Node | undefined
  /** The place itself or parents of it that were made for it, outermost first. */
  readonly made: readonly string[]
}

interface Attached {
  readonly attachments: readonly Attachment[]
  readonly points: readonly MountPoint[]
}

function attachMounts(
  draft: Draft,
  operation: RunOperation,
  surroundings: RunSurroundings,
): Attached | { readonly failure: string } {
  const attachments: Attachment[] = []
  const points: MountPoint[] = []
  const attach = (path: string, node: Node, readOnly: boolean, mount?: RunMount): void => {
    const resolved = resolveLinks(draft.current, path)?.path ?? path
    attachments.push({ mount, path: resolved, ...graft(draft, resolved, node, surroundings.now) })
    points.push({ path: resolved, readOnly })
  }
  attach('/etc/hosts', file(hostsFile(operation.hosts), surroundings.now), false)
  attach('/etc/resolv.conf', file('nameserver 192.168.65.7\n', surroundings.now), false)
  const ordered = [...operation.mounts].sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0))
  for (const mount of ordered) {
    const node = mountedNode(mount, surroundings)
    if (node === undefined) continue
    if (node === 'missing')
      return { failure: `failed to compute cache key: ${JSON.stringify(mount.source)}: not found` }
    attach(mount.target, node, mount.readOnly, mount)
  }
  return { attachments, points }
}

/** What a mount shows; undefined when there is nothing to mount. */
function mountedNode(mount: RunMount, surroundings: RunSurroundings): Node | 'missing' | undefined {
  const { now } = surroundings
  switch (mount.kind) {
    case 'tmpfs':
      return { ...directory(now), mode: 0o1777, entries: new Map() }
    case 'ssh':
      return undefined
    case 'secret': {
      const secret = surroundings.secrets.get(mount.id)
      if (secret === undefined || !mount.file) return undefined
      const mode = mount.mode ?? 0o400
      return { kind: 'file', mode, uid: mount.uid ?? 0, gid: mount.gid ?? 0, mtime: now, content: realContent(secret) }
    }
    case 'bind':
      return sourceNode(mount, surroundings)
    case 'cache':
      return surroundings.cacheMounts.get(cacheIdentity(mount)) ?? freshCache(mount, surroundings)
  }
}

function sourceNode(mount: RunMount, surroundings: RunSurroundings): Node | 'missing' {
  const tree = mount.input === undefined ? undefined : surroundings.inputs[mount.input]
  return resolveLinks(tree ?? emptyTree, mount.source)?.node ?? 'missing'
}

function freshCache(mount: RunMount, surroundings: RunSurroundings): Node | 'missing' {
  if (mount.input !== undefined) return sourceNode(mount, surroundings)
  const { mode = 0o755, uid = 0, gid = 0 } = mount
  return { kind: 'directory', mode, uid, gid, mtime: surroundings.now, entries: new Map() }
}

/** A cache mount on a base content is another one than the same id on nothing. */
export function cacheIdentity(mount: RunMount): string {
  return `${mount.id}\0${mount.input === undefined ? '' : mount.source}`
}

/** Puts a node in a place of the draft, making what is missing on the way. */
function graft(draft: Draft, path: string, node: Node, now: Time): Pick<Attachment, 'hidden' | 'made'> {
  const hidden = draft.at(path)
  const made: string[] = []
  let here = ''
  for (const name of path.slice(1).split('/')) {
    here += `/${name}`
    if (draft.at(here) !== undefined) continue
    made.push(here)
    draft.set(here, { ...directory(now), entries: new Map() })
  }
  draft.set(path, node)
  return { hidden, made }
}

/** Takes the mounts out again, last first, and what was made for them unless the RUN put something beside. */
function detachMounts(
  draft: Draft,
  attachments: readonly Attachment[],
  before: ReadonlyMap<string, Node>,
): ReadonlyMap<string, Node> {
  const cacheMounts = new Map(before)
  for (const { mount, path, hidden, made } of [...attachments].reverse()) {
    const left = draft.at(path)
    if (mount?.kind === 'cache' && left !== undefined && !mount.readOnly) cacheMounts.set(cacheIdentity(mount), left)
    if (hidden !== undefined) draft.set(path, hidden)
    else if (left !== undefined) draft.remove(path)
    for (const stub of [...made].reverse()) {
      const node = draft.at(stub)
      if (node?.kind === 'directory' && node.entries.size > 0) break
      if (node?.kind === 'file' && node.content.size > 0) break
      if (node !== undefined) draft.remove(stub)
    }
  }
  return cacheMounts
}

function file(text: string, now: Time): Node {
  const content = text === '' ? emptyContent : realContent(bytesOf(text))
  return { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: now, content }
}

function hostsFile(hosts: readonly string[]): string {
  const added = hosts.map((host) => {
    const colon = host.indexOf(':')
    return `${host.slice(colon + 1)}\t${host.slice(0, colon)}\n`
  })
  return `127.0.0.1\tlocalhost buildkitsandbox\n::1\tlocalhost ip6-localhost ip6-loopback\n${added.join('')}`
}
