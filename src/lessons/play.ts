import { join } from 'node:path'
import {
  atSecond,
  type Build,
  type Catalog,
  emptyStore,
  type Image,
  runBuild,
  type Store,
} from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { readCatalog } from '../../tools/world.ts'
import { contextOf, written } from '../engine/context.ts'
import { describeBuild, describeLayerFiles } from '../engine/describe.ts'
import { requestOf } from '../engine/request.ts'
import type { BuildView, LayerFilesView } from '../engine/views.ts'
import { dockerfileOf, withEdit, withFile } from '../state/files.ts'
import type { Project, ProjectFile } from '../state/project.ts'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import type { Scene, Try } from './scene.ts'
import '../words/all.ts'

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
  /** The image itself, for what the views do not tell: what travels, what can be found in it. */
  readonly image?: Image
}

/** Virtual time between one build of a scene and the next, in seconds: an hour's work. */
const pause = 3600

let catalog: Catalog | undefined

/** Where a build stands: the files it was made of, and the builder afterwards. */
interface Stand {
  readonly files: readonly ProjectFile[]
  readonly store: Store
}

/**
 * The builds that a scene is made of: the start with a cold builder; after each edit in turn, with the builder as it then is; the solution with a
 * cold builder; and each try. `root` is the project's root, where the catalog lies. Throws AuthorError for a try after a build that is not there.
 */
export function playScene(
  { project, tries, secrets = {} }: Pick<Scene, 'project' | 'tries' | 'secrets'>,
  root: string,
): readonly Play[] {
  const plays: Play[] = []
  const stands = new Map<string, Stand>()
  const play = (key: string, label: string, { files, store }: Stand, given = secrets): Stand => {
    const build = buildOf(project, files, store, given, plays.length + 1, root)
    plays.push({
      key,
      label,
      shown: !tries.some((one) => one.name === key),
      build: describeBuild(build),
      layerFiles: filesOf(build),
      ...(build.image === undefined ? {} : { image: build.image }),
    })
    const stand = { files, store: build.store }
    stands.set(key, stand)
    return stand
  }
  const edits = project.edits ?? []
  const start: Stand = { files: project.files, store: emptyStore }
  let stand = play('1', edits.length === 0 ? words.lesson.builds.only : words.lesson.builds.first, start)
  edits.forEach((edit, at) => {
    stand = play(String(at + 2), words.lesson.builds.after(edit.label ?? edit.path), {
      ...stand,
      files: withEdit(stand.files, edit),
    })
  })
  if (project.solution !== undefined)
    play('solution', words.lesson.builds.solution, {
      ...start,
      files: project.solution.files.reduce(withFile, project.files),
    })
  for (const one of tries) {
    const before = one.after === undefined ? start : stands.get(String(one.after))
    if (before === undefined)
      throw new AuthorError(project.id, `a build among ${[...stands.keys()].join(', ')}`, String(one.after))
    play(one.name, one.name, { ...before, files: triedFiles(before.files, one) }, one.secrets)
  }
  return plays
}

function triedFiles(files: readonly ProjectFile[], { edits, touched, modes }: Try): readonly ProjectFile[] {
  return edits.reduce(withEdit, files).map((file) => ({
    ...file,
    ...(touched.includes(file.path) ? { mtime: written.seconds + pause } : {}),
    ...(modes[file.path] === undefined ? {} : { mode: modes[file.path] }),
  }))
}

function buildOf(
  project: Project,
  files: readonly ProjectFile[],
  store: Store,
  secrets: Readonly<Record<string, string>>,
  hour: number,
  root: string,
): Build {
  catalog ??= readCatalog(join(root, 'catalog'))
  const request = requestOf(contextOf(files), { ...project.options, dockerfile: dockerfileOf(project), secrets })
  return runBuild(request, { catalog, store, programs, now: atSecond(written.seconds + pause * hour) })
}

function filesOf({ image }: Build): Play['layerFiles'] {
  return (index) => {
    const layer = image?.layers[index]
    return layer === undefined ? { entries: [], more: 0 } : describeLayerFiles(layer)
  }
}
