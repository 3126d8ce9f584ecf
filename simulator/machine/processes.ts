import type { LivingProcess } from './life.ts'
import type { Machine } from './process.ts'

/** A process as `docker top` shows it. */
export interface ShownProcess {
  readonly id: number
  readonly parent: number
  readonly arguments: readonly string[]
  readonly uid: number
}

/** The processes that are alive, by number; of those that took the place of others only the last. */
export function processesOf(machine: Pick<Machine, 'life'>): readonly ShownProcess[] {
  const byId = new Map<number, LivingProcess>()
  for (const one of [...(machine.life?.processes ?? []), ...(machine.life?.stayed ?? [])]) byId.set(one.id, one)
  return [...byId.values()]
    .sort((a, b) => a.id - b.id)
    .map(({ id, parent, arguments: words, user }) => ({ id, parent, arguments: words, uid: user.uid }))
}
