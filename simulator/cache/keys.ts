import { type ChecksumOptions, checksumOf, missingSource } from '../filesystem/checksum.ts'
import { hasWildcard } from '../filesystem/match.ts'
import type { Tree } from '../filesystem/tree.ts'
import { type Operation, operationKey, type Vertex } from '../graph/vertex.ts'
import { sha256Hex } from '../values/digest.ts'
import type { StoreDraft } from './store.ts'

/**
 * Cache keys as BuildKit makes them. A result is found when, for every input, one of the input's keys (where it came from, or a checksum of
 * the part that is read) leads to it. Where inputs came from chains; checksums stop the chain.
 * Source: moby/buildkit solver/cachemanager.go, edge.go; solver/llbsolver/ops.
 */

/** The part of an input that an operation reads, for its checksum. */
export interface Selector {
  readonly path: string
  readonly wildcard: boolean
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/** For each input position that counts by content, what is read of it. The file system that a step stands on never does. */
export function contentInputs(operation: Operation): ReadonlyMap<number, readonly Selector[]> {
  const found = new Map<number, Selector[]>()
  const add = (input: number, selector: Selector): void => {
    const known = found.get(input)
    if (known === undefined) found.set(input, [selector])
    else known.push(selector)
  }
  if (operation.kind === 'files')
    for (const copy of operation.copies)
      add(copy.from, {
        path: copy.source,
        wildcard: copy.include === undefined && hasWildcard(copy.source),
        ...(copy.include === undefined ? {} : { include: copy.include }),
        ...(copy.exclude.length === 0 ? {} : { exclude: copy.exclude }),
      })
  if (operation.kind === 'run')
    for (const mount of operation.mounts)
      if (mount.input !== undefined && mount.input !== 0) add(mount.input, { path: mount.source, wildcard: false })
  for (const [position, selectors] of found) found.set(position, outermost(selectors))
  return found
}

/**
 * Without the paths that are below another: what that one covers is not read again. Patterns and filtered sources stay.
 * Source: moby/buildkit solver/llbsolver/ops/file.go, `dedupeSelectors`.
 */
function outermost(selectors: readonly Selector[]): Selector[] {
  const isPlain = (selector: Selector): boolean =>
    !selector.wildcard && selector.include === undefined && selector.exclude === undefined
  const isBelow = (path: string, top: string): boolean => path !== top && path.startsWith(top === '/' ? '/' : `${top}/`)
  const plain = selectors.filter(isPlain)
  return selectors.filter((each) => !isPlain(each) || !plain.some((other) => isBelow(each.path, other.path)))
}

/** A source that is not there, or a link to it that leads back to itself. */
export interface MissingSource {
  readonly path: string
  readonly circle: boolean
}

/** What the operation reads of an input, as one checksum; the path that is missing when there is one. */
export function contentKey(
  tree: Tree,
  selectors: readonly Selector[],
  isContext: boolean,
): { readonly key: string } | { readonly missing: MissingSource } {
  const parts: string[] = []
  for (const selector of selectors) {
    const options: ChecksumOptions = {
      followLinks: true,
      wildcard: selector.wildcard,
      isContext,
      ...(selector.include === undefined ? {} : { include: selector.include }),
      ...(selector.exclude === undefined ? {} : { exclude: selector.exclude }),
    }
    const checksum = checksumOf(tree, selector.path, options)
    if (checksum === undefined)
      return { missing: missingSource(tree, selector.path, options) ?? { path: selector.path, circle: false } }
    parts.push(checksum)
  }
  return { key: `content:${sha256Hex([...new Set(parts)].join('\n'))}` }
}

const operationHashes = new WeakMap<Operation, string>()

/** The hash of what an operation does; computed once for each value. */
export function operationHash(operation: Operation): string {
  let hash = operationHashes.get(operation)
  if (hash === undefined) {
    hash = sha256Hex(operationKey(operation))
    operationHashes.set(operation, hash)
  }
  return hash
}

/** The keys of one input: where it came from, and (once computed) the checksum of what is read of it. */
export interface InputKeys {
  readonly position: number
  readonly origins: readonly string[]
  readonly selector: string
  readonly content?: string
}

/** The selector's part in a link: the same origin read at another path is another key. */
export function selectorKey(selectors: readonly Selector[] | undefined): string {
  return selectors === undefined ? '' : sha256Hex(JSON.stringify(selectors.map((selector) => selector.path)))
}

function linksOf(vertex: Vertex, input: InputKeys): readonly string[] {
  // An input that is an empty file system has no keys: that it is empty must count here.
  const shape = vertex.inputs.map((other) => (other === undefined ? '0' : '1')).join('')
  const operation = `${operationHash(vertex.operation)} ${shape}`
  const origins = input.origins.map((origin) => `${operation} ${input.position} ${input.selector} ${origin}`)
  return input.content === undefined ? origins : [...origins, `${operation} ${input.position}  ${input.content}`]
}

/** The keys under which results of a vertex are found from its inputs' keys; empty when an input leads nowhere. */
export function findKeys(store: StoreDraft, vertex: Vertex, inputs: readonly InputKeys[]): readonly string[] {
  let found: ReadonlySet<string> | undefined
  for (const input of inputs) {
    const reached = new Set(linksOf(vertex, input).flatMap((link) => store.linked(link)))
    const before: ReadonlySet<string> | undefined = found
    found = before === undefined ? reached : new Set([...before].filter((key) => reached.has(key)))
    if (found.size === 0) return []
  }
  return [...(found ?? [])]
}

/** A new key for a vertex, from its inputs' keys. Equal inputs give equal keys. */
export function freshKey(vertex: Vertex, inputs: readonly InputKeys[]): string {
  const parts = inputs.map((input) => `${input.position} ${input.origins[0] ?? input.content ?? ''}`)
  return `result:${sha256Hex([operationHash(vertex.operation), ...parts].join('\n'))}`
}

/** Makes a key findable from every key of every input. */
export function saveLinks(store: StoreDraft, vertex: Vertex, inputs: readonly InputKeys[], key: string): void {
  for (const input of inputs) for (const link of linksOf(vertex, input)) store.link(link, key)
}
