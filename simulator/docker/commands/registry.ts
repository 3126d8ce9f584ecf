import { parseReference, type Reference } from '../../image/reference.ts'
import type { Process } from '../../machine/process.ts'
import { findImage, repositoryOf } from '../../registry/library.ts'
import { lineRates } from '../../registry/line.ts'
import { manifestOf, manifestSize } from '../../registry/manifest.ts'
import { type LayerPush, pushImage } from '../../registry/push.ts'
import { whyNoPush } from '../../registry/rights.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { movedEvent } from '../events.ts'
import { imageNamed } from '../find.ts'
import type { Given } from '../flags.ts'
import type { HeldImage, HostDraft } from '../host.ts'
import { ImageNeeded } from '../interruption.ts'
import { progressSayings, type Saying, sayInTime } from '../moving.ts'
import { pullReference, silent, unreachable } from '../pulling.ts'
import { shortID } from '../texts.ts'

/** Whether a name was written with a tag, or with a digest. */
function hasTag(word: string): boolean {
  return word.includes('@') || word.lastIndexOf(':') > word.lastIndexOf('/')
}

/** What a push or pull is of; says so where the tag goes without saying. Gives a status where the name or its flags are wrong. */
function namedBy(process: Process, given: Given): Reference | number {
  const [word = ''] = given.words
  const reference = parseReference(word)
  if ('error' in reference) return wrong(process, reference.error)
  const isAll = given.has('all-tags')
  if (isAll && hasTag(word)) return wrong(process, "tag can't be used with --all-tags/-a")
  if (!isAll && !hasTag(word) && !given.has('quiet')) say(process, 'Using default tag: latest')
  return reference
}

export const pull = dockerCommand({
  names: ['pull', 'image pull'],
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  summary: 'Download an image from a registry',
  flags: 'all-tags|a disable-content-trust platform=value quiet|q',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const reference = namedBy(process, given)
    if (typeof reference === 'number') return reference
    const isQuiet = given.has('quiet')
    const references = given.has('all-tags') ? tagsThere(draft, reference) : [reference]
    const output = isQuiet ? silent(process) : process.output
    for (const one of references) {
      const pulled = pullReference(draft, output, one, given.value('platform'))
      if ('refused' in pulled) return daemonError(process, pulled.refused)
    }
    say(process, given.has('all-tags') ? repositoryOf(reference) : reference.normal)
    return 0
  },
})

/** All names of a repository that was pushed; of another one the name that was given. */
function tagsThere(draft: HostDraft, reference: Reference): readonly Reference[] {
  const repository = repositoryOf(reference)
  const tags = [...(draft.registry.repositories.get(repository)?.tags.keys() ?? [])].sort()
  const found = tags
    .map((tag) => parseReference(`${repository}:${tag}`))
    .flatMap((one) => ('error' in one ? [] : [one]))
  return found.length === 0 ? [reference] : found
}

export const push = dockerCommand({
  names: ['push', 'image push'],
  usage: '[OPTIONS] NAME[:TAG]',
  summary: 'Upload an image to a registry',
  flags: 'all-tags|a disable-content-trust platform=value quiet|q',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const reference = namedBy(process, given)
    if (typeof reference === 'number') return reference
    const isQuiet = given.has('quiet')
    const references = given.has('all-tags') ? tagsHere(draft, reference) : [reference]
    const status = pushReferences(draft, isQuiet ? silent(process) : process.output, process, reference, references)
    if (status === 0 && isQuiet) say(process, given.has('all-tags') ? repositoryOf(reference) : reference.normal)
    return status
  },
})

function tagsHere(draft: HostDraft, reference: Reference): readonly Reference[] {
  const names = draft.host.images
    .flatMap(({ tags }) => tags)
    .filter((tag) => tag.startsWith(`${repositoryOf(reference)}:`))
  return names
    .sort()
    .map(parseReference)
    .flatMap((one) => ('error' in one ? [] : [one]))
}

/** Pushes what a host has under names of one repository; gives the status. */
export function pushReferences(
  draft: HostDraft,
  output: Process['output'],
  process: Process,
  reference: Reference,
  references: readonly Reference[],
): number {
  output.write(`The push refers to repository [${repositoryOf(reference)}]\n`)
  if (reference.digest !== undefined) return wrong(process, 'cannot push a digest reference')
  if (references.length === 0)
    return wrong(process, `An image does not exist locally with the tag: ${reference.familiar.replace(/:[^/]*$/, '')}`)
  for (const one of references) {
    const held = imageNamed(draft.host, one.normal)
    if (held === undefined) return wrong(process, `tag does not exist: ${one.familiar}`)
    const status = pushOne(draft, output, process, one, held)
    if (status !== 0) return status
  }
  return 0
}

