import type {
  BuildView,
  ForecastStepView,
  ForecastView,
  InstructionView,
  LayerView,
  StepView,
} from '../../../src/engine/views.ts'
import { type BenchState, stateOf } from '../../../src/workbench/state.ts'

/** How a step of {@link buildOf} went, by the sign before its line. */
const statuses = { '✓': 'cached', '↻': 'ran', '✖': 'failed', '·': 'not-started' } as const

/**
 * A finished build in a few lines: a sign, the instruction, after `#` its layer's bytes and after `hidden` how many of them are hidden. FROM stands
 * for a base of two layers of half its bytes; an instruction without a sign makes no step.
 *
 *     FROM alpine # 8000000
 *     ↻ RUN big # 200000000 hidden 200000000
 *     ENV A=1
 */
export function buildOf(text: string): BuildView {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.trim())
  const instructions: InstructionView[] = []
  const steps: StepView[] = []
  const layers: LayerView[] = []
  rows.forEach((row, at) => {
    const [, sign, words = '', bytes, hidden = '0'] =
      /^([✓↻✖·])?\s*([^#]*?)\s*(?:#\s*(\d+)(?:\s*hidden\s*(\d+))?)?$/u.exec(row) ?? []
    const [keyword = ''] = words.split(' ')
    const from = instructions.reduce((end, one) => end + one.text.length + 1, 0)
    instructions.push({ keyword, text: words, first: at + 1, last: at + 1, range: { from, to: from + words.length } })
    const figure = { value: Number(bytes ?? 0), sources: [] }
    const layer = { diffID: `sha256:${at}`, isExact: true, fileBytes: figure }
    if (keyword === 'FROM') {
      steps.push(stepOf(steps.length, words, at, 'cached', 'base'))
      const half = { value: figure.value / 2, sources: [] }
      for (const place of [0, 1])
        layers.push({
          ...layer,
          diffID: `sha256:base${place}`,
          fileBytes: half,
          hidden: 0,
          base: true,
          createdBy: '',
          instruction: at,
        })
    } else if (sign !== undefined && sign in statuses) {
      const status = statuses[sign as keyof typeof statuses]
      const step = { ...stepOf(steps.length, words, at, status, 'run'), layer }
      steps.push(step)
      layers.push({ ...layer, hidden: Number(hidden), base: false, createdBy: words, instruction: at, step: step.id })
    }
  })
  const failed = steps.find((step) => step.status === 'failed')
  const size = layers.reduce((sum, layer) => sum + layer.fileBytes.value, 0)
  return {
    key: 1,
    number: 1,
    dockerfilePath: 'Dockerfile',
    instructions,
    steps,
    problems: [],
    ...(failed === undefined
      ? { image: { layers, size: { value: size, sources: [] }, settings: {}, platform: 'linux/amd64', history: [] } }
      : { failure: { message: 'exit code: 1', text: 'ERROR: exit code: 1\n', step: failed.id } }),
    tags: [],
    contextBytes: 0,
    durationMs: { value: 2000, sources: ['a model'] },
  }
}

function stepOf(
  id: number,
  name: string,
  instruction: number,
  status: StepView['status'],
  kind: StepView['kind'],
): StepView {
  return {
    id,
    name,
    kind,
    instruction,
    inputs: id === 0 ? [] : [id - 1],
    status,
    printed: status === 'cached' ? 'cached' : status === 'not-started' ? 'nothing' : 'done',
    reason: status === 'cached' ? { kind: 'cached', build: 1 } : { kind: 'never-built' },
    startMs: 0,
    durationMs: { value: status === 'ran' ? 1000 : 0, sources: ['a model'] },
    output: status === 'ran' ? [{ stream: 'stdout', text: 'hello\n', atMs: 120 }] : [],
    notes: [],
  }
}

/** How a step of {@link forecastOf} will go, by the sign before its line; a FROM is always there already. */
const outlooks = { '✓': 'cached', '↻': 'run', '?': 'depends' } as const

/** A forecast, a line for each instruction: its sign and its text. Each step builds on the one before. */
export function forecastOf(text: string): ForecastView {
  const steps: ForecastStepView[] = []
  const instructions = text
    .trim()
    .split('\n')
    .map((row, at): InstructionView => {
      const [, sign, words = ''] = /^\s*([✓↻?])?\s*(.*?)\s*$/u.exec(row) ?? []
      const [keyword = ''] = words.split(' ')
      const willBe =
        keyword === 'FROM'
          ? 'cached'
          : sign !== undefined && sign in outlooks
            ? outlooks[sign as keyof typeof outlooks]
            : undefined
      const id = steps.length
      const kind = keyword === 'FROM' ? 'base' : 'run'
      const inputs = id === 0 ? [] : [id - 1]
      if (willBe !== undefined)
        steps.push({ id, name: words, kind, instruction: at, inputs, willBe, reason: { kind: 'never-built' } })
      return { keyword, text: words, first: at + 1, last: at + 1, range: { from: 0, to: words.length } }
    })
  return { instructions, problems: [], steps, unneeded: [], contextBytes: 0 }
}

/** The state of a workbench at rest, with some of it otherwise. */
export function benchState(change: Partial<BenchState> = {}): BenchState {
  const project = { id: 'a', title: 'A', files: [{ path: 'a', text: 'one\n  two\nthree\n' }] }
  return { ...stateOf(project), health: 'ready', ...change }
}
