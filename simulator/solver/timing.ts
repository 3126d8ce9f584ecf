import { lineRates } from '../registry/line.ts'
import { exact, modelled, type Quantity, sum } from '../values/estimate.ts'

/**
 * How long things take: a model, given as data. Only ratios should be compared. Downloads at a usual line, disks as on a small build machine.
 */
export const rates = {
  /** Bytes in a second that a build downloads: 100 Mbit/s. */
  download: lineRates.computer,
  /** Bytes in a second that a layer is unpacked at. */
  unpack: lineRates.unpack,
  /** Bytes in a second that a COPY writes, and a context is sent at. */
  copy: 250_000_000,
  /** Milliseconds to start a container for a RUN. */
  startRun: 250,
  /** Milliseconds that any other step takes at least. */
  startStep: 20,
  /** Milliseconds to ask a registry what a tag names. */
  metadata: 300,
}

const source = 'a model of time: bytes ÷ a usual rate, plus work; compare ratios only'

/** A modelled length in milliseconds. */
export function milliseconds(value: number): Quantity {
  return modelled(Math.round(value), source)
}

/** Nothing was done. */
export const noTime: Quantity = exact(0)

/** Fetching and unpacking a base image. */
export function pullTime(compressed: number, unpacked: number): Quantity {
  return milliseconds((compressed / rates.download + unpacked / rates.unpack) * 1000)
}

/** Copying so many bytes. */
export function copyTime(bytes: number): Quantity {
  return milliseconds(rates.startStep + (bytes / rates.copy) * 1000)
}

/** A RUN: starting it, its own work, its downloads. */
export function runTime(workMs: number, downloaded: number): Quantity {
  return milliseconds(rates.startRun + workMs + (downloaded / rates.download) * 1000)
}

/** Lengths one after another. */
export function inTurn(lengths: readonly Quantity[]): Quantity {
  return sum(lengths)
}
