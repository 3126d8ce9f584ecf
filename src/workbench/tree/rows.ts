import type { ProjectFile } from '../../state/project.ts'
import { sizeText } from '../figures.ts'
import { sizeOf } from '../files/view.ts'

/** One row of the files: a folder's head or a file. */
export interface FileRow {
  readonly path: string
  /** The last part of the path; a folder's ends in a slash. */
  readonly name: string
  readonly depth: number
  readonly folder: boolean
  readonly bytes: number
  readonly size: string
}

interface Folder {
  readonly path: string
  readonly folders: Map<string, Folder>
  readonly files: ProjectFile[]
}

/** The files of a context as a tree in rows: the Dockerfile first, then folders and files by name. What is in `closed` folders is left out. */
export function fileRows(
  files: readonly ProjectFile[],
  dockerfile: string,
  closed: ReadonlySet<string> = new Set(),
): readonly FileRow[] {
  const top: Folder = { path: '', folders: new Map(), files: [] }
  for (const file of files) {
    const names = file.path.split('/')
    if (file.folder !== true) names.pop()
    let folder = top
    for (const name of names) {
      const path = folder === top ? name : `${folder.path}/${name}`
      const next: Folder = folder.folders.get(name) ?? { path, folders: new Map(), files: [] }
      folder.folders.set(name, next)
      folder = next
    }
    if (file.folder !== true) folder.files.push(file)
  }
  const rows = rowsIn(top, 0, closed)
  const own = rows.find((row) => row.path === dockerfile && row.depth === 0)
  return own === undefined ? rows : [own, ...rows.filter((row) => row !== own)]
}

function rowsIn(folder: Folder, depth: number, closed: ReadonlySet<string>): readonly FileRow[] {
  const byPath = (a: { readonly path: string }, b: { readonly path: string }) => (a.path < b.path ? -1 : 1)
  const folders = [...folder.folders.values()].sort(byPath).flatMap((one) => {
    const head = rowOf(`${one.path}/`, depth, bytesIn(one), true)
    return closed.has(one.path) ? [head] : [head, ...rowsIn(one, depth + 1, closed)]
  })
  return [...folders, ...folder.files.sort(byPath).map((file) => rowOf(file.path, depth, sizeOf(file), false))]
}

function bytesIn({ folders, files }: Folder): number {
  const own = files.reduce((sum, file) => sum + sizeOf(file), 0)
  return [...folders.values()].reduce((sum, folder) => sum + bytesIn(folder), own)
}

function rowOf(path: string, depth: number, bytes: number, folder: boolean): FileRow {
  const name = path.split('/').slice(depth).join('/')
  return { path: folder ? path.slice(0, -1) : path, name, depth, folder, bytes, size: sizeText(bytes) }
}
