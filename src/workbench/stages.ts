import type { InstructionView } from '../engine/views.ts'

/** A stage of a Dockerfile: the FROM that begins it and what follows, up to the next. */
export interface StageView {
  /** Place among the stages, from 0: what `stage` of a step says. */
  readonly index: number
  /** The name it was given, or docker's own for one without: `stage-2`. */
  readonly name: string
  readonly isNamed: boolean
  /** Places of its instructions, the FROM first. */
  readonly instructions: readonly number[]
}

/** The stages of a Dockerfile in order; what stands before the first FROM belongs to none. */
export function stagesOf(instructions: readonly InstructionView[]): readonly StageView[] {
  const starts = instructions.flatMap(({ keyword }, place) => (keyword === 'FROM' ? [place] : []))
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? instructions.length
    const named = /\sAS\s+(\S+)\s*$/i.exec(instructions[start]?.text ?? '')?.[1]
    return {
      index,
      name: named?.toLowerCase() ?? `stage-${index}`,
      isNamed: named !== undefined,
      instructions: Array.from({ length: end - start }, (_, place) => start + place),
    }
  })
}

/** What a step does, without the place that docker counts before it and the digest of an image: `RUN make` of `[build 2/4] RUN make`. */
export function stepText(name: string): string {
  return name.replace(/^\[(?!internal)[^\]]*\]\s*/, '').replace(/@sha256:[0-9a-f]{64}/, '')
}
