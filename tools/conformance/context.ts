import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  type Attributes,
  atSecond,
  bytesOf,
  Draft,
  emptyTree,
  entryAt,
  type Node,
  realContent,
  resolveLinks,
  type Tree,
  walkTree,
} from '../../simulator/index.ts'
import { readFolder } from '../folder.ts'
import { writeMadeArchive } from './archive.ts'
import type { Case, CaseStep } from './case.ts'

/** 2020-01-01T00:00:00Z: the time of every file before the first step. */
export const firstTime = 1_577_836_800

const fresh = { uid: 0, gid: 0, mtime: atSecond(firstTime) }

/** The context of a case before its first step, as the recorder prepares it: modes, owners and times do not depend on this computer. */
export function prepareContext(each: Case): Tree {
  const folder = join(each.folder, 'context')
  const draft = new Draft(existsSync(folder) ? normalised(readTree(folder)) : { ...emptyTree, ...fresh })
  for (const path of each.dirs) draft.makeDirectories(path, { ...fresh, mode: 0o755 })
  for (const [path, target] of Object.entries(each.symlinks)) {
    makeParents(draft, path)
    draft.set(path, { kind: 'symlink', ...fresh, mode: 0o777, target })
  }
  for (const [path, made] of Object.entries(each.make)) {
    makeParents(draft, path)
    const [text, times] = made.repeat ?? ['', 0]
    const plain = made.repeat ? bytesOf(text.repeat(times)) : writeMadeArchive(made.entries, firstTime)
    const bytes = new Uint8Array(made.gzip ? gzipSync(plain, { level: 9 }) : plain)
    draft.set(path, { kind: 'file', ...fresh, mode: 0o644, content: realContent(bytes) })
  }
  for (const [path, existing] of Object.entries(each.hardlinks)) draft.link(existing, path)
  setModes(draft, each.modes)
  setOwners(draft, each.owners)
  return draft.finish()
}

/** The context after the changes of step `index` (from 0); `context` is what the step before left. */
export function applyStep(context: Tree, step: CaseStep, index: number): Tree {
  const draft = new Draft(context)
  const mtime = atSecond(firstTime + 3600 * index)
  for (const [path, text] of Object.entries(step.edit)) {
    if (text === null) {
      draft.remove(path)
      continue
    }
    makeParents(draft, path)
    const real = followed(draft, path)
    const before = draft.at(real)
    const written = { content: realContent(bytesOf(text)), mtime }
    if (before?.kind === 'file') replace(draft, real, { ...before, ...written })
    else draft.set(real, { kind: 'file', ...fresh, mode: 0o644, ...written })
  }
  for (const [from, to] of Object.entries(step.rename)) {
    const node = draft.at(from)
    if (node === undefined) throw new RangeError(`nothing to rename at ${from}`)
    makeParents(draft, to)
    draft.remove(from)
    draft.set(to, node)
  }
  setModes(draft, step.chmod)
  setOwners(draft, step.chown)
  for (const path of step.touch) setAttributes(draft, path, { mtime })
  // Directories that an edit changed keep the first time, so that only a touch that names them shows.
  const changed = [...walkTree(draft.current)]
    .filter(
      ([path, node]) => node.kind === 'directory' && node.mtime.seconds !== firstTime && !step.touch.includes(path),
    )
    .map(([path]) => path)
  for (const path of changed) draft.setAttributes(path, { mtime: fresh.mtime })
  return draft.finish()
}

/** The folder below a context that a path names; throws when there is none. */
export function folderAt(context: Tree, path: string): Tree {
  const node = entryAt(context, path)
  if (node?.kind !== 'directory') throw new RangeError(`no folder ${path} in the context`)
  return node
}

function readTree(folder: string): Tree {
  const reading = readFolder(folder)
  if (reading.kind === 'failed') throw new Error(reading.message)
  return reading.tree
}

function normalised(directory: Tree): Tree {
  const entries = new Map<string, Node>()
  for (const [name, node] of directory.entries) entries.set(name, normalisedNode(node))
  return { ...directory, ...fresh, mode: 0o755, entries }
}

function normalisedNode(node: Node): Node {
  if (node.kind === 'directory') return normalised(node)
  if (node.kind === 'file') return { kind: 'file', ...fresh, mode: 0o644, content: node.content }
  return { ...node, ...fresh }
}

function makeParents(draft: Draft, path: string): void {
  const slash = path.lastIndexOf('/')
  if (slash > 0) draft.makeDirectories(path.slice(0, slash), { ...fresh, mode: 0o755 })
}

function setModes(draft: Draft, modes: Readonly<Record<string, string>>): void {
  for (const [path, mode] of Object.entries(modes))
    setAttributes(draft, followed(draft, path), { mode: Number.parseInt(mode, 8) })
}

function setOwners(draft: Draft, owners: Readonly<Record<string, string>>): void {
  for (const [path, owner] of Object.entries(owners)) {
    const [uid = 0, gid = 0] = owner.split(':').map(Number)
    setAttributes(draft, followed(draft, path), { uid, gid })
  }
}

function setAttributes(draft: Draft, path: string, change: Partial<Attributes>): void {
  const node = draft.at(path)
  if (node === undefined) throw new RangeError(`nothing at ${path}`)
  replace(draft, path, { ...node, ...change })
}

/** A file with several names changes under all of them, as on a disk; a draft by itself parts them, as an image's layers do. */
function replace(draft: Draft, path: string, node: Node): void {
  const link = node.kind === 'file' ? node.link : undefined
  const names =
    link === undefined
      ? [path]
      : [...walkTree(draft.current)].flatMap(([name, other]) =>
          other.kind === 'file' && other.link === link ? [name] : [],
        )
  for (const name of names) draft.remove(name)
  for (const name of names) draft.set(name, node)
}

function followed(draft: Draft, path: string): string {
  return resolveLinks(draft.current, path)?.path ?? path
}
