import type { Instruction } from '../dockerfile/instruction.ts'
import type { Build, Step } from '../solver/result.ts'
import type { BuildRecord } from './played.ts'
import type { Place } from './verdict.ts'

/** The line of a step's instruction, as a place. */
export function placeOfStep(
  { build, file }: BuildRecord,
  step: Pick<Step, 'instruction'> | undefined,
): Place | undefined {
  const instruction = step?.instruction === undefined ? undefined : build.dockerfile.instructions[step.instruction]
  return instruction === undefined ? undefined : placeOf(file, instruction)
}

/** The first line of an instruction. */
export function placeOf(file: string, instruction: Instruction): Place {
  return { kind: 'line', file, line: instruction.lines.first, text: instruction.text }
}

/** The step whose layer is at a place of the image's stack, counted from the lowest. */
export function stepOfLayer({ image, steps }: Build, layer: number): Step | undefined {
  const wanted = image?.layers[layer]
  return wanted === undefined
    ? undefined
    : steps.find((step) => step.layer === wanted || step.layer?.diffID === wanted.diffID)
}

/** A layer as a place, with the line that made it; one of the base as what the history says. */
export function placeOfLayer(record: BuildRecord, name: string, layer: number): Place {
  const { build } = record
  const line = placeOfStep(record, stepOfLayer(build, layer))
  if (line !== undefined) return line
  const made = (build.image?.history ?? []).filter(({ empty_layer }) => empty_layer !== true)[layer]
  return { kind: 'layer', build: name, layer, text: made?.created_by ?? '' }
}

/** How many of an image's layers are its base's: those that no step of the build made. */
export function baseLayersOf({ image, steps }: Build): number {
  const own = new Set(steps.flatMap((step) => (step.layer === undefined ? [] : [step.layer.diffID])))
  const first = (image?.layers ?? []).findIndex(({ diffID }) => own.has(diffID))
  return first === -1 ? (image?.layers.length ?? 0) : first
}

/** What stands in a Dockerfile for a step of a build: `RUN npm ci`. */
export function textOfStep({ dockerfile }: Build, { instruction, name }: Step): string {
  return (instruction === undefined ? undefined : dockerfile.instructions[instruction]?.text) ?? name
}
