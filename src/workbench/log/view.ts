import type { BuildView, StepView } from '../../engine/views.ts'

/** One line of the log, and what it is, for its colour. */
export interface LogLine {
  readonly kind: 'step' | 'output' | 'error' | 'done' | 'cached'
  readonly text: string
}

/**
 * A build's log as `docker build --progress=plain` prints it: steps numbered from 1 in the order in which they were met. Source:
 * moby/buildkit util/progress/progressui.
 */
export function logLines(build: BuildView): readonly LogLine[] {
  const steps = build.steps.filter((step) => step.status !== 'not-started')
  const lines = steps.flatMap((step, index) => [...stepLines(step, index + 1), { kind: 'step', text: '' } as const])
  return build.failure === undefined ? lines : [...lines, ...failureLines(build.failure.text)]
}

function stepLines(step: StepView, number: number): readonly LogLine[] {
  const mark = `#${number}`
  return [
    { kind: 'step', text: `${mark} ${step.name}` },
    ...step.output.flatMap((piece) =>
      piece.text
        .replace(/\n$/, '')
        .split('\n')
        .map((text): LogLine => ({ kind: 'output', text: `${mark} ${(piece.atMs / 1000).toFixed(3)} ${text}` })),
    ),
    endLine(step, mark),
  ]
}

function endLine(step: StepView, mark: string): LogLine {
  switch (step.status) {
    case 'cached':
      return { kind: 'cached', text: `${mark} CACHED` }
    case 'failed':
      return { kind: 'error', text: `${mark} ERROR` }
    case 'canceled':
      return { kind: 'error', text: `${mark} CANCELED` }
    case 'ran':
    case 'not-started':
      return { kind: 'done', text: `${mark} DONE ${(step.durationMs.value / 1000).toFixed(1)}s` }
  }
}

function failureLines(text: string): readonly LogLine[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ kind: 'error', text: line }))
}
