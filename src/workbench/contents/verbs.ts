import type { FolderQuestion } from '../../engine/image-views.ts'
import type { Bench } from '../bench.ts'
import { contentsOf, type EntryPlace, folderKey, type KnownContents } from './known.ts'

/** Asks for folders of an image that are not known, each once. */
export function readFolders(bench: Bench, build: number, questions: readonly FolderQuestion[]): void {
  if (questions.length === 0) return
  void bench.ask(
    ({ contents }) => {
      const known = knownOf(build, contents)
      const asked = questions.map(({ layer, path }) => [folderKey(layer, path), undefined] as const)
      return { contents: { ...known, folders: new Map([...known.folders, ...asked]) } }
    },
    (session) => {
      for (const question of questions) session.files(question)
    },
  )
}

/** Opens an entry of a layer, hidden ones too; without one closes what is open. */
export function openEntry(bench: Bench, build: number, place?: EntryPlace): void {
  void bench.ask(
    ({ contents }) => {
      const { open: _, ...known } = knownOf(build, contents)
      return { contents: place === undefined ? known : { ...known, open: place } }
    },
    (session) => {
      if (place !== undefined) session.files({ about: 'entry', build, ...place })
    },
  )
}

/** Looks for names in all layers of an image; nothing is looked for with an empty text. */
export function searchFiles(bench: Bench, build: number, text: string): void {
  const wanted = text.trim()
  void bench.ask(
    ({ contents }) => {
      const { search, ...known } = knownOf(build, contents)
      if (wanted === '') return { contents: known }
      const found = search?.found
      return { contents: { ...known, search: found === undefined ? { text: wanted } : { text: wanted, found } } }
    },
    (session) => {
      if (wanted !== '') session.files({ about: 'search', build, text: wanted })
    },
  )
}

function knownOf(build: number, contents: KnownContents | undefined): KnownContents {
  return contents?.build === build ? contents : contentsOf(build, contents)
}
