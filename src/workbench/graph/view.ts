import type { BuildView, ForecastView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle } from '../figures.ts'
import { type StageView, stagesOf, stepText } from '../stages.ts'
import type { StepMark } from '../steps/view.ts'

/** What is taken from where: a stage stands on another, copies from it, or mounts it while a step runs. */
export interface Edge {
  readonly kind: 'base' | 'copy' | 'mount'
  /** Stages, by their place. */
  readonly from: number
  readonly to: number
  /** The instruction that takes it. */
  readonly instruction: number
}

/** One step in a stage's box. */
export interface GraphStep {
  readonly instruction: number
  readonly line: number
  readonly text: string
  readonly mark: StepMark | 'unneeded'
  readonly markText: string
  readonly size: string
  readonly sizeTitle: string
}

/** One stage as a box. */
export interface GraphStage {
  readonly index: number
  readonly name: string
  /** What it begins with, as its FROM says. */
  readonly base: string
  readonly baseSize: string
  readonly instruction: number
  readonly line: number
  readonly isBuilt: boolean
  /** Gives the image. */
  readonly isResult: boolean
  readonly note: string
  readonly steps: readonly GraphStep[]
  /** For the table: what it takes from other stages, in words. */
  readonly takes: string
}

/** The stages of a Dockerfile and what they take from one another. */
export interface GraphView {
  readonly stages: readonly GraphStage[]
  readonly edges: readonly Edge[]
  readonly sentence: string
}

/** Instructions that a stage's box lists: those that make files. */
const listed = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR'])

/** The graph of a build; before there is one, that of what would be built. `target`: the stage that is asked for, when not the last. */
export function graphView(whole: BuildView | ForecastView, target?: string): GraphView {
  const stages = stagesOf(whole.instructions)
  const edges = [...writtenEdges(whole, stages), ...variableEdges(whole, stages)].filter(isFirst)
  const built = builtStages(whole, { stages, edges, target })
  const result = stages.findLast(
    ({ index }) => built.has(index) && !edges.some((edge) => edge.from === index && built.has(edge.to)),
  )
  const boxes = stages.map((stage) =>
    stageBox(stage, { whole, edges, stages, isBuilt: built.has(stage.index), isResult: stage === result }),
  )
  return { stages: boxes, edges, sentence: sentenceOf(boxes) }
}

/** What the text says: FROM a stage, COPY --from, RUN --mount from. */
function writtenEdges(whole: BuildView | ForecastView, stages: readonly StageView[]): readonly Edge[] {
  return stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) => {
      const { keyword = '', text = '' } = whole.instructions[instruction] ?? {}
      return namesIn(keyword, text).flatMap(({ kind, name }) => {
        const from = stageNamed(name, stages.slice(0, stage.index), kind !== 'base')
        return from === undefined ? [] : [{ kind, from: from.index, to: stage.index, instruction }]
      })
    }),
  )
}

function namesIn(keyword: string, text: string): readonly { readonly kind: Edge['kind']; readonly name: string }[] {
  if (keyword === 'FROM') return [{ kind: 'base', name: baseOf(text) }]
  if (keyword === 'COPY') return matches(text, /^COPY(?:\s+--\S+)*?\s+--from=(\S+)/gi, 'copy')
  return keyword === 'RUN' ? matches(text, /\s--mount=(?:\S*,)?from=([^\s,]+)/gi, 'mount') : []
}

function matches(
  text: string,
  pattern: RegExp,
  kind: Edge['kind'],
): readonly { readonly kind: Edge['kind']; readonly name: string }[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => ({ kind, name }))
}

/** An earlier stage by its name or, where that may be, by its number. The last of a name counts. Source: BuildKit's dockerfile2llb. */
function stageNamed(name: string, stages: readonly StageView[], byNumber: boolean): StageView | undefined {
  const found = stages.findLast((stage) => stage.isNamed && stage.name === name.toLowerCase())
  return found ?? (byNumber && /^\d+$/.test(name) ? stages[Number(name)] : undefined)
}

/** Stages whose FROM names another through a variable: their first step tells which. */
function variableEdges(whole: BuildView | ForecastView, stages: readonly StageView[]): readonly Edge[] {
  return stages.flatMap(({ index, instructions }): readonly Edge[] => {
    const [start = 0] = instructions
    if (!baseOf(whole.instructions[start]?.text ?? '').includes('$')) return []
    const first = whole.steps.find((step) => step.instruction !== undefined && instructions.includes(step.instruction))
    const from = whole.steps[first?.inputs[0] ?? -1]?.stage
    return from === undefined || from >= index ? [] : [{ kind: 'base', from, to: index, instruction: start }]
  })
}

function isFirst(edge: Edge, place: number, all: readonly Edge[]): boolean {
  return all.findIndex((one) => one.from === edge.from && one.instruction === edge.instruction) === place
}

/**
 * Stages that have steps, and those that they stand on or take from. The stage that is asked for may have none, where it stands on another and sets
 * nothing but settings.
 */
