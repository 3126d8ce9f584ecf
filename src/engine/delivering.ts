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
  type Registry,
  totalOf,
} from '../../simulator/index.ts'
import {
  type LayerMoveView,
  type MovedView,
  type MoveView,
  nodesAtMost,
  type PushedView,
  type RegistryQuestion,
  type RegistryView,
} from './registry-views.ts'

/** What a push of a build and its pulls come to, in a registry to which things may have been pushed; undefined when a build is forgotten or gave no image. */
export function describeRegistry(
  question: RegistryQuestion,
  builds: { readonly at: (key: number) => Build | undefined },
  catalog: Catalog,
  present: Registry = newRegistry(),
): RegistryView | undefined {
  const build = builds.at(question.build)
  const image = build?.image
  if (build === undefined || image === undefined) return undefined
  const before = typeof question.before === 'number' ? builds.at(question.before)?.image : undefined
  if (typeof question.before === 'number' && before === undefined) return undefined
  const { repository, tag } = placeOf(build)
  const earlier = before && pushImage(newRegistry(), catalog, before, repository, tag)
  const isPushed = question.before === 'pushed'
  const push = pushImage(earlier?.registry ?? (isPushed ? present : newRegistry()), catalog, image, repository, tag)
  const known = isPushed ? imagesIn(present, repository) : before && [before]
  const [cold, update] = [pulled(image, []), known && pulled(image, known)]
  const { kinds, pulls } = fleetOf(image, known, question)
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
    pushed: pushedIn(present),
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

/** Images that were pushed to a repository: what a node that follows it has. */
function imagesIn(registry: Registry, repository: string): readonly Image[] {
  return [...(registry.repositories.get(repository)?.manifests.values() ?? [])].map(({ image }) => image)
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

function fleetOf(
  image: Image,
  old: readonly Image[] | undefined,
  { nodes, fresh }: RegistryQuestion,
): { readonly kinds: readonly boolean[]; readonly pulls: readonly Pull[] } {
  const count = Math.max(1, Math.min(nodesAtMost, Math.trunc(nodes)))
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
