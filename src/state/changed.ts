import type { ProjectFile } from './project.ts'

/** One file before and after a change of its text or of what else is known of it. */
export interface FileChange {
  readonly before: ProjectFile
  readonly after: ProjectFile
}

/**
 * The files that are other ones, where two lists name the same files and folders in the same order, as after typing; undefined where they do not.
 * So what depends on names alone need not be worked out anew with every key.
 */
export function changedFiles(
  before: readonly ProjectFile[],
  after: readonly ProjectFile[],
): readonly FileChange[] | undefined {
  if (before.length !== after.length) return undefined
  const changes: FileChange[] = []
  for (const [at, now] of after.entries()) {
    const old = before[at]
    if (old === now) continue
    if (old === undefined || old.path !== now.path || old.folder !== now.folder) return undefined
    changes.push({ before: old, after: now })
  }
  return changes
}
