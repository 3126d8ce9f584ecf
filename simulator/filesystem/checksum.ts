import { sha256Hex } from '../values/digest.ts'
import { cleanPath } from '../values/path.ts'
import { identityOf } from './content.ts'
import { hasWildcard, matchGlob } from './match.ts'
import { type Patterns, parsePatterns } from './patterns.ts'
import {
  type Attributes,
  type DirectoryNode,
  entryAt,
  type Node,
  resolveLinks,
  sortedNames,
  type Tree,
} from './tree.ts'

/** How a source is looked up for its checksum. */
export interface ChecksumOptions {
  /** A link at the path itself is followed (COPY does; a bind mount too). */
  readonly followLinks?: boolean
  /** `*`, `?` and `[…]` in the path select. */
  readonly wildcard?: boolean
  /** Patterns of `COPY --parents`: only what they match counts, relative to the path. */
  readonly include?: readonly string[]
  /** Patterns of `COPY --exclude`: what they match does not count, relative to the path. */
  readonly exclude?: readonly string[]
  /** The tree is a build context: mode and owner of its root are nobody's and do not count. */
  readonly isContext?: boolean
}

/**
 * A text that stands for what a vertex takes from `path`: equal exactly when BuildKit's content digest would be equal, though not the same
 * digits. Mode, owner, kind, link target and content count, times never; the path's own name does not, names below it do. For a pattern
 * it covers every match by name; a pattern without a match has a checksum too. Undefined when something is missing ({@link missingSource}).
 * Only for finished trees: results are kept by node. Source: cache §3, BuildKit `cache/contenthash`.
 */
export function checksumOf(tree: Tree, path: string, options: ChecksumOptions = {}): string | undefined {
  const selects = options.wildcard === true && hasWildcard(path)
  if (selects || options.include?.length || options.exclude?.length) return checksumOfSelected(tree, path, options)
  const node = nodeAt(tree, path, options)
  return node === undefined ? undefined : checksumOfOne(tree, node, options)
}

/**
 * The path that is not there, absolute: a plain path, or a link to nothing that a pattern matches or that is followed because only a part of
 * the tree counts. `circle` tells a link that leads back to itself.
 */
export function missingSource(
  tree: Tree,
  path: string,
  options: ChecksumOptions = {},
): { readonly path: string; readonly circle: boolean } | undefined {
  const filter = filterOf(options)
  for (const source of sourcesOf(tree, path, options)) {
    const links = source === '/' && filter !== undefined ? selectedLinks(tree, filter) : []
    for (const each of links.length > 0 ? links : [source]) {
      const found = resolveLinks(tree, each, options.followLinks ?? false)
      if (found?.node === undefined) return { path: each, circle: found === undefined }
    }
  }
  return undefined
}

function sourcesOf(tree: Tree, path: string, options: ChecksumOptions): readonly string[] {
  const clean = cleanPath(`/${path}`)
  return options.wildcard === true && hasWildcard(clean) ? matchingPaths(tree, clean) : [clean]
}

function nodeAt(tree: Tree, path: string, options: ChecksumOptions): Node | undefined {
  return resolveLinks(tree, cleanPath(`/${path}`), options.followLinks ?? false)?.node
}

function checksumOfOne(tree: Tree, node: Node, options: ChecksumOptions): string {
  return node === tree && options.isContext === true ? checksumBelow(tree) : checksumNode(node)
}

const checksums = new WeakMap<Node, string>()

/** The checksum of an entry and all below it; computed once for each value, so only for finished trees. */
export function checksumNode(node: Node): string {
  let checksum = checksums.get(node)
  if (checksum === undefined) {
    checksum = sha256Hex(header(node) + (node.kind === 'directory' ? below(node) : ''))
    checksums.set(node, checksum)
  }
  return checksum
}

const contents = new WeakMap<DirectoryNode, string>()

/** The checksum of what is in a directory, without the directory's own mode and owner. */
function checksumBelow(directory: DirectoryNode): string {
  let checksum = contents.get(directory)
  if (checksum === undefined) {
    checksum = sha256Hex(below(directory))
    contents.set(directory, checksum)
  }
  return checksum
}

/** Names cannot hold a slash, so it parts them from what follows. */
function below(directory: DirectoryNode): string {
  let text = '\n'
  for (const name of sortedNames(directory)) {
    const child = directory.entries.get(name)
    if (child !== undefined) text += `${name}/${checksumNode(child)}\n`
  }
  return text
}

/** What counts of an entry itself, as a text. */
function header(node: Node): string {
  const own = `${node.kind} ${node.mode.toString(8)} ${node.uid} ${node.gid} `
  switch (node.kind) {
    case 'file':
      return own + identityOf(node.content)
    case 'symlink':
      return own + node.target
    case 'character':
    case 'block':
      return `${own}${node.major} ${node.minor}`
    case 'fifo':
    case 'directory':
      return own
  }
}

/**
 * Of a source that is there, and of which only a part counts, links are followed in two places alone: the source itself, then whole, and directly in
 * the root. A plain source that is not there has a checksum; copying it fails. Source: BuildKit `includedPaths`; recorded case exclude-links.
 */
function checksumOfSelected(tree: Tree, path: string, options: ChecksumOptions): string | undefined {
  const filter = filterOf(options)
  const parts: string[] = []
  for (const source of sourcesOf(tree, path, options)) {
    const own = resolveLinks(tree, source, false)?.node
    if (filter !== undefined && own === undefined) continue
    const node = nodeAt(tree, source, options)
    if (node === undefined) return undefined
    const name = source.slice(source.lastIndexOf('/') + 1)
    if (filter === undefined || node.kind !== 'directory' || own?.kind === 'symlink') {
      parts.push(`${name}/${checksumOfOne(tree, node, options)}`)
      continue
    }
    parts.push(`${name}/${node === tree && options.isContext ? '' : header(node)}`, ...filtered(node, '', filter))
    for (const link of node === tree ? selectedLinks(tree, filter) : []) {
      const target = resolveLinks(tree, link)?.node
      if (target === undefined) return undefined
      parts.push(checksumOfOne(tree, target, options))
    }
  }
  return sha256Hex(parts.join('\n'))
}

