import type { DirectoryNode, Node, Tree } from '../filesystem/tree.ts'
import { entryAt, sortedNames } from '../filesystem/tree.ts'
import { bytesOf } from '../values/bytes.ts'

/**
 * Bytes that `transferring context` counts: a packet for every entry sent, data packets for every file that the builder does not have as it
 * is, and two bytes at the end. `previous` is what was sent last for this context; the builder has it no longer after a prune, and after a RUN
 * that mounted the context with `rw`.
 * Owners are not sent. Source: measured (`contextBytes` of the recorded cases), fsutil's wire format.
 */
export function transferBytes(sent: Tree, previous: Tree | undefined): number {
  let bytes = endPacket
  let id = 0
  const firstNames = new Map<number, string>()
  for (const [path, node] of entriesInOrder(sent, '')) {
    const link = node.kind === 'file' ? node.link : undefined
    const first = link === undefined ? undefined : firstNames.get(link)
    if (link !== undefined && first === undefined) firstNames.set(link, path)
    bytes += statPacket(path, node, first)
    if (node.kind === 'file' && first === undefined && !isSame(node, previous && entryAt(previous, path)))
      bytes += dataPackets(node.content.size, id)
    id++
  }
  return bytes
}

/**
 * A received context as the builder's checksums know it: a directory that it had already keeps the mode it was first seen with, because an
 * incremental transfer updates the directory without telling the hasher. `known` is this function's last result for the context.
 * Source: measured (case cache-file-metadata).
 */
export function knownContext(sent: Tree, known: Tree | undefined): Tree {
  return known === undefined || known === sent ? sent : { ...sent, entries: withKnownModes(sent, known) }
}

function withKnownModes(sent: DirectoryNode, known: DirectoryNode): ReadonlyMap<string, Node> {
  const entries = new Map<string, Node>()
  let isSame = true
  for (const [name, node] of sent.entries) {
    const before = known.entries.get(name)
    const kept =
      node.kind === 'directory' && before?.kind === 'directory' && node !== before ? knownDirectory(node, before) : node
    entries.set(name, kept)
    isSame &&= kept === node
  }
  return isSame ? sent.entries : entries
}

function knownDirectory(sent: DirectoryNode, known: DirectoryNode): DirectoryNode {
  const entries = withKnownModes(sent, known)
  return entries === sent.entries && sent.mode === known.mode ? sent : { ...sent, mode: known.mode, entries }
}

const endPacket = 2
const chunkSize = 32 * 1024

/** Depth first; the order in which entries get their numbers. */
function* entriesInOrder(directory: DirectoryNode, below: string): Generator<readonly [string, Node]> {
  for (const name of sortedNames(directory)) {
    const node = directory.entries.get(name)
    if (node === undefined) continue
    const path = below === '' ? name : `${below}/${name}`
    yield [path, node]
    if (node.kind === 'directory') yield* entriesInOrder(node, path)
  }
}

/** Whether the builder has a file as it is: only size, time and mode are looked at. */
function isSame(node: Node, before: Node | undefined): boolean {
  if (before === undefined || node.kind !== 'file' || before.kind !== 'file') return before === node
  return (
    node.content.size === before.content.size &&
    node.mode === before.mode &&
    node.mtime.seconds === before.mtime.seconds &&
    node.mtime.nanoseconds === before.mtime.nanoseconds
  )
}

/** A packet is a protobuf message: one byte before each field, lengths and numbers as varints, zero values left out. */
function statPacket(path: string, node: Node, firstName: string | undefined): number {
  const link = firstName ?? (node.kind === 'symlink' ? node.target : '')
  const size =
    node.kind === 'file' && firstName === undefined
      ? node.content.size
      : node.kind === 'symlink'
        ? bytesOf(node.target).length
        : 0
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
