import {
  type Build,
  type Change,
  configDigest,
  type Delivery,
  deliveryOf,
  type EditOutlook,
  type FileGroup,
  type Forecast,
  type Image,
  type Layer,
  type Step,
  sum,
} from '../../simulator/index.ts'
import { hiddenBytes } from './hidden.ts'
import { describeProblems } from './problems.ts'
import {
  type BuildView,
  type DeliveryView,
  describeInstruction,
  type ForecastView,
  type GroupOutlookView,
  type HistoryView,
  type ImageView,
  type LayerEntryView,
  type LayerFilesView,
  type LayerView,
  type StepView,
  stepOfLayer,
} from './views.ts'

/** How many entries of one layer are sent to the page. */
const entriesSent = 2000

/** A build as plain data; `key` is what the engine knows it by, 0 for one that it does not keep. */
export function describeBuild(build: Build, key = 0): BuildView {
  return {
    key,
    number: build.number,
    dockerfilePath: build.dockerfilePath,
    instructions: build.dockerfile.instructions.map(describeInstruction),
    steps: build.steps.map(describeStep),
    problems: describeProblems(build.problems, build.dockerfile.lineStarts),
    ...(build.failure === undefined ? {} : { failure: build.failure }),
    ...(build.image === undefined ? {} : { image: describeImage(build, build.image) }),
    tags: build.tags,
    contextBytes: build.contextBytes,
    durationMs: build.durationMs,
  }
}

/** A forecast as plain data. */
export function describeForecast(forecast: Forecast): ForecastView {
  return {
    instructions: forecast.dockerfile.instructions.map(describeInstruction),
    problems: describeProblems(forecast.problems, forecast.dockerfile.lineStarts),
    steps: forecast.steps.map(({ id, name, kind, instruction, stage, inputs, willBe, reason, size, durationMs }) => ({
      id,
      name,
      kind,
      ...(instruction === undefined ? {} : { instruction }),
      ...(stage === undefined ? {} : { stage }),
      inputs,
      willBe,
      reason,
      ...(size === undefined ? {} : { size }),
      ...(durationMs === undefined ? {} : { durationMs }),
    })),
    unneeded: forecast.unneeded,
    contextBytes: forecast.contextBytes,
  }
}

/** One step as plain data. */
export function describeStep(step: Step): StepView {
  const { id, name, kind, instruction, stage, inputs, status, printed, reason } = step
  const { startMs, durationMs, output, notes, layer } = step
  return {
    id,
    name,
    kind,
    ...(instruction === undefined ? {} : { instruction }),
    ...(stage === undefined ? {} : { stage }),
    inputs,
    status,
    printed,
    reason,
    startMs,
    durationMs,
    output,
    notes,
    ...(layer === undefined
      ? {}
      : { layer: { diffID: layer.diffID, isExact: layer.isExact, fileBytes: layer.fileBytes } }),
  }
}

/** What an edit of one file of a group would cost, as plain data. */
export function describeOutlook(group: FileGroup, outlook: EditOutlook): GroupOutlookView {
  const { rerun, cached, durationMs, delivery, build } = outlook
  return {
    group: group.name,
    files: group.paths.length,
    rerun: rerun.map(({ name, instruction }) => ({ name, ...(instruction === undefined ? {} : { instruction }) })),
    cached: cached.length,
    durationMs,
    ...(delivery === undefined ? {} : { delivery: describeDelivery(delivery) }),
    ...(build.image === undefined ? {} : { whole: deliveryOf(build.image, []).bytes }),
    ...(build.failure === undefined ? {} : { failure: build.failure.message }),
  }
}

export function describeDelivery({ bytes, layers }: Delivery): DeliveryView {
  return { bytes, layers: layers.length }
}

/** The entries of one layer: what it adds, changes and removes; parents that only stand there are left out. */
export function describeLayerFiles(layer: Layer): LayerFilesView {
  const entries = layer.changes.flatMap(describeEntry)
  if (entries.length <= entriesSent) return { entries, more: 0 }
  const kept = new Set([...entries].sort((a, b) => b.size - a.size).slice(0, entriesSent))
  return { entries: entries.filter((entry) => kept.has(entry)), more: entries.length - entriesSent }
}

function describeEntry(change: Change): readonly LayerEntryView[] {
  if (change.kind === 'parent') return []
  if (change.kind === 'removed') return [{ change: 'removed', path: change.path, kind: 'other', size: 0 }]
  const { node } = change
  const kind = node.kind === 'file' || node.kind === 'directory' || node.kind === 'symlink' ? node.kind : 'other'
  return [{ change: change.kind, path: change.path, kind, size: node.kind === 'file' ? node.content.size : 0 }]
}

function describeImage(build: Build, image: Image): ImageView {
  const hidden = hiddenBytes(image.layers)
  const lines = image.history.filter((entry) => entry.empty_layer !== true)
  const from = fromOf(build, image)
  const layers = image.layers.map((layer, index): LayerView => {
    const step = stepOfLayer(build, layer)
    const instruction = step === undefined ? from : step.instruction
    return {
      diffID: layer.diffID,
      isExact: layer.isExact,
      fileBytes: layer.fileBytes,
      hidden: hidden[index] ?? 0,
      base: step === undefined,
      createdBy: lines[index]?.created_by ?? '',
      ...(instruction === undefined ? {} : { instruction }),
      ...(step === undefined ? {} : { step: step.id }),
    }
  })
  const exact = image.layers.every((layer) => layer.isExact)
  return {
    layers,
    size: sum(image.layers.map((layer) => layer.fileBytes)),
    ...(exact ? { imageID: configDigest(image) } : {}),
    settings: image.settings,
    platform: [image.platform.os, image.platform.architecture, image.platform.variant].filter((part) => part).join('/'),
    ...(image.created === undefined ? {} : { created: image.created }),
    history: describeHistory(image),
  }
}

function describeHistory(image: Image): readonly HistoryView[] {
  let layer = 0
  return image.history.map(({ created_by, comment, empty_layer }) => ({
    createdBy: created_by ?? '',
    comment: comment ?? '',
    ...(empty_layer === true ? {} : { layer: layer++ }),
  }))
}

/** The FROM whose base image lies under the finished one: that of the deepest stage below the lowest layer that a step made. */
function fromOf(build: Build, image: Image): number | undefined {
  const lowest = image.layers.map((layer) => stepOfLayer(build, layer)).find((step) => step !== undefined)
  const bases = build.steps.filter((step) => step.kind === 'base')
  return (bases.find((step) => step.stage === lowest?.stage) ?? bases.at(-1))?.instruction
}
