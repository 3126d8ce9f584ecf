import type { FilesAnswer, FolderView, HitsView, OpenedView } from '../../engine/image-views.ts'

/** An entry of one layer. */
export interface EntryPlace {
  readonly layer: number
  readonly path: string
}

/** What is known of the files of one build's image; folders of the image before stand in until those of this one have come. */
export interface KnownContents {
  /** Key of the build. */
  readonly build: number
  /** By {@link folderKey}. `undefined` stands for one that is asked for, null for one that is not there. */
  readonly folders: ReadonlyMap<string, FolderView | null | undefined>
  readonly before?: ReadonlyMap<string, FolderView | null | undefined>
  /** The entry that the learner opened; what it holds, once that has come, and null when it is gone. */
  readonly open?: EntryPlace & { readonly opened?: OpenedView | null }
  /** What the learner looks for, and what was found. */
  readonly search?: { readonly text: string; readonly found?: HitsView | undefined }
}

/** The name of a folder among those that are known. */
export function folderKey(layer: number | undefined, path: string): string {
  return `${layer ?? 'all'}:${path}`
}

/** What is known when another build's image is looked at. */
export function contentsOf(build: number, past?: KnownContents): KnownContents {
  if (past === undefined) return { build, folders: new Map() }
  const { open, search } = past
  return {
    build,
    folders: new Map(),
    before: new Map([...past.folders].filter(([, folder]) => folder !== undefined)),
    ...(open === undefined ? {} : { open: { layer: open.layer, path: open.path } }),
    ...(search === undefined ? {} : { search: { text: search.text } }),
  }
}

/** A folder of what is known, of the image before if need be. */
export function folderAt(known: KnownContents | undefined, layer: number | undefined, path: string) {
  const key = folderKey(layer, path)
  const now = known?.folders.get(key)
  return now === undefined ? known?.before?.get(key) : now
}

/** What is known after an answer; one about another build, or about what is no longer asked, changes nothing. */
export function contentsAfter(known: KnownContents | undefined, answer: FilesAnswer): KnownContents | undefined {
  if (known === undefined || answer.question.build !== known.build) return known
  const { open, search } = known
  switch (answer.about) {
    case 'folder': {
      const key = folderKey(answer.question.layer, answer.question.path)
      return { ...known, folders: new Map(known.folders).set(key, answer.folder ?? null) }
    }
    case 'entry': {
      const { layer, path } = answer.question
      if (open?.layer !== layer || open.path !== path) return known
      return { ...known, open: { layer, path, opened: answer.opened ?? null } }
    }
    case 'search':
      if (search?.text !== answer.question.text) return known
      return { ...known, search: { text: search.text, found: answer.found } }
  }
}
