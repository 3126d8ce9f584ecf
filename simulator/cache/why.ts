import { changedPath, matchingPaths } from '../filesystem/checksum.ts'
import { hasWildcard } from '../filesystem/match.ts'
import { parsePatterns } from '../filesystem/patterns.ts'
import { emptyTree, resolveLinks, type Tree } from '../filesystem/tree.ts'
import { formatPlatform } from '../graph/platform.ts'
import type { CopyAction, Operation, RunOperation, Vertex } from '../graph/vertex.ts'
import { operationHash } from './keys.ts'
import type { StepMemory } from './store.ts'

/** What is known of a step that had to run, for telling why. */
export interface RanStep {
  readonly vertex: Vertex
  /** Keys of its inputs by position. */
  readonly inputKeys: readonly string[]
  /** Trees of the inputs that count by content. */
  readonly contents: ReadonlyMap<number, Tree>
  /** Input positions whose own step ran in this build. */
  readonly inputsThatRan: ReadonlySet<number>
}

/** Why a step ran. `input` is a position in the vertex's inputs. */
export type Cause =
  | { readonly kind: 'never-built' }
  | { readonly kind: 'no-cache' }
  | { readonly kind: 'evicted' }
  | { readonly kind: 'text'; readonly before: string; readonly after: string }
  | { readonly kind: 'environment'; readonly name: string; readonly before?: string; readonly after?: string }
  | {
      readonly kind: 'setting'
      readonly name: 'user' | 'directory' | 'network' | 'platform' | 'hosts'
      readonly before: string
      readonly after: string
    }
  | { readonly kind: 'base'; readonly before: string; readonly after: string }
  | { readonly kind: 'input'; readonly input: number }
  | {
      readonly kind: 'content'
      readonly input: number
      readonly path: string
      readonly change: 'content' | 'mode' | 'added' | 'removed' | 'type' | 'owner' | 'target'
    }
  | { readonly kind: 'mount'; readonly target: string; readonly path?: string }

/**
 * Why a step ran, told from how its stage was built before. The first cause that was enough: its own text, then the step it stands on, then what it was
 * given (variables, settings, the base), then the files it reads.
 */
export function causeOf(step: RanStep, before: readonly StepMemory[], position: number): Cause {
  if (step.vertex.ignoreCache) return { kind: 'no-cache' }
  const counterpart = counterpartOf(step.vertex, before, position)
  if (counterpart === undefined) return { kind: 'never-built' }
  const { operation } = step.vertex
  const own = ownTextChange(counterpart, step.vertex)
  if (own !== undefined) return own
  if (step.inputsThatRan.has(0)) return { kind: 'input', input: 0 }
  const given = givenChange(counterpart.operation, operation)
  if (given !== undefined) return given
  return contentChange(step, counterpart) ?? inputThatRan(step) ?? { kind: 'evicted' }
}

/** The step of the build before that this one stands for: the same operation anywhere, else the same place and kind. */
function counterpartOf(vertex: Vertex, before: readonly StepMemory[], position: number): StepMemory | undefined {
  const hash = operationHash(vertex.operation)
  const same = before.find((memory) => operationHash(memory.operation) === hash)
  if (same !== undefined) return same
  const alike = before.find((memory) => textOf(memory.operation) === textOf(vertex.operation))
  if (alike !== undefined) return alike
  const there = before[position]
  return there?.operation.kind === vertex.operation.kind ? there : undefined
}

/** What the learner wrote of an operation: the text that decides it. */
function textOf(operation: Operation): string {
  switch (operation.kind) {
    case 'run':
      return JSON.stringify([
        operation.arguments,
        operation.mounts.map((mount) => [mount.kind, mount.target, mount.source]),
      ])
    case 'files':
      return JSON.stringify(operation.copies)
    case 'directory':
      return operation.path
    case 'document':
      return `${operation.name}\n${operation.text}`
    case 'image':
      return operation.reference
    case 'context':
    case 'merge':
      return operation.kind
  }
}

function ownTextChange(before: StepMemory, vertex: Vertex): Cause | undefined {
  if (textOf(before.operation) === textOf(vertex.operation)) return undefined
  if (before.operation.kind === 'image' && vertex.operation.kind === 'image')
    return { kind: 'base', before: before.operation.reference, after: vertex.operation.reference }
  return { kind: 'text', before: withoutBracket(before.name), after: withoutBracket(vertex.name) }
}

function withoutBracket(name: string): string {
  return name.replace(/^\[[^\]]*\] /, '')
}

