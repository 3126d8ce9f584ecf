import type { CacheRecord, Store } from '../cache/store.ts'
import type { Build, Step } from '../solver/result.ts'
import { milliseconds } from '../solver/timing.ts'

/** What docker says of a build that Ctrl-C has ended, and the status that it gives. Source: a real docker. */
export const canceledMessage = 'Canceled: context canceled'
export const canceledStatus = 130

/**
 * A build as it stands when Ctrl-C is pressed so many milliseconds after its start: what was done by then stays in the store, what ran is canceled, the
 * rest has not begun, and there is no image. The build itself where it was over.
 */
export function canceledBuild(build: Build, before: Store, atMs: number): Build {
  if (build.durationMs.value <= atMs) return build
  const steps = build.steps.map((step) => canceledStep(step, atMs))
  const undone = build.steps.filter((_, at) => steps[at]?.status === 'canceled' || steps[at]?.status === 'not-started')
  const { image: _, ...rest } = build
  return {
    ...rest,
    steps,
    store: storeWithout(build, before, undone),
    durationMs: milliseconds(atMs),
    failure: {
      message: canceledMessage,
      text: `ERROR: failed to build: failed to solve: ${canceledMessage}\n`,
    },
  }
}

function canceledStep(step: Step, atMs: number): Step {
  if (step.startMs + step.durationMs.value <= atMs) return step
  const { layer: _, tree: __, ...rest } = step
  if (step.startMs > atMs) return { ...rest, status: 'not-started', printed: 'nothing', output: [], notes: [] }
  return {
    ...rest,
    status: 'canceled',
    printed: step.printed === 'nothing' ? 'nothing' : 'done',
    durationMs: milliseconds(atMs - step.startMs),
    output: step.output.filter((line) => step.startMs + line.atMs <= atMs),
  }
}

/** The store without the results of steps that did not come to their end. */
function storeWithout({ number, store }: Build, before: Store, undone: readonly Step[]): Store {
  const changes = new Set(undone.flatMap(({ layer }) => (layer === undefined ? [] : [layer.changes])))
  const isGone = (record: CacheRecord): boolean =>
    record.build === number && record.changes !== undefined && changes.has(record.changes)
  const records = new Map([...store.records].filter(([, record]) => !isGone(record)))
  return { ...store, records, memory: before.memory }
}
