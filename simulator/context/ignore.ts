import { type Hits, type Pattern, type PatternError, type Patterns, parsePatterns } from '../filesystem/patterns.ts'
import { type DirectoryNode, emptyTree, entryAt, type Node, type Tree } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { cleanPath } from '../values/path.ts'

/** The file that says what of a context is left out. */
export interface IgnoreFile {
  /** Relative to the context. */
  readonly path: string
  readonly patterns: Patterns
}

/**
 * Reads a .dockerignore: one pattern a line; a line that begins with `#` is a comment, `!` makes an exception, a leading slash changes
 * nothing. Lines of patterns and errors count from 0 in the text. Source: moby/patternmatcher `ignorefile`, filesystem-ops §9.
 */
export function parseIgnoreFile(text: string): Patterns | PatternError {
  return parsePatterns(
    text
      .replace(/^\ufeff/, '')
      .split('\n')
      .map(patternOf),
  )
}

/** The pattern that a line holds; empty for none. */
function patternOf(line: string): string {
  if (line.startsWith('#')) return ''
  const trimmed = line.trim()
  const isException = trimmed.startsWith('!')
  const path = isException ? trimmed.slice(1).trim() : trimmed
  if (path === '') return isException ? '!' : ''
  const clean = cleanPath(path)
  const relative = clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean
  return isException ? `!${relative}` : relative
}

/**
 * The ignore file that counts for a Dockerfile: `<Dockerfile>.dockerignore` beside it, which wins whole, else `.dockerignore` at the top of
 * the context. Undefined where there is neither; an error in docker's words when one of its lines is malformed.
 */
export function ignoreFileOf(context: Tree, dockerfile: string): IgnoreFile | PatternError | undefined {
  for (const path of [`${dockerfile}.dockerignore`, '.dockerignore']) {
    const node = entryAt(context, path)
    if (node?.kind !== 'file' || node.content.kind !== 'real') continue
    const patterns = parseIgnoreFile(textOf(node.content.bytes))
    return 'error' in patterns ? patterns : { path, patterns }
  }
  return undefined
}

/**
 * The context without what the patterns select. A selected directory stays, with its own metadata, when something in it is kept. What is
 * wholly kept is the same value as before. Source: fsutil `filterFS`.
 */
export function withoutIgnored(context: Tree, patterns: Patterns): Tree {
  return patterns.patterns.length === 0
    ? context
    : (keptOf(context, '', undefined, patterns) ?? { ...context, entries: emptyTree.entries })
}

/** What an ignore file says of a path. */
export interface Verdict {
  readonly isIgnored: boolean
  /** The line that decides, by its text and its place; undefined when no line names the path or a directory above it. */
  readonly rule?: Pattern
}

/**
 * What the patterns say of a path, and by which line: the last that changes anything on the walk down to it, as in {@link withoutIgnored}. A
 * directory that is ignored is sent all the same when an exception keeps something in it.
 */
export function verdictOn(path: string, patterns: Patterns): Verdict {
  const names = path.split('/')
  let hits: Hits | undefined
  for (let depth = 1; depth <= names.length; depth++) {
    hits = patterns.hits(names.slice(0, depth).join('/'), hits)
    // Nothing below an ignored directory is looked at where no exception can bring it back.
    if (hits.isSelected && !patterns.hasExceptions) break
  }
  const at = hits?.of.lastIndexOf(true) ?? -1
  const rule = patterns.patterns[at]
  return { isIgnored: hits?.isSelected === true, ...(rule === undefined ? {} : { rule }) }
}

/** What was kept of a directory the last time, and of which question that was the answer. */
const answers = new WeakMap<DirectoryNode, { readonly question: string; readonly kept: DirectoryNode | undefined }>()

/** What is kept of a directory; undefined when it is selected itself and nothing in it is kept. After an edit only changed directories are looked at. */
function keptOf(
  directory: DirectoryNode,
  path: string,
  hits: Hits | undefined,
  patterns: Patterns,
): DirectoryNode | undefined {
  const question = `${path}\n${patterns.key}`
  const answer = answers.get(directory)
  if (answer?.question === question) return answer.kept
  const kept = filtered(directory, path, hits, patterns)
  answers.set(directory, { question, kept })
  return kept
}

function filtered(
  directory: DirectoryNode,
  path: string,
  hits: Hits | undefined,
  patterns: Patterns,
): DirectoryNode | undefined {
  const isSelected = hits?.isSelected === true
  if (isSelected && !patterns.hasExceptions) return undefined
  const entries = new Map<string, Node>()
  let isWhole = true
  for (const [name, node] of directory.entries) {
    const below = path === '' ? name : `${path}/${name}`
    const own = patterns.hits(below, hits)
    const kept = node.kind === 'directory' ? keptOf(node, below, own, patterns) : own.isSelected ? undefined : node
    if (kept !== undefined) entries.set(name, kept)
    isWhole &&= kept === node
  }
  if (isSelected && entries.size === 0) return undefined
  return isWhole ? directory : { ...directory, entries }
}
