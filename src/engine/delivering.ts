import {
  type Build,
  type Catalog,
  type Image,
  manifestSize,
  newRegistry,
  type Pull,
  type Push,
  parseReference,
  pullTogether,
  pushImage,
  totalOf,
} from '../../simulator/index.ts'
import {
  type LayerMoveView,
  type MovedView,
  type MoveView,
  nodesAtMost,
  type RegistryQuestion,
  type RegistryView,
} from './registry-views.ts'

/** What a push of a build and its pulls come to; undefined when a build is forgotten or gave no image. */
export function describeRegistry(
  question: RegistryQuestion,
  builds: { readonly at: (key: number) => Build | undefined },
  catalog: Catalog,
): RegistryView | undefined {
  const build = builds.at(question.build)
  const image = build?.image
  if (build === undefined || image === undefined) return undefined
  const before = question.before === undefined ? undefined : builds.at(question.before)?.image
  if (question.before !== undefined && before === undefined) return undefined
  const { repository, tag } = placeOf(build)
  const earlier = before && pushImage(newRegistry(), catalog, before, repository, tag)
  const push = pushImage(earlier?.registry ?? newRegistry(), catalog, image, repository, tag)
  const [cold, update] = [pulled(image, []), before && pulled(image, [before])]
  const { kinds, pulls } = fleetOf(image, before, question)
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
    nodes: pulls.map((pull, at) => ({ ...moveOf(pull), isFresh: kinds[at] ?? true })),
    total: totalOf(pulls),
  }
}

/** Where the build would be pushed: to a repository of the learner's own where its tag has no owner. */
function placeOf(build: Build): { readonly repository: string; readonly tag: string } {
  const reference = parseReference(build.tags[0] ?? 'image')
  if ('error' in reference) return { repository: 'docker.io/you/image', tag: 'latest' }
  const { domain, path, tag = 'latest' } = reference
  return { repository: `${domain}/${path.replace(/^library\//, 'you/')}`, tag }
}

function fleetOf(
  image: Image,
  before: Image | undefined,
  { nodes, fresh }: RegistryQuestion,
): { readonly kinds: readonly boolean[]; readonly pulls: readonly Pull[] } {
  const count = Math.max(1, Math.min(nodesAtMost, Math.trunc(nodes)))
  const old = before === undefined ? undefined : [before]
  const nothing: readonly Image[] = []
  const kinds = Array.from({ length: count }, (_, at) => old === undefined || at >= count - fresh)
  const known = kinds.map((isFresh) => (isFresh || old === undefined ? nothing : old))
  return { kinds, pulls: pullTogether(image, known) }
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
