import { isContextPath } from '../../state/files.ts'
import type { ProjectFile } from '../../state/project.ts'

/** Why a file cannot have this path; undefined when it can. */
export function pathProblem(files: readonly ProjectFile[], path: string): string | undefined {
  if (path === '') return 'Give the file a name.'
  if (!isContextPath(path)) return 'A path in the context: no slash in front, no “.” or “..” in it.'
  if (files.some((file) => file.path === path)) return `There is already a file ${path}.`
  if (files.some((file) => file.path.startsWith(`${path}/`))) return `${path} is a folder.`
  const above = files.find((file) => path.startsWith(`${file.path}/`))
  return above === undefined ? undefined : `${above.path} is a file, not a folder.`
}
