import { type BaseFacts, type KnownImage, parseIgnoreFile, type Surroundings } from '../../simulator/index.ts'

/** What a workbench knows besides the text in its editor. */
export interface World {
  /** Paths of the files of the context. */
  readonly paths: readonly string[]
  /** The text of the ignore file that counts, where there is one. */
  readonly ignore?: string
  readonly images: readonly KnownImage[]
  readonly bases: ReadonlyMap<string, BaseFacts>
  readonly buildArgs: Readonly<Record<string, string>>
}

type ContextFiles = Surroundings['files']

/** What the last ignore file made of a list of paths: neither changes while one types in a Dockerfile. */
const read = new WeakMap<readonly string[], { readonly ignore: string; readonly files: ContextFiles }>()

/** The same in the simulator's form. An ignore file that cannot be read leaves nothing out. */
export function surroundingsOf({ paths, ignore = '', images, bases, buildArgs }: World): Surroundings {
  const before = read.get(paths)
  const files = before?.ignore === ignore ? before.files : contextFiles(paths, ignore)
  read.set(paths, { ignore, files })
  return { files, images, bases, buildArgs }
}

function contextFiles(paths: readonly string[], ignore: string): ContextFiles {
  const patterns = parseIgnoreFile(ignore)
  return paths.map((path) => ({ path, isIgnored: !('error' in patterns) && patterns.matches(path) }))
}
