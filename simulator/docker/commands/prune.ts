import { readText } from '../../machine/pipe.ts'
import type { Process } from '../../machine/process.ts'
import { prunedOf, recordBytes } from '../cached.ts'
import { dockerCommand } from '../command.ts'
import { familiarName } from '../described/image.ts'
import { imageEvent } from '../events.ts'
import { sizeOfImage, sizeOfLayer } from '../find.ts'
import type { Given } from '../flags.ts'
import type { HeldImage, HostDraft } from '../host.ts'
import { connectionsOf } from '../networks.ts'
import { sizeText } from '../texts.ts'
import { ownBytes } from './ps.ts'

/** What a pruner did: its text, and the bytes that came free. */
interface Pruned {
  readonly text: string
  readonly bytes: number
}

const allImages = 'all images without at least one container associated to them'

export const containerPrune = dockerCommand({
  names: ['container prune'],
  flags: 'force|f filter=list',
  words: [0, 0],
  run: ({ draft, process, given }) =>
    askFirst(process, given, 'WARNING! This will remove all stopped containers.') &&
    finish(process, pruneContainers(draft, given.values('filter'))),
})

export const imagePrune = dockerCommand({
  names: ['image prune'],
  flags: 'all|a force|f filter=list',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const what = given.has('all') ? allImages : 'all dangling images'
    return (
      askFirst(process, given, `WARNING! This will remove ${what}.`) &&
      finish(process, pruneImages(draft, given.has('all'), given.values('filter')))
    )
  },
})

export const volumePrune = dockerCommand({
  names: ['volume prune'],
  flags: 'all|a force|f',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const what = given.has('all') ? 'all' : 'anonymous'
    const warning = `WARNING! This will remove ${what} local volumes not used by at least one container.`
    return askFirst(process, given, warning) && finish(process, pruneVolumes(draft, given.has('all')))
  },
})

export const networkPrune = dockerCommand({
  names: ['network prune'],
  flags: 'force|f',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const warning = 'WARNING! This will remove all custom networks not used by at least one container.'
    if (askFirst(process, given, warning) === 0) return 0
    const { text } = pruneNetworks(draft)
    if (text !== '') process.output.write(`${text}\n`)
    return 0
  },
})

export const systemPrune = dockerCommand({
  names: ['system prune'],
  flags: 'all|a force|f volumes',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const isAll = given.has('all')
    const lines = [
      'all stopped containers',
      'all networks not used by at least one container',
      ...(given.has('volumes') ? ['all anonymous volumes not used by at least one container'] : []),
      isAll ? allImages : 'all dangling images',
      isAll ? 'all build cache' : 'unused build cache',
    ]
    const warning = `WARNING! This will remove:\n${lines.map((line) => `  - ${line}\n`).join('')}`
    if (askFirst(process, given, warning) === 0) return 0
    const all = [
      pruneContainers(draft, []),
      pruneNetworks(draft),
      ...(given.has('volumes') ? [pruneVolumes(draft, false)] : []),
      pruneImages(draft, isAll, []),
      pruneCache(draft, isAll),
    ]
    for (const { text } of all) if (text !== '') process.output.write(`${text}\n`)
    return finish(process, { text: '', bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) })
  },
})

/** Whether to go on, which it is 1; asks unless it was told to. */
function askFirst(process: Process, given: Given, warning: string): 0 | 1 {
  if (given.has('force')) return 1
  process.output.write(`${warning}\nAre you sure you want to continue? [y/N] `)
  const answer = readText(process.input) ?? ''
  if (answer === '' || !/^y/i.test(answer)) {
    process.output.write('\n')
    return 0
  }
  return 1
}

function finish(process: Process, { text, bytes }: Pruned): number {
  if (text !== '') process.output.write(`${text}\n`)
  process.output.write(`Total reclaimed space: ${sizeText(bytes, 4)}\n`)
  return 0
}

