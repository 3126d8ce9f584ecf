import { timeText } from '../figures.ts'

/** A mark of the time axis: how far along it stands, 0 to 1, and its words. */
export interface Tick {
  readonly at: number
  readonly text: string
}

/** Lengths between two marks that people count in, in seconds. */
const steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600]
const ticksAtMost = 6

/** The marks of a linear axis of so many milliseconds: at round times, no more than a few, the first at 0. */
export function ticksOf(length: number): readonly Tick[] {
  const seconds = length / 1000
  if (seconds <= 0) return [{ at: 0, text: '0' }]
  const step = steps.find((one) => seconds / one <= ticksAtMost) ?? seconds / ticksAtMost
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, place) => ({
    at: (place * step) / seconds,
    text: tickText(place * step),
  }))
}

function tickText(seconds: number): string {
  if (seconds === 0) return '0'
  return seconds < 10 ? `${Number(seconds.toFixed(1))} s` : timeText(seconds * 1000)
}
