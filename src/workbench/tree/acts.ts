import { dockerfileOf, isDockerfileName, withFile } from '../../state/files.ts'
import { isContextPath } from '../../state/paths.ts'
import type { ProjectFile, ProjectOptions } from '../../state/project.ts'
import {
  copyPath,
  entryAt,
  isFolder,
  modeOf,
  movedPath,
  withCopied,
  withDeleted,
  withExecutable,
  withMode,
  withMoved,
  withTime,
} from '../../state/tree.ts'
import { words } from '../../words/words.ts'
import type { BenchState } from '../state.ts'
import { usualTime } from './view.ts'

/** Something done to the files: what it is called in the history, and what it changes. */
export interface Act {
  readonly what: string
  readonly change: Partial<Pick<BenchState, 'files' | 'options' | 'open' | 'tabs' | 'said'>>
  /** The row that is looked at afterwards. */
  readonly at?: string
}

type Files = Pick<BenchState, 'files' | 'project' | 'options' | 'open' | 'tabs'>

/** Why nothing can be put at a path; undefined when something can. `from`: what is moved there. */
export function pathProblem(files: readonly ProjectFile[], path: string, from?: string): string | undefined {
  if (path === '') return words.tree.giveItAName
  if (!isContextPath(path)) return words.tree.aPathInTheContextNo
  if (path === from) return undefined
  if (from !== undefined && path.startsWith(`${from}/`)) return words.tree.aFolderCannotGoIntoItself
  if (isFolder(files, path)) return words.tree.thereIsAlreadyAFolder(path)
  if (files.some((file) => file.path === path)) return words.tree.thereIsAlreadyAFile(path)
  const above = files.find((file) => file.folder !== true && path.startsWith(`${file.path}/`) && file.path !== from)
  return above === undefined ? undefined : words.tree.isAFileNotAFolder(above.path)
}

export function addFile({ files, tabs }: Files, path: string): Act {
  const change = { files: withFile(files, { path, text: '' }), open: path, tabs: [...tabs, path] }
  return { what: words.tree.add(path), change: { ...change, said: words.tree.added(path) }, at: path }
}

export function addFolder({ files }: Files, path: string): Act {
  const added = withFile(files, { path, folder: true })
  return { what: words.tree.addFolder(path), change: { files: added, said: words.tree.addedTheFolder(path) }, at: path }
}

/** Puts files among the others, in the place of those that have the same path. */
export function addFiles({ files }: Files, added: readonly ProjectFile[], said: string): Act {
  const [first] = added
  const what =
    added.length === 1 && first !== undefined ? words.tree.upload(first.path) : words.tree.uploadFiles(added.length)
  return { what, change: { files: added.reduce<readonly ProjectFile[]>(withFile, files), said } }
}

/** Moves a file or a folder. What is open, and the Dockerfile in use, are followed. */
export function move(state: Files, from: string, to: string): Act {
  const { files, open, tabs } = state
  return {
    what: words.tree.moveTo(from, to),
    change: {
      files: withMoved(files, from, to),
      open: movedPath(open, from, to),
      tabs: tabs.map((tab) => movedPath(tab, from, to)),
      ...followed(state, (dockerfile) => movedPath(dockerfile, from, to)),
      said: words.tree.isNow(from, to),
    },
    at: to,
  }
}

export function duplicate({ files }: Files, path: string): Act {
  const copy = copyPath(files, path)
  return {
    what: words.tree.duplicate(path),
    change: { files: withCopied(files, path, copy), said: words.tree.isACopyOf(copy, path) },
    at: copy,
  }
}

/** Deletes a file or a folder. When the Dockerfile in use goes, the next one that there is takes its place. */
export function remove(state: Files, path: string): Act {
  const files = withDeleted(state.files, path)
  const own = files.filter((file) => file.folder !== true)
  const isThere = (one: string) => own.some((file) => file.path === one)
  const options = followed(state, (used) => {
    return isThere(used) ? used : (own.find((file) => isDockerfileName(file.path))?.path ?? used)
  })
  const dockerfile = dockerfileOf(state.project, options.options ?? state.options)
  const tabs = state.tabs.filter(isThere)
  const open = isThere(state.open)
    ? state.open
    : (tabs.at(-1) ?? (isThere(dockerfile) ? dockerfile : (own[0]?.path ?? dockerfile)))
  return {
    what: words.tree.delete(path),
    change: { files, open, tabs, ...options, said: words.tree.deletedUndoBringsItBack(path) },
  }
}

/** Writes a file anew without changing it: its time is a minute later. */
export function touch({ files }: Files, path: string): Act {
  const mtime = (entryAt(files, path).mtime ?? usualTime) + 60
  const said = words.tree.touchedItsTimeIsAMinute(path)
  return { what: words.tree.touch(path), change: { files: withTime(files, path, mtime), said } }
}

/** Why a text is no permissions; undefined when it is. */
export function modeProblem(mode: string): string | undefined {
  return /^0?[0-7]{3,4}$/.test(mode) ? undefined : words.tree.threeOrFourOctalDigitsAs
}

export function chmod({ files }: Files, path: string, mode: string): Act {
  const digits = mode.padStart(4, '0')
  return {
    what: words.tree.chmod(digits, path),
    change: { files: withMode(files, path, digits), said: words.tree.hasTheMode(path, digits) },
  }
}

/** Lets a file be executed, or not any more. */
export function toggleExecutable(state: Files, path: string): Act {
  return chmod(state, path, withExecutable(modeOf(entryAt(state.files, path)), !isExecutable(state.files, path)))
}

export function isExecutable(files: readonly ProjectFile[], path: string): boolean {
  return (Number.parseInt(modeOf(entryAt(files, path)), 8) & 0o111) !== 0
}

/** Lets Build use another Dockerfile. */
export function useDockerfile(state: Files, path: string): Act {
  return {
    what: words.tree.build(path),
    change: { ...followed(state, () => path), said: words.tree.buildUsesNow(path) },
  }
}

/** The flags with another Dockerfile, where it is another; the project's own needs no flag. */
function followed(
  { project, options }: Files,
  follow: (dockerfile: string) => string,
): { readonly options?: ProjectOptions } {
  const before = dockerfileOf(project, options)
  const after = follow(before)
  if (after === before) return {}
  const { dockerfile: _, ...others } = options
  return { options: after === dockerfileOf(project, others) ? others : { ...others, dockerfile: after } }
}
