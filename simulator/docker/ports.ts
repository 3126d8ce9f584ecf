import type { HeldContainer, HostDraft, PublishedPort } from './host.ts'
import { nextID } from './names.ts'

/** The parts of a text of `-p`. */
interface Spec {
  readonly address: string
  readonly host: string
  readonly container: string
  readonly protocol: string
}

const protocols = ['tcp', 'udp', 'sctp'] as const

/** Reads `-p`: `8081:8081`, `127.0.0.1:80:8080`, `8080` (any free port of the host); ranges of equal length. Undefined for what is none. */
export function readPublished(text: string, isFree: (port: number) => boolean): readonly PublishedPort[] | undefined {
  if (wrongPort([text]) !== undefined) return undefined
  const { address, host, container, protocol } = specOf(text)
  const inside = rangeOf(container)
  const known = protocols.find((one) => one === protocol)
  if (inside === undefined || known === undefined) return undefined
  const asked = host === '' || host === '0' ? undefined : rangeOf(host)
  // One port inside and a range outside: the first of it that is free.
  const free = asked !== undefined && inside.length < asked.length ? [asked.find(isFree) ?? asked[0] ?? 0] : asked
  const outside = free ?? freePorts(inside.length, isFree)
  return inside.map((port, at) => ({
    container: port,
    host: outside[at] ?? port,
    address: address === '' ? '0.0.0.0' : address,
    protocol: known,
  }))
}

/** What is wrong with one of the texts of `-p`, in docker's words. Source: docker/go-connections 0.5, nat.ParsePortSpec. */
export function wrongPort(texts: readonly string[]): string | undefined {
  return texts.map(wrongSpec).find((one) => one !== undefined)
}

function wrongSpec(text: string): string | undefined {
  const { address, host, container, protocol } = specOf(text)
  const isBracketed = /^\[[^\]]*\]$/.test(address)
  if (address.includes(':') && !isBracketed)
    return `Invalid ip address ${address}: address ${address}:: too many colons in address`
  if (address !== '' && !isBracketed && !/^\d{1,3}(\.\d{1,3}){3}$/.test(address))
    return `Invalid ip address: ${address}`
  if (container === '') return `No port specified: ${text}<empty>`
  const inside = rangeOf(container)
  if (inside === undefined) return `Invalid containerPort: ${container}`
  const outside = host === '' || host === '0' ? undefined : rangeOf(host)
  if (host !== '' && host !== '0' && outside === undefined) return `Invalid hostPort: ${host}`
  if (outside !== undefined && outside.length !== inside.length && inside.length > 1)
    return `Invalid ranges specified for container and host Ports: ${container} and ${host}`
  return protocols.some((one) => one === protocol.toLowerCase()) ? undefined : `Invalid proto: ${protocol}`
}

function specOf(text: string): Spec {
  const parts = text.split(':')
  const [last = '', host = '', ...others] = parts.reverse()
  const [container = '', protocol = ''] = last.split('/')
  return { address: others.reverse().join(':'), host, container, protocol: protocol === '' ? 'tcp' : protocol }
}

