import type { World } from '../../editor/surroundings.ts'
import { changedFiles } from '../../state/changed.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { Project, ProjectFile } from '../../state/project.ts'
import type { BenchState } from '../state.ts'

/** What the editor may know besides its text. The Dockerfile's own ignore file wins over the common one. */
export function worldOf({ files, project, catalog, options }: BenchState): World {
  const ignore = fileAt(files, `${dockerfileOf(project, options)}.dockerignore`) ?? fileAt(files, '.dockerignore')
  return {
    paths: pathsOf(project, files),
    ...(ignore?.text === undefined ? {} : { ignore: ignore.text }),
    images: catalog?.images ?? [],
    bases: catalog?.bases ?? new Map(),
    buildArgs: options.buildArgs ?? {},
  }
}

/** The paths of a project's files by its project, with the files that they are of. */
const known = new WeakMap<Project, { readonly files: readonly ProjectFile[]; readonly paths: readonly string[] }>()

/** The paths of the files: the same value as before where only texts have changed, as with every key. */
function pathsOf(project: Project, files: readonly ProjectFile[]): readonly string[] {
  const before = known.get(project)
  const isSame = before !== undefined && changedFiles(before.files, files) !== undefined
  const paths = isSame ? before.paths : files.map(({ path }) => path)
  known.set(project, { files, paths })
  return paths
}
