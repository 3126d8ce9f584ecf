import { Draft } from '../../filesystem/draft.ts'
import { type Node, resolveLinks, type Time, type Tree } from '../../filesystem/tree.ts'
import { readAll } from '../../machine/pipe.ts'
import { baseName, directoryName, joinPath, resolvePath } from '../../values/path.ts'
import { archiveOfNode, treeOfArchive } from '../archives.ts'
import { type Call, complain, daemonError, dockerCommand } from '../command.ts'
import { containerEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import type { HeldContainer, HostDraft } from '../host.ts'
import { sizeText } from '../texts.ts'
import { treeWithMounts } from '../trees.ts'

export const cp = dockerCommand({
  names: ['cp', 'container cp'],
  flags: 'archive|a follow-link|L quiet|q',
  words: [2, 2],
  run: (call) => {
    const { process, given, draft } = call
    const [from, to] = given.words.map(placeOf)
    if (from === undefined || to === undefined) return 1
    if (from.container === undefined && to.container === undefined)
      return wrong(call, 'must specify at least one container source')
    if (from.container !== undefined && to.container !== undefined)
      return wrong(call, 'copying between containers is not supported')
    const word = from.container ?? to.container ?? ''
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    return from.container === undefined
      ? copyIn(call, container, from.path, to)
      : copyOut(call, container, from, to.path)
  },
})

interface Place {
  readonly container?: string
  readonly path: string
}

/** `web:/etc`; what begins as a path, or has no colon, is on the host. */
function placeOf(word: string): Place {
  const [, container, path] = /^([^./][^:/]*):(.*)$/.exec(word) ?? []
  return container === undefined || path === undefined ? { path: word } : { container, path }
}

function wrong({ process }: Call, message: string): number {
  complain(process, message)
  return 1
}

function copyOut(call: Call, container: HeldContainer, from: Place, to: string): number {
  const { draft, process, given } = call
  const tree = treeWithMounts(draft, container)
  const path = resolvePath('/', from.path)
  const node = resolveLinks(tree, path, given.has('follow-link') || from.path.endsWith('/'))?.node
  if (node === undefined)
    return daemonError(process, `Could not find the file ${from.path} in container ${from.container}`)
  draft.tell(containerEvent(container, 'archive-path', draft.now))
  if (to === '-') {
    process.output.write(archiveOfNode(baseName(path), node))
    return 0
  }
  const files = process.machine.draft
  const target = resolvePath(process.directory, to)
  const placed = placeIn(
    files,
    from.path,
    owned(node, given.has('archive') ? undefined : 0),
    target,
    to.endsWith('/'),
    draft.now,
  )
  if (placed !== undefined)
    return wrong(
      call,
      placed === 'no parent'
        ? `invalid output path: directory ${JSON.stringify(directoryName(target))} does not exist`
        : placed,
    )
  tell(call, node, target + (to.endsWith('/') || to === '.' ? '/' : ''))
  return 0
}

function copyIn(call: Call, container: HeldContainer, from: string, to: Place): number {
  const { draft, process, given } = call
  const tree = new Draft(treeWithMounts(draft, container))
  const target = resolveLinks(tree.current, resolvePath('/', to.path))?.path ?? resolvePath('/', to.path)
  if (from === '-') {
    const found = treeOfArchive(readAll(process.input))
    if (found === undefined) return daemonError(process, 'unexpected EOF')
    if (tree.at(target)?.kind !== 'directory')
      return daemonError(process, `Could not find the file ${to.path} in container ${to.container}`)
    merge(tree, target, found)
  } else {
    const source = resolvePath(process.directory, from)
    const node = process.machine.draft.at(source)
    if (node === undefined) return wrong(call, `lstat ${source}: no such file or directory`)
    const copied = owned(node, given.has('archive') ? undefined : 0)
    const placed = placeIn(tree, from, copied, target, to.path.endsWith('/'), draft.now)
    if (placed === 'no parent')
      return daemonError(process, `Could not find the file ${directoryName(target)} in container ${to.container}`)
    if (placed !== undefined) return wrong(call, placed)
    tell(call, node, `${to.container}:${to.path}`)
  }
  draft.tell(containerEvent(container, 'extract-to-dir', draft.now))
  put(draft, container, tree, target)
  return 0
}

/** Puts an entry at a place by docker's rules; says what is wrong. Source: `docker cp --help`, docker/cli docs. */
function placeIn(
  draft: Draft,
  source: string,
  node: Node,
  target: string,
  mustBeDirectory: boolean,
  now: Time,
): string | undefined {
  const there = draft.at(target)
  const isContent = /(^|\/)\.$/.test(source)
  if (there === undefined) {
    if (mustBeDirectory && node.kind !== 'directory') return 'no such directory'
    if (draft.at(directoryName(target))?.kind !== 'directory') return 'no parent'
    draft.set(target, node)
    return undefined
  }
  if (there.kind !== 'directory') {
    if (node.kind === 'directory') return 'cannot copy directory'
    draft.set(target, node)
    return undefined
  }
  if (isContent && node.kind === 'directory') merge(draft, target, node)
  else {
    const path = joinPath(target, baseName(resolvePath('/', source)))
    const before = draft.at(path)
    if (node.kind === 'directory' && before?.kind === 'directory') merge(draft, path, node)
    else draft.set(path, { ...node, ...(node.kind === 'directory' ? { mtime: now } : {}) })
  }
  return undefined
}

/** Puts all that is in a folder into another one. */
function merge(draft: Draft, target: string, folder: Tree): void {
  for (const [name, node] of folder.entries) {
    const path = joinPath(target, name)
    if (node.kind === 'directory' && draft.at(path)?.kind === 'directory') merge(draft, path, node)
    else draft.set(path, node)
  }
}

/** An entry and all below it as another's; as it is when nobody is named. */
function owned(node: Node, owner: number | undefined): Node {
  if (owner === undefined) return node
  if (node.kind !== 'directory') return { ...node, uid: owner, gid: owner }
  const entries = new Map([...node.entries].map(([name, child]): [string, Node] => [name, owned(child, owner)]))
  return { ...node, uid: owner, gid: owner, entries }
}

/** Gives a container what was placed in its files: while it runs as something that happens, else as the files that it has. */
function put(draft: HostDraft, container: HeldContainer, tree: Draft, target: string): void {
  const atMs = draft.ageMs(container)
  if (draft.isRunning(container)) {
    const node = tree.at(target)
    const placed = { kind: 'placed' as const, atMs, path: target, ...(node === undefined ? {} : { node }) }
    draft.putContainer({ ...container, happenings: [...container.happenings, placed] })
  } else if (container.started === undefined)
    draft.putContainer({ ...container, plan: { ...container.plan, tree: tree.finish() } })
  else draft.putContainer({ ...container, left: tree.finish() })
}

/** What docker says on a terminal, and nowhere else: the bytes of the content, and of the archive it went as. */
function tell({ process, given }: Call, node: Node, place: string): void {
  if (process.errors.isTerminal !== true || given.has('quiet')) return
  const archive = archiveOfNode('x', node).size
  const sizes =
    node.kind === 'file' ? `${sizeText(node.content.size)} (transferred ${sizeText(archive)})` : sizeText(archive)
  complain(process, `Successfully copied ${sizes} to ${place}`)
}
