import { fileAt } from '../../state/files.ts'
import type { BenchState } from '../state.ts'

/** The tab of one open file. */
export interface TabView {
  readonly path: string
  /** The file's name; with its folder where two tabs would be called the same. */
  readonly name: string
  readonly isOpen: boolean
  /** It is not as it was when the image was last built, or at the beginning. */
  readonly isChanged: boolean
}

type Tabs = Pick<BenchState, 'files' | 'project' | 'open' | 'tabs'>

/** The tabs of the files that are there; the file that is open has one in any case. */
export function tabViews(
  { files, project, open, tabs }: Tabs,
  before: BenchState['files'] = project.files,
): readonly TabView[] {
  const isThere = (path: string) => path === open || fileAt(files, path) !== undefined
  const paths = [...new Set([...tabs, open])].filter(isThere)
  const last = (path: string) => path.split('/').at(-1) ?? path
  const isAlone = (path: string) => paths.filter((one) => last(one) === last(path)).length === 1
  return paths.map((path) => ({
    path,
    name: isAlone(path) ? last(path) : path,
    isOpen: path === open,
    isChanged: fileAt(files, path)?.text !== fileAt(before, path)?.text,
  }))
}

/** Tabs without one, and what is open then: the tab after it, else the one before. The last tab stays. */
export function withoutTab(views: readonly TabView[], path: string): Pick<BenchState, 'tabs' | 'open'> | undefined {
  const at = views.findIndex((view) => view.path === path)
  if (at === -1 || views.length < 2) return undefined
  const others = views.filter((view) => view.path !== path)
  const open = others.find((view) => view.isOpen) ?? others[Math.min(at, others.length - 1)]
  return open && { tabs: others.map((view) => view.path), open: open.path }
}
