/** Sizes that the slider offers, in bytes: from 1 MB to 2 GB, each about a tenth more than the one before. */
export const sizeSteps: readonly number[] = Array.from({ length: 81 }, (_, step) =>
  Number((1e6 * 2000 ** (step / 80)).toPrecision(2)),
)

/** The step of the slider that is nearest to a size in bytes. */
export function nearestStep(bytes: number): number {
  const distance = (step: number) => Math.abs(Math.log((sizeSteps[step] ?? 1) / Math.max(1, bytes)))
  return sizeSteps.reduce((best, _, step) => (distance(step) < distance(best) ? step : best), 0)
}
