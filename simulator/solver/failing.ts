import type { Dockerfile } from '../dockerfile/instruction.ts'
import { failureText, sourceWindow } from '../dockerfile/window.ts'
import type { Problem } from '../values/problem.ts'
import { linesOf, type Range } from '../values/range.ts'
import type { Failure, Step } from './result.ts'
import type { SolveError } from './solve.ts'

/** Makes a failure of a problem; `ranges` are the places that docker's windows show, the problem's own by default. */
export type Fail = (problem: Problem | undefined, ranges?: readonly Range[]) => Failure

/** Makes failures as the docker CLI prints them: a window for each place, or with `--check` one for all, then the message. */
export function failureAt(dockerfile: Dockerfile, name: string, check: boolean): Fail {
  return (problem, ranges = problem?.range === undefined ? [] : [problem.range]) => {
    const message = problem?.message ?? ''
    const places = ranges.map((range) => linesOf(dockerfile.lineStarts, range))
    const windows = (check ? [places] : places.map((place) => [place])).map((each) =>
      sourceWindow(dockerfile.text, name, each),
    )
    return { message, text: failureText(message, windows.join('\n')) }
  }
}

/** With the step that failed. */
export function withStep(failure: Failure, steps: readonly Step[]): Failure {
  const step = steps.find((candidate) => candidate.status === 'failed')
  return step === undefined ? failure : { ...failure, step: step.id }
}

/** What stopped solving, as a problem at its instruction. */
export function problemOf(error: SolveError, dockerfile: Dockerfile): Problem {
  const instruction =
    error.vertex.instruction === undefined ? undefined : dockerfile.instructions[error.vertex.instruction]
  return {
    code: error.vertex.operation.kind === 'run' ? 'RunFailed' : 'StepFailed',
    severity: 'error',
    message: error.message,
    ...(instruction === undefined ? {} : { range: instruction.range }),
  }
}

/** A here-document is made without a place of its own. */
export function placesOf(error: SolveError | undefined): readonly Range[] | undefined {
  return error?.vertex.operation.kind === 'document' ? [] : undefined
}

/** Remarks of the simulation at the lines they are about. */
export function notesOf(steps: readonly Step[], dockerfile: Dockerfile): readonly Problem[] {
  return steps.flatMap((step) => {
    const instruction = step.instruction === undefined ? undefined : dockerfile.instructions[step.instruction]
    return step.notes.map((note) => ({
      code: note.kind === 'not-simulated' ? 'NotSimulated' : 'Modelled',
      severity: 'note' as const,
      message: note.message,
      ...(instruction === undefined ? {} : { range: instruction.range }),
    }))
  })
}
