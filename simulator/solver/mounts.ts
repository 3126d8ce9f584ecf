import { emptyContent, realContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import { type DirectoryNode, emptyTree, type Node, resolveLinks, type Time, type Tree } from '../filesystem/tree.ts'
import type { RunMount, RunOperation } from '../graph/vertex.ts'
import type { MountPoint } from '../machine/process.ts'
import { bytesOf } from '../values/bytes.ts'
import { directoryName } from '../values/path.ts'

/** What mounting needs beside the mounts. */
export interface MountSurroundings {
  /** Trees of the vertex's inputs, by position. */
  readonly inputs: readonly (Tree | undefined)[]
  readonly now: Time
  readonly secrets: ReadonlyMap<string, Uint8Array>
  /** How many layers each input has; a folder that was sent has one. */
  readonly layers: readonly number[]
  /** A key of each input. */
  readonly identities: readonly string[]
  /** Content of cache mounts by identity. */
  readonly cacheMounts: ReadonlyMap<string, Node>
}

/** An empty directory of root's, 0755. */
export function plainDirectory(now: Time): DirectoryNode {
  return { kind: 'directory', mode: 0o755, uid: 0, gid: 0, mtime: now, entries: new Map() }
}

/** A mount that is in the tree, with what must be put back. */
export interface Attachment {
  readonly mount: RunMount | undefined
  readonly path: string
  readonly hidden: Node | undefined
  /** The place itself or parents of it that were made for it, outermost first. */
  readonly made: readonly string[]
}

/** The mounts of a RUN, in its tree. */
export interface Attached {
  readonly attachments: readonly Attachment[]
  readonly points: readonly MountPoint[]
}

/** Why a RUN cannot start: the container runtime refused a mount, or the builder has nothing to mount. */
export type NotAttached = { readonly refused: string } | { readonly failure: string }

/**
 * Puts the mounts of a RUN into its tree, parents before what is below them. Of two mounts with one target the later counts, and a secret is later
 * than all else. Source: moby/buildkit executor/oci/spec.go, opencontainers/runc libcontainer/rootfs_linux.go; recorded case mount-kinds.
 */
export function attachMounts(
  draft: Draft,
  operation: Pick<RunOperation, 'mounts' | 'hosts'>,
  surroundings: MountSurroundings,
): Attached | NotAttached {
  const attachments: Attachment[] = []
  const points: MountPoint[] = []
  const attach = (path: string, node: Node, readOnly: boolean, mount?: RunMount): void => {
    attachments.push({ mount, path, ...graft(draft, path, node, surroundings.now) })
    points.push({ path, readOnly })
  }
  const placeOf = (target: string): string => resolveLinks(draft.current, target)?.path ?? target
  attach(placeOf('/etc/hosts'), file(hostsFile(operation.hosts), surroundings.now), false)
  attach(placeOf('/etc/resolv.conf'), file('nameserver 192.168.65.7\n', surroundings.now), false)
  for (const mount of inOrder(operation.mounts)) {
    const node = mountedNode(mount, surroundings)
    if (node === undefined) continue
    if (node === 'missing') return { failure: missing(mount, surroundings) }
    const path = placeOf(mount.target)
    const reason = refusal(draft, path, node, mount, points, surroundings)
    if (reason !== undefined) {
      const refused = `error mounting "${sourceOf(mount, surroundings)}" to rootfs at "${mount.target}": ${reason}`
      return { refused }
    }
    attach(path, asFound(node, draft.at(path), mount), mount.readOnly, mount)
  }
  return { attachments, points }
}

function inOrder(mounts: readonly RunMount[]): readonly RunMount[] {
  const isLate = (mount: RunMount): boolean => mount.kind === 'secret' || mount.kind === 'ssh'
  const byTarget = new Map<string, RunMount>()
  for (const mount of mounts) if (!isLate(mount)) byTarget.set(mount.target, mount)
  for (const mount of mounts) if (isLate(mount) && mount.file) byTarget.set(mount.target, mount)
  return [...byTarget.values()].sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0))
}

/** A tmpfs takes over the mode of the directory that it hides. */
function asFound(node: Node, hidden: Node | undefined, mount: RunMount): Node {
  return mount.kind === 'tmpfs' && hidden !== undefined ? { ...node, mode: hidden.mode } : node
}

/** What the container runtime says to a mount that cannot be: a file on a directory or the reverse, or no place to make. */
function refusal(
  draft: Draft,
  path: string,
  node: Node,
  mount: RunMount,
  points: readonly MountPoint[],
  surroundings: MountSurroundings,
): string | undefined {
  const { target } = mount
  const there = draft.at(path)
  if (there !== undefined) {
    if ((there.kind === 'directory') === (node.kind === 'directory')) return undefined
    const source = `mount src=${sourceOf(mount, surroundings)}, dst=${target}, dstFd=/proc/thread-self/fd/14`
    return `${source}, ${detailsOf(mount, there, surroundings)}: not a directory`
  }
  let above = directoryName(path)
  while (draft.at(above) === undefined) above = directoryName(above)
  if (draft.at(above)?.kind !== 'directory') {
    const lookup = `lookup mountpoint target: securejoin.OpenInRoot ${target}: openat2 ${target}: not a directory`
    return `create mountpoint for ${target} mount: ${lookup}`
  }
  const holder = points.findLast((point) => above === point.path || above.startsWith(`${point.path}/`))
  return holder?.readOnly === true
    ? `create mountpoint for ${target} mount: make mountpoint "${target}": read-only file system`
    : undefined
}

