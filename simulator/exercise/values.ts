import { imageNamed as heldImage } from '../docker/find.ts'
import type { Image, Layer } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import { findImage } from '../registry/library.ts'
import { exact, modelled, type Quantity, sum } from '../values/estimate.ts'
import { type Expression, readExpression } from './expression.ts'
import type { Unit } from './figures.ts'
import { fitsGlob } from './glob.ts'
import { baseLayersOf, stepOfLayer } from './lines.ts'
import type { BuildRecord, Played } from './played.ts'

/** What an expression comes to; `missing`: what it asks about did not happen, and why. */
export type Value =
  | { readonly kind: 'figure'; readonly quantity: Quantity; readonly unit: Unit }
  | { readonly kind: 'text'; readonly text: string }
  /** Numbers of lines, from 1. */
  | { readonly kind: 'lines'; readonly lines: readonly number[] }
  | { readonly kind: 'missing'; readonly why: string }

/** What the same procedure did with other files, where an expression asks for it. */
export interface Plays {
  readonly own: Played
  readonly start?: Played
  readonly model?: Played
}

/** Evaluates an expression's text; a number is itself. Throws RangeError for a text that is none: those are refused when an exercise is read. */
export function worth(text: string | number, plays: Plays): Value {
  if (typeof text === 'number') return figure(exact(text), 'number')
  const read = readExpression(text)
  if (read.kind === 'failed') throw new RangeError(read.message)
  return evaluate(read.expression, plays)
}

function evaluate(expression: Expression, plays: Plays): Value {
  switch (expression.kind) {
    case 'number':
      return figure(exact(expression.value), expression.unit)
    case 'text':
      return { kind: 'text', text: expression.text }
    case 'measure': {
      const { play, of, measure, index } = expression
      const played = plays[play]
      if (played === undefined) return missing(`nothing was played with the files of the ${play}`)
      return measureOf(played, of, measure, index)
    }
    case 'call':
      return call(expression, plays)
    case 'sum':
      return combine(expression.operator, evaluate(expression.left, plays), evaluate(expression.right, plays))
  }
}

function figure(quantity: Quantity, unit: Unit): Value {
  return { kind: 'figure', quantity, unit }
}

function missing(why: string): Value {
  return { kind: 'missing', why }
}

function combine(operator: '+' | '-' | '*' | '/', left: Value, right: Value): Value {
  if (left.kind === 'missing') return left
  if (right.kind === 'missing') return right
  if (left.kind !== 'figure' || right.kind !== 'figure') return missing('only figures can be reckoned with')
  const [a, b] = [left.quantity.value, right.quantity.value]
  const value = operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : a / b
  const sources = [...new Set([...left.quantity.sources, ...right.quantity.sources])]
  return figure({ value, sources }, left.unit === 'number' ? right.unit : left.unit)
}

/** File bytes of all of an image's layers, hidden ones too: what `docker images` counts. */
function sizeOf(layers: readonly Layer[]): Quantity {
  return sum(layers.map(({ fileBytes }) => fileBytes))
}

function wireOf(layers: readonly Layer[]): Quantity {
  return sum(layers.map((layer) => layer.compressedSize()))
}

/** A measure of what has a name: `b1.image`, `p2.sent`. Without a measure, that of the whole: an image's size, what was sent. */
function measureOf(played: Played, name: string, measure: string | undefined, index: number | undefined): Value {
  const record = played.records.get(name)
  switch (record?.kind) {
    case 'build':
      return buildMeasure(record, name, measure ?? 'image', index)
    case 'push':
    case 'pull':
      if (record.exit !== 0) return missing(`${record.kind === 'push' ? 'The push' : 'The pull'} was refused.`)
      return measure === 'sent_layers' || measure === 'pulled_layers'
        ? figure(exact(record.sentLayers), 'number')
        : figure(record.sent, 'bytes')
    case 'run':
      if (measure === 'stop' && record.stopSeconds !== undefined)
        return figure(modelled(record.stopSeconds, 'How long programs take is a model.'), 'seconds')
      return missing(`${name} has no ${measure ?? 'measure'}`)
    case 'typed':
      if (measure === 'pulled_layers') return figure(exact(countOf(record.output, ': Pull complete')), 'number')
      if (measure === 'pushed_layers') return figure(exact(countOf(record.output, ': Pushed')), 'number')
      if (measure === 'started') return figure(exact(record.started.length), 'number')
      return figure(exact(record.exit), 'number')
    case 'http':
      return record.status === undefined ? missing(record.error) : figure(exact(record.status), 'number')
    case undefined:
      return missing('That was not reached.')
  }
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1
}

function buildMeasure({ build }: BuildRecord, name: string, measure: string, index: number | undefined): Value {
  const { image, steps, dockerfile } = build
  if (measure === 'context') return figure(exact(build.contextBytes), 'bytes')
  if (measure === 'time') return figure({ ...build.durationMs, value: build.durationMs.value / 1000 }, 'seconds')
  if (measure === 'stages') {
    const used = new Set(steps.flatMap(({ stage }) => (stage === undefined ? [] : [stage])))
    return figure(exact(Math.max(used.size, 1)), 'number')
  }
  if (measure === 'skipped') {
    const all = dockerfile.instructions.filter(({ kind }) => kind === 'FROM').length
    const used = new Set(steps.flatMap(({ stage }) => (stage === undefined ? [] : [stage])))
    return figure(exact(Math.max(0, all - used.size)), 'number')
  }
  if (image === undefined) return missing(`The build failed: ${build.failure?.message ?? ''}`)
  const base = baseLayersOf(build)
  switch (measure) {
    case 'image':
      return figure(sizeOf(image.layers), 'bytes')
    case 'new':
      return figure(sizeOf(image.layers.slice(base)), 'bytes')
    case 'wire':
      return figure(wireOf(image.layers), 'bytes')
    case 'layers':
      return figure(exact(image.layers.length), 'number')
    case 'new_layers':
      return figure(exact(image.layers.length - base), 'number')
    case 'layer': {
      const layer = image.layers[base + (index ?? 0)]
      return layer === undefined ? missing('There is no such layer.') : figure(layer.fileBytes, 'bytes')
    }
    default:
      return missing(`${name} has no ${measure}`)
  }
}

