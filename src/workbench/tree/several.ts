import type { ProjectFile } from '../../state/project.ts'
import { folderOf } from '../../state/tree.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import type { MenuItem } from '../menu/element.ts'
import { type Act, move, pathProblem, remove } from './acts.ts'
import type { Doer } from './items.ts'
import type { TreeRow } from './view.ts'

type Files = Parameters<typeof remove>[0]

/** Paths without those that lie in a folder among them: what happens to the folder happens to them. */
export function topsOf(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))
}

/** How many rows are chosen, and what they weigh together. */
export function chosenText(rows: readonly TreeRow[], chosen: ReadonlySet<string>): string {
  const tops = topsOf([...chosen])
  const bytes = rows.reduce((sum, row) => sum + (tops.includes(row.path) ? row.bytes : 0), 0)
  return words.tree.chosen(words.counts.rows(chosen.size), sizeText(bytes))
}

/** Deletes files and folders in one step. */
export function removeAll(state: Files, paths: readonly string[]): Act {
  const tops = topsOf(paths)
  const [only] = tops
  if (tops.length === 1 && only !== undefined) return remove(state, only)
  const what = words.counts.entries(tops.length)
  return {
    what: words.tree.deleteSeveral(what),
    change: { ...changedBy(state, tops, remove), said: words.tree.deletedUndoBringsThemBack(what) },
  }
}

/** The row to look at when rows go: the next that stays, else the last before. */
export function rowLeft(rows: readonly TreeRow[], row: TreeRow, gone: readonly string[]): TreeRow | undefined {
  const stays = (one: TreeRow) => !gone.some((path) => one.path === path || one.path.startsWith(`${path}/`))
  const place = rows.indexOf(row)
  return rows.slice(place).find(stays) ?? rows.slice(0, place).findLast(stays)
}

/** Why files and folders cannot be moved into a folder, the first reason that there is; an empty folder is the top of the context. */
export function intoProblem(
  files: readonly ProjectFile[],
  paths: readonly string[],
  folder: string,
): string | undefined {
  const taken = files.find((file) => file.path === folder && file.folder !== true)
  if (taken !== undefined) return words.tree.isAFileNotAFolder(folder)
  const targets = topsOf(paths).map((path) => pathIn(folder, path))
  const twice = targets.find((target, place) => targets.indexOf(target) !== place)
  if (twice !== undefined) return words.tree.twoOfThemWouldBe(twice)
  return topsOf(paths)
    .map((path) => pathProblem(files, pathIn(folder, path), path))
    .find((problem) => problem !== undefined)
}

/** Moves files and folders into a folder in one step; what lies there already stays. */
export function moveInto(state: Files, paths: readonly string[], folder: string): Act {
  const moved = topsOf(paths).filter((path) => folderOf(path) !== folder)
  const [only] = moved
  if (moved.length === 1 && only !== undefined) return move(state, only, pathIn(folder, only))
  const [what, where] = [words.counts.entries(moved.length), folder === '' ? words.tree.theTop : folder]
  return {
    what: words.tree.moveSeveral(what, where),
    change: {
      ...changedBy(state, moved, (now, path) => move(now, path, pathIn(folder, path))),
      said: words.tree.movedTo(what, where),
    },
    ...(only === undefined ? {} : { at: pathIn(folder, only) }),
  }
}

/** What can be done with several files and folders. */
export function severalItems(
  { state, do: act, ask, remove: removeChosen }: Doer,
  paths: readonly string[],
): readonly MenuItem[] {
  const tops = topsOf(paths)
  return [
    {
      text: words.tree.moveSeveralButton,
      key: 'F2',
      run: () =>
        ask({
          label: words.tree.folderForTheseEmptyIsThe(tops.length),
          value: folderOf(tops[0] ?? ''),
          button: words.tree.move,
          problem: (folder) => intoProblem(state.files, tops, trimmed(folder)),
          answer: (folder) => act((now) => moveInto(now, tops, trimmed(folder))),
        }),
    },
    { text: words.tree.deleteSeveralButton(tops.length), key: words.tree.del, run: removeChosen },
  ]
}

/** What comes of doing the same to one after the other. */
function changedBy(state: Files, paths: readonly string[], act: (state: Files, path: string) => Act): Act['change'] {
  let change: Act['change'] = {}
  for (const path of paths) change = { ...change, ...act({ ...state, ...change }, path).change }
  return change
}

function pathIn(folder: string, path: string): string {
  const name = path.split('/').at(-1) ?? path
  return folder === '' ? name : `${folder}/${name}`
}

function trimmed(folder: string): string {
  return folder.replace(/^\.?\/+|\/+$|^\.$/g, '')
}
