import type { Archive, DebPackage } from './archive.ts'
import type { Installed } from './database.ts'

/** What an installation comes to. */
export interface Plan {
  /** In the order of unpacking: what is needed before what needs it. */
  readonly packages: readonly DebPackage[]
  /** Those that nobody asked for by name. */
  readonly automatic: ReadonlySet<string>
  /** Recommended by what is installed, and left out. */
  readonly leftOut: readonly string[]
}

/** The packages that must come when `wanted` are installed; recommendations too unless they are refused. Names that the archive lacks are left out. */
export function planInstall(
  archive: Archive,
  day: number,
  wanted: readonly DebPackage[],
  installed: Installed,
  withRecommends: boolean,
): Plan {
  const named = new Set(wanted.map((found) => found.name))
  const chosen = new Map<string, DebPackage>()
  const leftOut = new Set<string>()
  const waiting = [...wanted]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (chosen.has(next.name)) continue
    chosen.set(next.name, next)
    for (const name of [...next.depends, ...(withRecommends ? next.recommends : [])]) {
      const found = installed.has(name) ? undefined : archive.find(name, day)
      if (found !== undefined && !chosen.has(name)) waiting.push(found)
    }
    if (!withRecommends) for (const name of next.recommends) if (!installed.has(name)) leftOut.add(name)
  }
  return {
    packages: inOrder(chosen),
    automatic: new Set([...chosen.keys()].filter((name) => !named.has(name))),
    leftOut: [...leftOut].filter((name) => !chosen.has(name)).sort(),
  }
}

function inOrder(chosen: ReadonlyMap<string, DebPackage>): readonly DebPackage[] {
  const ordered = new Set<DebPackage>()
  const entered = new Set<string>()
  const visit = (found: DebPackage): void => {
    if (entered.has(found.name)) return
    entered.add(found.name)
    for (const name of found.depends) {
      const needed = chosen.get(name)
      if (needed !== undefined) visit(needed)
    }
    ordered.add(found)
  }
  for (const name of [...chosen.keys()].sort()) {
    const found = chosen.get(name)
    if (found !== undefined) visit(found)
  }
  return [...ordered]
}

/** Installed packages that came automatically and that no package installed by name needs any more. */
export function unneeded(
  archive: Archive,
  day: number,
  installed: Installed,
  automatic: ReadonlySet<string>,
): readonly string[] {
  const needed = new Set<string>()
  const waiting = [...installed.keys()].filter((name) => !automatic.has(name))
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (needed.has(name) || !installed.has(name)) continue
    needed.add(name)
    const found = archive.find(name, day)
    if (found !== undefined) waiting.push(...found.depends, ...found.recommends)
  }
  return [...installed.keys()].filter((name) => !needed.has(name)).sort()
}
