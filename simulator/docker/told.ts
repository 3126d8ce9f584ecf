import type { Time } from '../filesystem/tree.ts'
import type { HostEvent } from './events.ts'
import type { Struct } from './template/values.ts'
import { millisecondsBetween, rfcSeconds } from './times.ts'

/** An event as docker's command line prints it: its time, what was done to what, and its attributes by the alphabet. */
export function eventLine({ time, type, action, id, attributes }: HostEvent): string {
  const told = inOrder(attributes).map(([name, value]) => `${name}=${value}`)
  return `${rfcNine(time)} ${type} ${action} ${id}${told.length === 0 ? '' : ` (${told.join(', ')})`}`
}

/** RFC 3339 with all nine digits of its nanoseconds. */
function rfcNine(time: Time): string {
  return `${rfcSeconds(time)}.${nine(time)}Z`
}

function nine({ nanoseconds }: Time): string {
  return `${Math.floor(nanoseconds)}`.padStart(9, '0')
}

function inOrder(attributes: HostEvent['attributes']): readonly (readonly [string, string])[] {
  return Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The same as JSON. The first three fields are of older dockers, and only of containers and images. */
export function eventJson(event: HostEvent): string {
  const { time, type, action, id, attributes } = event
  const { Status, ID, From } = olderFields(event)
  const fields = {
    ...(Status === '' ? {} : { status: Status, id: ID }),
    ...(From === '' ? {} : { from: From }),
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: Object.fromEntries(inOrder(attributes)) },
    scope: 'local',
    time: time.seconds,
  }
  // Nanoseconds since 1970 are more than a number holds.
  return `${JSON.stringify(fields).slice(0, -1)},"timeNano":${time.seconds}${nine(time)}}`
}

/** The fields that a template can name. */
export function eventFields(event: HostEvent): Struct {
  const { time, type, action, id, attributes } = event
  return {
    ...olderFields(event),
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: new Map(inOrder(attributes)) },
    Scope: 'local',
    Time: time.seconds,
    TimeNano: `${time.seconds}${nine(time)}`,
  }
}

function olderFields({ type, action, id, attributes }: HostEvent): { Status: string; ID: string; From: string } {
  const isOld = type === 'container' || type === 'image'
  return {
    Status: isOld ? action : '',
    ID: isOld ? id : '',
    From: type === 'container' ? (attributes.image ?? '') : '',
  }
}

/**
 * Whether filters let an event through: of those with one name one must fit, of labels all. Names that docker does not know let everything through.
 * Source: moby, daemon/events/filter.go; a real docker.
 */
export function fits(event: HostEvent, filters: readonly string[]): boolean {
  const wanted = new Map<string, string[]>()
  for (const filter of filters) {
    const at = filter.indexOf('=')
    const name = filter.slice(0, at).trim().toLowerCase()
    wanted.set(name, [...(wanted.get(name) ?? []), filter.slice(at + 1).trim()])
  }
  return [...wanted].every(([name, values]) => fitsOne(event, name, values))
}

function fitsOne({ type, action, id, attributes }: HostEvent, name: string, values: readonly string[]): boolean {
  const begins = (text: string | undefined): boolean => values.some((value) => text?.startsWith(value) === true)
  switch (name) {
    case 'event':
      // Those with a colon are found without what follows it.
      return values.some((value) => ['health_status', 'exec_create', 'exec_start'].includes(value))
        ? begins(action)
        : values.includes(action)
    case 'type':
      return values.includes(type)
    case 'scope':
      return values.includes('local')
    case 'container':
    case 'volume':
    case 'network':
      return begins(id) || begins(attributes.name)
    case 'image': {
      const names = [id, (type === 'image' ? attributes.name : attributes.image) ?? '']
      return names.some((one) => values.includes(one) || values.includes(one.replace(/:[^:/]*$/, '')))
    }
    case 'label':
      return values.every((value) => {
        const [label = '', ...rest] = value.split('=')
        return attributes[label] !== undefined && (rest.length === 0 || attributes[label] === rest.join('='))
      })
    case 'daemon':
    case 'plugin':
      return false
    default:
      return true
  }
}

/** Whether an event was after one time, and not after another. */
export function isBetween({ time }: HostEvent, after: Time | undefined, until: Time | undefined): boolean {
  return (
    (after === undefined || millisecondsBetween(after, time) > 0) &&
    (until === undefined || millisecondsBetween(time, until) >= 0)
  )
}
