import type { Content } from '../../filesystem/content.ts'
import { parseReference } from '../../image/reference.ts'
import { readFile, writeFile } from '../../machine/files.ts'
import { readAll } from '../../machine/pipe.ts'
import type { Process } from '../../machine/process.ts'
import { archiveOf, changesBelow, loadedImages, type NamedImage, savedImages } from '../archives.ts'
import { complain, daemonError, dockerCommand, say } from '../command.ts'
import { familiarName } from '../described/image.ts'
import { containerEvent, imageEvent } from '../events.ts'
import { containerNamed, imageNamed } from '../find.ts'
import { treeOf } from '../trees.ts'

export const save = dockerCommand({
  names: ['save', 'image save'],
  flags: 'output|o=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: ({ draft, process, given }) => {
    const images: NamedImage[] = []
    for (const word of given.words) {
      const held = imageNamed(draft.host, word)
      if (held === undefined) return daemonError(process, `No such image: ${word}`)
      const reference = parseReference(word)
      const isName = !('error' in reference) && held.tags.includes(reference.normal)
      draft.tell(imageEvent(held, 'save', draft.now))
      images.push({ image: held.image, names: isName ? [reference.familiar] : [] })
    }
    return give(process, savedImages(images), given.value('output'), 'save')
  },
})

export const load = dockerCommand({
  names: ['load', 'image load'],
  flags: 'input|i=value quiet|q',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const path = given.value('input')
    const archive = path === undefined ? readAll(process.input) : readFile(process, path).value
    if (archive === undefined) {
      complain(process, `open ${path}: no such file or directory`)
      return 1
    }
    if (path === undefined && archive.size === 0) {
      complain(process, 'requested load from stdin, but stdin is empty')
      return 1
    }
    const loaded = loadedImages(archive)
    if ('wrong' in loaded) {
      complain(process, loaded.wrong)
      return 1
    }
    draft.pass(archive.size / 200_000)
    for (const { image, names } of loaded) {
      const references = names.map(parseReference).flatMap((one) => ('error' in one ? [] : [one.normal]))
      const held = draft.putImage(image, references)
      draft.tell(imageEvent(held, 'load', draft.now))
      if (references.length === 0) say(process, `Loaded image ID: ${held.id}`)
      for (const normal of references) say(process, `Loaded image: ${familiarName(normal)}`)
    }
    return 0
  },
})

export const exportCommand = dockerCommand({
  names: ['export', 'container export'],
  flags: 'output|o=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    draft.tell(containerEvent(container, 'export', draft.now))
    return give(process, archiveOf(changesBelow('', treeOf(draft, container))), given.value('output'), 'export')
  },
})

/** Writes an archive where it was asked for; a terminal is no place for one. */
function give(process: Process, archive: Content, path: string | undefined, what: string): number {
  if (path === undefined && process.output.isTerminal === true) {
    complain(process, `cowardly refusing to ${what} to a terminal. Use the -o flag or redirect`)
    return 1
  }
  if (path === undefined) {
    process.output.write(archive)
    return 0
  }
  if (writeFile(process, path, archive) === undefined) return 0
  complain(
    process,
    `failed to ${what} ${what === 'save' ? 'image' : 'container'}: invalid output path: directory ${JSON.stringify(path)} does not exist`,
  )
  return 1
}
