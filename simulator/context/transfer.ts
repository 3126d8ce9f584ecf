import { type DirectoryNode, type FileNode, type Node, sortedNames, type Tree, walkTree } from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'

/**
 * Bytes that `transferring context` counts: a packet for every entry sent, data packets for every file that the builder does not have as it
 * is, and two bytes at the end. `previous` is what was sent last for this context; the builder has it no longer after a prune, and after a RUN
 * that mounted the context with `rw`. Owners are not sent. Source: measured (`contextBytes` of the recorded cases), fsutil's wire format.
 */
export function transferBytes(sent: Tree, previous: Tree | undefined): number {
  const sending: Sending = { stats: 0, data: 0, entries: 0, linked: 0, firstNames: new Map(), previous }
  sendDirectory(sent, previous, '', sending)
  return sending.stats + sending.data + endPacket
}

/** Bytes that `copying files` counts when a result's files come back: the same packets, without those that end a file and all. Source: a real docker. */
export function receivedBytes(tree: Tree): number {
  let id = 0
  let ends = endPacket
  const count = (directory: DirectoryNode): void => {
    for (const name of sortedNames(directory)) {
      const node = directory.entries.get(name)
      const own = id++
      if (node?.kind === 'file') ends += 2 + (own === 0 ? 0 : 1 + varint(own))
      if (node?.kind === 'directory') count(node)
    }
  }
  count(tree)
  return transferBytes(tree, undefined) - ends
}

/** What has been sent so far. */
interface Sending {
  /** Bytes of stat packets and of data packets. */
  stats: number
  data: number
  /** Every entry has a number, which its data packets carry. */
  entries: number
  /** Files met that have several names. */
  linked: number
  readonly firstNames: Map<number, string>
  /** What was sent last. */
  readonly previous: Tree | undefined
}

/** What a directory at a path took the last time, so that one that the builder has as it is need not be walked. */
const taken = new WeakMap<DirectoryNode, { readonly below: string; readonly stats: number; readonly entries: number }>()

function sendDirectory(
  directory: DirectoryNode,
  before: DirectoryNode | undefined,
  below: string,
  sending: Sending,
): void {
  const known = directory === before ? taken.get(directory) : undefined
  if (known?.below === below) {
    sending.stats += known.stats
    sending.entries += known.entries
    return
  }
  const { stats, entries, linked } = sending
  for (const name of sortedNames(directory)) {
    const node = directory.entries.get(name)
    if (node !== undefined)
      sendEntry(node, before?.entries.get(name), below === '' ? name : `${below}/${name}`, sending)
  }
  // What a linked file takes depends on names elsewhere.
  if (sending.linked === linked)
    taken.set(directory, { below, stats: sending.stats - stats, entries: sending.entries - entries })
}

function sendEntry(node: Node, before: Node | undefined, path: string, sending: Sending): void {
  const first = node.kind === 'file' ? firstName(node, path, sending) : undefined
  const id = sending.entries++
  sending.stats += statPacket(path, node, first)
  if (node.kind === 'directory') sendDirectory(node, before?.kind === 'directory' ? before : undefined, path, sending)
  else if (node.kind === 'file' && first === undefined && !(isSame(node, before) && wasFirst(before, path, sending)))
    sending.data += dataPackets(node.content.size, id)
}

/** The name under which a linked file was sent already; undefined when it is the first. */
function firstName({ link }: FileNode, path: string, sending: Sending): string | undefined {
  if (link === undefined) return undefined
  sending.linked++
  const first = sending.firstNames.get(link)
  if (first === undefined) sending.firstNames.set(link, path)
  return first
}

const firstNamesOf = new WeakMap<Tree, ReadonlyMap<number, string>>()

/** Whether a file was sent under this name the last time too: the builder has a further name of a linked file as a link only. */
function wasFirst(before: Node | undefined, path: string, { previous }: Sending): boolean {
  if (before?.kind !== 'file' || before.link === undefined || previous === undefined) return true
  let names = firstNamesOf.get(previous)
  if (names === undefined) {
    const found = new Map<number, string>()
    for (const [name, node] of walkTree(previous))
      if (node.kind === 'file' && node.link !== undefined && !found.has(node.link)) found.set(node.link, name)
    firstNamesOf.set(previous, found)
    names = found
  }
  return names.get(before.link) === path
}

const endPacket = 2
const chunkSize = 32 * 1024

/** Whether the builder has a file as it is: only size, time and mode are looked at. */
function isSame(node: FileNode, before: Node | undefined): boolean {
  if (node === before) return true
  return (
    before?.kind === 'file' &&
    node.content.size === before.content.size &&
    node.mode === before.mode &&
    node.mtime.seconds === before.mtime.seconds &&
    node.mtime.nanoseconds === before.mtime.nanoseconds
  )
}

/** A packet is a protobuf message: one byte before each field, lengths and numbers as varints, zero values left out. */
function statPacket(path: string, node: Node, firstName: string | undefined): number {
  const link = firstName ?? (node.kind === 'symlink' ? node.target : '')
  const size = node.kind === 'file' ? node.content.size : node.kind === 'symlink' ? bytesOf(node.target).length : 0
  const device =
    node.kind === 'character' || node.kind === 'block' ? numberField(node.major) + numberField(node.minor) : 0
  const stat =
    textField(path) + numberField(goMode(node)) + numberField(size) + timeField(node) + textField(link) + device
  return 1 + varint(stat) + stat
}

function dataPackets(size: number, id: number): number {
  const frame = 2 + numberField(id)
  let bytes = frame
  for (let left = size; left > 0; left -= chunkSize) {
    const chunk = Math.min(left, chunkSize)
    bytes += frame + 1 + varint(chunk) + chunk
  }
  return bytes
}

function textField(text: string): number {
  const length = bytesOf(text).length
  return length === 0 ? 0 : 1 + varint(length) + length
}

function numberField(value: number): number {
  return value === 0 ? 0 : 1 + varint(value)
}

/** Nanoseconds since 1970; a negative number takes all ten bytes. */
function timeField(node: Node): number {
  const nanoseconds = BigInt(node.mtime.seconds) * 1_000_000_000n + BigInt(node.mtime.nanoseconds)
  if (nanoseconds === 0n) return 0
  return nanoseconds < 0n ? 11 : 1 + Math.ceil(nanoseconds.toString(2).length / 7)
}

function varint(value: number): number {
  let bytes = 1
  for (let left = value; left >= 128; left = Math.floor(left / 128)) bytes++
  return bytes
}

/** Mode bits as Go's `os.FileMode` numbers them. */
function goMode(node: Node): number {
  const special =
    (node.mode & 0o4000 ? 2 ** 23 : 0) + (node.mode & 0o2000 ? 2 ** 22 : 0) + (node.mode & 0o1000 ? 2 ** 20 : 0)
  return (node.mode & 0o777) + special + typeBits[node.kind]
}

const typeBits = {
  file: 0,
  directory: 2 ** 31,
  symlink: 2 ** 27,
  fifo: 2 ** 25,
  block: 2 ** 26,
  character: 2 ** 26 + 2 ** 21,
} as const
