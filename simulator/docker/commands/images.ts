import { parseReference } from '../../image/reference.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { imageNamed, shownName, sizeOfImage } from '../find.ts'
import { type HeldImage, type HostDraft, millisecondsBetween } from '../host.ts'
import { cut, durationText, shortID, sizeText, tableText } from '../texts.ts'
import { rfcTime } from '../times.ts'

interface Row {
  readonly held: HeldImage
  readonly name: string | undefined
}

/** Rows of `docker images`: one for each name, the newest image first. */
function rowsOf(draft: HostDraft): readonly Row[] {
  const newest = [...draft.host.images].sort((a, b) => (b.image.created ?? '').localeCompare(a.image.created ?? ''))
  return newest.flatMap((held): readonly Row[] =>
    held.tags.length === 0 ? [{ held, name: undefined }] : held.tags.map((name) => ({ held, name })),
  )
}

function agoOf(draft: HostDraft, created: string | undefined): string {
  const time = created === undefined ? undefined : rfcTime(created)
  if (time === undefined || time.seconds <= 946_684_800) return 'N/A'
  return `${durationText(millisecondsBetween(time, draft.now))} ago`
}

export const images = dockerCommand({
  names: ['images', 'image ls', 'image list'],
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  summary: 'List images',
  flags: 'all|a quiet|q no-trunc digests filter|f=list format=value tree',
  words: [0, 1],
  run: ({ draft, process, given }) => {
    const [wanted] = given.words
    const reference = wanted === undefined ? undefined : parseReference(wanted)
    const isWanted = (name: string | undefined): boolean => {
      if (wanted === undefined) return name !== undefined || given.has('all') || isDangling
      if (reference === undefined || 'error' in reference || name === undefined) return false
      return wanted.includes(':')
        ? reference.normal === name
        : shownName(reference.normal).repository === shownName(name).repository
    }
    const isDangling = given.values('filter').includes('dangling=true')
    const rows = rowsOf(draft).filter(({ name }) => isWanted(name) && (!isDangling || name === undefined))
    const idOf = (held: HeldImage): string => (given.has('no-trunc') ? held.id : shortID(held.id))
    if (given.has('quiet')) {
      for (const id of new Set(rows.map(({ held }) => idOf(held)))) say(process, id)
      return 0
    }
    const hasDigests = given.has('digests')
    const table = rows.map(({ held, name }) => {
      const { repository, tag } = name === undefined ? { repository: '<none>', tag: '<none>' } : shownName(name)
      const digest = held.digests.find((one) => shownName(one.replace(/@.*/, ':x')).repository === repository)
      return [
        repository,
        tag,
        ...(hasDigests ? [digest?.split('@')[1] ?? '<none>'] : []),
        idOf(held),
        agoOf(draft, held.image.created),
        sizeText(sizeOfImage(held)),
      ]
    })
    const head = ['REPOSITORY', 'TAG', ...(hasDigests ? ['DIGEST'] : []), 'IMAGE ID', 'CREATED', 'SIZE']
    process.output.write(tableText([head, ...table]))
    return 0
  },
})

export const history = dockerCommand({
  names: ['history', 'image history'],
  usage: '[OPTIONS] IMAGE',
  summary: 'Show the history of an image',
  flags: 'quiet|q no-trunc human|H format=value platform=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const held = imageNamed(draft.host, word)
    if (held === undefined) return daemonError(process, `No such image: ${fullName(word)}`)
    const isWhole = given.has('no-trunc')
    const isHuman = given.value('human') !== 'false'
    let layer = held.image.layers.length
    const rows = [...held.image.history].reverse().map((entry, at) => {
      const bytes = entry.empty_layer === true ? 0 : (held.image.layers[--layer]?.fileBytes.value ?? 0)
      const text = (entry.created_by ?? '').replaceAll('\t', ' ')
      return [
        at === 0 ? (isWhole ? held.id : shortID(held.id)) : '<missing>',
        isHuman ? agoOf(draft, entry.created) : (entry.created ?? ''),
        isWhole ? text : cut(text, 45),
        isHuman ? sizeText(bytes) : `${bytes}`,
        entry.comment ?? '',
      ]
    })
    if (given.has('quiet')) {
      for (const [id = ''] of rows) say(process, id)
      return 0
    }
    const head = ['IMAGE', isHuman ? 'CREATED' : 'CREATED AT', 'CREATED BY', 'SIZE', 'COMMENT']
    process.output.write(tableText([head, ...rows]))
    return 0
  },
})

export const tag = dockerCommand({
  names: ['tag', 'image tag'],
  usage: 'SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]',
  summary: 'Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE',
  flags: '',
  words: [2, 2],
  run: ({ draft, process, given }) => {
    const [source = '', target = ''] = given.words
    const reference = parseReference(target)
    if ('error' in reference) {
      complain(
        process,
        `Error parsing reference: ${JSON.stringify(target)} is not a valid repository/tag: ${reference.error}`,
      )
      return 1
    }
    const held = imageNamed(draft.host, source)
    if (held === undefined) return daemonError(process, `No such image: ${fullName(source)}`)
    draft.putImage(held.image, [reference.normal])
    return 0
  },
})

export const rmi = dockerCommand({
  names: ['rmi', 'image rm', 'image remove'],
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  summary: 'Remove one or more images',
  flags: 'force|f no-prune platform=list',
  words: [1, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    let status = 0
    for (const word of given.words) if (!removeImage(draft, process, word, given.has('force'))) status = 1
    return status
  },
})

function removeImage(draft: HostDraft, process: Parameters<typeof say>[0], word: string, isForced: boolean): boolean {
  const held = imageNamed(draft.host, word)
  if (held === undefined) {
    daemonError(process, `No such image: ${fullName(word)}`)
    return false
  }
  const reference = parseReference(word)
  const name = 'error' in reference || !held.tags.includes(reference.normal) ? undefined : reference
  const users = draft.host.containers.filter(({ imageID }) => imageID === held.id)
  const running = users.find((one) => draft.isRunning(one))
  const refuse = (message: string): boolean => {
    daemonError(process, `conflict: unable to delete ${message}`)
    return false
  }
  const id = shortID(held.id)
  if (name === undefined && running !== undefined)
    return refuse(`${id} (cannot be forced) - image is being used by running container ${shortID(running.plan.id)}`)
  if (name === undefined && held.tags.length > 1 && !isForced)
    return refuse(`${id} (must be forced) - image is referenced in multiple repositories`)
  if (name === undefined && users[0] !== undefined && !isForced)
    return refuse(`${id} (must be forced) - image is being used by stopped container ${shortID(users[0].plan.id)}`)
  const isLast = name === undefined || held.tags.length === 1
  if (name !== undefined && isLast && users[0] !== undefined && !isForced)
    return refuse(
      `${name.familiar} (must be forced) - container ${shortID(users[0].plan.id)} is using its referenced image ${id}`,
    )
  const gone = name === undefined ? held.tags : [name.normal]
  for (const one of gone) {
    const { repository, tag: tagName } = shownName(one)
    say(process, `Untagged: ${repository}:${tagName}`)
  }
  const rest = held.tags.filter((one) => !gone.includes(one))
  const others = draft.host.images.filter((one) => one.id !== held.id)
  if (rest.length > 0 || users.length > 0) {
    draft.change({ images: [...others, { ...held, tags: rest }] })
    return true
  }
  draft.change({ images: others })
  say(process, `Deleted: ${held.id}`)
  return true
}

/** A name as messages give it: with its tag. */
export function fullName(word: string): string {
  const reference = parseReference(word)
  return 'error' in reference ? word : reference.familiar
}
