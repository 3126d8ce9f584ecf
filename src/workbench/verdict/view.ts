import type { BuildView } from '../../engine/views.ts'
import type { Predict } from '../../state/project.ts'
import { words } from '../../words/words.ts'
import { figureText, sizeText } from '../figures.ts'
import { type Prediction, stepping } from '../predict/view.ts'

/** The prediction beside the fact. */
export interface Verdict {
  readonly agrees: boolean
  readonly predicted: string
  readonly fact: string
  /** What its author says to this wrong choice. */
  readonly reply?: string
  /** For a prediction of steps: each step, what was thought and what happened. */
  readonly steps?: readonly {
    readonly line: number
    readonly text: string
    readonly thought: boolean
    readonly cached: boolean
  }[]
}

/**
 * Compares a prediction with the build that followed; undefined when the build has nothing to compare (it failed, or the scene's author gave a
 * choice no answer). A size counts as right within a tenth; the options of an order stand in the right one.
 */
export function verdictOf(predict: Predict, prediction: Prediction, build: BuildView): Verdict | undefined {
  switch (prediction.kind) {
    case 'steps':
      return stepsVerdict(prediction.cached, build)
    case 'size':
      return sizeVerdict(prediction.bytes, build)
    case 'choice':
      return choiceVerdict(predict, prediction.option)
    case 'order':
      return orderVerdict(prediction.lines, predict.options ?? [])
  }
}

function stepsVerdict(thought: ReadonlyMap<number, boolean>, build: BuildView): Verdict | undefined {
  if (build.failure !== undefined) return undefined
  const steps = build.steps.flatMap((step) => {
    const view = step.instruction === undefined ? undefined : build.instructions[step.instruction]
    if (view === undefined || !stepping.has(view.keyword) || step.kind === 'mount' || step.kind === 'heredoc') return []
    return [
      {
        line: view.first,
        text: view.text,
        thought: thought.get(view.first) === true,
        cached: step.status === 'cached',
      },
    ]
  })
  const cached = steps.filter((step) => step.cached)
  return {
    agrees: steps.every((step) => step.thought === step.cached),
    predicted: linesText(steps.filter((step) => step.thought).map((step) => step.line)),
    fact: linesText(cached.map((step) => step.line)),
    steps,
  }
}

function linesText(lines: readonly number[]): string {
  if (lines.length === 0) return words.verdict.noStepFromTheCache
  return words.verdict.linesFromTheCache(lines)
}

function sizeVerdict(bytes: number, build: BuildView): Verdict | undefined {
  if (build.image === undefined) return undefined
  const fact = build.image.size.value
  return {
    agrees: Math.abs(bytes - fact) <= fact / 10,
    predicted: sizeText(bytes),
    fact: figureText(build.image.size),
  }
}

function choiceVerdict(predict: Predict, option: string): Verdict | undefined {
  const { answer, options = [], replies = [] } = predict
  const fact = typeof answer === 'number' ? options[answer] : answer
  const reply = replies[options.indexOf(option)] ?? ''
  return fact === undefined
    ? undefined
    : { agrees: fact === option, predicted: option, fact, ...(reply === '' ? {} : { reply }) }
}

function orderVerdict(lines: readonly string[], right: readonly string[]): Verdict {
  return {
    agrees: lines.length === right.length && lines.every((line, at) => line === right[at]),
    predicted: orderText(lines),
    fact: orderText(right),
  }
}

function orderText(lines: readonly string[]): string {
  return lines.join(' → ')
}

/** A prediction in words, before there is anything to compare it with. */
export function predictionText(prediction: Prediction): string {
  switch (prediction.kind) {
    case 'size':
      return sizeText(prediction.bytes)
    case 'choice':
      return prediction.option
    case 'order':
      return orderText(prediction.lines)
    case 'steps':
      return linesText([...prediction.cached].filter(([, isCached]) => isCached).map(([line]) => line))
  }
}
