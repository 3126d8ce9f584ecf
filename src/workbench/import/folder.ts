import { words } from '../../words/words.ts'
import { cleanPath, type Finding, type Found, filesAtMost, type Refused } from './found.ts'

/** The files that a learner chose, with the paths that the browser gives them: those of a folder begin with its name. */
export function findingOfFiles(files: Iterable<File>): Finding {
  const found: Found[] = []
  const refused: Refused[] = []
  for (const file of files)
    take(file, file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, found, refused)
  return { name: '', found, refused }
}

/** What was dropped: folders and files as entries to walk, or, where the browser makes none, the files alone; else text. */
export interface Dropped {
  readonly entries: readonly FileSystemEntry[]
  readonly files: readonly File[]
  readonly text: string
}

/** Takes what was dropped while the event lasts: after it the browser gives nothing any more. */
export function droppedIn(transfer: DataTransfer): Dropped {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null
    return entry === null ? [] : [entry]
  })
  return { entries, files: [...transfer.files], text: transfer.getData('text/plain') }
}

/** All files below dropped entries. Ends early when `signal` says so. Calls `seen` with the number so far. */
export async function findingOfEntries(
  entries: readonly FileSystemEntry[],
  seen: (count: number) => void,
  signal: AbortSignal,
): Promise<Finding> {
  const found: Found[] = []
  const refused: Refused[] = []
  const waiting = [...entries]
  for (let entry = waiting.pop(); entry !== undefined && !signal.aborted; entry = waiting.pop()) {
    if (found.length >= filesAtMost) {
      refused.push({ path: entry.fullPath.slice(1), why: words.importing.onlyFilesAreRead(filesAtMost) })
      break
    }
    if (isFolder(entry)) waiting.push(...(await entriesIn(entry)))
    else if (isFile(entry)) {
      const file = await fileOf(entry)
      const path = entry.fullPath.slice(1)
      if (file === undefined) refused.push({ path, why: words.importing.theBrowserCannotReadIt })
      else take(file, path, found, refused)
      seen(found.length)
    }
  }
  return { name: '', found, refused }
}

function take(file: File, at: string, found: Found[], refused: Refused[]): void {
  const clean = cleanPath(at)
  if ('why' in clean) refused.push({ path: at, why: clean.why })
  else found.push({ path: clean.path, size: file.size, bytes: async () => new Uint8Array(await file.arrayBuffer()) })
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** All entries of a folder: the browser hands them out a hundred at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
    if (some.length === 0) return all
    all.push(...some)
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)))
}
