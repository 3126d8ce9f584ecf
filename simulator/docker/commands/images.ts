import { parseReference } from '../../image/reference.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { imageEvent } from '../events.ts'
import { fullName, imageNamed, shownName, sizeOfImage } from '../find.ts'
import { type HeldImage, type HostDraft, millisecondsBetween } from '../host.ts'
import { printListing } from '../listing.ts'
import type { Struct } from '../template/values.ts'
import { durationText, shortID, sizeText } from '../texts.ts'
import { pastTime, rfcTime } from '../times.ts'

interface Row {
  readonly held: HeldImage
  readonly name: string | undefined
}

/** Rows of `docker images`: one for each name, the newest image first. */
function rowsOf(draft: HostDraft): readonly Row[] {
  const newest = [...draft.host.images].sort((a, b) => (b.image.created ?? '').localeCompare(a.image.created ?? ''))
  return newest.flatMap((held): readonly Row[] =>
    held.tags.length === 0 ? [{ held, name: undefined }] : [...held.tags].sort().map((name) => ({ held, name })),
  )
}

/** How long ago an image was made, however long that is. */
export function sinceOf(draft: HostDraft, created: string | undefined): string {
  const time = created === undefined ? undefined : rfcTime(created)
  return time === undefined ? 'N/A' : `${durationText(millisecondsBetween(time, draft.now))} ago`
}

/** The same of a line of the history; one without a time of its own has none. */
export function agoOf(draft: HostDraft, created: string | undefined): string {
  const time = created === undefined ? undefined : rfcTime(created)
  if (time === undefined || time.seconds <= 946_684_800) return 'N/A'
  return `${durationText(millisecondsBetween(time, draft.now))} ago`
}

const heads = {
  ID: 'IMAGE ID',
  Repository: 'REPOSITORY',
  Tag: 'TAG',
  Digest: 'DIGEST',
  CreatedSince: 'CREATED',
  CreatedAt: 'CREATED AT',
  Size: 'SIZE',
  Containers: 'CONTAINERS',
  VirtualSize: 'SIZE',
  SharedSize: 'SHARED SIZE',
  UniqueSize: 'UNIQUE SIZE',
}

export const images = dockerCommand({
  names: ['images', 'image ls', 'image list'],
  flags: 'all|a quiet|q no-trunc digests filter|f=list format=value',
  words: [0, 1],
  run: ({ draft, process, given }) => {
    const filters = given.values('filter')
    const unknown = filters.find((filter) => !isImageFilter(filter))
    if (unknown !== undefined) return daemonError(process, `invalid filter '${unknown.split('=', 1)[0]}'`)
    const [wanted] = given.words
    const rows = rowsOf(draft)
      .filter((row) => wanted === undefined || isNamed(row, wanted))
      .filter((row) => filters.every((filter) => fitsFilter(draft, row, filter)))
    const isWhole = given.has('no-trunc')
    if (given.has('quiet')) {
      for (const { held } of rows) say(process, isWhole ? held.id : shortID(held.id))
      return 0
    }
    const columns = ['Repository', 'Tag', ...(given.has('digests') ? ['Digest'] : []), 'ID', 'CreatedSince', 'Size']
    const shown = rows.map((row) => fieldsOf(draft, row, isWhole))
    const listing = { type: '*formatter.imageContext', heads, columns, rows: shown }
    return printListing(process, listing, given.value('format'))
  },
})

function fieldsOf(draft: HostDraft, { held, name }: Row, isWhole: boolean): Struct {
  const { repository, tag: tagName } = name === undefined ? { repository: '<none>', tag: '<none>' } : shownName(name)
  const digest = held.digests.find((one) => shownName(one.replace(/@.*/, ':x')).repository === repository)
  return {
    Containers: 'N/A',
    CreatedAt: held.image.created?.replace('T', ' ').replace(/(\.\d+)?Z$/, ' +0000 UTC') ?? 'N/A',
    CreatedSince: sinceOf(draft, held.image.created),
    Digest: digest?.split('@')[1] ?? '<none>',
    ID: isWhole ? held.id : shortID(held.id),
    Repository: repository,
    SharedSize: 'N/A',
    Size: sizeText(sizeOfImage(held)),
    Tag: tagName,
    UniqueSize: 'N/A',
    VirtualSize: sizeText(sizeOfImage(held)),
  }
}

/** Whether a row is of the repository, or the name, that was asked for; `*` stands for anything but a slash. */
function isNamed({ name }: Row, wanted: string): boolean {
  if (name === undefined) return false
  const { repository, tag: tagName } = shownName(name)
  const at = wanted.lastIndexOf(':')
  const hasTag = at > wanted.lastIndexOf('/')
  const reference = parseReference(wanted)
  if (!('error' in reference) && reference.normal === name) return true
  if (!matches(hasTag ? wanted.slice(0, at) : wanted, repository)) return false
  return !hasTag || matches(wanted.slice(at + 1), tagName)
}

function matches(pattern: string, text: string): boolean {
  const form = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^${form}$`).test(text)
}

function isImageFilter(filter: string): boolean {
  return /^(dangling|label|label!|before|since|until|reference)=/.test(filter)
}

function fitsFilter(draft: HostDraft, row: Row, filter: string): boolean {
  const [, kind = '', value = ''] = /^([^=]*)=(.*)$/.exec(filter) ?? []
  const { held, name } = row
  if (kind === 'dangling') return (name === undefined) === /^(true|1)$/.test(value)
  if (kind === 'reference') return isNamed(row, value)
  if (kind === 'label' || kind === 'label!') {
    const [label = '', wanted] = value.split('=')
    const found = held.image.settings.Labels?.[label]
    const has = found !== undefined && (wanted === undefined || found === wanted)
    return has === (kind === 'label')
  }
  const created = held.image.created ?? ''
  if (kind === 'until') {
    const time = rfcTime(created)
    const until = pastTime(value, draft.now)
    return time !== undefined && until !== undefined && millisecondsBetween(time, until) >= 0
  }
  const other = imageNamed(draft.host, value)?.image.created ?? ''
  return kind === 'before' ? created < other : created > other
}

export const tag = dockerCommand({
  names: ['tag', 'image tag'],
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
    const named = draft.putImage(held.image, [reference.normal])
    draft.tell(imageEvent(named, 'tag', draft.now, reference.familiar))
    return 0
  },
})

export const rmi = dockerCommand({
  names: ['rmi', 'image rm', 'image remove'],
  flags: 'force|f no-prune platform=list',
  words: [1, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    let status = 0
    for (const word of given.words)
      if (!removeImage(draft, process, word, given.has('force'))) status = given.has('force') ? 0 : 1
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
    return (
      daemonError(
        process,
        `conflict: unable to remove repository reference "${word}" (must force) - container ${shortID(users[0].plan.id)} is using its referenced image ${id}`,
      ) === 0
    )
  const gone = name === undefined ? held.tags : [name.normal]
  for (const one of gone) {
    const { repository, tag: tagName } = shownName(one)
    say(process, `Untagged: ${repository}:${tagName}`)
    draft.tell(imageEvent(held, 'untag', draft.now, `${repository}:${tagName}`))
  }
  const rest = held.tags.filter((one) => !gone.includes(one))
  const others = draft.host.images.filter((one) => one.id !== held.id)
  if (rest.length > 0 || users.length > 0) {
    draft.change({ images: [...others, { ...held, tags: rest }] })
    return true
  }
  draft.change({ images: others })
  draft.tell(imageEvent(held, 'delete', draft.now))
  say(process, `Deleted: ${held.id}`)
  return true
}
