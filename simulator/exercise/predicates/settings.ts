import type { Image } from '../../image/image.ts'
import { resolveUser } from '../../machine/users.ts'
import { placeOf } from '../lines.ts'
import { occurs } from '../pattern.ts'
import type { BuildRecord, Played } from '../played.ts'
import type { Predicates } from '../predicate.ts'
import { imageOf } from '../values.ts'
import type { Place } from '../verdict.ts'
import { failed, notReached, type Outcome, passed, shortened } from './outcome.ts'

/** The keyword of the line that decides a setting. */
const keywords: Readonly<Record<string, string>> = {
  user: 'USER',
  entrypoint: 'ENTRYPOINT',
  cmd: 'CMD',
  workdir: 'WORKDIR',
  ports: 'EXPOSE',
  stopsignal: 'STOPSIGNAL',
  healthcheck: 'HEALTHCHECK',
  volumes: 'VOLUME',
  final_from: 'FROM',
  env: 'ENV',
  labels: 'LABEL',
}

/** A setting of an image. */
export function judgeConfig(claim: Predicates['config'], played: Played): Outcome {
  const record = played.build(claim.of)
  const image = imageOf(played, claim.of)
  if (image === undefined)
    return notReached(record === undefined ? 'There is no such image.' : 'The build gave no image.')
  const value = settingOf(image, claim.field, record)
  const place = lineOf(record, claim.field)
  const measured =
    value === undefined ? 'not set' : shortened(typeof value === 'string' ? value : JSON.stringify(value))
  const more = { measured, ...(place === undefined ? {} : { place }) }
  const name = nameOf(claim.field)
  if (claim.absent === true)
    return value === undefined ? passed : failed(`${name} is set: ${measured}.`, { ...more, wanted: 'not set' })
  if (claim.nonroot === true) {
    const user = resolveUser(image.tree, image.settings.User ?? '')
    return 'message' in user || user.found.user.uid === 0
      ? failed(`The container runs as root${value === undefined ? ': there is no USER' : ''}.`, more)
      : passed
  }
  if (claim.exec_form === true) {
    if (!Array.isArray(value)) return failed(`${name} is not set.`, more)
    return value[0] === '/bin/sh' && value[1] === '-c'
      ? failed(`${name} is started by a shell: \`${shortened(value.slice(2).join(' '))}\`.`, more)
      : passed
  }
  if (claim.same !== undefined) {
    const other = imageOf(played, claim.same)
    if (other === undefined) return notReached('There is nothing to compare with.')
    return same(value, settingOf(other, claim.field, undefined))
      ? passed
      : failed(`${name} is another one than in ${claim.same}: ${measured}.`, more)
  }
  if (value === undefined) return failed(`${name} is not set.`, more)
  if (claim.eq !== undefined && !same(value, claim.eq))
    return failed(`${name} is ${measured}.`, { ...more, wanted: shortened(String(claim.eq)) })
  const text = typeof value === 'string' ? value : value.join(' ')
  if (claim.re !== undefined && !occurs(claim.re, text)) return failed(`${name} is ${measured}.`, more)
  if (
    claim.contains !== undefined &&
    !(typeof value === 'string' ? value.includes(claim.contains) : value.includes(claim.contains))
  )
    return failed(`${name} does not hold ${claim.contains}.`, more)
  return { ...passed, measured }
}

function same(a: string | readonly string[] | undefined, b: string | readonly string[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function nameOf(field: string): string {
  const [kind = '', ...rest] = field.split('.')
  const keyword = keywords[kind] ?? field
  return rest.length === 0 ? keyword : `${keyword} ${rest.join('.')}`
}

function settingOf(
  { settings, platform }: Image,
  field: string,
  record: BuildRecord | undefined,
): string | readonly string[] | undefined {
  const [kind = '', ...rest] = field.split('.')
  const name = rest.join('.')
  switch (kind) {
    case 'user':
      return settings.User
    case 'entrypoint':
      return settings.Entrypoint
    case 'cmd':
      return settings.Cmd
    case 'workdir':
      return settings.WorkingDir
    case 'ports':
      return settings.ExposedPorts
    case 'stopsignal':
      return settings.StopSignal
    case 'healthcheck':
      return settings.Healthcheck?.Test
    case 'volumes':
      return settings.Volumes
    case 'platform':
      return `${platform.os}/${platform.architecture}`
    case 'final_from': {
      const from = record?.build.dockerfile.instructions.findLast((one) => one.kind === 'FROM')
      return from?.kind === 'FROM' ? from.image.text : undefined
    }
    case 'env':
      return settings.Env?.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
    case 'labels':
      return settings.Labels !== undefined && Object.hasOwn(settings.Labels, name) ? settings.Labels[name] : undefined
    default:
      return undefined
  }
}

function lineOf(record: BuildRecord | undefined, field: string): Place | undefined {
  const [kind = '', ...rest] = field.split('.')
  const keyword = keywords[kind]
  const line = record?.build.dockerfile.instructions.findLast(
    (one) => one.kind === keyword && (rest.length === 0 || one.text.includes(rest.join('.'))),
  )
  return record === undefined || line === undefined ? undefined : placeOf(record.file, line)
}
