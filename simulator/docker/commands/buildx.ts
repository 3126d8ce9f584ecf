import { prune } from '../../cache/store.ts'
import { parseReference } from '../../image/reference.ts'
import { readText } from '../../machine/pipe.ts'
import { findImage } from '../../registry/library.ts'
import { manifestOf } from '../../registry/manifest.ts'
import { cacheBytes, recordBytes, recordID } from '../cached.ts'
import { complain, dockerCommand, say } from '../command.ts'
import { type HostDraft, millisecondsBetween } from '../host.ts'
import { ImageNeeded } from '../interruption.ts'
import { withTemplate } from '../listing.ts'
import { durationText, sizeText, tableText } from '../texts.ts'
import { dockerVersion } from '../version.ts'

export const du = dockerCommand({
  names: ['buildx du', 'builder du'],
  flags: 'verbose',
  words: [0, 0],
  run: ({ draft, process }) => {
    const { records } = draft.host.store
    if (records.size > 0) process.output.write(tableText([recordHeads, ...recordRows(draft)]))
    const bytes = sizeText(cacheBytes(draft.host.store), 4)
    process.output.write(`Reclaimable:\t${bytes}\nTotal:\t\t${bytes}\n`)
    return 0
  },
})

const recordHeads = ['ID', 'RECLAIMABLE', 'SIZE', 'LAST ACCESSED']

function recordRows(draft: HostDraft): readonly (readonly string[])[] {
  return [...draft.host.store.records.values()]
    .reverse()
    .map((record) => [
      recordID(record),
      'true',
      sizeText(recordBytes(record), 4),
      `${durationText(millisecondsBetween(record.made, draft.now))} ago`,
    ])
}

/** `docker builder prune`: forgets the cache. */
export const builderPrune = dockerCommand({
  names: ['buildx prune', 'builder prune'],
  flags: 'all|a force|f',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    if (!given.has('force')) {
      const what = given.has('all') ? 'all build cache' : 'all dangling build cache'
      process.output.write(`WARNING! This will remove ${what}. Are you sure you want to continue? [y/N] `)
      if (!/^y/i.test(readText(process.input) ?? '')) {
        process.output.write('\n')
        return 0
      }
    }
    const rows = recordRows(draft)
    if (rows.length > 0) process.output.write(tableText([recordHeads, ...rows]))
    process.output.write(`Total:\t${sizeText(cacheBytes(draft.host.store), 4)}\n`)
    draft.change({ store: prune(draft.host.store) })
    return 0
  },
})

export const buildxList = dockerCommand({
  names: ['buildx ls'],
  flags: '',
  words: [0, 0],
  run: ({ process }) => {
    process.output.write(
      tableText([
        ['NAME/NODE', 'DRIVER/ENDPOINT', 'STATUS', 'BUILDKIT', 'PLATFORMS'],
        ['default*', 'docker', '', '', ''],
        [' \\_ default', ' \\_ default', 'running', 'unknown', 'linux/amd64'],
      ]).replace(/ +$/gm, ''),
    )
    return 0
  },
})

export const buildxVersion = dockerCommand({
  names: ['buildx version'],
  flags: '',
  words: [0, 0],
  run: ({ process }) => {
    say(process, `github.com/docker/buildx ${dockerVersion.buildx}`)
    return 0
  },
})

export const imagetoolsInspect = dockerCommand({
  names: ['buildx imagetools inspect'],
  flags: 'raw format=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const reference = parseReference(word)
    if ('error' in reference) {
      complain(process, `ERROR: ${reference.error}`)
      return 1
    }
    const found = findImage(draft.registry, draft.world.catalog, reference)
    if (found.kind === 'not-loaded') throw new ImageNeeded(reference.normal)
    if (found.kind !== 'found') {
      complain(process, `ERROR: ${reference.normal}: not found`)
      return 1
    }
    const manifest = manifestOf(found.image)
    if (given.has('raw')) {
      process.output.write(manifest.text)
      return 0
    }
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json'
    const format = given.value('format')
    if (format !== undefined)
      return withTemplate(process, format, (show) => {
        const data = {
          Name: reference.normal,
          Manifest: { mediaType, digest: found.digest, size: manifest.text.length },
          Image: { architecture: found.image.platform.architecture, os: found.image.platform.os },
        }
        say(process, show(data, { type: 'struct' }))
      })
    process.output.write(
      tableText([
        ['Name:', reference.normal],
        ['MediaType:', mediaType],
        ['Digest:', found.digest],
      ]).replace(/^(\w+:) +/gm, (_, name: string) => name.padEnd(11)),
    )
    return 0
  },
})
