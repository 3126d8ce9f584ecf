import { words } from '../../words/words.ts'

/** A file that was dropped, chosen, or found in an archive: its bytes are read when they are needed. */
export interface Found {
  /** Below the folder that is imported; cleaned by {@link cleanPath}. */
  readonly path: string
  readonly size: number
  /** Octal digits, where the source knows them. */
  readonly mode?: string
  /** Rejects when they cannot be read. */
  readonly bytes: () => Promise<Uint8Array<ArrayBuffer>>
}

/** A file that was left out, and why. */
export interface Refused {
  readonly path: string
  readonly why: string
}

/** All that was found in one place. */
export interface Finding {
  /** The name of the folder or of the archive; empty where there is none. */
  readonly name: string
  readonly found: readonly Found[]
  readonly refused: readonly Refused[]
}

/** The most files that are looked at in one import. */
export const filesAtMost = 50_000

/** A path of a stranger as a path inside a context, or why it cannot be one. */
export function cleanPath(text: string): { readonly path: string } | { readonly why: string } {
  const path = text.replaceAll('\\', '/')
  if (path.includes('\0')) return { why: words.importing.itsNameHoldsAZeroByte }
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) return { why: words.importing.itsPathIsAbsolute }
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  if (names.includes('..')) return { why: words.importing.itsPathLeadsOutOfThe }
  const clean = names.join('/')
  if (clean === '') return { why: words.importing.itHasNoName }
  return clean.length > 1024 ? { why: words.importing.itsPathIsLongerThan1024 } : { path: clean }
}

/** What was found without the one folder that all of it lies in, as in an archive of a repository: that folder's name is the finding's. */
export function withoutTop({ name, found, refused }: Finding): Finding {
  const [top] = found[0]?.path.split('/') ?? []
  if (top === undefined || found.length === 0 || !found.every(({ path }) => path.startsWith(`${top}/`)))
    return { name, found, refused }
  return {
    name: name === '' ? top : name,
    found: found.map((one) => ({ ...one, path: one.path.slice(top.length + 1) })),
    refused,
  }
}
