import { fileBytes } from '../../state/archive.ts'
import { dockerfileOf, fileAt, isDockerfileName } from '../../state/files.ts'
import { entryAt, modeOf } from '../../state/tree.ts'
import { words } from '../../words/words.ts'
import type { MenuItem } from '../menu/element.ts'
import type { Asked } from '../naming/element.ts'
import { download } from '../saving/download.ts'
import type { BenchState } from '../state.ts'
import {
  type Act,
  addFile,
  addFolder,
  chmod,
  duplicate,
  isExecutable,
  modeProblem,
  move,
  pathProblem,
  toggleExecutable,
  touch,
  useDockerfile,
} from './acts.ts'
import type { FileRow } from './rows.ts'

/** What the lines of a menu do their work with. */
export interface Doer {
  readonly state: BenchState
  /** Does something to the files as they are by then. */
  readonly do: (act: (state: BenchState) => Act) => void
  /** Deletes the row that the menu is of. */
  readonly remove: () => void
  readonly ask: (asked: Asked) => void
  /** Lets the learner choose files to upload, or a folder. */
  readonly choose: (folder: boolean) => void
  readonly say: (text: string) => void
}

/** What can be added, below a folder of the context. */
export function addItems({ state, do: act, ask, choose }: Doer, folder: string): readonly MenuItem[] {
  const value = folder === '' ? '' : `${folder}/`
  const problem = (path: string) => pathProblem(state.files, path)
  const askFor = (label: string, answer: (path: string) => void) => () =>
    ask({ label, value, button: words.tree.addButton, problem, answer })
  return [
    { text: words.tree.newFile, run: askFor(words.tree.pathOfTheNewFile, (path) => act((now) => addFile(now, path))) },
    {
      text: words.tree.newFolder,
      run: askFor(words.tree.pathOfTheNewFolder, (path) => act((now) => addFolder(now, path))),
    },
    { text: words.tree.uploadFilesButton, run: () => choose(false) },
    { text: words.tree.uploadAFolder, run: () => choose(true) },
  ]
}

/** What can be done with a file or a folder. */
export function rowItems(doer: Doer, row: FileRow): readonly MenuItem[] {
  const { state, do: act, ask } = doer
  const { files } = state
  const { path } = row
  const mode = modeOf(entryAt(files, path))
  const isOther = isDockerfileName(path) && path !== dockerfileOf(state.project, state.options)
  return [
    ...(!row.folder && isOther
      ? [{ text: words.tree.useForBuild, run: () => act((now) => useDockerfile(now, path)) }]
      : []),
    {
      text: words.tree.moveOrRename,
      key: 'F2',
      run: () =>
        ask({
          label: words.tree.newPathOf(path),
          value: path,
          button: words.tree.move,
          problem: (to) => pathProblem(files, to, path),
          answer: (to) => to !== path && act((now) => move(now, path, to)),
        }),
    },
    { text: words.tree.duplicateButton, run: () => act((now) => duplicate(now, path)) },
    { text: words.tree.deleteButton, key: words.tree.del, run: doer.remove },
    { text: words.tree.touchButton, run: () => act((now) => touch(now, path)) },
    ...(row.folder
      ? []
      : [
          {
            text: words.tree.executable,
            checked: isExecutable(files, path),
            run: () => act((now) => toggleExecutable(now, path)),
          },
        ]),
    {
      text: words.tree.permissions,
      run: () =>
        ask({
          label: words.tree.permissionsOfInOctalDigits(path),
          value: mode,
          button: words.tree.set,
          problem: modeProblem,
          answer: (digits) => act((now) => chmod(now, path, digits)),
        }),
    },
    ...(row.folder ? [] : [downloadItem(doer, path)]),
  ]
}

function downloadItem({ state, say }: Doer, path: string): MenuItem {
  const file = fileAt(state.files, path)
  const bytes = file === undefined ? undefined : fileBytes(file)
  const run = () => {
    if (bytes === undefined) return
    download(new Blob([bytes]), path.split('/').at(-1) ?? path)
    say(words.tree.isDownloaded(path))
  }
  return { text: words.tree.download, run, ...(bytes === undefined ? { why: words.tree.aStandInHasNoBytes } : {}) }
}
