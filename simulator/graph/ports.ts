/**
 * The ports of one EXPOSE item, as `port/protocol` texts, a range spread out; or the builder's error.
 * Source: docker/go-connections nat.ParsePortSpec; moby/buildkit dockerfile2llb/convert_expose.go.
 */
export function parsePorts(item: string): { readonly ports: readonly string[] } | { readonly error: string } {
  const slash = item.lastIndexOf('/')
  const protocol = slash < 0 ? '' : item.slice(slash + 1)
  const spec = slash < 0 ? item : item.slice(0, slash)
  if (spec === '') return { error: `invalid port: ${JSON.stringify(item)}: no port specified` }
  const lower = protocol === '' ? 'tcp' : protocol.toLowerCase()
  if (!['tcp', 'udp', 'sctp'].includes(lower))
    return { error: `invalid port: ${JSON.stringify(item)}: invalid proto: ${protocol}` }
  const { address, host, container } = splitPort(spec)
  if (address !== '' && !isAddress(address)) return { error: `invalid IP address: ${address}` }
  const ports = parseRange(container)
  if (ports === undefined) return { error: `invalid containerPort: ${container}` }
  if (host !== '') {
    const hostPorts = parseRange(host)
    if (hostPorts === undefined) return { error: `invalid hostPort: ${host}` }
    const length = ports[1] - ports[0]
    if (hostPorts[1] - hostPorts[0] !== length && length !== 0)
      return { error: `invalid ranges specified for container and host Ports: ${container} and ${host}` }
  }
  return { ports: Array.from({ length: ports[1] - ports[0] + 1 }, (_, at) => `${ports[0] + at}/${lower}`) }
}

/** Whether an item names an address or a host port, which EXPOSE does not use. */
export function hasHostPart(item: string): boolean {
  const { address, host } = splitPort(item.replace(/\/[^/]*$/, ''))
  return address !== '' || host !== ''
}

function splitPort(spec: string): { readonly address: string; readonly host: string; readonly container: string } {
  const parts = spec.split(':')
  const container = parts.at(-1) ?? ''
  if (parts.length === 1) return { address: '', host: '', container }
  if (parts.length === 2) return { address: '', host: parts[0] ?? '', container }
  return { address: parts.slice(0, -2).join(':'), host: parts.at(-2) ?? '', container }
}

function isAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]$/g, '')
  if (bare.includes(':')) return /^[0-9a-fA-F:.]+$/.test(bare)
  const parts = bare.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

function parseRange(text: string): readonly [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text)
  if (match === null) return undefined
  const from = Number(match[1])
  const to = match[2] === undefined ? from : Number(match[2])
  return from > 65535 || to > 65535 || to < from ? undefined : [from, to]
}
