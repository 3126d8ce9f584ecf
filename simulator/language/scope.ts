import type { Dockerfile, Instruction, Word } from '../dockerfile/instruction.ts'
import { emptyTree } from '../filesystem/tree.ts'
import { type Plan, type PlanRequest, planOf, type ResolveImage } from '../graph/plan.ts'
import type { StageState } from '../graph/state.ts'
import type { Surroundings } from './surroundings.ts'

/** What holds at one place of a Dockerfile. */
export interface Scope {
  /** The settings and variables of the stage there; absent before the first FROM. */
  readonly state?: StageState
  /** The variables that can be read there, with their values; undefined for one that is declared and has none. */
  readonly variables: ReadonlyMap<string, string | undefined>
}

/** How many instructions that cannot be planned are passed over. */
const mistakesAllowed = 8

/**
 * What holds before the instruction at a position of the file (its length: at the end), as the builder would have it. FROM sees the global
 * ARGs. Instructions that are wrong are passed over; what a base image brings is known when the image is.
 */
export function scopeBefore(dockerfile: Dockerfile, index: number, surroundings: Surroundings): Scope {
  const at = dockerfile.instructions[index]
  const above = dockerfile.instructions.slice(0, index).filter((each) => each.kind !== 'invalid')
  const isGlobal = at?.kind === 'FROM' || !above.some((each) => each.kind === 'FROM')
  const read = isGlobal ? globalsOf(above) : above
  const plan = planBy(dockerfile, read, surroundings)
  if (isGlobal) {
    const names = plan.global === undefined ? [] : [...plan.global.declared, ...plan.global.values.keys()]
    return { variables: new Map(names.map((name) => [name, plan.global?.values.get(name)])) }
  }
  const variables = new Map<string, string | undefined>()
  for (const { name, value } of plan.end?.arguments ?? []) variables.set(name, value)
  for (const [name, value] of plan.end?.environment ?? []) variables.set(name, value)
  return { ...(plan.end === undefined ? {} : { state: plan.end }), variables }
}

/** The ARGs before the first FROM. */
function globalsOf(instructions: readonly Instruction[]): readonly Instruction[] {
  const first = instructions.findIndex((each) => each.kind === 'FROM')
  return first === -1 ? instructions : instructions.slice(0, first)
}

function planBy(dockerfile: Dockerfile, instructions: readonly Instruction[], surroundings: Surroundings): Plan {
  let kept = instructions
  for (let mistake = 0; ; mistake++) {
    const plan = planOf(
      { ...dockerfile, instructions: kept, problems: [] },
      requestOf(surroundings),
      hollow(surroundings),
    )
    const range = plan.error?.problem.range
    if (range === undefined || mistake === mistakesAllowed) return plan
    kept = kept.filter((each) => each.range.from !== range.from)
  }
}

function requestOf({ buildArgs }: Surroundings): PlanRequest {
  return {
    buildArgs,
    labels: {},
    noCache: false,
    noCacheFilter: new Set(),
    network: 'default',
    hosts: [],
    namedContexts: new Map(),
    all: false,
  }
}

const noDigest = `sha256:${'0'.repeat(64)}` as const

/** Images with their settings and without their files: planning asks for no more. */
function hollow({ bases }: Surroundings): ResolveImage {
  return (reference, platform) => {
    const facts = bases.get(reference.normal)
    const image = { platform: facts?.platform ?? platform, settings: facts?.settings ?? {}, layers: [], history: [] }
    return { image: { ...image, tree: emptyTree }, manifestDigest: noDigest }
  }
}

/** Where a variable got what it holds. */
export type Origin =
  | { readonly kind: 'instruction'; readonly instruction: Instruction; readonly name: Word }
  | { readonly kind: 'base'; readonly image: string }

/**
 * The last ENV or ARG above an instruction that sets or declares a variable, in its stage and in the stages below; else the base image, which
 * may or may not bring it. Undefined where there is none.
 */
export function originOf(dockerfile: Dockerfile, index: number, name: string): Origin | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const instruction = dockerfile.instructions[at]
    if (instruction === undefined) continue
    if (instruction.kind === 'ARG' || instruction.kind === 'ENV') {
      const pairs = instruction.kind === 'ARG' ? instruction.declarations : instruction.pairs
      const found = pairs.findLast((pair) => pair.name.text === name)
      if (found !== undefined) return { kind: 'instruction', instruction, name: found.name }
    }
    if (instruction.kind !== 'FROM') continue
    if (dockerfile.instructions[index]?.kind === 'FROM') continue
    const below = stageBelow(dockerfile, at, instruction.image.text)
    if (below === undefined) return { kind: 'base', image: instruction.image.text }
    at = below
  }
  return undefined
}

/** Where the instructions of the stage that a FROM names end; undefined when it names an image. */
function stageBelow(dockerfile: Dockerfile, from: number, image: string): number | undefined {
  const wanted = dockerfile.instructions.findLastIndex(
    (each, at) => at < from && each.kind === 'FROM' && each.name?.text.toLowerCase() === image,
  )
  if (wanted === -1) return undefined
  return dockerfile.instructions.findIndex((each, at) => at > wanted && each.kind === 'FROM')
}
