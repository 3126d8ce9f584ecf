import type { CacheRecord } from '../../cache/store.ts'
import { parseReference } from '../../image/reference.ts'
import { readText } from '../../machine/pipe.ts'
import { findImage } from '../../registry/library.ts'
import { manifestOf } from '../../registry/manifest.ts'
import { cacheBytes, isShared, privateBytes, prunedOf, recordBytes, recordID } from '../cached.ts'
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
    const { store, images } = draft.host
    const rows = [...store.records.values()].map((record) => recordRow(draft, record))
    process.output.write(tableText([['ID', 'RECLAIMABLE', 'SIZE', 'LAST ACCESSED'], ...rows]))
    const all = cacheBytes(store)
    const own = privateBytes(store, images)
    const bytes = sizeText(all, 4)
    if (all > own) process.output.write(`Shared:\t\t${sizeText(all - own, 4)}\nPrivate:\t${sizeText(own, 4)}\n`)
    process.output.write(`Reclaimable:\t${bytes}\nTotal:\t\t${bytes}\n`)
    return 0
  },
})

/** A result as it is listed; a star marks what an image has too. */
function recordRow(draft: HostDraft, record: CacheRecord): readonly string[] {
  const star = isShared(record, draft.host.images) ? '*' : ''
  return [recordID(record), 'true', `${sizeText(recordBytes(record), 4)}${star}`, agoOf(draft, record)]
}

function agoOf(draft: HostDraft, { made }: CacheRecord): string {
  return `${durationText(millisecondsBetween(made, draft.now))} ago`
}

/** What a prune took, in columns that tabs part. Source: docker/buildx, commands/prune.go. */
function prunedText(draft: HostDraft, gone: readonly CacheRecord[]): string {
  const rows = gone.map((record, at) => {
    const size = sizeText(recordBytes(record), 4).padEnd(10)
    return `${recordID(record).padEnd(40)}\ttrue ${at === 0 ? '\t\t' : '\t'}${size}\t${agoOf(draft, record)}\n`
  })
  return rows.length === 0 ? '' : `ID\t\t\t\t\t\tRECLAIMABLE\tSIZE\t\tLAST ACCESSED\n${rows.join('')}`
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
    const { gone, store } = prunedOf(draft.host.store, draft.host.images, given.has('all'))
    process.output.write(prunedText(draft, [...gone].reverse()))
    const bytes = gone.reduce((sum, record) => sum + recordBytes(record), 0)
    process.output.write(`Total:\t${sizeText(bytes, 4)}\n`)
    draft.change({ store })
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
