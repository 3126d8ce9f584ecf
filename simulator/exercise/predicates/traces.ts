import type { Image } from '../../image/image.ts'
import { bytesOf, textOf } from '../../values/bytes.ts'
import { placeOf, placeOfLayer } from '../lines.ts'
import type { BuildRecord, Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import { imageOf } from '../values.ts'
import type { Place } from '../verdict.ts'
import { failed, notReached, type Outcome, passed } from './outcome.ts'

/** One place where a text was found. */
interface Hit {
  readonly in: Predicates['trace']['in'][number]
  readonly where: string
  readonly place?: Place
}

/** Whether bytes are anywhere in what ships, in plain, or in a form that hides them from a hasty look. */
export function judgeTrace(claim: Predicates['trace'], played: Played): Outcome {
  const record = played.build(claim.build)
  const image = imageOf(played, claim.build)
  if (image === undefined)
    return notReached(record === undefined ? 'There is no such image.' : 'The build gave no image.')
  const forms = formsOf(claim.needle)
  const holds = (text: string): boolean => forms.some((form) => text.includes(form))
  const hits = hitsIn(image, holds, record, claim.build).filter((hit) => claim.in.includes(hit.in))
  const [first] = hits
  if (claim.found) return first === undefined ? failed('It is in none of the places.') : passed
  if (first === undefined) return { ...passed, measured: 'nowhere' }
  return failed(`It can be read by whoever has the image: ${first.where}.`, {
    measured: `${hits.length} ${hits.length === 1 ? 'place' : 'places'}`,
    wanted: 'nowhere',
    ...(first.place === undefined ? {} : { place: first.place }),
  })
}

function hitsIn(
  image: Image,
  holds: (text: string) => boolean,
  record: BuildRecord | undefined,
  name: string,
): readonly Hit[] {
  const hits: Hit[] = []
  for (const [at, { changes }] of image.layers.entries())
    for (const change of changes) {
      if (change.kind === 'removed' || change.kind === 'parent' || change.node.kind !== 'file') continue
      const { content } = change.node
      if (!holds(change.path) && !(content.kind === 'real' && holds(textOf(content.bytes)))) continue
      const place = record === undefined ? undefined : placeOfLayer(record, name, at)
      hits.push({
        in: 'layers',
        where: `/${change.path} in layer ${at + 1}`,
        ...(place === undefined ? {} : { place }),
      })
    }
  for (const [key, value] of Object.entries(image.settings))
    if (holds(JSON.stringify(value))) hits.push({ in: 'config', where: `the setting ${key}`, ...lineOf(record, holds) })
  for (const { created_by = '', comment = '' } of image.history)
    if (holds(created_by) || holds(comment))
      hits.push({ in: 'history', where: 'a line of docker history', ...lineOf(record, holds) })
  for (const [arg, value] of Object.entries(record?.args ?? {}))
    if (holds(value)) hits.push({ in: 'provenance', where: `the build argument ${arg}, which the provenance tells` })
  for (const step of record?.build.steps ?? [])
    if (step.output.some(({ text }) => holds(text))) hits.push({ in: 'log', where: 'the log of the build' })
  return hits
}

function lineOf(record: BuildRecord | undefined, holds: (text: string) => boolean): { readonly place?: Place } {
  const line = record?.build.dockerfile.instructions.find(({ text }) => holds(text))
  const arg = record?.build.dockerfile.instructions.find(({ kind }) => kind === 'ARG')
  const found = line ?? arg
  return record === undefined || found === undefined ? {} : { place: placeOf(record.file, found) }
}

/** A text in the forms in which people hide one: as it is, backwards, as hex, in base64 at each of its three offsets, in a URL. */
function formsOf(needle: string): readonly string[] {
  const bytes = bytesOf(needle)
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [
    needle,
    [...needle].reverse().join(''),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].map((offset) => base64Core(bytes, offset)).filter((form) => form.length >= 6),
    [...needle].map((unit) => (/[A-Za-z0-9._~-]/.test(unit) ? unit : percent(unit))).join(''),
  ]
}

function percent(unit: string): string {
  return [...bytesOf(unit)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The letters of base64 that only these bytes decide, when so many others stand before them. */
function base64Core(bytes: Uint8Array, offset: number): string {
  const padded = [...Array.from({ length: offset }, () => 0), ...bytes]
  let text = ''
  for (let at = 0; at + 2 < padded.length; at += 3) {
    const group = ((padded[at] ?? 0) << 16) | ((padded[at + 1] ?? 0) << 8) | (padded[at + 2] ?? 0)
    for (const shift of [18, 12, 6, 0]) text += letters[(group >> shift) & 63] ?? ''
  }
  return text.slice(offset === 0 ? 0 : offset + 1)
}