function rangeOf(text: string): readonly number[] | undefined {
  const [, first = '', last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  const from = Number(first)
  const to = Number(last)
  if (first === '' || from < 1 || to > 65_535 || to < from || to - from > 100) return undefined
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

/** The first ports from 32768 on that nobody has. */
function freePorts(count: number, isFree: (port: number) => boolean): readonly number[] {
  const found: number[] = []
  for (let port = 32_768; found.length < count && port < 60_999; port++) if (isFree(port)) found.push(port)
  return found
}

/** `80/tcp`. */
export function innerPort({ container, protocol }: PublishedPort): string {
  return `${container}/${protocol}`
}

/** The addresses of the host that a port is published at. */
export function addressesOf({ address }: PublishedPort): readonly string[] {
  return address === '0.0.0.0' ? ['0.0.0.0', '[::]'] : [address]
}

/** Ports by their number in the container. */
export function inOrder(ports: readonly PublishedPort[]): readonly PublishedPort[] {
  return [...ports].sort((a, b) => a.container - b.container)
}

/** One line of a container's list of ports: open in the container alone, or at an address of the host. */
interface ShownPort {
  readonly inside: number
  readonly protocol: string
  readonly address: string
  readonly outside: number
}

/**
 * The ports as `docker ps` shows them, neighbours as one; `exposed` are those that image and flags name. Source: docker/cli, formatter.DisplayablePorts.
 */
export function portsText(ports: readonly PublishedPort[], exposed: readonly string[]): string {
  const open = exposed.filter((port) => !ports.some((one) => innerPort(one) === port))
  const groups = new Map<string, { first: number; last: number }>()
  const shown: string[] = []
  const published: string[] = []
  for (const { inside, protocol, address, outside } of sorted(ports, open)) {
    if (address !== '' && outside !== inside) {
      published.push(`${address}:${outside}->${inside}/${protocol}`)
      continue
    }
    const key = `${address}/${protocol}`
    const group = groups.get(key)
    if (group !== undefined && inside === group.last + 1) group.last = inside
    else {
      if (group !== undefined) shown.push(groupText(key, group))
      groups.set(key, { first: inside, last: inside })
    }
  }
  return [...shown, ...[...groups].map(([key, group]) => groupText(key, group)), ...published].join(', ')
}

function sorted(ports: readonly PublishedPort[], open: readonly string[]): readonly ShownPort[] {
  const all: ShownPort[] = ports.flatMap((port) =>
    addressesOf(port).map((address) => ({
      inside: port.container,
      protocol: port.protocol,
      address,
      outside: port.host,
    })),
  )
  for (const port of open) {
    const [range = '', protocol = 'tcp'] = port.split('/')
    for (const inside of rangeOf(range) ?? []) all.push({ inside, protocol, address: '', outside: 0 })
  }
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return all.sort(
    (a, b) =>
      a.inside - b.inside || compare(a.address, b.address) || a.outside - b.outside || compare(a.protocol, b.protocol),
  )
}

function groupText(key: string, { first, last }: { readonly first: number; readonly last: number }): string {
  const [address = '', protocol = ''] = key.split('/')
  const range = first === last ? `${first}` : `${first}-${last}`
  return address === '' ? `${range}/${protocol}` : `${address}:${range}->${range}/${protocol}`
}

/** Why a container's ports cannot be published, in docker's words: another has one of them. Undefined where all are free. Source: a real docker. */
export function wrongPublishing(draft: HostDraft, container: HeldContainer): string | undefined {
  const others = draft.host.containers.filter((one) => one.plan.id !== container.plan.id && draft.isRunning(one))
  for (const port of container.ports) {
    const before = `failed to set up container networking: driver failed programming external connectivity on endpoint ${container.name} (${nextID(draft.host)}): `
    const isTaken = others.some((one) =>
      one.ports.some(({ host, protocol }) => host === port.host && protocol === port.protocol),
    )
    if (isTaken) return `${before}Bind for ${port.address}:${port.host} failed: port is already allocated`
    if (port.protocol === 'tcp' && hostListeners(draft, others).has(port.host))
      return `${before}failed to bind host port for ${port.address}:${port.host}:172.17.0.2:${innerPort(port)}: address already in use`
  }
  return undefined
}

/** Ports of the host that programs in containers with its own network listen at. */
function hostListeners(draft: HostDraft, containers: readonly HeldContainer[]): ReadonlySet<number> {
  return new Set(
    containers
      .filter(({ plan }) => plan.options.network === 'host')
      .flatMap((one) => draft.stateOf(one)?.listeners.map(({ port }) => port) ?? []),
  )
}

/** Ports of the host that somebody has: published ones, and those of programs in its own network. */
export function takenPorts(draft: HostDraft, beside: HeldContainer): readonly number[] {
  const others = draft.host.containers.filter((one) => one.plan.id !== beside.plan.id && draft.isRunning(one))
  const published = others.flatMap(({ ports }) =>
    ports.flatMap(({ host, protocol }) => (protocol === 'tcp' ? [host] : [])),
  )
  return [...published, ...hostListeners(draft, others)]
}
