import { type Quantity, sum } from '../../simulator/index.ts'
import type { BuildView } from '../engine/views.ts'

/** What became of one instruction, as a row of the table that stands in the page. */
export interface ResultRow {
  /** Position of the instruction, from 0. */
  readonly instruction: number
  readonly text: string
  readonly mark: 'ran' | 'cached' | 'failed' | 'setting' | 'unbuilt'
  /** Bytes of its layer; for FROM, of the base image's layers. */
  readonly size?: Quantity
  /** Its layer belongs to a stage that the image does not stand on. */
  readonly elsewhere: boolean
  /** Bytes of the image up to and with its layer. */
  readonly total?: Quantity
}

/** One row for each instruction, in file order. */
export function resultRows(build: BuildView): readonly ResultRow[] {
  const stages = stagesOf(build)
  const last = stages.at(-1)
  return build.instructions.map((view, instruction): ResultRow => {
    const steps = build.steps.filter((step) => step.instruction === instruction)
    const stage = stages[instruction]
    const built = stage === last || build.steps.some((step) => step.stage === stage)
    const layers = build.image?.layers ?? []
    const own = layers.flatMap((layer, index) => (layer.instruction === instruction ? [index] : []))
    const inImage = own.map((index) => layers[index]?.fileBytes ?? { value: 0, sources: [] })
    const elsewhere =
      inImage.length === 0 ? steps.flatMap((step) => (step.layer === undefined ? [] : [step.layer.fileBytes])) : []
    const top = own.at(-1)
    return {
      instruction,
      text: view.text,
      mark: markOf(
        steps.map((step) => step.status),
        built,
        view.keyword,
      ),
      elsewhere: elsewhere.length > 0,
      ...(inImage.length + elsewhere.length === 0 ? {} : { size: sum([...inImage, ...elsewhere]) }),
      ...(top === undefined ? {} : { total: sum(layers.slice(0, top + 1).map((layer) => layer.fileBytes)) }),
    }
  })
}

function markOf(statuses: readonly string[], built: boolean, keyword: string): ResultRow['mark'] {
  if (statuses.includes('failed')) return 'failed'
  if (statuses.includes('ran')) return 'ran'
  if (statuses.includes('cached')) return 'cached'
  if (!built || statuses.length > 0) return 'unbuilt'
  return keyword === 'RUN' || keyword === 'COPY' || keyword === 'ADD' ? 'unbuilt' : 'setting'
}

/** The stage of each instruction, from 0; −1 before the first FROM. */
function stagesOf(build: BuildView): readonly number[] {
  let stage = -1
  return build.instructions.map(({ keyword }) => (keyword === 'FROM' ? ++stage : stage))
}
