import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { ApkSource, apkTable } from './apk-table.ts'
import { commandPaths, linksOf } from './commands.ts'
import type { Facts } from './contents.ts'
import { NpmSource, npmTable, PipSource, pipTable, withoutRemarks } from './language-tables.ts'
import { canonical, isDocumentation, type PackageFiles } from './packages.ts'
import { isExecutablePath, programOf } from './programs.ts'

const AptPackage = v.object({
  v: v.string(),
  size: v.number(),
  installed: v.number(),
  depends: v.array(v.string()),
  recommends: v.optional(v.array(v.string())),
  priority: v.string(),
  essential: v.optional(v.unknown()),
  inBase: v.optional(v.boolean()),
})

/** The collected package index of one Debian suite. */
export const AptSource = v.object({
  suite: v.string(),
  distribution: v.string(),
  aptUpdate: v.object({ files: v.record(v.string(), v.number()), downloadedBytes: v.number(), basis: v.string() }),
  packages: v.record(v.string(), AptPackage),
})

export type AptSource = v.InferOutput<typeof AptSource>

/** What installing the names without recommends adds to a slim base: name → bytes. Names that the table lacks are left out. */
export function closureOf(table: AptSource, names: readonly string[]): ReadonlyMap<string, number> {
  const added = new Map<string, number>()
  const waiting = [...names]
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const found = table.packages[name]
    if (found === undefined || found.inBase === true || added.has(name)) continue
    added.set(name, found.installed)
    waiting.push(...found.depends)
  }
  return added
}

/** The package tables of the project's catalog, by name, as JSON texts. */
export function packageTables(folder: string, facts: Facts): ReadonlyMap<string, string> {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  return new Map([
    ['apt-bookworm', aptTable(v.parse(AptSource, read('apt-bookworm')), facts.bookwormFiles)],
    ['apt-trixie', aptTable(v.parse(AptSource, read('apt-trixie')), facts.trixieFiles)],
    ['apk', apkTable(v.parse(ApkSource, read('apk')))],
    ['npm', npmTable(v.parse(NpmSource, read('npm')))],
    ['pip', pipTable(v.parse(PipSource, read('pip')))],
    ['maven', `${JSON.stringify(withoutRemarks(read('maven')), null, 1)}\n`],
    ['go', `${JSON.stringify(withoutRemarks(read('go')), null, 1)}\n`],
  ])
}

function aptTable(source: AptSource, files: PackageFiles): string {
  const rows = Object.entries(source.packages).map(([name, found]) => {
    const row: unknown[] = [name, found.v, found.size, found.installed, found.depends.join(' ')]
    const recommends = (found.recommends ?? []).join(' ')
    const named = found.inBase === true ? [] : filesOf(name, found.installed, files)
    if (recommends !== '' || named.length > 0) row.push(recommends)
    if (named.length > 0) row.push(named)
    return JSON.stringify(row)
  })
  const head = {
    suite: source.suite,
    lists: source.aptUpdate.files,
    downloaded: source.aptUpdate.downloadedBytes,
    source: `${source.distribution} package index, collected 2026-11-24`,
  }
  return `${JSON.stringify(head).slice(0, -1)},"packages":[\n${rows.join(',\n')}\n]}\n`
}

type NamedFile = readonly [path: string, size: number] | readonly [path: string, size: number, program: string]

/** The executables, large files and links of a package: `[path, size, program?]`; a link has its target, after `->`, for a program. */
function filesOf(name: string, installed: number, files: PackageFiles): readonly NamedFile[] {
  const found = files.packages[name]
  const sized = (found?.top ?? [])
    .map(([path, size]) => [canonical(path), size] as const)
    .filter(([path, size]) => isExecutablePath(path) || (size >= 100_000 && !isDocumentation(path)))
  const listed = (found?.bins ?? []).map((path) => [canonical(path), 15_000] as const)
  const guessed = found === undefined ? commandPaths(name).map((path) => [path, Math.ceil(installed / 3)] as const) : []
  const named = [...sized, ...listed, ...guessed].map(
    ([path, size]): NamedFile => (isCommand(path) ? [path, size, programOf(path, name)] : [path, size]),
  )
  const links = (linksOf[name] ?? []).map(([path, target]): NamedFile => [path, 0, `-> ${target}`])
  return [...named, ...links]
}

function isCommand(path: string): boolean {
  return isExecutablePath(path) || /\/s?bin\/[^/]+$|^usr\/games\//.test(path)
}
