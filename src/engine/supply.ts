import type { HostWorld } from '../../simulator/hosts.ts'
import type { Build } from '../../simulator/index.ts'
import type { Deed } from '../state/machine.ts'
import type { Builder } from './builder.ts'
import type { ShellAnswer } from './typing.ts'

/** What a host needs of the desk. */
export interface HostSupply {
  /** All that is fetched. */
  readonly world: () => Promise<HostWorld>
  /** Fetches what was looked for in vain; whether anything came. */
  readonly fetchMissing: () => Promise<boolean>
  /** Builds what a builder's project is; undefined where that cannot be. */
  readonly build: (builder: Builder) => Promise<Build | undefined>
  /** Hears of what was done and must be done again in the next visit; of undefined when that is too much. */
  readonly noted: (deed: Deed | undefined) => void
}

/** What a question gives beside its answer: builds that were typed, and whether the builder has other images or another store. */
export interface Answered {
  readonly answer?: ShellAnswer
  readonly builds: readonly Build[]
  readonly changesForecast: boolean
}

/** An answer that has changed nothing. */
export function only(answer: ShellAnswer): Answered {
  return { answer, builds: [], changesForecast: false }
}
