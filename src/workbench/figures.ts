import type { Quantity } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { sizeText } from './sizes.ts'

export { sizeText } from './sizes.ts'

/** A figure for people: `≈` stands before a modelled one. */
export function figureText(figure: Quantity): string {
  return isExact(figure) ? sizeText(figure.value) : `≈ ${sizeText(figure.value)}`
}

/** All of a figure, for hovering over it: the bytes, and whether they were counted or modelled. */
export function figureTitle(figure: Quantity): string {
  const bytes = words.counts.bytes(Math.round(figure.value))
  return isExact(figure) ? words.marks.exact(bytes) : words.marks.modelled(bytes, figure.sources.join('; '))
}

/** A length of time for people, from milliseconds: `20 ms`, `0.3 s`, `12 s`, `2 min 5 s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 95) return `${Math.ceil(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 9.95) return `${words.figures.decimal(seconds, 1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  return whole % 60 === 0 ? `${whole / 60} min` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

/** How a size changed: `+12 MB`, `−3.4 kB`, `no change`. */
export function changeText(before: number, after: number): string {
  if (before === after) return words.marks.noChange
  return after > before ? `+${sizeText(after - before)}` : `−${sizeText(before - after)}`
}

/** Digits in threes, as the language has them. Numbers of things are in `words.counts`. */
export function grouped(count: number): string {
  return words.figures.grouped(count)
}

// The simulator's own test of the same, written out: these words stand on pages that do not load the simulator.
function isExact(figure: Quantity): boolean {
  return figure.sources.length === 0
}
