import { Draft } from '../filesystem/draft.ts'
import type { Tree } from '../filesystem/tree.ts'
import type { HeldContainer, HostDraft } from './host.ts'

/** The files of a container as they are now, without what is mounted in it. */
export function treeOf(draft: HostDraft, container: HeldContainer): Tree {
  return draft.stateOf(container)?.tree ?? container.plan.tree ?? container.plan.image.tree
}

/** The same with what is mounted from outside. */
export function treeWithMounts(draft: HostDraft, container: HeldContainer): Tree {
  const tree = new Draft(treeOf(draft, container))
  for (const [target, node] of draft.stateOf(container)?.outer ?? []) tree.set(target, node)
  return tree.finish()
}
