import { parseIgnoreFile, verdictOn } from '../../../simulator/index.ts'
import { filesInFiles } from '../../state/paths.ts'
import type { ProjectFile } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { base64Of, digestIn, kindOf, kindOfName, textIn } from './content.ts'
import type { Finding, Found, Refused } from './found.ts'

/** Files with more bytes are not read into the project as they are. */
const realAtMost = 1_000_000
const binaryAtMost = 250_000
/** Bytes of all texts, and of all small binaries, of a project. */
const textsAtMost = 4_500_000
const binariesAtMost = 4_000_000
/** Files with more bytes are not hashed, and not more than so many in all. */
const hashedAtMost = 64_000_000
const allHashedAtMost = 400_000_000
/** Files of a project. */
const filesAtMost = 2000

/** What becomes of what was found. */
export interface Intake {
  readonly files: readonly ProjectFile[]
  readonly refused: readonly Refused[]
  /** How many files of those found `.dockerignore` keeps from being sent. */
  readonly ignored: number
  /** Files that only their size stands for, as they are large. */
  readonly sized: number
  /** Folders whose files are together in one stand-in, as there were too many, and how many they held. */
  readonly gathered: readonly { readonly path: string; readonly files: number }[]
}

/** Paths that look like Dockerfiles, the likeliest first. */
export function dockerfilesIn(paths: readonly string[]): readonly string[] {
  const depth = (path: string) => path.split('/').length
  const isPlain = (path: string) => (/(^|\/)(Dockerfile|Containerfile)$/.test(path) ? 0 : 1)
  return paths
    .filter((path) => /(^|\/)((Dockerfile|Containerfile)[^/]*|[^/]+\.(Dockerfile|Containerfile))$/i.test(path))
    .filter((path) => !/\.dockerignore$|(^|\/)(node_modules|\.git)\//.test(path))
    .sort((a, b) => depth(a) - depth(b) || isPlain(a) - isPlain(b) || (a < b ? -1 : 1))
    .slice(0, 50)
}

/**
 * Makes files of a project of what was found: texts as they are, small binaries too, large files as stand-ins with their true size and, where
 * it can be had, the digest of their bytes. `done` is called with the number of files so far; null when `signal` ended it.
 */
export async function takeIn(
  { found: given, refused }: Finding,
  dockerfile: string | undefined,
  done: (count: number, of: number) => Promise<void> | void,
  signal: AbortSignal,
): Promise<Intake | null> {
  const inFiles = new Set(filesInFiles(given))
  const found = given.filter(({ path }) => !inFiles.has(path))
  const isIgnored = await ignoredBy(found, dockerfile)
  const ignored = found.filter(({ path }) => isIgnored(path)).length
  const some = found.length > filesAtMost ? found.filter(({ path }) => !isIgnored(path) || path === dockerfile) : found
  const { kept, gathered, stands } = gather(some, filesAtMost - 50)
  const room = { texts: textsAtMost, binaries: binariesAtMost, hashed: allHashedAtMost }
  const files: ProjectFile[] = [...stands]
  const unread: Refused[] = []
  // Small ones first: should there be no room for all, the largest are the stand-ins.
  for (const [at, one] of [...kept].sort((a, b) => a.size - b.size).entries()) {
    if (signal.aborted) return null
    await done(at, kept.length)
    try {
      files.push(await fileFrom(one, room))
    } catch {
      unread.push({ path: one.path, why: words.importing.itCannotBeReadOrIs })
    }
  }
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    refused: [
      ...refused,
      ...[...inFiles].map((path) => ({ path, why: words.importing.aFileStandsWhereItsFolder })),
      ...unread,
    ],
    ignored,
    sized: files.filter((file) => file.sized !== undefined).length - stands.length,
    gathered,
  }
}

async function fileFrom(one: Found, room: { texts: number; binaries: number; hashed: number }): Promise<ProjectFile> {
  const { path, size } = one
  const common = { path, ...(one.mode === undefined || one.mode === '0644' ? {} : { mode: one.mode }) }
  if (size > hashedAtMost || size > room.hashed) return { ...common, sized: { size, kind: kindOfName(path) } }
  const bytes = await one.bytes()
  const text = size <= realAtMost && size <= room.texts ? textIn(bytes) : undefined
  if (text !== undefined) {
    room.texts -= size
    return { ...common, text }
  }
  if (size <= binaryAtMost && size <= room.binaries) {
    room.binaries -= size
    return { ...common, base64: base64Of(bytes) }
  }
  room.hashed -= size
  const digest = await digestIn(bytes)
  return { ...common, sized: { size, kind: kindOf(bytes), ...(digest === undefined ? {} : { digest }) } }
}

/** Whether the ignore file that counts for a Dockerfile keeps a path from being sent. */
async function ignoredBy(found: readonly Found[], dockerfile: string | undefined): Promise<(path: string) => boolean> {
  const names = [...(dockerfile === undefined ? [] : [`${dockerfile}.dockerignore`]), '.dockerignore']
  for (const name of names) {
    const file = found.find(({ path }) => path === name)
    if (file === undefined || file.size > realAtMost) continue
    const patterns = parseIgnoreFile(textIn(await file.bytes()) ?? '')
    if (!('error' in patterns)) return (path) => verdictOn(path, patterns).isIgnored
  }
  return () => false
}

/** What was found with at most so many files: the fullest folders become one stand-in each, as large as all that is in them. */
function gather(
  found: readonly Found[],
  most: number,
): { readonly kept: readonly Found[]; readonly gathered: Intake['gathered']; readonly stands: readonly ProjectFile[] } {
  let kept = found
  const gathered: { path: string; files: number }[] = []
  const stands: ProjectFile[] = []
  while (kept.length + stands.length > most) {
    const counts = new Map<string, number>()
    for (const { path } of kept) {
      const [top = '', second] = path.split('/')
      if (second !== undefined) counts.set(top, (counts.get(top) ?? 0) + 1)
    }
    const [folder, files] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
    // No folder to gather: what is over the bound is left out by its order.
    if (folder === undefined || files === undefined) return { kept: kept.slice(0, most), gathered, stands }
    const inside = kept.filter(({ path }) => path.startsWith(`${folder}/`))
    kept = kept.filter(({ path }) => !path.startsWith(`${folder}/`))
    gathered.push({ path: `${folder}/`, files })
    const size = inside.reduce((sum, one) => sum + one.size, 0)
    stands.push({ path: `${folder}/.${files}-files`, sized: { size, kind: 'text' } })
  }
  return { kept, gathered, stands }
}
