import { join } from 'node:path'
import { atSecond, type Build, type Catalog, emptyStore, runBuild, type Store } from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readCatalog } from '../../tools/world.ts'
import { contextOf, written } from '../engine/context.ts'
import { describeBuild, describeLayerFiles } from '../engine/describe.ts'
import { requestOf } from '../engine/request.ts'
import type { BuildView, LayerFilesView } from '../engine/views.ts'
import { dockerfileOf, withEdit, withFile } from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import type { Scene } from './scene.ts'

/** One build of a scene. */
export interface Play {
  /** `1` for the start, `2` and on after each edit, `solution`, or the name of a try. */
  readonly key: string
  /** `First build`, `After: Change the greeting`, `With the solution`. */
  readonly label: string
  /** Stands in the page; a try does not. */
  readonly shown: boolean
  readonly build: BuildView
  /** The entries of a layer of its image, counted from the lowest, from 0. */
  readonly layerFiles: (layer: number) => LayerFilesView
}

/** Virtual time between one build of a scene and the next, in seconds: an hour's work. */
const pause = 3600

let catalog: Catalog | undefined

/**
 * The builds that a scene is made of: the start with a cold builder; after each edit in turn, with the builder as it then is; the solution
 * and each try with a cold builder. `root` is the project's root, where the catalog lies.
 */
export function playScene({ project, tries }: Pick<Scene, 'project' | 'tries'>, root: string): readonly Play[] {
  const plays: Play[] = []
  const play = (key: string, label: string, files: readonly ProjectFile[], store: Store): Store => {
    const build = buildOf(project, files, store, plays.length + 1, root)
    plays.push({
      key,
      label,
      shown: !tries.some((one) => one.name === key),
      build: describeBuild(build),
      layerFiles: filesOf(build),
    })
    return build.store
  }
  const edits = project.edits ?? []
  let files: readonly ProjectFile[] = project.files
  let store = play('1', edits.length === 0 ? 'The build' : 'First build', files, emptyStore)
  edits.forEach((edit, at) => {
    files = withEdit(files, edit)
    store = play(String(at + 2), `After: ${edit.label ?? edit.path}`, files, store)
  })
  if (project.solution !== undefined)
    play('solution', 'With the solution', project.solution.files.reduce(withFile, project.files), emptyStore)
  for (const one of tries) play(one.name, one.name, one.edits.reduce(withEdit, project.files), emptyStore)
  return plays
}

function buildOf(project: Project, files: readonly ProjectFile[], store: Store, hour: number, root: string): Build {
  catalog ??= readCatalog(join(root, 'catalog'))
  const request = requestOf(contextOf(files), { ...project.options, dockerfile: dockerfileOf(project) })
  return runBuild(request, { catalog, store, programs, now: atSecond(written.seconds + pause * hour) })
}

function filesOf({ image }: Build): Play['layerFiles'] {
  return (index) => {
    const layer = image?.layers[index]
    return layer === undefined ? { entries: [], more: 0 } : describeLayerFiles(layer)
  }
}
