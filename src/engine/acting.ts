import type { Build, Catalog } from '../../simulator/index.ts'
import { describeRegistry, type Present, placeOf } from './delivering.ts'
import type { Place, Pressed } from './pressing.ts'
import type { RegistryAct, RegistryQuestion, RegistryView } from './registry-views.ts'

/** The computers on which a button acts. */
export interface Acting extends Present {
  readonly push: (image: NonNullable<Build['image']>, place: Place) => Promise<Pressed>
  readonly pull: (nodes: readonly string[], place: Place, durationMs: number) => Promise<Pressed>
}

/**
 * Pushes a build from the laptop, or pulls it on the fleet, and tells what moved: the figures are those of before, as it is they that were moved, with
 * the registry as it is afterwards. Undefined when the build is forgotten or gave no image.
 */
export async function describeActed(
  question: RegistryQuestion,
  act: RegistryAct,
  builds: { readonly at: (key: number) => Build | undefined },
  catalog: Catalog,
  host: Acting,
): Promise<RegistryView | undefined> {
  const present: RegistryQuestion = { ...question, before: 'pushed', fresh: 0 }
  const before = describeRegistry(present, builds, catalog, host)
  const build = builds.at(question.build)
  if (before === undefined || build?.image === undefined) return undefined
  const place = placeOf(build)
  const nodes = before.nodes.map(({ name }) => name)
  const pressed =
    act === 'push' ? await host.push(build.image, place) : await host.pull(nodes, place, before.total.durationMs.value)
  const pushed = describeRegistry(present, builds, catalog, host)?.pushed ?? before.pushed
  return { ...before, pushed, done: { act, ...pressed } }
}
