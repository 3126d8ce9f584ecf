import type { Incoming } from '../../state/intake.ts'

/** Files that are looked for in a folder that was dropped, at most. */
const foundAtMost = 4000

/** Files that were chosen in a dialog, below a folder of the context; those of a chosen folder keep their place in it. */
export function chosenFiles(files: Iterable<File>, folder: string): readonly Incoming[] {
  return [...files].map((file) => incoming(file, below(folder, file.webkitRelativePath || file.name)))
}

/** Files and folders that were dropped, below a folder of the context. Call it while the drop is handled: afterwards the browser gives nothing. */
export async function droppedFiles(dropped: DataTransfer, folder: string): Promise<readonly Incoming[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  if (entries.length === 0) return chosenFiles(dropped.files, folder)
  const found: Incoming[] = []
  for (const entry of entries) await collect(entry, folder, found)
  return found
}

async function collect(entry: FileSystemEntry, folder: string, found: Incoming[]): Promise<void> {
  if (found.length >= foundAtMost) return
  const path = below(folder, entry.name)
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push(incoming(file, path))
  } else if (isDirectoryEntry(entry)) {
    const reader = entry.createReader()
    // A reader gives its entries by the hundred, and none when it has given all.
    for (;;) {
      const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      )
      if (some.length === 0) return
      for (const one of some) await collect(one, path, found)
    }
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function below(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`
}

function incoming(file: File, path: string): Incoming {
  const read = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer())
  return { path, size: file.size, read }
}
