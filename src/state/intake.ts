import { deflateSync } from 'fflate'
import type { ProjectFile } from './project.ts'

/** A file from outside, still to be read. A Blob is one, with a name. */
export interface Incoming {
  /** Its path in the context. */
  readonly path: string
  readonly size: number
  /** Its bytes between two offsets. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

/** What became of files from outside. */
export interface Intake {
  readonly files: readonly ProjectFile[]
  /** Those of which only the size is kept: too large, or one more than there is room for. */
  readonly standIns: readonly ProjectFile[]
  /** Paths that could not be read, or that are none. */
  readonly refused: readonly string[]
  /** How many were left out, as a project has room for no more files. */
  readonly leftOut: number
}

/** Up to this size a file is kept whole: text as it is, other bytes in base64. */
export const wholeAtMost = { text: 1_000_000, bytes: 1_000_000 } as const
/** Bytes of all files that one intake keeps whole; the others become stand-ins. */
export const allWholeAtMost = 4_000_000
/** Files that a project may have. */
const filesAtMost = 2000
/** How much of a large file is looked at to tell how well it would compress. */
const sampleBytes = 65_536

/**
 * Reads files from outside into files of a project: text stays text, small files that are no text keep their bytes, and for large ones a stand-in
 * of the same size is made. `present` is how many files the project has already. Nothing else of the files is used, and nothing is sent.
 */
export async function intakeOf(
  incoming: readonly Incoming[],
  isPath: (path: string) => boolean,
  present = 0,
): Promise<Intake> {
  const files: ProjectFile[] = []
  const standIns: ProjectFile[] = []
  const refused: string[] = []
  const room = Math.max(0, filesAtMost - present)
  let whole = 0
  for (const one of incoming.slice(0, room)) {
    if (!isPath(one.path)) {
      refused.push(one.path)
      continue
    }
    try {
      const isSmall = one.size <= wholeAtMost.bytes && whole + one.size <= allWholeAtMost
      const file = isSmall ? wholeFile(one.path, await one.read(0, one.size)) : await standInFor(one)
      if (file.sized === undefined) whole += one.size
      else standIns.push(file)
      files.push(file)
    } catch {
      // A folder that was dropped as a file, or a file that is gone by now.
      refused.push(one.path)
    }
  }
  return { files, standIns, refused, leftOut: Math.max(0, incoming.length - room) }
}

/** A file with all of its bytes. */
export function wholeFile(path: string, bytes: Uint8Array): ProjectFile {
  const text = textIn(bytes)
  return text === undefined ? { path, base64: toBase64(bytes) } : { path, text }
}

/** The text that bytes hold; undefined when they are no UTF-8, or have a zero byte in them, which no text has. */
function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    // A byte order mark belongs to the file.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

async function standInFor({ path, size, read }: Incoming): Promise<ProjectFile> {
  const sample = await read(0, Math.min(size, sampleBytes))
  return { path, sized: { size, kind: kindOf(sample) } }
}

/** How well bytes like these compress. */
export function kindOf(sample: Uint8Array): 'text' | 'binary' | 'packed' | 'zeros' {
  if (sample.every((byte) => byte === 0)) return 'zeros'
  if (deflateSync(sample, { level: 1 }).length > sample.length * 0.9) return 'packed'
  // The end of a sample may cut a character in two.
  return textIn(sample.subarray(0, Math.max(1, sample.length - 4))) === undefined && textIn(sample) === undefined
    ? 'binary'
    : 'text'
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
