import type { Draft } from '../filesystem/draft.ts'
import { later, type Time } from '../filesystem/tree.ts'
import { type HeldContainer, type HostDraft, millisecondsBetween } from './host.ts'
import { mountedNow } from './sharing.ts'
import { logOf } from './starting.ts'

/** Starts that are caught up with at once, at most: one that fails at once has no more than one a minute. */
const startsAtMost = 60
const firstDelayMs = 100
const longestDelayMs = 60_000
/** Who ran so long is started again without a longer wait. */
const goodRunMs = 10_000

/** Does what docker has done since the last line: starts containers again whose policy says so, and takes away those that were to go. */
export function catchUp(draft: HostDraft, files: Draft): void {
  for (const { plan } of draft.host.containers)
    for (let count = 0; count < startsAtMost; count++) {
      const container = draft.host.containers.find((one) => one.plan.id === plan.id)
      if (container === undefined) break
      const at = nextStart(draft, container)
      if (at === undefined) {
        if (isGone(draft, container)) draft.dropContainer(plan.id)
        break
      }
      if (millisecondsBetween(at, draft.now) < 0) break
      startAgain(draft, files, container, at)
    }
}

/** A container with `--rm` that was left alone and has ended. */
function isGone(draft: HostDraft, container: HeldContainer): boolean {
  return container.removesItself && !container.isAttached && draft.stateOf(container)?.standing.kind === 'exited'
}

/**
 * When a container that has ended is started again; undefined for one that is not. The wait doubles from a tenth of a second to a minute, and begins anew
 * after ten good seconds. Source: moby, restartmanager.
 */
export function nextStart(draft: HostDraft, container: HeldContainer): Time | undefined {
  const { restart } = container.settings
  const { started, isStopped, restarts = 0 } = container
  if (restart.name === 'no' || isStopped === true || started === undefined) return undefined
  const state = draft.stateOf(container)
  if (state?.standing.kind !== 'exited' || state.endedAtMs === undefined) return undefined
  const isWanted =
    restart.name !== 'on-failure' || (state.standing.status !== 0 && (restart.count === 0 || restarts < restart.count))
  if (!isWanted) return undefined
  return later(started, state.endedAtMs + delayAfter(container, state.endedAtMs))
}

function delayAfter({ quickEnds = 0 }: HeldContainer, ranMs: number): number {
  return ranMs > goodRunMs ? firstDelayMs : Math.min(longestDelayMs, firstDelayMs * 2 ** quickEnds)
}

function startAgain(draft: HostDraft, files: Draft, container: HeldContainer, at: Time): void {
  const state = draft.stateOf(container)
  if (state === undefined) return
  const earlier = logOf(draft, container)
  const { pausedAtMs: _, pausedMs: __, left: ___, ...rest } = mountedNow(draft, files, container)
  draft.putContainer({
    ...rest,
    plan: { ...rest.plan, tree: state.tree },
    started: at,
    happenings: [],
    // A log that goes on for ever keeps its end.
    earlier: earlier.slice(-2000),
    restarts: (container.restarts ?? 0) + 1,
    quickEnds: (state.endedAtMs ?? 0) > goodRunMs ? 1 : (container.quickEnds ?? 0) + 1,
  })
}
