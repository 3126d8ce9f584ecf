import type { Dockerfile, FromInstruction, Instruction, RunInstruction } from '../../dockerfile/instruction.ts'
import type { Plan } from '../../graph/plan.ts'
import type { Dispatched } from '../../graph/planner.ts'
import type { Stage } from '../../graph/stages.ts'
import { type ShellText, shellTextOf } from './calls.ts'

/** What our checks look at. */
export interface OwnChecked {
  readonly dockerfile: Dockerfile
  readonly plan: Plan
}

/** A RUN with what it calls. */
export interface CheckedRun {
  readonly run: RunInstruction
  readonly text: ShellText
  /** The words of SHELL that hold here. */
  readonly shell: readonly string[]
  /** Names set by ENV or ARG, where the stage was planned that far. */
  readonly variables: ReadonlySet<string>
}

/** A stage as our checks see it: what was written, and what was planned of it. */
export interface CheckedStage {
  readonly index: number
  readonly from: FromInstruction
  /** Lower case. */
  readonly name?: string
  readonly instructions: readonly Instruction[]
  readonly runs: readonly CheckedRun[]
  /** Absent when the stages could not be read. */
  readonly stage?: Stage
  /** Its layers are in the image: it is the target, or the target stands on it. */
  readonly isShipped: boolean
  readonly isTarget: boolean
}

const defaultShell: readonly string[] = ['/bin/sh', '-c']

/** The stages of a file in order. */
export function checkedStages({ dockerfile, plan }: OwnChecked): readonly CheckedStage[] {
  const blocks: { readonly from: FromInstruction; readonly instructions: Instruction[] }[] = []
  for (const instruction of dockerfile.instructions)
    if (instruction.kind === 'FROM') blocks.push({ from: instruction, instructions: [] })
    else blocks.at(-1)?.instructions.push(instruction)
  const dispatched = new Map(
    plan.dispatched.filter(({ placed }) => !placed.triggered).map((each) => [each.placed.instruction, each]),
  )
  const target = plan.stages?.target ?? blocks.length - 1
  const shipped = shippedStages(plan, target)
  return blocks.map(({ from, instructions }, index) => {
    const stage = plan.stages?.stages[index]
    const name = from.name?.text.toLowerCase()
    return {
      index,
      from,
      ...(name === undefined ? {} : { name }),
      instructions,
      runs: runsOf(instructions, dispatched),
      ...(stage === undefined ? {} : { stage }),
      isShipped: shipped.has(index),
      isTarget: index === target,
    }
  })
}

function shippedStages({ stages }: Plan, target: number): ReadonlySet<number> {
  const shipped = new Set<number>()
  for (let at: number | undefined = target; at !== undefined && !shipped.has(at); ) {
    shipped.add(at)
    const base: Stage['base'] | undefined = stages?.stages[at]?.base
    at = base?.kind === 'stage' ? base.stage : undefined
  }
  return shipped
}

function runsOf(
  instructions: readonly Instruction[],
  dispatched: ReadonlyMap<Instruction, Dispatched>,
): readonly CheckedRun[] {
  let shell = defaultShell
  const runs: CheckedRun[] = []
  for (const instruction of instructions) {
    if (instruction.kind === 'SHELL') shell = instruction.words
    if (instruction.kind !== 'RUN') continue
    const before = dispatched.get(instruction)?.before
    const inherited = before?.settings.Shell ?? shell
    runs.push({
      run: instruction,
      text: shellTextOf(instruction, inherited),
      shell: inherited,
      variables: new Set([...(before?.environment.keys() ?? []), ...(before?.arguments.map(({ name }) => name) ?? [])]),
    })
  }
  return runs
}

/** Whether a RUN has a cache mounted over a folder or one above it. */
export function hasCacheOver(run: RunInstruction, folder: string): boolean {
  return run.mounts.some(({ text }) => {
    const fields = text.split(',').map((field) => field.split('='))
    const isCache = fields.some(([key, value]) => key === 'type' && (value === 'cache' || value === 'tmpfs'))
    const target = fields.find(([key]) => key === 'target' || key === 'dst' || key === 'destination')?.[1]
    return isCache && target !== undefined && `${folder}/`.startsWith(`${target.replace(/\/+$/, '')}/`)
  })
}
