import { strToU8, type Zippable, zipSync } from 'fflate'
import type { ProjectFile } from './project.ts'
import { modeOf } from './tree.ts'

/** The bytes of a file; undefined for a stand-in, whose bytes are not kept, and for a folder. */
export function fileBytes({ text = '', base64, sized, folder }: ProjectFile): Uint8Array<ArrayBuffer> | undefined {
  if (sized !== undefined || folder === true) return undefined
  if (base64 !== undefined) return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))
  return Uint8Array.from(strToU8(text))
}

/** Bytes of stand-ins that an archive holds as zeros, at most; larger ones are left out. */
const zerosAtMost = 200_000_000

/** A context as a .zip, and the stand-ins that are too large to be in it. */
export interface ContextArchive {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly leftOut: readonly string[]
}

/**
 * The files of a context as a .zip with their permissions and times. Stand-ins are files of zeros, of their size. `usualTime`: when the files were
 * written that do not say it, in seconds since 1970.
 */
export function zipOf(files: readonly ProjectFile[], usualTime: number): ContextArchive {
  const leftOut: string[] = []
  const entries: Zippable = {}
  let zeros = 0
  for (const file of files) {
    const type = file.folder === true ? 0o040000 : 0o100000
    const options = {
      os: 3,
      attrs: (type | Number.parseInt(modeOf(file), 8)) * 65_536,
      mtime: localTime(file.mtime ?? usualTime),
    }
    const size = file.sized?.size ?? 0
    if (zeros + size > zerosAtMost) leftOut.push(file.path)
    else {
      zeros += size
      const path = file.folder === true ? `${file.path}/` : file.path
      entries[path] = [fileBytes(file) ?? new Uint8Array(size), { ...options, level: file.sized === undefined ? 6 : 1 }]
    }
  }
  return { bytes: Uint8Array.from(zipSync(entries)), leftOut }
}

/** A .zip has times of day without a zone, and none before 1980: the one that reads as the same in UTC. */
function localTime(seconds: number): Date {
  const time = new Date(Math.max(seconds, 315_619_200) * 1000)
  return new Date(time.getTime() + time.getTimezoneOffset() * 60_000)
}
