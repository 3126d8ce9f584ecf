import {
  endInput,
  type Foreground,
  type Host,
  type HostWorld,
  interrupted,
  type Looked,
  typeLine,
} from '../../simulator/hosts.ts'
import type { Deed } from '../state/machine.ts'

/** What is done to a container in the foreground of a shell. */
export const looks = {
  input: (host: Host, foreground: Foreground, world: HostWorld, line: string): Looked =>
    typeLine(host, foreground, line, world),
  'end-of-input': (host: Host, foreground: Foreground, world: HostWorld): Looked => endInput(host, foreground, world),
  interrupt: (host: Host, foreground: Foreground, world: HostWorld): Looked => interrupted(host, foreground, world),
} as const

type ForegroundDeed = Extract<Deed, { readonly kind: 'foreground' }>

/** The same as it is noted, for the next visit. */
export function foregroundDeed(
  what: ForegroundDeed['what'],
  line: string,
  { name, clock }: Host,
  { container, exec, input }: Foreground,
): Omit<ForegroundDeed, 'files' | 'removed' | 'options'> {
  const of = { container, ...(exec === undefined ? {} : { exec }), ...(input && { input }) }
  return { kind: 'foreground', what, line, host: name, clock, ...of }
}

/** Does again to a container what was noted. */
export function lookedAgain(
  { what, container, exec, input, line }: ForegroundDeed,
  host: Host,
  world: HostWorld,
): Looked {
  const foreground = {
    container,
    shown: 0,
    interrupts: 0,
    ...(exec === undefined ? {} : { exec }),
    ...(input && { input }),
  }
  return looks[what](host, foreground, world, line)
}
