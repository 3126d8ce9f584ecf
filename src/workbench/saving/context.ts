import { type Zippable, zipSync } from 'fflate'
import { fileBytes } from '../../state/archive.ts'
import type { ProjectFile } from '../../state/project.ts'
import { modeOf } from '../../state/tree.ts'
import { words } from '../../words/words.ts'
import type { BenchState } from '../state.ts'
import { download } from './download.ts'

/** The files and folders of a project as an archive, with their modes and times. Stand-ins have no content and are left out. */
export function contextZip(files: BenchState['files']): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {}
  for (const file of files) {
    const { path, folder = false } = file
    const bytes = folder ? new Uint8Array() : fileBytes(file)
    if (bytes === undefined) continue
    const unixMode = (folder ? 0o040000 : 0o100000) | Number.parseInt(modeOf(file), 8)
    entries[folder ? `${path}/` : path] = [bytes, { os: 3, attrs: unixMode * 0x10000, mtime: timeOf(file) }]
  }
  return new Uint8Array(zipSync(entries, { level: 9 }))
}

/** A .zip has times of day without a zone, and none before 1980. Files without a time have a fixed one: the same files give the same archive. */
function timeOf({ mtime = 0 }: ProjectFile): string {
  return mtime < 315_619_200 ? '2026-01-01T00:00:00' : new Date(mtime * 1000).toISOString().slice(0, 19)
}

/** Hands the files of a project to the learner as a .zip; gives what to say of it. */
export function downloadContext({ project, files }: BenchState): string {
  const name = project.title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || 'context'
  download(new Blob([contextZip(files)], { type: 'application/zip' }), `${name}.zip`)
  const stands = files.filter(({ sized }) => sized !== undefined).length
  return stands === 0
    ? words.saving.theContextIsDownloadedAsA
    : words.saving.downloadedWithout(words.counts.standIns(stands))
}
