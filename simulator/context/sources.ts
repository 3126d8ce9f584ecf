import { hasWildcard, matchGlob } from '../filesystem/match.ts'
import { type Hits, type Patterns, parsePatterns } from '../filesystem/patterns.ts'
import { type DirectoryNode, emptyTree, entryAt, type Node, sortedNames, type Tree } from '../filesystem/tree.ts'
import { baseName, cleanPath, directoryName, joinPath } from '../values/path.ts'
import { withoutIgnored } from './ignore.ts'

/** What is sent of a context: without what is ignored, narrowed to what the sources need. */
export function sentContext(context: Tree, ignored: Patterns | undefined, sources: readonly string[]): Tree {
  const kept = ignored === undefined ? context : withoutIgnored(context, ignored)
  return onlyIncluded(kept, contextPaths(context, sources))
}

/**
 * Which paths of the context a build asks for, from the sources of all its COPY, ADD and mounts: links among them are followed, so that what
 * they lead to is sent too. Sorted, relative, what lies below another left out; undefined means the whole context (no source is
 * narrower, or one is the root). Source: BuildKit `normalizeContextPaths`, fsutil `FollowLinks`.
 */
export function contextPaths(context: Tree, sources: readonly string[]): readonly string[] | undefined {
  const resolved = new Set<string>()
  for (const source of sources)
    follow(context, joinPath('.', cleanPath(`/${source}`)).replace(/^\//, '') || '.', resolved)
  const paths: string[] = []
  for (const path of [...resolved].sort()) {
    if (path === '.') return undefined
    const last = paths.at(-1)
    if (last === undefined || !path.startsWith(`${last}/`)) paths.push(path)
  }
  return sources.length === 0 ? undefined : paths
}

/** Why the builder cannot ask for these sources, in its words; undefined when it can. Source: fsutil filter.go. */
export function refusedSources(context: Tree, sources: readonly string[]): string | undefined {
  const paths = contextPaths(context, sources)
  const patterns = paths === undefined ? undefined : parsePatterns(paths)
  return patterns !== undefined && 'error' in patterns
    ? `rpc error: code = Unknown desc = invalid includepatterns: [${paths?.join(' ')}]: ${patterns.error}`
    : undefined
}

/** Walks a path name by name; a link (or a pattern that selects links) is noted and its target walked in its place. */
function follow(context: Tree, path: string, resolved: Set<string>): void {
  let current = '.'
  let rest = path
  for (;;) {
    const slash = rest.indexOf('/')
    current = joinPath(current, slash === -1 ? rest : rest.slice(0, slash))
    rest = slash === -1 ? '' : rest.slice(slash + 1)
    const targets = targetsOf(context, current)
    if ((rest === '' || targets.length > 0) && resolved.has(current)) return
    if (targets.length > 0) {
      resolved.add(current)
      for (const target of targets) follow(context, joinPath(target, rest), resolved)
      return
    }
    if (rest === '') {
      resolved.add(current)
      return
    }
  }
}

/** Where the link at a path leads, or all links that a pattern in its last name selects. Relative to the context. */
function targetsOf(context: Tree, path: string): readonly string[] {
  const name = baseName(path)
  if (!hasWildcard(name)) return linkTarget(context, path)
  const directory = entryAt(context, directoryName(path))
  if (directory?.kind !== 'directory') return []
  const names = sortedNames(directory).filter((candidate) => matchGlob(name, candidate) === true)
  return names.flatMap((candidate) => linkTarget(context, joinPath(directoryName(path), candidate)))
}

function linkTarget(context: Tree, path: string): readonly string[] {
  const node = entryAt(context, path)
  if (node?.kind !== 'symlink') return []
  const target = node.target.startsWith('/') ? node.target : `/${directoryName(path)}/${node.target}`
  return [cleanPath(target).slice(1) || '.']
}

/**
 * The context narrowed to what the sources need. `includes` are paths or patterns relative to the context, as `contextPaths` gives them;
 * undefined keeps everything. Directories that lead to a source come along, with their own metadata.
 */
export function onlyIncluded(context: Tree, includes: readonly string[] | undefined): Tree {
  if (includes === undefined) return context
  const patterns = parsePatterns(includes)
  if ('error' in patterns) return context
  return includedOf(context, '', undefined, patterns) ?? { ...context, entries: emptyTree.entries }
}

function includedOf(
  directory: DirectoryNode,
  path: string,
  hits: Hits | undefined,
  patterns: Patterns,
): DirectoryNode | undefined {
  if (hits?.isSelected) return directory
  const entries = new Map<string, Node>()
  for (const [name, node] of directory.entries) {
    const below = path === '' ? name : `${path}/${name}`
    const own = patterns.hits(below, hits)
    const isOnTheWay = own.isSelected || patterns.patterns.some(({ text }) => leadsBelow(text, below))
    const included =
      node.kind !== 'directory'
        ? own.isSelected
          ? node
          : undefined
        : isOnTheWay
          ? includedOf(node, below, own, patterns)
          : undefined
    if (included !== undefined) entries.set(name, included)
  }
  return entries.size === 0 ? undefined : { ...directory, entries }
}

/** Whether a pattern can fit something below a directory. */
function leadsBelow(pattern: string, directory: string): boolean {
  const parts = pattern.split('/')
  if (parts.some((part) => part.includes('**'))) return true
  const names = directory.split('/')
  return parts.length > names.length && names.every((name, at) => matchGlob(parts[at] ?? '', name) !== false)
}
