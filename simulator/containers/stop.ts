import { signalNumber } from '../machine/signals.ts'
import { playContainer } from './container.ts'
import type { ContainerPlan, ContainerState, ContainerWorld, Happening } from './plan.ts'

/** How long docker waits before it kills. */
export const stopTimeoutMs = 10_000

/** A container after `docker stop`: what has happened to it since, and how it stands. */
export interface Stopped {
  readonly happenings: readonly Happening[]
  readonly state: ContainerState
}

/**
 * Stops a container: its stop signal, and where that has not ended it in time, SIGKILL. The state is that of its end. Source: moby,
 * daemon/stop.go.
 */
export function stopContainer(
  plan: ContainerPlan,
  happenings: readonly Happening[],
  atMs: number,
  world: ContainerWorld,
  timeoutMs = stopTimeoutMs,
): Stopped {
  const named = plan.options.stopSignal ?? plan.image.settings.StopSignal ?? 'TERM'
  const asked: Happening = { kind: 'signal', atMs, signal: signalNumber(named) ?? 15 }
  const gentle = [...happenings, asked]
  const state = playContainer(plan, gentle, atMs + timeoutMs, world)
  if (state.standing.kind !== 'running') return { happenings: gentle, state }
  const all: readonly Happening[] = [...gentle, { kind: 'signal', atMs: atMs + timeoutMs, signal: 9 }]
  return { happenings: all, state: playContainer(plan, all, atMs + timeoutMs, world) }
}
