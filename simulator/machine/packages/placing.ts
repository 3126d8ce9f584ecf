import type { Compressibility, Content, SizedContent } from '../../filesystem/content.ts'
import { directoryName } from '../../values/path.ts'
import { isDirectory, list, lstat, makeDirectory, removeDirectory, symlink, unlink, writeFile } from '../files.ts'
import type { Errno, Process } from '../process.ts'

/** What a sized file stands for. */
export interface Stand {
  /** Stable name of the bytes: `apt:curl@7.88.1/usr/bin/curl`. */
  readonly identity: string
  readonly size: number
  readonly kind: Compressibility
  /** Where the size comes from. */
  readonly source: string
  readonly program?: string
}

/** Sized content with its source. */
export function sized(stand: Stand): SizedContent {
  return {
    kind: 'sized',
    size: Math.max(0, Math.round(stand.size)),
    compressibility: stand.kind,
    identity: stand.identity,
    source: stand.source,
    ...(stand.program === undefined ? {} : { program: stand.program }),
  }
}

/** Puts a file at a path, replacing what was there; the directories to it are made. Gives what went wrong. */
export function placeFile(process: Process, path: string, content: Content | string, mode = 0o644): Errno | undefined {
  const wrong = placeDirectory(process, directoryName(path))
  if (wrong !== undefined) return wrong
  if (lstat(process, path).value !== undefined) unlink(process, path)
  return writeFile(process, path, content, mode)
}

/** Puts a symbolic link at a path, replacing what was there. */
export function placeLink(process: Process, path: string, target: string): Errno | undefined {
  const wrong = placeDirectory(process, directoryName(path))
  if (wrong !== undefined) return wrong
  if (lstat(process, path).value !== undefined) unlink(process, path)
  return symlink(process, target, path)
}

/** Makes a directory and those to it where they are missing. */
export function placeDirectory(process: Process, path: string, mode = 0o755): Errno | undefined {
  if (path === '/' || path === '.' || isDirectory(process, path)) return undefined
  const wrong = placeDirectory(process, directoryName(path))
  if (wrong !== undefined) return wrong
  return makeDirectory(process, path, mode)
}

/** Removes a file, a link, or a directory with all that is in it; nothing happens where there is none. Gives the bytes that went. */
export function removeAll(process: Process, path: string): number {
  const node = lstat(process, path).value
  if (node === undefined) return 0
  process.machine.budget.spend(5)
  if (node.kind !== 'directory') {
    unlink(process, path)
    return node.kind === 'file' ? node.content.size : 0
  }
  let bytes = 0
  for (const name of list(process, path).value ?? []) bytes += removeAll(process, `${path}/${name}`)
  removeDirectory(process, path)
  return bytes
}

/** Removes directories upwards from `path` as long as they are empty. */
export function removeEmptyParents(process: Process, path: string): void {
  for (
    let directory = directoryName(path);
    directory !== '/' && directory !== '.';
    directory = directoryName(directory)
  )
    if (removeDirectory(process, directory) !== undefined) return
}
