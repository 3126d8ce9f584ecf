import { identityOf } from '../filesystem/content.ts'
import { changesBetween } from '../filesystem/differences.ts'
import type { Draft } from '../filesystem/draft.ts'
import { emptyTree, type Node } from '../filesystem/tree.ts'
import type { HeldContainer, HostDraft } from './host.ts'
import type { HeldMount } from './volumes.ts'

/**
 * Lets a host and its containers see each other's changes of what they share: what was written in a container goes to its volume or the host's
 * folder, what was changed there is placed in the container. `files` is the host's file system.
 */
export function shareFiles(draft: HostDraft, files: Draft): void {
  for (const container of draft.host.containers)
    if (container.mounts.length > 0 && draft.isRunning(container)) shareOf(draft, files, container)
}

/** The same for one container, which may have ended; gives it as it is then. */
export function shareOf(draft: HostDraft, files: Draft, container: HeldContainer): HeldContainer {
  const outer = draft.stateOf(container)?.outer
  if (outer === undefined) return container
  let next = container
  for (const mount of container.mounts) {
    const inside = outer.get(mount.target)
    const outside = sourceOf(draft, files, mount)
    const before = container.shared?.get(mount.target)
    if (inside !== undefined && !mount.isReadOnly && !isSame(before, inside)) {
      write(draft, files, mount, inside)
      next = withShared(next, mount.target, inside)
    } else if (!isSame(before, outside) && draft.isRunning(container)) {
      const placed = {
        kind: 'placed' as const,
        atMs: draft.ageMs(container),
        path: mount.target,
        ...(outside === undefined ? {} : { node: outside }),
      }
      next = withShared({ ...next, happenings: [...next.happenings, placed] }, mount.target, outside)
    }
  }
  if (next !== container) draft.putContainer(next)
  return next
}

/** What is mounted where a container is started: as it is now. */
export function mountedNow(draft: HostDraft, files: Draft, container: HeldContainer): HeldContainer {
  if (container.mounts.length === 0) return container
  const shared = new Map<string, Node>()
  const mounts = container.mounts.flatMap((mount) => {
    const node = sourceOf(draft, files, mount)
    if (node === undefined) return []
    shared.set(mount.target, node)
    return [{ target: mount.target, node, isReadOnly: mount.isReadOnly }]
  })
  return { ...container, shared, plan: { ...container.plan, options: { ...container.plan.options, mounts } } }
}

function withShared(container: HeldContainer, target: string, node: Node | undefined): HeldContainer {
  const shared = new Map(container.shared)
  if (node === undefined) shared.delete(target)
  else shared.set(target, node)
  return { ...container, shared }
}

function sourceOf(draft: HostDraft, files: Draft, { kind, source }: HeldMount): Node | undefined {
  return kind === 'volume' ? draft.host.volumes.get(source)?.files : files.at(source)
}

function write(draft: HostDraft, files: Draft, { kind, source }: HeldMount, node: Node): void {
  if (kind === 'bind') files.set(source, node)
  else {
    const volume = draft.host.volumes.get(source)
    if (volume !== undefined && node.kind === 'directory')
      draft.change({ volumes: new Map(draft.host.volumes).set(source, { ...volume, files: node }) })
  }
}

/** Whether two entries hold the same; a life that is played again makes equal ones. */
function isSame(a: Node | undefined, b: Node | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined || a.kind !== b.kind) return false
  if (a.kind === 'file' && b.kind === 'file')
    return a.mode === b.mode && a.uid === b.uid && identityOf(a.content) === identityOf(b.content)
  const wrapped = (node: Node) => ({ ...emptyTree, entries: new Map([['x', node]]) })
  return changesBetween(wrapped(a), wrapped(b)).length === 0
}
