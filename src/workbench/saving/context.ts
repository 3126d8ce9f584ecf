import { strToU8, type Zippable, zipSync } from 'fflate'
import { countText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { download } from './download.ts'

/** The files of a project as an archive, with their modes. Stand-ins have no content and are left out. */
export function contextZip(files: BenchState['files']): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {}
  for (const { path, text, base64, sized, mode, folder } of files) {
    if (sized !== undefined || folder === true) continue
    const bytes =
      base64 === undefined ? strToU8(text ?? '') : Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0))
    const unixMode = 0o100000 | Number.parseInt(mode ?? '0644', 8)
    // A fixed time: the same files give the same archive.
    entries[path] = [bytes, { os: 3, attrs: unixMode * 0x10000, mtime: '2026-01-01T00:00:00' }]
  }
  return new Uint8Array(zipSync(entries, { level: 9 }))
}

/** Hands the files of a project to the learner as a .zip; gives what to say of it. */
export function downloadContext({ project, files }: BenchState): string {
  const name = project.title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'context'
  download(new Blob([contextZip(files)], { type: 'application/zip' }), `${name}.zip`)
  const stands = files.filter(({ sized }) => sized !== undefined).length
  return stands === 0
    ? 'The context is downloaded as a .zip.'
    : `The context is downloaded as a .zip, without ${countText(stands, 'stand-in')}: those have a size and no content.`
}
