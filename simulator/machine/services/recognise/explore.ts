import type { Budget } from '../../../values/budget.ts'
import { NotUnderstood } from './syntax.ts'

/** Thrown where an evaluation goes on in two ways: with and without what is named. */
export class Fork {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Whether what is named is there, as far as that is assumed. */
export type Assumptions = ReadonlyMap<string, boolean>

/** Plain data, as a card is. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [name: string]: Plain | undefined }
  | undefined

const mostAssumptions = 6

/** What is assumed of the world outside: that it can be reached, and trusted. A reply that needs it says so. */
export const outside = 'the world outside'

/** Evaluates for all that may be there or not, and puts the results together: texts that differ become texts that ask. */
export function explore<Found extends Plain>(
  run: (assumed: Assumptions) => Found,
  budget: Budget,
  assumed: Assumptions = new Map(),
): Found {
  budget.spend(100)
  try {
    return run(assumed)
  } catch (thrown) {
    if (!(thrown instanceof Fork)) throw thrown
    if (assumed.size >= mostAssumptions) throw new NotUnderstood('many ways')
    const { name } = thrown
    const absent = explore(run, budget, new Map([...assumed, [name, false]]))
    const present = explore(run, budget, new Map([...assumed, [name, true]]))
    return merged(name, absent, present)
  }
}

function merged<Found extends Plain>(name: string, absent: Found, present: Found): Found
function merged(name: string, absent: Plain, present: Plain): Plain {
  if (absent === present) return absent
  if (name === outside && isRecord(absent) && isRecord(present) && 'body' in present)
    return { ...present, needs: { network: true, certificates: true }, otherwise: absent }
  if (typeof absent === 'string' && typeof present === 'string') return mergedText(name, absent, present)
  if (Array.isArray(absent) && Array.isArray(present)) {
    if (absent.length !== present.length) throw new NotUnderstood('different answers')
    return absent.map((one: Plain, at): Plain => merged(name, one, present[at]))
  }
  if (isRecord(absent) && isRecord(present)) {
    const names = new Set([...Object.keys(absent), ...Object.keys(present)])
    return Object.fromEntries([...names].map((key): [string, Plain] => [key, merged(name, absent[key], present[key])]))
  }
  throw new NotUnderstood('different answers')
}

function isRecord(value: Plain): value is { readonly [name: string]: Plain | undefined } {
  return typeof value === 'object' && !Array.isArray(value)
}

function mergedText(name: string, absent: string, present: string): string {
  if (!isBalanced(absent) || !isBalanced(present)) throw new NotUnderstood('braces in pairs')
  return present === `\${${name}}` ? `\${${name}:-${absent}}` : `\${${name}:!${absent}}\${${name}:+${present}}`
}

function isBalanced(text: string): boolean {
  let depth = 0
  for (const character of text) {
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}
