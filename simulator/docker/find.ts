import type { Layer } from '../image/image.ts'
import { parseReference } from '../image/reference.ts'
import { bytesOf } from '../values/bytes.ts'
import type { HeldContainer, HeldImage, Host } from './host.ts'

/** The image that a word names: a reference, or the beginning of an ID; undefined when there is none. */
export function imageNamed(host: Host, word: string): HeldImage | undefined {
  const reference = parseReference(word)
  if (!('error' in reference)) {
    const { normal, digest } = reference
    const found = host.images.find(
      ({ tags, digests }) =>
        tags.includes(normal) || (digest !== undefined && digests.some((one) => one.endsWith(`@${digest}`))),
    )
    if (found !== undefined) return found
  }
  const hex = word.replace(/^sha256:/, '')
  if (!/^[0-9a-f]{1,64}$/.test(hex)) return undefined
  const found = host.images.filter(({ id }) => id.slice('sha256:'.length).startsWith(hex))
  return found.length === 1 ? found[0] : undefined
}

/** The container that a word names: its name, or the beginning of its ID. */
export function containerNamed(host: Host, word: string): HeldContainer | undefined {
  const name = word.replace(/^\//, '')
  const found = host.containers.find((one) => one.name === name) ?? host.containers.find(({ plan }) => plan.id === word)
  if (found !== undefined || !/^[0-9a-f]+$/.test(word)) return found
  const begun = host.containers.filter(({ plan }) => plan.id.startsWith(word))
  return begun.length === 1 ? begun[0] : undefined
}

/** A normal reference as docker shows it: its repository and tag. */
export function shownName(normal: string): { readonly repository: string; readonly tag: string } {
  const reference = parseReference(normal)
  if ('error' in reference) return { repository: normal, tag: '<none>' }
  const at = reference.familiar.lastIndexOf(':')
  const hasTag = at > reference.familiar.lastIndexOf('/')
  return {
    repository: hasTag ? reference.familiar.slice(0, at) : reference.familiar,
    tag: reference.tag ?? '<none>',
  }
}

/** A name as messages give it: with its tag. */
export function fullName(word: string): string {
  const reference = parseReference(word)
  return 'error' in reference ? word : reference.familiar
}

/** Bytes of an image as the classic store counts them: all its layers' files. */
export function sizeOfImage({ image }: HeldImage): number {
  return image.layers.reduce((sum, layer) => sum + sizeOfLayer(layer), 0)
}

/**
 * Bytes of a layer as the classic store counts them: its files; of a base's that was pulled, the texts of its symbolic links too. What the catalog says
 * of a base is docker's own figure already. Source: moby, daemon/internal/directory, calcSize; a real docker, tests/golden/docker/images/links.txt.
 */
export function sizeOfLayer({ fileBytes, digest, changes }: Layer): number {
  if (digest === undefined || fileBytes.sources.length > 0) return fileBytes.value
  return changes.reduce(
    (sum, change) =>
      change.kind !== 'removed' && change.node.kind === 'symlink' ? sum + bytesOf(change.node.target).length : sum,
    fileBytes.value,
  )
}
