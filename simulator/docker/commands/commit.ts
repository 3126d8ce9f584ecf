import type { Image } from '../../image/image.ts'
import { parseReference } from '../../image/reference.ts'
import { readFile } from '../../machine/files.ts'
import { readAll } from '../../machine/pipe.ts'
import { treeOfArchive } from '../archives.ts'
import { type Call, complain, daemonError, dockerCommand, say } from '../command.ts'
import { committedImage, importedImage, type Said } from '../committed.ts'
import { containerNamed } from '../find.ts'

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
    return keep(call, committedImage(call.draft, container, saidOf(call)), reference?.normal)
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
    return keep(call, importedImage(draft, tree, '-', saidOf(call)), reference?.normal)
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

function keep({ draft, process }: Call, image: Image | { readonly wrong: string }, name: string | undefined): number {
  if ('wrong' in image) return daemonError(process, image.wrong)
  say(process, draft.putImage(image, name === undefined ? [] : [name]).id)
  return 0
}
