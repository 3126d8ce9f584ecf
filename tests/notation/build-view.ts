import type { BuildView, LayerView, StepView } from '../../src/engine/views.ts'

/** One line for each instruction: `FROM alpine base 8000`, `RUN rm x ran 0 hides 5`, `ENV A=1 setting`, `RUN test unbuilt`; sizes in bytes. */
export function build(...lines: readonly string[]): BuildView {
  const steps: StepView[] = []
  const layers: LayerView[] = []
  const instructions = lines.map((line, instruction) => {
    const match = /^(.*) (base|ran|cached|setting|unbuilt)(?: (\d+)(≈?))?(?: hidden (\d+))?$/.exec(line)
    if (match === null) throw new RangeError(line)
    const [, text = '', mark, size = '0', modelled, hidden = '0'] = match
    const fileBytes = { value: Number(size), sources: modelled === '≈' ? ['a guess'] : [] }
    const step = {
      id: steps.length,
      instruction,
      stage: 0,
      inputs: [],
      printed: 'done' as const,
      startMs: 0,
      durationMs: { value: 0, sources: [] },
      output: [],
      notes: [],
    }
    const layer = { diffID: `sha256:${instruction}`, isExact: modelled === '', fileBytes }
    if (mark === 'base') {
      steps.push({ ...step, name: text, kind: 'base', status: 'cached', reason: { kind: 'cached', build: 1 } })
      layers.push({ ...layer, hidden: 0, base: true, createdBy: '', instruction })
    } else if (mark === 'ran' || mark === 'cached') {
      steps.push({
        ...step,
        name: text,
        kind: 'run',
        status: mark,
        reason: { kind: 'never-built' },
        layer,
        output: [{ stream: 'stdout', text: 'two\n', atMs: 0 }],
      })
      layers.push({ ...layer, hidden: Number(hidden), base: false, createdBy: text, instruction, step: step.id })
    }
    return {
      keyword: text.split(' ')[0] ?? '',
      text,
      first: instruction + 1,
      last: instruction + 1,
      range: { from: 0, to: 0 },
    }
  })
  const size = {
    value: layers.reduce((bytes, layer) => bytes + layer.fileBytes.value, 0),
    sources: layers.flatMap((layer) => layer.fileBytes.sources),
  }
  return {
    key: 1,
    number: 1,
    dockerfilePath: 'Dockerfile',
    instructions,
    steps,
    problems: [],
    image: { layers, size, settings: {}, platform: 'linux/amd64', history: [] },
    tags: [],
    contextBytes: 1500,
    durationMs: { value: 0, sources: [] },
  }
}