function builtStages(
  whole: BuildView | ForecastView,
  { stages, edges, target }: Pick<Making, 'stages' | 'edges'> & { readonly target: string | undefined },
): ReadonlySet<number> {
  const asked = target === undefined ? stages.at(-1) : stageNamed(target, stages, true)
  const built = new Set(
    stages
      .filter(
        ({ index, instructions }) =>
          (index === asked?.index && isSettingsOnly(index, instructions, whole, edges)) ||
          whole.steps.some(
            (step) =>
              step.stage === index || (step.instruction !== undefined && instructions.includes(step.instruction)),
          ),
      )
      .map(({ index }) => index),
  )
  // Stages take from earlier ones only: going up once finds all.
  for (const { index } of stages.toReversed())
    if (built.has(index)) for (const edge of edges) if (edge.to === index) built.add(edge.from)
  return built
}

/** Whether a stage stands on another and makes no step of its own. */
function isSettingsOnly(
  index: number,
  instructions: readonly number[],
  whole: BuildView | ForecastView,
  edges: readonly Edge[],
): boolean {
  const stands = edges.some((edge) => edge.to === index && edge.kind === 'base')
  return stands && instructions.every((instruction) => !listed.has(whole.instructions[instruction]?.keyword ?? ''))
}

/** What a box is made of. */
interface Making {
  readonly whole: BuildView | ForecastView
  readonly edges: readonly Edge[]
  readonly stages: readonly StageView[]
  readonly isBuilt: boolean
  readonly isResult: boolean
}

function stageBox(stage: StageView, making: Making): GraphStage {
  const { whole, edges, stages, isBuilt, isResult } = making
  const [start = 0] = stage.instructions
  const from = whole.instructions[start]
  const base = baseOf(from?.text ?? '')
  const taken = edges.filter((edge) => edge.to === stage.index)
  return {
    index: stage.index,
    name: stage.name,
    base,
    baseSize: isResult ? baseSize(whole) : '',
    instruction: start,
    line: from?.first ?? 1,
    isBuilt,
    isResult,
    note: isBuilt ? (isResult ? resultNote(whole) : '') : words.marks.done.unneeded,
    steps: stage.instructions.flatMap((instruction) => stepIn(instruction, whole, isBuilt)),
    takes: takesText(taken, stages),
  }
}

/** `copies from a and b, mounts c`. */
function takesText(taken: readonly Edge[], stages: readonly StageView[]): string {
  return (['base', 'copy', 'mount'] as const)
    .flatMap((kind) => {
      const places = new Set(taken.filter((edge) => edge.kind === kind).map(({ from }) => from))
      const names = [...places].map((place) => stages[place]?.name ?? '')
      return names.length === 0 ? [] : [`${words.graph.takings[kind]} ${words.counts.list(names)}`]
    })
    .join(', ')
}

function resultNote(whole: BuildView | ForecastView): string {
  if (!('image' in whole) || whole.image === undefined) return words.graph.givesTheImage
  return words.graph.theImage(figureText(whole.image.size))
}

function baseSize(whole: BuildView | ForecastView): string {
  const layers = ('image' in whole ? whole.image?.layers : undefined)?.filter((layer) => layer.base) ?? []
  if (layers.length === 0) return ''
  const sources = [...new Set(layers.flatMap(({ fileBytes }) => fileBytes.sources))]
  return figureText({ value: layers.reduce((bytes, { fileBytes }) => bytes + fileBytes.value, 0), sources })
}

function stepIn(instruction: number, whole: BuildView | ForecastView, isBuilt: boolean): readonly GraphStep[] {
  const view = whole.instructions[instruction]
  if (view === undefined || !listed.has(view.keyword)) return []
  const step = whole.steps.findLast((one) => one.instruction === instruction)
  const mark = !isBuilt ? 'unneeded' : step === undefined ? 'not-started' : 'willBe' in step ? step.willBe : step.status
  const size = step === undefined ? undefined : 'willBe' in step ? step.size : step.layer?.fileBytes
  return [
    {
      instruction,
      line: view.first,
      text: step === undefined ? view.text.replace(/\s+/g, ' ') : stepText(step.name),
      mark,
      markText: words.marks.done[mark],
      size: size === undefined ? '' : figureText(size),
      sizeTitle: size === undefined ? '' : figureTitle(size),
    },
  ]
}

/** What a FROM names. */
function baseOf(text: string): string {
  return /^FROM(?:\s+--\S+)*\s+(\S+)/i.exec(text)?.[1] ?? ''
}

function sentenceOf(stages: readonly GraphStage[]): string {
  const left = stages.filter((stage) => !stage.isBuilt)
  const result = stages.find((stage) => stage.isResult)
  if (stages.length === 1) return words.graph.oneStageAllThatItMakes
  const gone = left.length === 0 ? words.graph.allAreBuilt : words.graph.leftOut(left.map(({ name }) => name))
  const takes = result === undefined ? '' : words.graph.gives(result.name, result.takes)
  return `${words.counts.stages(stages.length)}. ${gone}${takes}.`
}
