import type { Process } from '../../machine/process.ts'
import { type Call, complain, dockerCommand } from '../command.ts'
import { describedContainer } from '../described/container.ts'
import { describedImage } from '../described/image.ts'
import { describedNetwork } from '../described/network.ts'
import { describedVolume } from '../described/volume.ts'
import { containerNamed, fullName, imageNamed } from '../find.ts'
import type { HostDraft } from '../host.ts'
import { networkNamed } from '../networks.ts'
import { readTemplate } from '../template/run.ts'
import { TemplateError } from '../template/syntax.ts'
import { indentedJson, jsonText, type Struct } from '../template/values.ts'

/** What is looked at: as a template sees it, and as it is printed whole. */
interface Described {
  readonly typed: Struct
  readonly raw: Struct
}

type Find = (draft: HostDraft, word: string) => Described | undefined

const image: Find = (draft, word) => {
  const held = imageNamed(draft.host, word)
  return held === undefined ? undefined : describedImage(held)
}
const container: Find = (draft, word) => {
  const held = containerNamed(draft.host, word)
  if (held === undefined) return undefined
  const described = describedContainer(draft, held)
  return { typed: described, raw: described }
}
const volume: Find = (draft, word) => {
  const held = draft.host.volumes.get(word)
  if (held === undefined) return undefined
  const described = describedVolume(held)
  return { typed: described, raw: described }
}
const network: Find = (draft, word) => {
  const held = networkNamed(draft.host, word)
  if (held === undefined) return undefined
  const described = describedNetwork(draft, held)
  return { typed: described, raw: described }
}

const missing = {
  image: (word: string) => `Error response from daemon: No such image: ${fullName(word)}`,
  container: (word: string) => `Error response from daemon: No such container: ${word}`,
  volume: (word: string) => `Error response from daemon: get ${word}: no such volume`,
  network: (word: string) => `Error response from daemon: network ${word} not found`,
}

export const inspect = dockerCommand({
  names: ['inspect'],
  flags: 'format|f=value size|s type=value',
  words: [1, Number.POSITIVE_INFINITY],
  run: (call) => {
    const type = call.given.value('type')
    if (type === 'image') return inspectAll(call, image, missing.image)
    if (type === 'container') return inspectAll(call, container, missing.container)
    if (type === 'volume') return inspectAll(call, volume, missing.volume)
    if (type === 'network') return inspectAll(call, network, missing.network)
    if (type !== undefined) {
      complain(
        call.process,
        `unknown type: ${JSON.stringify(type)}: must be one of "config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"`,
      )
      return 1
    }
    const any: Find = (draft, word) =>
      container(draft, word) ?? image(draft, word) ?? network(draft, word) ?? volume(draft, word)
    return inspectAll(call, any, (word) => `Error: No such object: ${word}`)
  },
})

const words = [1, Number.POSITIVE_INFINITY] as const

export const imageInspect = dockerCommand({
  names: ['image inspect'],
  flags: 'format|f=value',
  words,
  run: (call) => inspectAll(call, image, missing.image),
})

export const containerInspect = dockerCommand({
  names: ['container inspect'],
  flags: 'format|f=value size|s',
  words,
  run: (call) => inspectAll(call, container, missing.container),
})

export const volumeInspect = dockerCommand({
  names: ['volume inspect'],
  flags: 'format|f=value',
  words,
  run: (call) => inspectAll(call, volume, missing.volume),
})

export const networkInspect = dockerCommand({
  names: ['network inspect'],
  flags: 'format|f=value verbose|v',
  words,
  run: (call) => inspectAll(call, network, missing.network),
})

/** Source: docker/cli, cli/command/inspect. */
function inspectAll({ draft, process, given }: Call, find: Find, sayMissing: (word: string) => string): number {
  const found: Described[] = []
  const absent: string[] = []
  for (const word of given.words) {
    const one = find(draft, word)
    if (one === undefined) absent.push(sayMissing(word))
    else found.push(one)
  }
  const format = given.value('format') ?? ''
  if (format === '')
    process.output.write(found.length === 0 ? '[]\n' : `${indentedJson(found.map(({ raw }) => raw))}\n`)
  else if (format === 'json') process.output.write(`${jsonText(found.map(({ raw }) => raw))}\n`)
  else {
    const status = inspectWith(process, format, found)
    if (status !== 0) return status
  }
  for (const line of absent) complain(process, line)
  return absent.length === 0 ? 0 : 1
}

/** Prints each by a template; one that cannot be read ends with 64. */
function inspectWith(process: Process, format: string, found: readonly Described[]): number {
  let isRead = false
  let text = ''
  try {
    const show = readTemplate(format)
    isRead = true
    for (const one of found) text += `${show(new Map(Object.entries(one.typed)), { type: 'interface {}' })}\n`
    process.output.write(text === '' ? '\n' : text)
    return 0
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown
    if (isRead) process.output.write('\n')
    complain(process, `template parsing error: ${thrown.message}`)
    return isRead ? 1 : 64
  }
}
