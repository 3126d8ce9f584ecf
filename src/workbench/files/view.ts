import type { ProjectFile } from '../../state/project.ts'
import { sizeText } from '../figures.ts'

/** One row of the file list: a folder's head or a file. */
export interface FileRow {
  readonly path: string
  readonly name: string
  readonly depth: number
  readonly folder: boolean
  readonly size: string
  readonly dockerfile: boolean
  /** Stands for a file that has no text to open. */
  readonly sized: boolean
}

/** The files of a context as a tree in rows: the Dockerfile first, then folders and files by name. */
export function fileRows(files: readonly ProjectFile[], dockerfile: string): readonly FileRow[] {
  const own = files.filter((file) => file.path === dockerfile)
  const others = files.filter((file) => file.path !== dockerfile)
  return [...own.map((file) => rowOf(file, 0, dockerfile)), ...rowsBelow(others, '', 0)]
}

function rowsBelow(files: readonly ProjectFile[], below: string, depth: number): readonly FileRow[] {
  const names = new Map<string, ProjectFile[]>()
  for (const file of files) {
    const [name = ''] = file.path.slice(below.length).split('/')
    names.set(name, [...(names.get(name) ?? []), file])
  }
  return [...names].sort(foldersFirst(below)).flatMap(([name, inside]) => {
    const path = below + name
    const file = inside.find((one) => one.path === path)
    if (file !== undefined) return [rowOf(file, depth, '')]
    const size = sizeText(inside.reduce((bytes, one) => bytes + sizeOf(one), 0))
    return [
      { path, name: `${name}/`, depth, folder: true, size, dockerfile: false, sized: false },
      ...rowsBelow(inside, `${path}/`, depth + 1),
    ]
  })
}

function foldersFirst(below: string) {
  return (a: readonly [string, readonly ProjectFile[]], b: readonly [string, readonly ProjectFile[]]): number => {
    const isFile = ([name, inside]: readonly [string, readonly ProjectFile[]]) =>
      inside.some((file) => file.path === below + name) ? 1 : 0
    return isFile(a) - isFile(b) || (a[0] < b[0] ? -1 : 1)
  }
}

function rowOf(file: ProjectFile, depth: number, dockerfile: string): FileRow {
  return {
    path: file.path,
    name: depth === 0 ? file.path : (file.path.split('/').at(-1) ?? file.path),
    depth,
    folder: false,
    size: sizeText(sizeOf(file)),
    dockerfile: file.path === dockerfile,
    sized: file.sized !== undefined || file.base64 !== undefined,
  }
}

/** Bytes of a file of a project. */
export function sizeOf(file: ProjectFile): number {
  if (file.sized !== undefined) return file.sized.size
  if (file.base64 !== undefined) return Math.floor((file.base64.replaceAll('=', '').length * 3) / 4)
  return new TextEncoder().encode(file.text ?? '').length
}
