import { modelled, type Quantity } from '../values/estimate.ts'

/** The line to a registry and the disk behind it: a model, given as data. Only ratios should be compared. */
export const lineRates = {
  /** Bytes in a second on the line of one computer: 100 Mbit/s. */
  computer: 12_500_000,
  /** Bytes in a second that the registry sends to all who pull together: 1 Gbit/s. */
  registry: 125_000_000,
  /** Bytes in a second that a layer is unpacked at. */
  unpack: 120_000_000,
  /** Milliseconds from a question to its answer. */
  answer: 100,
  /** Layers that docker sends at once, and fetches at once. Source: dockerd, `max-concurrent-uploads`, `max-concurrent-downloads`. */
  uploads: 5,
  downloads: 3,
}

const source =
  'a model of the line: a tenth of a second for each question, 100 Mbit/s for a computer, 1 Gbit/s for the registry'

/** A modelled length in milliseconds. */
export function lineTime(milliseconds: number): Quantity {
  return modelled(Math.round(milliseconds), source)
}

/** One thing to be moved: questions and answers first, then its bytes. */
export interface Transfer {
  readonly waitMs: number
  readonly bytes: number
}

/** When a transfer began and ended, in milliseconds. */
export interface Span {
  readonly startMs: number
  readonly endMs: number
}

interface Moving {
  readonly computer: number
  readonly at: number
  readonly startMs: number
  readonly flowsMs: number
  left: number
}

/** What is left of a transfer's bytes that is none. */
const crumb = 1e-3

/**
 * When the transfers of several computers are done that begin together. Each computer moves `slots` at once, in order, and shares its line among them;
 * the registry's line is shared among the computers.
 */
export function spansOf(computers: readonly (readonly Transfer[])[], slots: number): readonly (readonly Span[])[] {
  const spans: Span[][] = computers.map((transfers) => transfers.map(() => ({ startMs: 0, endMs: 0 })))
  const next = computers.map(() => 0)
  const active = new Set<Moving>()
  let now = 0
  const startNext = (computer: number): void => {
    const at = next[computer] ?? 0
    const transfer = computers[computer]?.[at]
    if (transfer === undefined) return
    next[computer] = at + 1
    active.add({ computer, at, startMs: now, flowsMs: now + transfer.waitMs, left: transfer.bytes })
  }
  for (const computer of computers.keys()) for (let slot = 0; slot < slots; slot++) startNext(computer)
  while (active.size > 0) {
    const rates = ratesAt(active, now)
    let step = Number.POSITIVE_INFINITY
    for (const moving of active) step = Math.min(step, untilNext(moving, now, rates.get(moving.computer) ?? 0))
    for (const moving of active)
      if (moving.flowsMs <= now) moving.left -= ((rates.get(moving.computer) ?? 0) * step) / 1000
    now += step
    for (const moving of [...active]) {
      if (moving.flowsMs > now || moving.left > crumb) continue
      active.delete(moving)
      const own = spans[moving.computer]
      if (own !== undefined) own[moving.at] = { startMs: moving.startMs, endMs: now }
      startNext(moving.computer)
    }
  }
  return spans
}

/** Bytes in a second for each transfer of a computer whose bytes flow. */
function ratesAt(active: ReadonlySet<Moving>, now: number): ReadonlyMap<number, number> {
  const flowing = new Map<number, number>()
  for (const { computer, flowsMs } of active)
    if (flowsMs <= now) flowing.set(computer, (flowing.get(computer) ?? 0) + 1)
  const share = Math.min(lineRates.computer, lineRates.registry / flowing.size)
  return new Map([...flowing].map(([computer, count]) => [computer, share / count]))
}

function untilNext(moving: Moving, now: number, rate: number): number {
  if (moving.flowsMs > now) return moving.flowsMs - now
  return moving.left <= crumb ? 0 : (moving.left / rate) * 1000
}
