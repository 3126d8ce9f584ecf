import type { Plan } from '../graph/plan.ts'
import type { Step } from './result.ts'
import { milliseconds, rates } from './timing.ts'

/**
 * The internal steps that every build begins with: loading the Dockerfile, the metadata of its images, the ignore file.
 * `ignoreIsOwn`: the ignore file belongs to the Dockerfile and comes with it.
 */
export function beginningOf(dockerfileName: string, plan: Plan | undefined, ignoreIsOwn: boolean): readonly Step[] {
  const steps: Step[] = []
  const add = (name: string, kind: Step['kind'], startMs: number, durationMs: number): void => {
    steps.push({
      id: steps.length,
      name,
      kind,
      inputs: [],
      status: 'ran',
      printed: 'done',
      reason: { kind: 'always' },
      startMs,
      durationMs: milliseconds(durationMs),
      output: [],
      notes: [],
    })
  }
  add(`[internal] load build definition from ${dockerfileName}`, 'definition', 0, rates.startStep)
  if (plan === undefined) return steps
  for (const image of plan.images)
    add(`[internal] load metadata for ${image.normal}`, 'metadata', rates.startStep, rates.metadata)
  // The ignore file is loaded when stages and images are known.
  if (plan.error?.phase === 'stages' || plan.error?.phase === 'images') return steps
  if (!ignoreIsOwn) add('[internal] load .dockerignore', 'ignore', rates.startStep + rates.metadata, rates.startStep)
  for (const folder of plan.folders)
    add(`[context ${folder}] load .dockerignore`, 'ignore', rates.startStep + rates.metadata, rates.startStep)
  return steps
}