function pushOne(
  draft: HostDraft,
  output: Process['output'],
  process: Process,
  reference: Reference,
  held: HeldImage,
): number {
  const repository = repositoryOf(reference)
  const { image } = held
  const { tag = 'latest' } = reference
  const refusal = whyNoPush(draft.registry, repository, draft.host.logins.get(reference.domain))
  if (refusal !== undefined) {
    const ids = [...new Set(image.layers.map(({ diffID }) => shortID(diffID)))].reverse()
    sayInTime(
      draft,
      output,
      ids.map((id) => ({ atMs: 0, id, text: 'Preparing' })),
    )
    draft.pass(2 * lineRates.answer)
    if (refusal === 'unreachable') return wrong(process, unreachable(reference.domain))
    return wrong(
      process,
      refusal === 'denied' ? 'denied: requested access to the resource is denied' : 'no basic auth credentials',
    )
  }
  const pushed = pushImage(draft.registry, draft.world.catalog, image, repository, tag)
  sayInTime(draft, output, sayingsOf(pushed.layers))
  draft.pass(pushed.durationMs.value - Math.max(0, ...pushed.layers.map(({ endMs }) => endMs)))
  draft.putRegistry(pushed.registry)
  draft.putImage(image, [], [`${repository}@${pushed.manifest.digest}`])
  draft.tell(movedEvent(held, 'push', reference.familiar, draft.now))
  output.write(`${tag}: digest: ${pushed.manifest.digest} size: ${manifestSize(pushed.manifest)}\n`)
  return 0
}

const doneTexts = { sent: 'Pushed', there: 'Layer already exists' } as const

/** Docker begins with the top layer, and names layers by the digest of what is in them. */
function sayingsOf(layers: readonly LayerPush[]): readonly Saying[] {
  let place = 0
  return layers.toReversed().flatMap(({ way, layer, blob, from, startMs, endMs }): readonly Saying[] => {
    if (way === 'again') return []
    place += 1
    const id = shortID(layer.diffID)
    const [, path = ''] = /^[^/]*\/(.*)$/.exec(from ?? '') ?? []
    return [
      { atMs: 0, id, text: 'Preparing' },
      ...(place > lineRates.uploads ? [{ atMs: 0, id, text: 'Waiting' }] : []),
      ...(way === 'sent'
        ? progressSayings(id, 'Pushing', { startMs: startMs + 2 * lineRates.answer, endMs, bytes: blob.size.value })
        : []),
      { atMs: endMs, id, text: way === 'mounted' ? `Mounted from ${path}` : doneTexts[way] },
    ]
  })
}

export const manifestInspect = dockerCommand({
  names: ['manifest inspect'],
  usage: '[OPTIONS] [MANIFEST_LIST] MANIFEST',
  summary: 'Display an image manifest, or manifest list',
  flags: 'insecure verbose|v',
  words: [1, 2],
  run: ({ draft, process, given }) => {
    const word = given.words.at(-1) ?? ''
    const reference = parseReference(word)
    if ('error' in reference) return wrong(process, reference.error)
    const found = findImage(draft.registry, draft.world.catalog, reference)
    if (found.kind === 'not-loaded') throw new ImageNeeded(reference.normal)
    if (found.kind !== 'found') return wrong(process, `no such manifest: ${reference.normal}`)
    const { text } = manifestOf(found.image)
    say(
      process,
      text.replace(/^( {3})+/gm, (blanks) => '\t'.repeat(blanks.length / 3)),
    )
    return 0
  },
})

export const search = dockerCommand({
  names: ['search'],
  usage: '[OPTIONS] TERM',
  summary: 'Search Docker Hub for images',
  flags: 'filter|f=list format=value limit=value no-trunc',
  words: [1, 1],
  run: ({ process }) => {
    process.machine.note({
      kind: 'not-simulated',
      message: 'docker search is not simulated: the images that can be had here are those of the catalog.',
    })
    return daemonError(process, 'docker search is not simulated here')
  },
})

/** A message that is not the daemon's. */
function wrong(process: Process, message: string): number {
  complain(process, message)
  return 1
}
