import { imageNamed } from '../../docker/find.ts'
import type { CatalogImage } from '../../image/catalog.ts'
import { parseReference } from '../../image/reference.ts'
import { deliveryOf } from '../../registry/delivery.ts'
import { findImage, repositoryOf } from '../../registry/library.ts'
import { manifestOf } from '../../registry/manifest.ts'
import { pushImage } from '../../registry/push.ts'
import { zero } from '../../values/estimate.ts'
import { withMoved } from '../catalog-overlay.ts'
import { laptop, type Played } from '../played.ts'
import type { Verbs } from '../procedure.ts'
import type { Judging } from '../verdict.ts'
import { quoted, textOfRun, typeLine } from './typing.ts'

export function* performPush(played: Played, step: Verbs['push']): Generator<Judging, void> {
  const name = step.on ?? laptop
  const host = played.host(name)
  const reference = parseReference(step.image)
  const image = host === undefined ? undefined : imageNamed(host, step.image)?.image
  const delivery =
    image === undefined || 'error' in reference
      ? undefined
      : pushImage(played.site.registry, played.world.catalog, image, repositoryOf(reference)).delivery
  const run = yield* typeLine(played, name, `docker push ${quoted(step.image)}`)
  const isDone = run.host.status === 0 && delivery !== undefined
  played.records.set(step.as, {
    kind: 'push',
    exit: run.host.status,
    output: textOfRun(run),
    sent: isDone ? delivery.bytes : zero,
    sentLayers: isDone ? delivery.layers.length : 0,
    ...(image === undefined ? {} : { image }),
  })
}

export function* performPull(played: Played, step: Verbs['pull']): Generator<Judging, void> {
  const name = step.on ?? laptop
  const before = played.host(name)
  const run = yield* typeLine(played, name, `docker pull ${quoted(step.image)}`)
  const image = imageNamed(run.host, step.image)?.image
  const isDone = run.host.status === 0 && image !== undefined
  const delivery = isDone
    ? deliveryOf(
        image,
        (before?.images ?? []).map((held) => held.image),
      )
    : undefined
  played.records.set(step.as, {
    kind: 'pull',
    exit: run.host.status,
    output: textOfRun(run),
    sent: delivery?.bytes ?? zero,
    sentLayers: delivery?.layers.length ?? 0,
    ...(isDone ? { image } : {}),
  })
}

/** A tag of a registry comes to stand for another of the exercise's images, which was built before. */
export function performRegistry(played: Played, { move, to }: Verbs['registry']): void {
  const from = parseReference(move)
  const target = parseReference(to)
  if ('error' in from || 'error' in target) {
    played.stopped = `registry: ${move} and ${to} have to be names of images`
    return
  }
  const { catalog } = played.world
  const found = findImage(played.site.registry, catalog, target)
  if (found.kind !== 'found') {
    played.stopped = `registry: there is no image ${to}`
    return
  }
  const old = catalog.images.get(from.normal)
  if (old === undefined) {
    const { registry } = pushImage(played.site.registry, catalog, found.image, repositoryOf(from), from.tag ?? 'latest')
    played.site = { ...played.site, registry }
    return
  }
  const moved: CatalogImage = { ...old, image: found.image, manifestDigest: manifestOf(found.image).digest }
  played.world = { ...played.world, catalog: withMoved(catalog, new Map([[from.normal, moved]])) }
}
