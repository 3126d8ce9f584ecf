import {
  type Attributes,
  atSecond,
  bytesOf,
  type Content,
  Draft,
  directoryName,
  emptyTree,
  isDigest,
  type Node,
  realContent,
  type Tree,
} from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'

/** When the files of a project were last written that do not say it themselves: 1 January 2026. A fixed time, so that the same project gives the same image everywhere. */
export const written = atSecond(1_767_225_600)

const attributes: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: written }

/** Nodes of files already seen, so that an untouched file is the same value from one tree to the next and is hashed once. */
const nodes = new WeakMap<ProjectFile, Node>()

/**
 * The folder on the learner's machine that a project stands for. Throws RangeError when a path leads through another file; a file's path is
 * otherwise taken as the schema let it in.
 */
export function contextOf(files: Iterable<ProjectFile>, before: Tree = emptyTree): Tree {
  const draft = new Draft(before === emptyTree ? { ...emptyTree, ...attributes } : before)
  for (const file of files) {
    if (file.folder === true) {
      if (draft.at(file.path)?.kind === 'file') draft.remove(file.path)
      draft.makeDirectories(`/${file.path}`, attributes)
      draft.setAttributes(file.path, attributesOf(file, '0755'))
    } else {
      draft.makeDirectories(directoryName(`/${file.path}`), attributes)
      draft.set(file.path, nodeOf(file))
    }
  }
  return draft.finish()
}

/**
 * The folder without some files of it. A folder that is empty then goes too, unless it `isFolder` of its own; what the project knows nothing of, as a
 * symbolic link made on the machine, stays.
 */
export function contextWithout(context: Tree, removed: readonly string[], isFolder: (path: string) => boolean): Tree {
  const draft = new Draft(context)
  const isFull = (path: string): boolean => {
    const node = draft.at(path)
    return node?.kind === 'directory' && node.entries.size > 0
  }
  // What lies deeper goes first, so that folders are empty when it is their turn.
  for (const path of [...removed].sort().reverse()) {
    if (!isFull(path)) draft.remove(path)
    else draft.setAttributes(path, attributes)
    for (let folder = directoryName(path); folder !== '.' && folder !== '/'; folder = directoryName(folder)) {
      if (isFull(folder) || isFolder(folder)) break
      draft.remove(folder)
    }
  }
  return draft.finish()
}

function nodeOf(file: ProjectFile): Node {
  let node = nodes.get(file)
  if (node === undefined) {
    node = { kind: 'file', ...attributesOf(file, '0644'), content: contentOf(file) }
    nodes.set(file, node)
  }
  return node
}

function attributesOf({ mode, mtime }: ProjectFile, usualMode: string): Attributes {
  return {
    ...attributes,
    mode: Number.parseInt(mode ?? usualMode, 8),
    ...(mtime === undefined ? {} : { mtime: atSecond(mtime) }),
  }
}

function contentOf(file: ProjectFile): Content {
  if (file.sized !== undefined) {
    const { size, kind, digest } = file.sized
    const common = { kind: 'sized', size, compressibility: kind } as const
    if (digest !== undefined && isDigest(digest)) return { ...common, identity: `project:${digest}`, digest }
    return { ...common, identity: `project:${file.path}:${kind}:${size}` }
  }
  if (file.base64 !== undefined) return realContent(Uint8Array.from(atob(file.base64), (unit) => unit.charCodeAt(0)))
  return realContent(bytesOf(file.text ?? ''))
}
