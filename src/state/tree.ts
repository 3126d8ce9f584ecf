import { fileAt, withFile, withoutFile } from './files.ts'
import type { ProjectFile } from './project.ts'

/** Whether a path is a folder: one that stands alone, or one with files below it. */
export function isFolder(files: readonly ProjectFile[], path: string): boolean {
  return files.some((one) => one.path.startsWith(`${path}/`) || (one.path === path && one.folder === true))
}

/** The path of the folder that a path lies in; empty at the top. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}

/** The files with a file, or a folder and all below it, at another path; what is at that path is replaced. The folder it leaves stays. */
export function withMoved(files: readonly ProjectFile[], from: string, to: string): readonly ProjectFile[] {
  const moved = files.flatMap((one) => {
    const path = movedPath(one.path, from, to)
    if (path !== one.path) return [{ ...one, path }]
    return path === to ? [] : [one]
  })
  return withFolderKept(moved, folderOf(from))
}

/** Where a path is after a move of it, or of a folder above it. */
export function movedPath(path: string, from: string, to: string): string {
  return path === from ? to : path.startsWith(`${from}/`) ? to + path.slice(from.length) : path
}

/** The files with a copy of a file, or of a folder and all below it. */
export function withCopied(files: readonly ProjectFile[], from: string, to: string): readonly ProjectFile[] {
  const copies = files.flatMap((one) => {
    const path = movedPath(one.path, from, to)
    return path === one.path ? [] : [{ ...one, path }]
  })
  return copies.reduce<readonly ProjectFile[]>(withFile, files)
}

/** A free name beside a path, for a copy: `app-copy.py`, `app-copy-2.py`. */
export function copyPath(files: readonly ProjectFile[], path: string): string {
  const [, start = path, end = ''] = isFolder(files, path) ? [] : (/^(.*[^/])(\.[^./]+)$/.exec(path) ?? [])
  const isFree = (name: string) => fileAt(files, name) === undefined && !isFolder(files, name)
  for (let count = 1; ; count++) {
    const name = `${start}-copy${count === 1 ? '' : `-${count}`}${end}`
    if (isFree(name)) return name
  }
}

/** The files without one, or without a folder and all below it. The folder it lay in stays, as with `rm`. */
export function withDeleted(files: readonly ProjectFile[], path: string): readonly ProjectFile[] {
  return withFolderKept(withoutFile(files, path), folderOf(path))
}

/** The files with other permissions for a file or a folder, in octal digits. */
export function withMode(files: readonly ProjectFile[], path: string, mode: string): readonly ProjectFile[] {
  return withFile(files, { ...entryAt(files, path), mode })
}

/** The files with another time of writing for a file or a folder, in seconds since 1970. */
export function withTime(files: readonly ProjectFile[], path: string, mtime: number): readonly ProjectFile[] {
  return withFile(files, { ...entryAt(files, path), mtime })
}

/** The entry at a path; one for a folder that has none of its own. */
export function entryAt(files: readonly ProjectFile[], path: string): ProjectFile {
  return fileAt(files, path) ?? (isFolder(files, path) ? { path, folder: true } : { path })
}

/** The permissions of a file or a folder, in four octal digits. */
export function modeOf({ mode, folder }: ProjectFile): string {
  return mode === undefined ? (folder === true ? '0755' : '0644') : mode.padStart(4, '0')
}

/** Permissions with the right to execute for all who may read, or without it. */
export function withExecutable(mode: string, isExecutable: boolean): string {
  const bits = Number.parseInt(mode, 8)
  const executable = isExecutable ? bits | ((bits & 0o444) >> 2) : bits & ~0o111
  return executable.toString(8).padStart(4, '0')
}

function withFolderKept(files: readonly ProjectFile[], folder: string): readonly ProjectFile[] {
  return folder === '' || isFolder(files, folder) ? files : withFile(files, { path: folder, folder: true })
}
