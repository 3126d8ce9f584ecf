import { figureText, type Unit } from '../figures.ts'
import { baseLayersOf, placeOfLayer } from '../lines.ts'
import type { Predicates } from '../predicate.ts'
import { type Plays, type Value, worth } from '../values.ts'
import type { Place } from '../verdict.ts'
import { failed, notReached, type Outcome } from './outcome.ts'

type Figure = Extract<Value, { readonly kind: 'figure' }>

/** A byte measure, a time, or a number of things, against its bounds. */
export function judgeFigure(claim: Predicates['size'], plays: Plays): Outcome {
  const value = worth(claim.of, plays)
  if (value.kind === 'missing') return notReached(value.why)
  if (value.kind !== 'figure') return failed(`${claim.of} is no figure`)
  const measured = figureText(value.quantity, value.unit)
  const bounds = boundsOf(claim).map((bound) => ({ ...bound, value: worth(bound.of, plays) }))
  for (const { words, holds, value: limit } of bounds) {
    if (limit.kind !== 'figure')
      return notReached(limit.kind === 'missing' ? limit.why : 'There is nothing to compare with.')
    const wanted = `${words} ${figureText({ ...limit.quantity, sources: [] }, unitOf(value, limit))}`
    if (holds(value.quantity.value, limit.quantity.value)) continue
    const place = claim.of.includes('image') || claim.of.includes('new') ? heaviest(claim.of, plays) : undefined
    const because =
      place === undefined
        ? `It is ${measured}, wanted ${wanted}.`
        : `The heaviest of your layers is \`${place.text}\`, ${place.size}.`
    return failed(because, {
      measured,
      wanted,
      ...(place === undefined ? {} : { place: place.place }),
    })
  }
  const [first] = bounds
  const limit = first?.value
  return {
    state: 'passed',
    measured,
    ...(first === undefined || limit?.kind !== 'figure'
      ? {}
      : { wanted: `${first.words} ${figureText({ ...limit.quantity, sources: [] }, unitOf(value, limit))}` }),
  }
}

function unitOf(value: Figure, limit: Figure): Unit {
  return limit.unit === 'number' ? value.unit : limit.unit
}

interface Bound {
  readonly of: string | number
  readonly words: string
  readonly holds: (value: number, limit: number) => boolean
}

function boundsOf({ eq, lt, le, gt, ge, between }: Predicates['size']): readonly Bound[] {
  const [low, high] = between ?? []
  const bounds: (Omit<Bound, 'of'> & { readonly of: string | number | undefined })[] = [
    { of: eq, words: 'exactly', holds: (value, limit) => value === limit },
    { of: lt, words: 'under', holds: (value, limit) => value < limit },
    { of: le, words: 'at most', holds: (value, limit) => value <= limit },
    { of: gt, words: 'over', holds: (value, limit) => value > limit },
    { of: ge, words: 'at least', holds: (value, limit) => value >= limit },
    { of: low, words: 'at least', holds: (value, limit) => value >= limit },
    { of: high, words: 'at most', holds: (value, limit) => value <= limit },
  ]
  return bounds.flatMap((bound) => (bound.of === undefined ? [] : [{ ...bound, of: bound.of }]))
}

/** The heaviest layer above the base of the build that a measure is about. */
function heaviest(
  of: string,
  { own }: Plays,
): { readonly place: Place; readonly text: string; readonly size: string } | undefined {
  const name = /^([A-Za-z_][A-Za-z0-9_]*)\./.exec(of)?.[1] ?? ''
  const layers = own.build(name)?.build.image?.layers
  if (layers === undefined) return undefined
  // A layer is the learner's where one of their builds has made it, be it that of the base.
  const made = layers.flatMap((layer) => {
    for (const build of own.builds) {
      const record = own.build(build)
      const at = record?.build.image?.layers.findIndex(({ diffID }) => diffID === layer.diffID) ?? -1
      if (record !== undefined && at !== -1 && at >= baseLayersOf(record.build)) return [{ layer, record, build, at }]
    }
    return []
  })
  const [first, ...others] = made
  if (first === undefined) return undefined
  const heavy = others.reduce((so, one) => (one.layer.fileBytes.value > so.layer.fileBytes.value ? one : so), first)
  const place = placeOfLayer(heavy.record, heavy.build, heavy.at)
  const text = 'text' in place ? place.text : ''
  return { place, text, size: figureText(heavy.layer.fileBytes, 'bytes') }
}
