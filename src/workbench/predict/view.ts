import { plainInstructions } from '../../editor/plain.ts'

/** What the learner said before building. `steps` tells for lines of instructions whether they will come from the cache; sizes are in bytes. */
export type Prediction = { readonly sure?: Sure } & (
  | { readonly kind: 'steps'; readonly cached: ReadonlyMap<number, boolean> }
  | { readonly kind: 'size'; readonly bytes: number }
  | { readonly kind: 'choice'; readonly option: string }
  | { readonly kind: 'order'; readonly lines: readonly string[] }
)

/** How sure somebody is of what they say. */
export type Sure = 'guess' | 'fairly' | 'certain'

/** One instruction that may be thought to come from the cache. */
export interface StepChoice {
  readonly line: number
  readonly text: string
}

/** Instructions that make steps which a cache can hold. */
export const stepping: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR'])

/** The instructions that make steps which may be cached, in order. */
export function stepChoices(dockerfile: string): readonly StepChoice[] {
  return plainInstructions(dockerfile)
    .filter((instruction) => stepping.has(instruction.keyword))
    .map(({ line, text }) => ({ line, text }))
}

/** Whether everything that a question asks has been answered. */
export function isComplete(prediction: Prediction | undefined, choices: readonly StepChoice[]): boolean {
  if (prediction?.kind !== 'steps') return prediction !== undefined
  return choices.every((choice) => prediction.cached.has(choice.line))
}