function givenChange(before: Operation, after: Operation): Cause | undefined {
  if (before.kind === 'image' && after.kind === 'image' && before.manifestDigest !== after.manifestDigest)
    return { kind: 'base', before: before.manifestDigest, after: after.manifestDigest }
  if (before.kind === 'directory' && after.kind === 'directory' && before.owner !== after.owner)
    return { kind: 'setting', name: 'user', before: before.owner, after: after.owner }
  return before.kind === 'run' && after.kind === 'run' ? runChange(before, after) : undefined
}

function runChange(before: RunOperation, after: RunOperation): Cause | undefined {
  const [old, now] = [new Map(before.environment), new Map(after.environment)]
  for (const name of new Set([...now.keys(), ...old.keys()])) {
    const [left, right] = [old.get(name), now.get(name)]
    if (left !== right)
      return {
        kind: 'environment',
        name,
        ...(left === undefined ? {} : { before: left }),
        ...(right === undefined ? {} : { after: right }),
      }
  }
  const [order, newOrder] = [[...old.keys()].join(' '), [...now.keys()].join(' ')]
  if (order !== newOrder) return { kind: 'environment', name: firstMoved([...old.keys()], [...now.keys()]) }
  const settings = [
    ['user', before.user, after.user],
    ['directory', before.directory, after.directory],
    ['network', before.network, after.network],
    ['platform', formatPlatform(before.platform), formatPlatform(after.platform)],
    ['hosts', before.hosts.join(' '), after.hosts.join(' ')],
  ] as const
  for (const [name, left, right] of settings)
    if (left !== right) return { kind: 'setting', name, before: left, after: right }
  return undefined
}

function firstMoved(before: readonly string[], after: readonly string[]): string {
  return after.find((name, at) => before[at] !== name) ?? after[0] ?? ''
}

function contentChange(step: RanStep, before: StepMemory): Cause | undefined {
  const { operation } = step.vertex
  for (const [input, tree] of step.contents) {
    const old = before.contents.get(input) ?? emptyTree
    if (old === tree) continue
    const isContext = step.vertex.inputs[input]?.operation.kind === 'context'
    if (operation.kind === 'files')
      for (const copy of operation.copies) {
        if (copy.from !== input) continue
        const change = copyChange(copy, old, tree, isContext)
        if (change !== undefined) return { kind: 'content', input, ...change }
      }
    if (operation.kind === 'run')
      for (const mount of operation.mounts) {
        if (mount.input !== input) continue
        const [left, right] = [nodeIn(old, mount.source), nodeIn(tree, mount.source)]
        if (left === undefined || right === undefined) return { kind: 'mount', target: mount.target }
        const change = changedPath(left, right, { isContext })
        if (change !== undefined)
          return { kind: 'mount', target: mount.target, path: joined(mount.source, change.path) }
      }
  }
  return undefined
}

type Change = { readonly path: string; readonly change: Extract<Cause, { kind: 'content' }>['change'] }

function copyChange(copy: CopyAction, before: Tree, after: Tree, isContext: boolean): Change | undefined {
  const isPattern = copy.include === undefined && hasWildcard(copy.source)
  const paths = isPattern
    ? [...new Set([...matchingPaths(before, copy.source), ...matchingPaths(after, copy.source)])].sort()
    : [copy.source]
  for (const path of paths) {
    const [left, right] = [nodeIn(before, path), nodeIn(after, path)]
    if (left === undefined && right === undefined) continue
    if (left === undefined) return { path, change: 'added' }
    if (right === undefined) return { path, change: 'removed' }
    const change = changedPath(selected(left, copy), selected(right, copy), { isContext: isContext && path === '/' })
    if (change !== undefined) return { path: joined(path, change.path), change: change.change }
  }
  return undefined
}

/** A directory without what `--exclude` leaves out. */
function selected(node: ReturnType<typeof nodeIn> & object, copy: CopyAction): ReturnType<typeof nodeIn> & object {
  if (copy.exclude.length === 0 || node.kind !== 'directory') return node
  const patterns = parsePatterns(copy.exclude)
  if ('error' in patterns) return node
  const without = (directory: Tree, below: string): Tree => {
    const entries = [...directory.entries]
      .filter(([name]) => !patterns.matches(below === '' ? name : `${below}/${name}`))
      .map(([name, child]) => {
        const path = below === '' ? name : `${below}/${name}`
        return [name, child.kind === 'directory' ? without(child, path) : child] as const
      })
    return { ...directory, entries: new Map(entries) }
  }
  return without(node, '')
}

function nodeIn(tree: Tree, path: string) {
  return resolveLinks(tree, path)?.node
}

function joined(path: string, below: string): string {
  if (below === '/') return path
  return path === '/' ? below : `${path}${below}`
}

function inputThatRan(step: RanStep): Cause | undefined {
  const [input] = [...step.inputsThatRan].filter((position) => position !== 0)
  return input === undefined ? undefined : { kind: 'input', input }
}
