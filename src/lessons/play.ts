import { join } from 'node:path'
import { atSecond, type Build, type Catalog, emptyStore, runBuild, type Store } from '../../simulator/index.ts'
import { readCatalog } from '../../tools/world.ts'
import { contextOf, written } from '../engine/context.ts'
import { describeBuild, describeLayerFiles } from '../engine/describe.ts'
import type { BuildView, LayerFilesView } from '../engine/views.ts'
import { dockerfileOf, withEdit } from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'

/** One build of a scene. */
export interface Play {
  /** `1` for the start, `2` and on after each edit, `solution`. */
  readonly key: string
  /** `First build`, `After: Change the greeting`, `With the solution`. */
  readonly label: string
  readonly build: BuildView
  /** The entries of a layer of its image, counted from the lowest, from 0. */
  readonly layerFiles: (layer: number) => LayerFilesView
}

/** Virtual time between one build of a scene and the next, in seconds: an hour's work. */
const pause = 3600

let catalog: Catalog | undefined

/**
 * The builds that a scene is made of: the start with a cold builder, then after each edit in turn with the builder as it then is, and the
 * solution with a cold builder. `root` is the project's root, where the catalog lies.
 */
export function playScene(project: Project, root: string): readonly Play[] {
  catalog ??= readCatalog(join(root, 'catalog'))
  const world = { catalog }
  const plays: Play[] = []
  let files: readonly ProjectFile[] = project.files
  let store: Store = emptyStore
  const build = (key: string, label: string, from: readonly ProjectFile[], memory: Store): Build => {
    const { target, buildArgs } = project.options ?? {}
    const result = runBuild(
      {
        context: contextOf(from),
        dockerfile: dockerfileOf(project),
        ...(target === undefined ? {} : { target }),
        ...(buildArgs === undefined ? {} : { buildArgs }),
      },
      { ...world, store: memory, now: atSecond(written.seconds + pause * (plays.length + 1)) },
    )
    plays.push({
      key,
      label,
      build: describeBuild(result),
      layerFiles: (layer) => {
        const found = result.image?.layers[layer]
        return found === undefined ? { entries: [], more: 0 } : describeLayerFiles(found)
      },
    })
    return result
  }
  const edits = project.edits ?? []
  store = build('1', edits.length === 0 ? 'The build' : 'First build', files, store).store
  edits.forEach((edit, at) => {
    files = withEdit(files, edit)
    store = build(String(at + 2), `After: ${edit.label ?? edit.path}`, files, store).store
  })
  if (project.solution !== undefined) {
    const solved = new Map(project.files.map((file) => [file.path, file]))
    for (const file of project.solution.files) solved.set(file.path, file)
    build('solution', 'With the solution', [...solved.values()], emptyStore)
  }
  return plays
}