/** What of a mount is not there: the builder looks for it only now, when another mount covers it or may write. */
function missing(mount: RunMount, { inputs }: MountSurroundings): string {
  const tree = (mount.input === undefined ? undefined : inputs[mount.input]) ?? emptyTree
  const above = resolveLinks(tree, directoryName(mount.source))?.node
  return above !== undefined && above.kind !== 'directory'
    ? `lstat ${mount.source}: not a directory`
    : `open ${mount.source}: no such file or directory`
}

/** Whether a mount shows a whole file system of several layers, which an overlay puts together. */
function isOverlay(mount: RunMount, { layers }: MountSurroundings): boolean {
  return mount.kind === 'bind' && mount.readOnly && mount.source === '/' && (layers[mount.input ?? -1] ?? 0) > 1
}

const folder = '/var/lib/docker/buildkit/mount'

/** The runtime's name for what is mounted: the builder's own folder, or a kind of file system. */
function sourceOf(mount: RunMount, surroundings: MountSurroundings): string {
  if (mount.kind === 'tmpfs') return 'tmpfs'
  return isOverlay(mount, surroundings) ? 'overlay' : folder
}

/** The flags and data of a mount, as the runtime prints them. */
function detailsOf(mount: RunMount, there: Node, surroundings: MountSurroundings): string {
  if (mount.kind === 'tmpfs') {
    const size = mount.size === undefined || mount.size === 0 ? '' : `,size=${mount.size}`
    return `flags=MS_NOSUID, data=mode=${there.mode.toString(8).padStart(4, '0')}${size}`
  }
  if (mount.kind === 'secret') return 'flags=MS_RDONLY|MS_NOSUID|MS_NODEV|MS_NOEXEC|MS_BIND|MS_REC'
  const layers = surroundings.layers[mount.input ?? -1] ?? 0
  if (isOverlay(mount, surroundings)) return `data=lowerdir=${Array(layers).fill(folder).join(':')}`
  // A part of an overlay needs no flag: nothing in it can be written to.
  const isReadOnly = mount.readOnly && !(mount.kind === 'bind' && layers > 1)
  return isReadOnly ? 'flags=MS_RDONLY|MS_BIND|MS_REC' : 'flags=MS_BIND|MS_REC'
}

/** What a mount shows; undefined when there is nothing to mount. */
function mountedNode(mount: RunMount, surroundings: MountSurroundings): Node | 'missing' | undefined {
  const { now } = surroundings
  switch (mount.kind) {
    case 'tmpfs':
      return { ...plainDirectory(now), mode: 0o1777 }
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
      return resolveLinks(cacheTree(mount, surroundings), mount.source)?.node ?? 'missing'
  }
}

function sourceNode(mount: RunMount, surroundings: MountSurroundings): Node | 'missing' {
  const tree = mount.input === undefined ? undefined : surroundings.inputs[mount.input]
  return resolveLinks(tree ?? emptyTree, mount.source)?.node ?? 'missing'
}

/** All that a cache holds, of which the mount may show a part. */
function cacheTree(mount: RunMount, surroundings: MountSurroundings): Tree {
  const kept = surroundings.cacheMounts.get(cacheIdentity(mount, surroundings))
  if (kept?.kind === 'directory') return kept
  return (mount.input === undefined ? undefined : surroundings.inputs[mount.input]) ?? plainDirectory(surroundings.now)
}

/** A cache mount that begins with some content is another one than the same id on nothing. Source: moby/buildkit solver/llbsolver/mounts. */
function cacheIdentity(mount: RunMount, { inputs, identities }: MountSurroundings): string {
  const begins = mount.input !== undefined && inputs[mount.input] !== undefined
  return `${mount.id}\0${begins ? identities[mount.input] : ''}`
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
    draft.set(here, plainDirectory(now))
  }
  draft.set(path, node)
  return { hidden, made }
}

/** Takes the mounts out again, last first, and what was made for them unless the RUN put something beside. */
export function detachMounts(
  draft: Draft,
  attachments: readonly Attachment[],
  surroundings: MountSurroundings,
): ReadonlyMap<string, Node> {
  const cacheMounts = new Map(surroundings.cacheMounts)
  for (const { mount, path, hidden, made } of [...attachments].reverse()) {
    const left = draft.at(path)
    if (mount?.kind === 'cache' && left !== undefined && !mount.readOnly)
      cacheMounts.set(cacheIdentity(mount, surroundings), withPart(cacheTree(mount, surroundings), mount.source, left))
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

/** A tree in which a node stands where a path leads. */
function withPart(tree: Tree, path: string, node: Node): Tree {
  const draft = new Draft(tree)
  draft.set(resolveLinks(tree, path)?.path ?? path, node)
  return draft.finish()
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