function call({ name, given, measure }: Extract<Expression, { readonly kind: 'call' }>, plays: Plays): Value {
  const [first, second] = given
  const played = first?.kind === 'measure' ? (plays[first.play] ?? plays.own) : plays.own
  switch (name) {
    case 'base': {
      const image = first?.kind === 'text' ? baseImage(plays.own, first.text) : undefined
      if (image === undefined) return missing('There is no such base image.')
      if (measure === 'layers') return figure(exact(image.layers.length), 'number')
      return figure(measure === 'wire' ? wireOf(image.layers) : sizeOf(image.layers), 'bytes')
    }
    case 'union': {
      const layers = new Map<string, Layer>()
      for (const one of given) {
        const image = one.kind === 'measure' ? imageOf(plays[one.play] ?? plays.own, one.of) : undefined
        if (image === undefined) return missing('One of the images was not built.')
        for (const layer of image.layers) layers.set(layer.diffID, layer)
      }
      return figure(sizeOf([...layers.values()]), 'bytes')
    }
    case 'shares': {
      const images = given.map((one) =>
        one.kind === 'measure'
          ? imageOf(plays[one.play] ?? plays.own, one.of)
          : one.kind === 'text'
            ? imageOf(plays.own, one.text)
            : undefined,
      )
      const [a, b] = images
      if (a === undefined || b === undefined) return missing('One of the images was not built.')
      return figure(exact(commonLayers(a, b)), 'number')
    }
    case 'containing': {
      const image = first?.kind === 'measure' ? imageOf(played, first.of) : undefined
      if (image === undefined || second?.kind !== 'text') return missing('The image was not built.')
      const path = second.text
      return figure(exact(image.layers.filter((layer) => holds(layer, path)).length), 'number')
    }
    case 'running': {
      const host = played.host()
      const running = (host?.containers ?? []).filter((container) => {
        const state = played.stateOf({ kind: 'run', host: 'laptop', container, output: '', exit: 0, isGone: false })
        return state?.standing.kind === 'running'
      })
      return figure(exact(running.length), 'number')
    }
    case 'cached':
    case 'ran':
    case 'layers':
    case 'heavy':
      return linesOf(played, name, first, second, plays)
    default:
      return missing(`nobody knows ${name}()`)
  }
}

/** The lines of a build that were cached, that ran, that made a layer, or one heavier than something. */
function linesOf(
  played: Played,
  name: 'cached' | 'ran' | 'layers' | 'heavy',
  first: Expression | undefined,
  second: Expression | undefined,
  plays: Plays,
): Value {
  const record = first?.kind === 'measure' ? played.build(first.of) : undefined
  if (record === undefined) return missing('That build was not reached.')
  const { build } = record
  if (build.image === undefined) return missing('The build failed.')
  const limit = second === undefined ? undefined : evaluate(second, plays)
  const least = limit?.kind === 'figure' ? limit.quantity.value : 0
  const steps =
    name === 'cached' || name === 'ran'
      ? build.steps.filter(({ status }) => status === name)
      : build.image.layers.flatMap((layer, at) => {
          const step = stepOfLayer(build, at)
          return step === undefined || (name === 'heavy' && layer.fileBytes.value <= least) ? [] : [step]
        })
  const lines = steps.flatMap(({ instruction }) => {
    const found = instruction === undefined ? undefined : build.dockerfile.instructions[instruction]
    return found === undefined || found.kind === 'FROM' ? [] : [found.lines.first]
  })
  return { kind: 'lines', lines: [...new Set(lines)].sort((a, b) => a - b) }
}

function holds({ changes }: Layer, path: string): boolean {
  return changes.some((change) => change.kind !== 'parent' && change.kind !== 'removed' && fitsGlob(path, change.path))
}

/** How many of the lowest layers of two images are the same. */
export function commonLayers(a: Image, b: Image): number {
  const at = a.layers.findIndex(({ diffID }, index) => b.layers[index]?.diffID !== diffID)
  return at === -1 ? Math.min(a.layers.length, b.layers.length) : at
}

function baseImage(played: Played, name: string): Image | undefined {
  const reference = parseReference(name)
  return 'error' in reference ? undefined : played.world.catalog.images.get(reference.normal)?.image
}

/**
 * The image that a name stands for: of a build, a push or pull, a container's; `registry:NAME`, what a registry has under it; `base("…")` is the catalog's;
 * any other, an image of the learner's computer, else of the registries.
 */
export function imageOf(played: Played, name: string): Image | undefined {
  const record = played.records.get(name)
  if (record?.kind === 'build') return record.build.image
  if (record?.kind === 'push' || record?.kind === 'pull') return record.image
  const run = played.run(name)
  if (run !== undefined) return run.container?.plan.image
  const isAway = name.startsWith('registry:')
  const word = isAway ? name.slice('registry:'.length) : name
  const reference = parseReference(word)
  if ('error' in reference) return undefined
  const host = played.host()
  const held = isAway || host === undefined ? undefined : heldImage(host, word)?.image
  if (held !== undefined) return held
  const found = findImage(played.site.registry, played.world.catalog, reference)
  return found.kind === 'found' ? found.image : undefined
}
