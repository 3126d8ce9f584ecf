import type { Build } from '../solver/result.ts'
import type { Quantity } from '../values/estimate.ts'
import type { Problem } from '../values/problem.ts'
import { sizeOf } from './builds.ts'

/** What an image is like, in the figures that a mended Dockerfile may change. */
export interface Outcome {
  readonly size: Quantity
  readonly layers: number
  readonly durationMs: Quantity
}

/** What mending a problem does: the build of the mended text beside the build of the text as it is, both made under the same conditions. */
export interface Mending {
  /** Absent when the build fails. */
  readonly before?: Outcome
  readonly after?: Outcome
  /** Fewer problems of this code are left. */
  readonly isGone: boolean
  /** Problems that were not there before. */
  readonly brings: readonly Problem[]
  /** How far the image becomes another one: not at all, in its settings alone, or in its layers. */
  readonly changes: 'nothing' | 'settings' | 'layers'
  /** Why the mended build fails. */
  readonly failure?: string
}

/** What a build of a mended text tells beside the build before it. */
export function mendingOf(problem: Problem, before: Build, after: Build): Mending {
  const [old, young] = [outcomeOf(before), outcomeOf(after)]
  return {
    ...(old === undefined ? {} : { before: old }),
    ...(young === undefined ? {} : { after: young }),
    isGone: countOf(after, problem.code) < countOf(before, problem.code),
    brings: broughtBy(before, after),
    changes: changesOf(before, after),
    ...(after.failure === undefined ? {} : { failure: after.failure.message }),
  }
}

function outcomeOf({ image, durationMs }: Build): Outcome | undefined {
  return image === undefined ? undefined : { size: sizeOf(image), layers: image.layers.length, durationMs }
}

function countOf(build: Build, code: string): number {
  return build.problems.filter((problem) => problem.code === code).length
}

/** Of each code those beyond the number that there was. */
function broughtBy(before: Build, after: Build): readonly Problem[] {
  const left = new Map<string, number>()
  for (const { code } of before.problems) left.set(code, (left.get(code) ?? 0) + 1)
  return after.problems.filter(({ code }) => {
    const known = left.get(code) ?? 0
    left.set(code, known - 1)
    return known <= 0
  })
}

function changesOf(before: Build, after: Build): Mending['changes'] {
  const layers = (build: Build) => (build.image?.layers ?? []).map((layer) => layer.diffID).join()
  if (layers(before) !== layers(after)) return 'layers'
  const settings = (build: Build) => JSON.stringify(build.image?.settings ?? {})
  return settings(before) === settings(after) ? 'nothing' : 'settings'
}
