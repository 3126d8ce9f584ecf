import {
  type Build,
  type Catalog,
  configDigest,
  type Image,
  manifestSize,
  newRegistry,
  type Pull,
  type Push,
  parseReference,
  pullTogether,
  pushImage,
  type Registry,
  totalOf,
} from '../../simulator/index.ts'
import type { Place } from './pressing.ts'
import {
  type LayerMoveView,
  type MovedView,
  type MoveView,
  type NodeView,
  nodeName,
  nodesAtMost,
  type PushedView,
  type RegistryQuestion,
  type RegistryView,
} from './registry-views.ts'

/** What was done on the machine: what was pushed, and the images that nodes have. */
export interface Present {
  readonly registry?: Registry | undefined
  readonly imagesOn: (node: string) => readonly Image[]
}

const untouched: Present = { imagesOn: () => [] }

/** What a push of a build and its pulls come to; undefined when a build is forgotten or gave no image. */
export function describeRegistry(
  question: RegistryQuestion,
  builds: { readonly at: (key: number) => Build | undefined },
  catalog: Catalog,
  machine: Present = untouched,
): RegistryView | undefined {
  const { registry: present = newRegistry() } = machine
  const build = builds.at(question.build)
  const image = build?.image
  if (build === undefined || image === undefined) return undefined
  const before = typeof question.before === 'number' ? builds.at(question.before)?.image : undefined
  if (typeof question.before === 'number' && before === undefined) return undefined
  const { repository, tag } = placeOf(build)
  const earlier = before && pushImage(newRegistry(), catalog, before, repository, tag)
  const isPushed = question.before === 'pushed'
  const push = pushImage(earlier?.registry ?? (isPushed ? present : newRegistry()), catalog, image, repository, tag)
  const old = before && [before]
  const fleet = isPushed ? fleetAsItIs(question, machine) : fleetOf(old, question)
  // Of the nodes as they are, the first that has something stands for all.
  const known = isPushed ? fleet.find((images) => images.length > 0) : old
  const [cold, update] = [pulled(image, []), known && pulled(image, known)]
  const pulls = pullTogether(image, fleet)
  return {
    repository,
    tag,
    digest: push.manifest.digest,
    manifestBytes: manifestSize(push.manifest),
    paperBytes: push.paperBytes,
    layers: push.layers.map((layer, at): LayerMoveView => {
      const { blob, way, from, startMs, endMs } = layer
      const toOld = update && movedAt(update, at)
      return {
        digest: blob.digest,
        isExact: blob.isExact,
        bytes: blob.size,
        push: { way, durationMs: endMs - startMs, ...(from === undefined ? {} : { from }) },
        cold: movedAt(cold, at),
        ...(toOld === undefined ? {} : { update: toOld }),
      }
    }),
    push: moveOf(push),
    ...(earlier === undefined ? {} : { earlier: { ...moveOf(earlier), of: earlier.layers.length } }),
    nodes: pulls.map((pull, at) => ({ ...moveOf(pull), name: nodeName(at), has: whatItHas(pull, image, fleet[at]) })),
    pushed: pushedIn(present),
    total: totalOf(pulls),
  }
}

/** Where the build would be pushed: to a repository of the learner's own where its tag has no owner. */
export function placeOf(build: Build): Place {
  const reference = parseReference(build.tags[0] ?? 'image')
  if ('error' in reference) return { repository: 'docker.io/you/image', tag: 'latest' }
  const { domain, path, tag = 'latest' } = reference
  return { repository: `${domain}/${path.replace(/^library\//, 'you/')}`, tag }
}

function pushedIn({ repositories }: Registry): readonly PushedView[] {
  return [...repositories.values()].flatMap(({ name, tags, manifests, isPrivate }) =>
    [...tags].map(([tag, digest]) => ({
      repository: name,
      tag,
      digest,
      layers: manifests.get(digest)?.image.layers.length ?? 0,
      isPrivate,
    })),
  )
}

/** Nodes of which some have what was pushed before, and the last ones nothing. */
function fleetOf(old: readonly Image[] | undefined, { nodes, fresh }: RegistryQuestion): readonly (readonly Image[])[] {
  const count = nodeCount(nodes)
  const nothing: readonly Image[] = []
  return Array.from({ length: count }, (_, at) => (old === undefined || at >= count - fresh ? nothing : old))
}

/** The nodes of the machine. Those that have the same images share one value. */
function fleetAsItIs({ nodes }: RegistryQuestion, machine: Present): readonly (readonly Image[])[] {
  const kinds: (readonly Image[])[] = []
  return Array.from({ length: nodeCount(nodes) }, (_, at) => {
    const images = machine.imagesOn(nodeName(at))
    const same = kinds.find((kind) => kind.length === images.length && kind.every((image, n) => image === images[n]))
    if (same === undefined) kinds.push(images)
    return same ?? images
  })
}

function nodeCount(nodes: number): number {
  return Math.max(1, Math.min(nodesAtMost, Math.trunc(nodes)))
}

function whatItHas({ layers }: Pull, image: Image, known: readonly Image[] = []): NodeView['has'] {
  const id = configDigest(image)
  if (known.some((one) => one === image || configDigest(one) === id)) return 'this'
  return layers.some(({ way }) => way === 'there') ? 'other' : 'nothing'
}

function pulled(image: Image, known: readonly Image[]): Pull | undefined {
  return pullTogether(image, [known])[0]
}

function movedAt(pull: Pull | undefined, at: number): MovedView {
  const layer = pull?.layers[at]
  return layer === undefined
    ? { way: 'there', durationMs: 0 }
    : { way: layer.way, durationMs: layer.endMs - layer.startMs }
}

function moveOf({ delivery, durationMs }: Push | Pull): MoveView {
  return { layers: delivery.layers.length, bytes: delivery.bytes, durationMs }
}
