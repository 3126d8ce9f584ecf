import * as v from 'valibot'
import { commandPaths, linksOf } from './commands.ts'
import { otherFilesOf } from './debian.ts'
import { type Entry, linkTo, type Parts, type Share, together } from './layer.ts'
import { executable, isExecutablePath } from './programs.ts'

/** The files of installed packages, as the collection has them: the largest with sizes, further executables by name, totals. */
export const PackageFiles = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.string(),
      bytes: v.number(),
      inBase: v.boolean(),
      top: v.array(v.tuple([v.string(), v.number()])),
      bins: v.array(v.string()),
    }),
  ),
})

export type PackageFiles = v.InferOutput<typeof PackageFiles>

/** Named groups of packages: `{ set: { packages: { name: [version, installed bytes] } } }`. */
export const PackageSets = v.record(
  v.string(),
  v.object({
    description: v.string(),
    packages: v.record(v.string(), v.tuple([v.string(), v.nullable(v.number())])),
  }),
)

export type PackageSets = v.InferOutput<typeof PackageSets>

/** What installing packages adds: their named files, and one file for the rest of each. `installed` is name → bytes. */
export function packagesInstalled(installed: ReadonlyMap<string, number>, files: PackageFiles, slim: boolean): Parts {
  return together(...[...installed].map(([name, bytes]) => packageInstalled(name, bytes, files, slim)))
}

function packageInstalled(name: string, bytes: number, files: PackageFiles, slim: boolean): Parts {
  const named = files.packages[name]
  const known: Entry[] = []
  const shares: Share[] = []
  let left = bytes
  for (const [path, size] of named?.top ?? []) {
    const relative = canonical(path)
    if (slim && isDocumentation(relative)) continue
    if (isDocumentation(relative) || (!isExecutablePath(relative) && size < 100_000)) continue
    known.push([relative, size, isExecutablePath(relative) ? '755' : 0, extraFor(relative, name)])
    left -= size
  }
  for (const path of named?.bins ?? []) {
    const relative = canonical(path)
    shares.push({ path: relative, weight: 15_000, mode: '755', extra: extraFor(relative, name) })
  }
  // A package whose files are not known by name still brings its commands.
  if (named === undefined)
    for (const path of commandPaths(name))
      shares.push({ path, weight: Math.ceil(bytes / 3), mode: '755', extra: extraFor(path, name) })
  for (const [path, target] of linksOf[name] ?? []) known.push(linkTo(path, target))
  shares.push(otherFilesOf(name, Math.max(left, 2000)))
  return { known, shares }
}

function extraFor(path: string, name: string): Entry[3] & object {
  return isExecutablePath(path) ? executable(path, name) : { package: name }
}

/** Debian keeps /bin, /sbin and /lib as links into /usr. */
export function canonical(path: string): string {
  const relative = path.replace(/^\//, '')
  return /^(bin|sbin|lib|lib64)\//.test(relative) ? `usr/${relative}` : relative
}

/** Whether a path is documentation, which -slim images leave out. */
export function isDocumentation(path: string): boolean {
  return /^usr\/share\/(doc|man|info|locale|lintian)\//.test(path)
}
