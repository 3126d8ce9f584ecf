import type { Image } from '../../image/image.ts'
import { parseReference, type Reference } from '../../image/reference.ts'
import { readFile } from '../../machine/files.ts'
import { readAll } from '../../machine/pipe.ts'
import { treeOfArchive } from '../archives.ts'
import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { committedImage, importedImage, type Said } from '../committed.ts'
import { containerEvent, imageEvent } from '../events.ts'
import { containerNamed } from '../find.ts'
import type { HeldImage } from '../host.ts'

export const commit = dockerCommand({
  names: ['commit', 'container commit'],
  flags: 'author|a=value change|c=list message|m=value pause|p no-pause',
  words: [1, 2],
  run: (call) => {
    const [word = '', name] = call.given.words
    const reference = name === undefined ? undefined : parseReference(name)
    if (reference !== undefined && 'error' in reference) {
      complain(call.process, reference.error)
      return 1
    }
    const container = containerNamed(call.draft.host, word)
    if (container === undefined) return daemonError(call.process, `No such container: ${word}`)
    const { draft } = call
    // Nothing is written while its files are read.
    const isHeld = draft.isRunning(container) && container.pausedAtMs === undefined && !call.given.has('no-pause')
    const note = (action: string, more = {}): void => draft.tell(containerEvent(container, action, draft.now, more))
    const image = committedImage(draft, container, saidOf(call))
    if (!('wrong' in image) && isHeld) note('pause')
    const held = keep(call, image, reference)
    if (held === undefined) return 1
    draft.tell(imageEvent(held, 'create', draft.now))
    if (reference !== undefined) draft.tell(imageEvent(held, 'tag', draft.now, reference.familiar))
    const comment = call.given.value('message') ?? ''
    note('commit', { comment, imageID: held.id, imageRef: reference?.familiar ?? '' })
    if (isHeld) note('unpause')
    return 0
  },
})

export const importCommand = dockerCommand({
  names: ['import', 'image import'],
  flags: 'change|c=list message|m=value platform=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) => {
    const { process, given, draft } = call
    const [from = '', name] = given.words
    const reference = name === undefined ? undefined : parseReference(name)
    if (reference !== undefined && 'error' in reference) {
      complain(process, reference.error)
      return 1
    }
    const [, host = ''] = /^https?:\/\/([^/:]+)/.exec(from) ?? []
    if (host !== '') return daemonError(process, `Get "${from}": dial tcp: lookup ${host}: no such host`)
    const archive = from === '-' ? readAll(process.input) : readFile(process, from).value
    if (archive === undefined) {
      complain(process, `open ${from}: no such file or directory`)
      return 1
    }
    const tree = treeOfArchive(archive)
    if (tree === undefined) return daemonError(process, 'archive/tar: invalid tar header')
    draft.pass(archive.size / 200_000)
    const held = keep(call, importedImage(draft, tree, '-', saidOf(call)), reference)
    if (held === undefined) return 1
    if (reference !== undefined) draft.tell(imageEvent(held, 'tag', draft.now, reference.familiar))
    draft.tell(imageEvent(held, 'import', draft.now))
    return 0
  },
})

function saidOf({ given }: Call): Said {
  const message = given.value('message')
  const author = given.value('author')
  return {
    changes: given.values('change'),
    ...(message === undefined ? {} : { message }),
    ...(author === undefined ? {} : { author }),
  }
}

function keep(
  { draft, process }: Call,
  image: Image | { readonly wrong: string },
  reference: Reference | undefined,
): HeldImage | undefined {
  if ('wrong' in image) {
    daemonError(process, image.wrong)
    return undefined
  }
  const held = draft.putImage(image, reference === undefined ? [] : [reference.normal])
  say(process, held.id)
  return held
}