function pruneContainers(draft: HostDraft, filters: readonly string[]): Pruned {
  const labels = filters.flatMap((filter) => (filter.startsWith('label=') ? [filter.slice('label='.length)] : []))
  const gone = draft.host.containers.filter(
    (one) =>
      !draft.isRunning(one) &&
      labels.every((label) =>
        one.settings.labels.some(([name, value]) => label === name || label === `${name}=${value}`),
      ),
  )
  const bytes = gone.reduce((sum, one) => sum + ownBytes(draft, one), 0)
  for (const { plan } of gone) draft.dropContainer(plan.id)
  return {
    text: listText(
      'Deleted Containers',
      gone.map(({ plan }) => plan.id),
    ),
    bytes,
  }
}

function pruneImages(draft: HostDraft, isAll: boolean, filters: readonly string[]): Pruned {
  const labels = filters.flatMap((filter) => (filter.startsWith('label=') ? [filter.slice('label='.length)] : []))
  const gone = draft.host.images.filter(
    (held) =>
      (isAll || held.tags.length === 0) &&
      !draft.host.containers.some(({ imageID }) => imageID === held.id) &&
      labels.every((label) => {
        const [name = '', value] = label.split('=')
        const found = held.image.settings.Labels?.[name]
        return found !== undefined && (value === undefined || value === found)
      }),
  )
  const kept = draft.host.images.filter((held) => !gone.includes(held))
  draft.change({ images: kept })
  for (const held of gone)
    draft.tell(
      ...held.tags.map((name) => imageEvent(held, 'untag', draft.now, familiarName(name))),
      imageEvent(held, 'delete', draft.now),
    )
  const lines = gone.flatMap((held) => [
    ...held.tags.map((name) => `untagged: ${familiarName(name)}`),
    `deleted: ${held.id}`,
  ])
  return { text: listText('Deleted Images', lines), bytes: bytesOnlyIn(gone, kept) }
}

/** Bytes of the layers that no other image has. */
export function bytesOnlyIn(images: readonly HeldImage[], others: readonly HeldImage[]): number {
  const shared = new Set(others.flatMap(({ image }) => image.layers.map(({ diffID }) => diffID)))
  const seen = new Set(shared)
  let bytes = 0
  for (const { image } of images)
    for (const layer of image.layers) {
      if (seen.has(layer.diffID)) continue
      seen.add(layer.diffID)
      bytes += sizeOfLayer(layer)
    }
  return images.length === 0
    ? 0
    : Math.min(
        bytes,
        images.reduce((sum, held) => sum + sizeOfImage(held), 0),
      )
}

function pruneNetworks(draft: HostDraft): Pruned {
  const gone = draft.host.networks.filter(
    ({ name }) => !draft.host.containers.some((one) => connectionsOf(one).includes(name)),
  )
  draft.change({ networks: draft.host.networks.filter((one) => !gone.includes(one)) })
  return {
    text: listText(
      'Deleted Networks',
      gone.map(({ name }) => name),
    ),
    bytes: 0,
  }
}

function pruneVolumes(draft: HostDraft, isAll: boolean): Pruned {
  const gone = [...draft.host.volumes.values()].filter(
    ({ name, isAnonymous }) =>
      (isAll || isAnonymous) &&
      !draft.host.containers.some(({ mounts }) => mounts.some(({ source }) => source === name)),
  )
  const volumes = new Map(draft.host.volumes)
  for (const { name } of gone) volumes.delete(name)
  draft.change({ volumes })
  return {
    text: listText(
      'Deleted Volumes',
      gone.map(({ name }) => name),
    ),
    bytes: 0,
  }
}

function pruneCache(draft: HostDraft, isAll: boolean): Pruned {
  const { gone, store } = prunedOf(draft.host.store, draft.host.images, isAll)
  const bytes = gone.reduce((sum, record) => sum + recordBytes(record), 0)
  const keys = gone.map(({ key }) => key)
  draft.change({ store })
  return {
    text: listText(
      'Deleted build cache objects',
      keys.map((key) => key.replace(/^sha256:/, '').slice(0, 25)),
    ),
    bytes,
  }
}

function listText(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `${line}\n`).join('')}`
}
