import type { World } from '../../editor/surroundings.ts'
import { dockerfileOf, fileAt } from '../../state/files.ts'
import type { BenchState } from '../state.ts'

/** What the editor may know besides its text. The Dockerfile's own ignore file wins over the common one. */
export function worldOf({ files, project, catalog, options }: BenchState): World {
  const ignore = fileAt(files, `${dockerfileOf(project, options)}.dockerignore`) ?? fileAt(files, '.dockerignore')
  return {
    paths: files.map((file) => file.path),
    ...(ignore?.text === undefined ? {} : { ignore: ignore.text }),
    images: catalog?.images ?? [],
    bases: catalog?.bases ?? new Map(),
    buildArgs: options.buildArgs ?? {},
  }
}
