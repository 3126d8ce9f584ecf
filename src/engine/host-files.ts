import { changesBetween, type Host } from '../../simulator/hosts.ts'
import { type Content, entryAt, type Node, type Tree, textOf } from '../../simulator/index.ts'
import type { ProjectFile } from '../state/project.ts'
import type { FilesChange } from './typing.ts'

/** Files that a line may change for the editor to show them; a `npm install` writes more. */
const shownAtMost = 1000
/** Bytes of a file that is no text, at most, for the project to have them. */
const bytesAtMost = 1_000_000

/** What has changed between two states of the project's folder, as files of the project. Links and devices are on the host alone. */
export function filesChange(before: Tree, after: Tree): FilesChange | undefined {
  if (before === after) return undefined
  const files: ProjectFile[] = []
  const removed: string[] = []
  for (const { kind, path: changed } of changesBetween(before, after)) {
    const path = changed.replace(/^\//, '')
    const node = entryAt(after, path)
    if (kind === 'removed' || node === undefined) removed.push(...filesBelow(path, entryAt(before, path)))
    else {
      const file = fileOf(path, node)
      if (file !== undefined) files.push(file)
    }
  }
  if (files.length + removed.length === 0) return undefined
  return { files: files.slice(0, shownAtMost), removed, unshown: Math.max(0, files.length - shownAtMost) }
}

/** A removed folder takes all with it. */
function filesBelow(path: string, node: Node | undefined): readonly string[] {
  if (node?.kind !== 'directory') return [path]
  return [path, ...[...node.entries].flatMap(([name, one]) => filesBelow(`${path}/${name}`, one))]
}

function fileOf(path: string, node: Node): ProjectFile | undefined {
  const common = { path, mtime: node.mtime.seconds }
  const mode = node.mode.toString(8).padStart(4, '0')
  if (node.kind === 'directory')
    return node.entries.size > 0 ? undefined : { ...common, folder: true, ...(mode === '0755' ? {} : { mode }) }
  if (node.kind !== 'file') return undefined
  return { ...common, ...contentFields(node.content), ...(mode === '0644' ? {} : { mode }) }
}

function contentFields(content: Content): Pick<ProjectFile, 'text' | 'base64' | 'sized'> {
  if (content.kind === 'sized') return { sized: { size: content.size, kind: content.compressibility } }
  const { bytes } = content
  const text = textOf(bytes)
  // What is no text holds a replacement character that it did not have.
  if (!text.includes('\uFFFD') && !text.includes('\0')) return { text }
  if (bytes.length > bytesAtMost) return { sized: { size: bytes.length, kind: 'binary' } }
  return { base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) }
}

/** The project's folder on the host; empty where a line took it away. */
export function folderOf({ files, home }: Host): Tree {
  const folder = entryAt(files, home)
  return folder?.kind === 'directory' ? folder : { ...files, entries: new Map() }
}

/** The host's files with the project's folder as it is in the editor. */
export function withFolder({ files, home }: Host, folder: Tree): Tree {
  return entryAt(files, home) === folder ? files : placed(files, home.split('/').filter(Boolean), folder)
}

function placed(tree: Tree, [name = '', ...rest]: readonly string[], folder: Tree): Tree {
  const below = tree.entries.get(name)
  const next = rest.length === 0 ? folder : placed(below?.kind === 'directory' ? below : folder, rest, folder)
  return { ...tree, entries: new Map(tree.entries).set(name, next) }
}
