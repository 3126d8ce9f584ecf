/** The files of an image as plain data: what is asked about them, and what is told. Bounded, however many files there are. */

export type EntryKind = 'file' | 'directory' | 'symlink' | 'device' | 'fifo'

/** What hides an entry: a later layer that puts something in its place, or removes it. */
export interface HidingView {
  readonly layer: number
  readonly how: 'replaced' | 'removed'
}

/** One entry as one layer brings it. */
export interface ShippedView {
  readonly layer: number
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed'
  /** Absent for a removal. */
  readonly kind?: EntryKind
  readonly size: number
  /** Bytes of lower layers that it hides. */
  readonly hides: number
  readonly hiddenBy?: HidingView
}

/** Who may do what with an entry, and since when. Seconds since 1970. */
export interface AttributesView {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly seconds: number
}

/** One name in a directory, with all that is below it. */
export interface PlaceView {
  readonly path: string
  readonly name: string
  readonly kind: EntryKind | 'removed'
  /** What the layer did with it; absent for a directory that only stands there. */
  readonly change?: ShippedView['change']
  /** The layer that brought it; absent for a directory that no layer records. */
  readonly layer?: number
  readonly attributes?: AttributesView
  /** Where a symbolic link leads. */
  readonly target?: string
  /** Bytes of lower layers that entries at and below it hide. */
  readonly hides: number
  readonly hiddenBy?: HidingView
  /** At and below it. */
  readonly size: number
  /** Of those bytes the ones that later layers hide. */
  readonly hidden: number
  readonly files: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** The layers that ship its bytes, the one that ships most first. */
  readonly byLayer: readonly { readonly layer: number; readonly bytes: number }[]
  /** The biggest names below it, for a map of sizes. */
  readonly parts: readonly { readonly name: string; readonly size: number; readonly layer: number }[]
}

/** A directory: its directories first, each kind by name. `more` smaller names were left out. */
export interface FolderView {
  readonly self: PlaceView
  readonly places: readonly PlaceView[]
  readonly more: number
}

/** What a file holds, as far as it is known. */
export type ContentView =
  /** `cut`: only the beginning. */
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  /** The first bytes, eight a row. */
  | { readonly kind: 'bytes'; readonly rows: readonly (readonly number[])[]; readonly cut: boolean }
  /** Not known but for its size: what it stands for, and where the size comes from. */
  | {
      readonly kind: 'sized'
      readonly stands: 'base' | 'stand-in' | 'made'
      readonly source?: string
      readonly program?: string
    }

/** One entry, opened. */
export interface OpenedView {
  readonly entry: ShippedView
  readonly attributes?: AttributesView
  readonly target?: string
  readonly content?: ContentView
  /** All that the layers did at its path, the lowest first. */
  readonly versions: readonly ShippedView[]
}

/** Where a name was found, the best fitting first, with how many there are in all. */
export interface HitsView {
  readonly text: string
  readonly hits: readonly ShippedView[]
  readonly visible: number
  readonly hidden: number
}

/** What can be asked about the files of an image. */
export type FilesQuestion = FolderQuestion | EntryQuestion | SearchQuestion

export interface FolderQuestion {
  readonly about: 'folder'
  /** {@link BuildView.key} of the build. */
  readonly build: number
  /** Of what this layer does, counted from the lowest, from 0; without one, of what a container sees. */
  readonly layer?: number
  readonly path: string
}

export interface EntryQuestion {
  readonly about: 'entry'
  readonly build: number
  readonly layer: number
  readonly path: string
}

export interface SearchQuestion {
  readonly about: 'search'
  readonly build: number
  readonly text: string
}

/** An answer: it repeats the question, and has nothing where the build or the entry is gone. */
export type FilesAnswer =
  | { readonly about: 'folder'; readonly question: FolderQuestion; readonly folder: FolderView | undefined }
  | { readonly about: 'entry'; readonly question: EntryQuestion; readonly opened: OpenedView | undefined }
  | { readonly about: 'search'; readonly question: SearchQuestion; readonly found: HitsView | undefined }