/** The symbolic links directly in the root that count, absolute. */
function selectedLinks(tree: Tree, filter: Filter): readonly string[] {
  return sortedNames(tree).flatMap((name) =>
    tree.entries.get(name)?.kind === 'symlink' && isSelectedBy(filter, name) ? [`/${name}`] : [],
  )
}

function isSelectedBy(filter: Filter, path: string): boolean {
  return (filter.include?.matches(path) ?? true) && !(filter.exclude?.matches(path) ?? false)
}

/** Which entries below a source count. */
interface Filter {
  readonly include: Patterns | undefined
  readonly exclude: Patterns | undefined
}

/** Malformed patterns select nothing here; the builder has refused them before. */
function filterOf(options: ChecksumOptions): Filter | undefined {
  if (!options.include?.length && !options.exclude?.length) return undefined
  const patternsOf = (lines: readonly string[] | undefined): Patterns | undefined => {
    const parsed = parsePatterns(lines ?? [])
    return 'error' in parsed || parsed.patterns.length === 0 ? undefined : parsed
  }
  return { include: patternsOf(options.include), exclude: patternsOf(options.exclude) }
}

/** One line for each selected entry below a directory, directories by their headers, and for each directory that leads to one. */
function filtered(directory: DirectoryNode, prefix: string, filter: Filter): readonly string[] {
  const lines: string[] = []
  for (const name of sortedNames(directory)) {
    const node = directory.entries.get(name)
    if (node === undefined) continue
    const path = prefix === '' ? name : `${prefix}/${name}`
    const isSelected = isSelectedBy(filter, path)
    const inside = node.kind === 'directory' ? filtered(node, path, filter) : []
    if (isSelected || inside.length > 0) lines.push(`${path}/${sha256Hex(header(node))}`, ...inside)
  }
  return lines
}

/**
 * The paths that a pattern selects, absolute, in tree order; a matched directory is not searched further. The part of the pattern before
 * its first wildcard may lead through links. Source: filesystem-ops §2.2, fsutil `copy.ResolveWildcards`.
 */
export function matchingPaths(tree: Tree, pattern: string): readonly string[] {
  const names = cleanPath(`/${pattern}`).slice(1).split('/')
  const fixed = names.findIndex(hasWildcard)
  if (fixed === -1) return entryAt(tree, pattern) === undefined ? [] : [cleanPath(`/${pattern}`)]
  const start = names.slice(0, fixed).join('/')
  const root = resolveLinks(tree, `/${start}`)
  if (root?.node?.kind !== 'directory') return []
  const found: string[] = []
  collectMatches(root.node, root.path === '/' ? '' : root.path, names.slice(fixed), found)
  return found
}

/** Goes down one name of the pattern at a time: no wildcard passes a slash. */
function collectMatches(directory: DirectoryNode, prefix: string, names: readonly string[], found: string[]): void {
  const [pattern = '', ...rest] = names
  for (const name of sortedNames(directory)) {
    if (matchGlob(pattern, name) !== true) continue
    const path = `${prefix}/${name}`
    const node = directory.entries.get(name)
    if (rest.length === 0) found.push(path)
    else if (node?.kind === 'directory') collectMatches(node, path, rest, found)
  }
}

/** The first difference that a checksum sees. */
export interface ChangedPath {
  /** Absolute, in the trees compared; `/` for their roots. */
  readonly path: string
  readonly change: 'content' | 'mode' | 'added' | 'removed' | 'type' | 'owner' | 'target'
}

/**
 * The first entry, in tree order, that makes the checksums of two trees differ; undefined when they are equal. A removed and an added
 * name are told apart, not put together to a renaming. With `isContext` the roots themselves do not count.
 */
export function changedPath(
  before: Node,
  after: Node,
  options: { readonly isContext?: boolean } = {},
): ChangedPath | undefined {
  return firstChange(before, after, '', options.isContext === true)
}

function firstChange(before: Node, after: Node, path: string, onlyBelow: boolean): ChangedPath | undefined {
  if (before === after || checksumNode(before) === checksumNode(after)) return undefined
  const own = onlyBelow ? undefined : ownChange(before, after)
  if (own !== undefined) return { path: path === '' ? '/' : path, change: own }
  if (before.kind !== 'directory' || after.kind !== 'directory') return undefined
  const names = new Set([...sortedNames(before), ...sortedNames(after)])
  for (const name of [...names].sort()) {
    const [left, right] = [before.entries.get(name), after.entries.get(name)]
    const here = `${path}/${name}`
    if (left === undefined) return { path: here, change: 'added' }
    if (right === undefined) return { path: here, change: 'removed' }
    const found = firstChange(left, right, here, false)
    if (found !== undefined) return found
  }
  return undefined
}

function ownChange(before: Node, after: Node): ChangedPath['change'] | undefined {
  if (before.kind !== after.kind) return 'type'
  if (header(withAttributesOf(before, after)) !== header(after)) return before.kind === 'symlink' ? 'target' : 'content'
  if (before.mode !== after.mode) return 'mode'
  return before.uid !== after.uid || before.gid !== after.gid ? 'owner' : undefined
}

function withAttributesOf(node: Node, { mode, uid, gid }: Attributes): Node {
  return { ...node, mode, uid, gid }
}
