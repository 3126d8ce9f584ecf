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
  if (path === '') return 'Give it a name.'
  if (!isContextPath(path)) return 'A path in the context: no slash in front, no “.” or “..” in it.'
  if (path === from) return undefined
  if (from !== undefined && path.startsWith(`${from}/`)) return 'A folder cannot go into itself.'
  if (isFolder(files, path)) return `There is already a folder ${path}.`
  if (files.some((file) => file.path === path)) return `There is already a file ${path}.`
  const above = files.find((file) => file.folder !== true && path.startsWith(`${file.path}/`) && file.path !== from)
  return above === undefined ? undefined : `${above.path} is a file, not a folder.`
}

export function addFile({ files, tabs }: Files, path: string): Act {
  const change = { files: withFile(files, { path, text: '' }), open: path, tabs: [...tabs, path] }
  return { what: `add ${path}`, change: { ...change, said: `Added ${path}.` }, at: path }
}

export function addFolder({ files }: Files, path: string): Act {
  const added = withFile(files, { path, folder: true })
  return { what: `add folder ${path}`, change: { files: added, said: `Added the folder ${path}.` }, at: path }
}

/** Puts files among the others, in the place of those that have the same path. */
export function addFiles({ files }: Files, added: readonly ProjectFile[], said: string): Act {
  const [first] = added
  const what = added.length === 1 && first !== undefined ? `upload ${first.path}` : `upload ${added.length} files`
  return { what, change: { files: added.reduce<readonly ProjectFile[]>(withFile, files), said } }
}

/** Moves a file or a folder. What is open, and the Dockerfile in use, are followed. */
export function move(state: Files, from: string, to: string): Act {
  const { files, open, tabs } = state
  return {
    what: `move ${from} to ${to}`,
    change: {
      files: withMoved(files, from, to),
      open: movedPath(open, from, to),
      tabs: tabs.map((tab) => movedPath(tab, from, to)),
      ...followed(state, (dockerfile) => movedPath(dockerfile, from, to)),
      said: `${from} is ${to} now.`,
    },
    at: to,
  }
}

export function duplicate({ files }: Files, path: string): Act {
  const copy = copyPath(files, path)
  return {
    what: `duplicate ${path}`,
    change: { files: withCopied(files, path, copy), said: `${copy} is a copy of ${path}.` },
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
    what: `delete ${path}`,
    change: { files, open, tabs, ...options, said: `Deleted ${path}. Undo brings it back.` },
  }
}

/** Writes a file anew without changing it: its time is a minute later. */
export function touch({ files }: Files, path: string): Act {
  const mtime = (entryAt(files, path).mtime ?? usualTime) + 60
  const said = `Touched ${path}: its time is a minute later. The cache looks at what a file holds, not at its time.`
  return { what: `touch ${path}`, change: { files: withTime(files, path, mtime), said } }
}

/** Why a text is no permissions; undefined when it is. */
export function modeProblem(mode: string): string | undefined {
  return /^0?[0-7]{3,4}$/.test(mode) ? undefined : 'Three or four octal digits, as 644 or 0755.'
}

export function chmod({ files }: Files, path: string, mode: string): Act {
  const digits = mode.padStart(4, '0')
  return {
    what: `chmod ${digits} ${path}`,
    change: { files: withMode(files, path, digits), said: `${path} has the mode ${digits}.` },
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
  return { what: `build ${path}`, change: { ...followed(state, () => path), said: `Build uses ${path} now.` } }
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
