import { later } from '../filesystem/tree.ts'
import type { HttpOutcome, HttpRequest } from '../machine/http.ts'
import type { HeldContainer, HostDraft } from './host.ts'
import { addressIn, connectionsOf } from './networks.ts'
import { millisecondsBetween } from './times.ts'

/** How a container reaches others while its life is played. */
export interface Reach {
  /** What answers under a name or an address, so many milliseconds after the container's start; undefined where nothing is called so. */
  readonly ask: (name: string, request: HttpRequest, atMs: number) => HttpOutcome | undefined
  /** It asked at a time that has not come: what follows is a guess, and not kept. */
  readonly hasLookedAhead: () => boolean
}

/** Requests that one container may make of others before they are refused: lives are played within one another. */
const askedAtMost = 500
/** Modelled work may lead a container's clock a little beyond the host's. */
const aheadMs = 1000

/**
 * The others as a container reaches them: in networks of the host's own by name, alias or address, in docker's own by address alone. What was answered
 * is kept with the host, as a life that is played again must be given the same; the other has the request in its log. Source: docker's embedded DNS.
 */
export function reachFrom(draft: HostDraft, container: HeldContainer): Reach {
  const { started, plan } = container
  const key = `${plan.id} ${started?.seconds}.${started?.nanoseconds}`
  let count = 0
  let hasLookedAhead = false
  return {
    hasLookedAhead: () => hasLookedAhead,
    ask: (name, request, atMs) => {
      if (started === undefined) return undefined
      const at = count++
      const answered = draft.host.answered?.get(key) ?? []
      const known = answered[at]
      if (known !== undefined) return known
      const other = neighbourNamed(draft, container, name)
      if (other === undefined) return undefined
      if (at > askedAtMost) return { kind: 'reset' }
      const time = later(started, atMs + (container.pausedMs ?? 0))
      const isAhead = millisecondsBetween(draft.now, time) > aheadMs
      const next = withRequest(other, request, millisecondsBetween(other.started ?? time, time) - (other.pausedMs ?? 0))
      if (!isAhead && answered.length === at) draft.putContainer(next)
      const outcome = draft
        .stateAt(next, Math.max(draft.ageMs(next), next.happenings.at(-1)?.atMs ?? 0))
        ?.outcomes.at(-1)
      const heard = outcome !== undefined && 'kind' in outcome ? outcome : ({ kind: 'refused' } as const)
      if (isAhead) hasLookedAhead = true
      else if (answered.length === at)
        draft.change({ answered: new Map(draft.host.answered).set(key, [...answered, heard]) })
      return heard
    },
  }
}

function withRequest(container: HeldContainer, request: HttpRequest, atMs: number): HeldContainer {
  const asked = { kind: 'request', atMs: Math.max(0, atMs), request: { ...request, from: 'outside' } } as const
  return { ...container, happenings: [...container.happenings, asked] }
}

/** The container that another one reaches under a name. */
function neighbourNamed(draft: HostDraft, from: HeldContainer, name: string): HeldContainer | undefined {
  for (const network of connectionsOf(from)) {
    const hasNames = draft.host.networks.some((one) => one.name === network)
    for (const one of draft.host.containers) {
      if (one.plan.id === from.plan.id || !connectionsOf(one).includes(network)) continue
      const isNamed =
        hasNames && (one.name === name || one.aliases?.includes(name) === true || one.plan.id.slice(0, 12) === name)
      if ((isNamed || addressIn(draft.host, one, network) === name) && draft.isRunning(one)) return one
    }
  }
  return undefined
}
