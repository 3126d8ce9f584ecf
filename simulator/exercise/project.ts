import { realContent } from '../filesystem/content.ts'
import { Draft } from '../filesystem/draft.ts'
import {
  type Attributes,
  atSecond,
  emptyTree,
  type FileNode,
  later,
  type Time,
  type Tree,
  walkTree,
} from '../filesystem/tree.ts'
import { bytesOf, textOf } from '../values/bytes.ts'
import { directoryName } from '../values/path.ts'
import type { ExerciseFile } from './file.ts'
import { fitsGlob, isGlob } from './glob.ts'
import type { Verbs } from './procedure.ts'

/** When the files of a project were last written that do not say it themselves: 1 January 2026, as in every workbench, so that both give the same image. */
export const written: Time = atSecond(1_767_225_600)

const attributes: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: written }

/** The folder that holds some files. */
export function treeOf(files: readonly ExerciseFile[]): Tree {
  const draft = new Draft({ ...emptyTree, ...attributes })
  for (const file of files) {
    const own = { ...attributes, mode: Number.parseInt(file.mode ?? (file.folder === true ? '755' : '644'), 8) }
    const dated = file.mtime === undefined ? own : { ...own, mtime: atSecond(file.mtime) }
    draft.makeDirectories(file.folder === true ? `/${file.path}` : directoryName(`/${file.path}`), attributes)
    if (file.folder === true) draft.setAttributes(file.path, dated)
    else draft.set(file.path, { kind: 'file', ...dated, content: contentOf(file) })
  }
  return draft.finish()
}

function contentOf({ path, text = '', base64, sized }: ExerciseFile): FileNode['content'] {
  if (sized !== undefined) {
    const { size, kind } = sized
    return { kind: 'sized', size, compressibility: kind, identity: `project:${path}:${kind}:${size}` }
  }
  return realContent(base64 === undefined ? bytesOf(text) : fromBase64(base64))
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function fromBase64(text: string): Uint8Array {
  const units = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((units.length * 6) / 8))
  let held = 0
  let bits = 0
  let at = 0
  for (const unit of units) {
    held = (held << 6) | letters.indexOf(unit)
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (held >> bits) & 255
    }
  }
  return bytes
}

/** What came of an edit: the folder afterwards and the paths that it touched, or why it could not be made. */
export type Edited =
  | { readonly kind: 'edited'; readonly tree: Tree; readonly paths: readonly string[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Edits files of a folder, at a time. */
export function edited(tree: Tree, change: Verbs['edit'], now: Time): Edited {
  const { path } = change
  const paths = isGlob(path)
    ? [...walkTree(tree)].flatMap(([one, node]) => (node.kind === 'file' && fitsGlob(path, one) ? [one] : []))
    : [path]
  if (paths.length === 0) return { kind: 'failed', message: `no file is called ${path}` }
  const draft = new Draft(tree)
  for (const one of paths) {
    const wrong = editFile(draft, one, change, now)
    if (wrong !== undefined) return { kind: 'failed', message: wrong }
  }
  return { kind: 'edited', tree: draft.finish(), paths }
}

function editFile(draft: Draft, path: string, change: Verbs['edit'], now: Time): string | undefined {
  const { append, replace, text, mode } = change
  const node = draft.at(path)
  if (change.remove === true) {
    if (node === undefined) return `${path} is not there`
    draft.remove(path)
    return undefined
  }
  if (text === undefined && append === undefined && node?.kind !== 'file') return `${path} is no file`
  const before = node?.kind === 'file' ? node : undefined
  const base = { ...attributes, mode: before?.mode ?? 0o644, mtime: now }
  const old = before?.content.kind === 'real' ? textOf(before.content.bytes) : ''
  if (replace !== undefined && !old.includes(replace)) return `${path} does not hold “${replace}”`
  const next =
    text ??
    (append === undefined ? undefined : old + append) ??
    (replace === undefined ? undefined : old.replaceAll(replace, () => change.with ?? ''))
  if (next !== undefined) {
    draft.makeDirectories(directoryName(`/${path}`), attributes)
    draft.set(path, { kind: 'file', ...base, content: realContent(bytesOf(next)) })
  }
  if (change.touch === true) draft.setAttributes(path, { mtime: later(now, 1000) })
  if (mode !== undefined) draft.setAttributes(path, { mode: Number.parseInt(mode, 8) })
  return undefined
}
