import { isDirectory, lstat } from '../machine/files.ts'
import type { Process } from '../machine/process.ts'
import type { Given } from './flags.ts'

/** What a build's result becomes. */
export type Output =
  /** An image of docker's, under names; pushed too. */
  | { readonly kind: 'image'; readonly names: readonly string[]; readonly isPushed: boolean }
  | { readonly kind: 'folder'; readonly path: string }
  /** A tar archive of its files; `-` is standard output. */
  | { readonly kind: 'archive'; readonly path: string }

/**
 * What `--output`, `--push` and `--load` ask for: an image where they are silent. What is wrong with them comes in docker's words. Source: docker/buildx
 * build/opt.go and util/buildflags/export.go; a real docker with the classic image store, tests/golden/docker/build/outputs-*.
 */
export function outputsOf(given: Given, process: Process): readonly Output[] | { readonly wrong: string } {
  const tags = given.values('tag')
  const outputs: Output[] = []
  for (const word of given.values('output')) {
    const one = outputOf(word, tags, process)
    if (one !== undefined && 'wrong' in one) return one
    if (one !== undefined) outputs.push(one)
  }
  const image: Output = { kind: 'image', names: tags, isPushed: false }
  if (given.has('load') || (given.values('output').length === 0 && !given.has('push'))) outputs.push(image)
  if (given.has('push')) outputs.push({ ...image, isPushed: true })
  const unnamed = outputs.find((one) => one.kind === 'image' && one.isPushed && one.names.length === 0)
  return unnamed === undefined ? outputs : { wrong: 'ERROR: failed to build: tag is needed when pushing to registry' }
}

function outputOf(
  word: string,
  tags: readonly string[],
  process: Process,
): Output | undefined | { readonly wrong: string } {
  const fields = fieldsOf(word)
  if (typeof fields === 'string') return { wrong: `ERROR: invalid value ${fields}` }
  const type = fields.get('type') ?? 'local'
  const dest = fields.get('dest') ?? ''
  const failed = (message: string) => ({ wrong: `ERROR: failed to build: ${message}` })
  switch (type) {
    case 'local':
      if (dest === '') return failed('dest is required for local exporter')
      return lstat(process, dest).value !== undefined && !isDirectory(process, dest)
        ? failed(`destination directory ${dest} is a file`)
        : { kind: 'folder', path: dest }
    case 'tar':
      return (dest === '' || dest === '-') && process.output.isTerminal === true
        ? failed('dest file is required for tar exporter. refusing to write to console')
        : { kind: 'archive', path: dest === '' ? '-' : dest }
    case 'oci':
      return failed(notSupported('OCI exporter', 'build-exporters'))
    case 'docker':
      return dest === ''
        ? { kind: 'image', names: namesOf(fields, tags), isPushed: false }
        : failed(notSupported('Docker exporter', 'build-exporters'))
    case 'image':
    case 'registry':
      return {
        kind: 'image',
        names: namesOf(fields, tags),
        isPushed: type === 'registry' || fields.get('push') === 'true',
      }
    case 'cacheonly':
      return undefined
    default:
      return failed(`failed to solve: exporter ${JSON.stringify(type)} could not be found`)
  }
}

function namesOf(fields: ReadonlyMap<string, string>, tags: readonly string[]): readonly string[] {
  const name = fields.get('name')
  return name === undefined ? tags : name.split(',')
}

/** `type=tar,dest=x`; one word alone is where files go. A text is a field that has no value. */
function fieldsOf(word: string): ReadonlyMap<string, string> | string {
  const parts = word.split(',')
  if (parts.length === 1 && !word.includes('='))
    return new Map(
      word === '-'
        ? [
            ['type', 'tar'],
            ['dest', '-'],
          ]
        : [
            ['type', 'local'],
            ['dest', word],
          ],
    )
  const fields = new Map<string, string>()
  for (const part of parts) {
    const at = part.indexOf('=')
    if (at === -1) return part
    fields.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1))
  }
  return fields
}

/** What docker's own builder cannot with the image store that is simulated. Source: docker/buildx, driver/features.go; a real docker. */
export function notSupported(what: string, page: string): string {
  return `${what} is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/${page}/`
}

/** A flag that the builder refuses: attestations, several platforms, caches that are kept elsewhere. */
export function refusedFlag(given: Given): string | undefined {
  const isAsked = (word: string | undefined): boolean => word !== undefined && !/^(false|mode=disabled|0)$/.test(word)
  const attests = [given.value('provenance'), given.value('sbom')].some(isAsked)
  if (attests || given.values('attest').some((word) => !word.includes('disabled=true')))
    return notSupported('Attestation', 'attestations')
  if ((given.value('platform') ?? '').includes(',')) return notSupported('Multi-platform build', 'build-multi-platform')
  if (given.values('cache-to').some((word) => !/^(type=)?inline/.test(word)))
    return notSupported('Cache export', 'build-cache-backends')
  return undefined
}
