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

/** The same in the simulator's form. An ignore file that cannot be read leaves nothing out. */
export function surroundingsOf({ paths, ignore = '', images, bases, buildArgs }: World): Surroundings {
  const patterns = parseIgnoreFile(ignore)
  const files = paths.map((path) => ({ path, isIgnored: !('error' in patterns) && patterns.matches(path) }))
  return { files, images, bases, buildArgs }
}
