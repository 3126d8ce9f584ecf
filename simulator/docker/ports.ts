import type { PublishedPort } from './host.ts'

/** Reads `-p`: `8081:8081`, `127.0.0.1:80:8080`, `8080` (any free port of the host); ranges of equal length. Undefined for what is none. */
export function readPublished(text: string, isFree: (port: number) => boolean): readonly PublishedPort[] | undefined {
  const [, address = '0.0.0.0', host, container = ''] =
    /^(?:(\d+\.\d+\.\d+\.\d+|\[[^\]]*\]|localhost):)?(?:(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(?:tcp|udp))?$/.exec(
      text,
    ) ?? []
  const inside = rangeOf(container)
  if (inside === undefined) return undefined
  const outside = host === undefined ? freePorts(inside.length, isFree) : rangeOf(host)
  if (outside?.length !== inside.length) return undefined
  return inside.map((port, at) => ({ container: port, host: outside[at] ?? port, address }))
}

/** What is wrong with one of the texts of `-p`, in docker's words. Source: docker/go-connections, nat.ParsePortSpec. */
export function wrongPort(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    const parts = text.replace(/\/(tcp|udp)$/, '').split(':')
    const [container = '', host] = parts.reverse()
    if (rangeOf(container) === undefined) return `Invalid containerPort: ${container}`
    if (host !== undefined && host !== '' && rangeOf(host) === undefined) return `Invalid hostPort: ${host}`
  }
  return undefined
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

/** The ports as `docker ps` shows them; `exposed` are those that the image names. */
export function portsText(ports: readonly PublishedPort[], exposed: readonly string[]): string {
  const published = ports.flatMap(({ address, host, container }) =>
    address === '0.0.0.0'
      ? [`0.0.0.0:${host}->${container}/tcp`, `[::]:${host}->${container}/tcp`]
      : [`${address}:${host}->${container}/tcp`],
  )
  const open = exposed.filter((port) => !ports.some(({ container }) => port === `${container}/tcp`))
  return [...published, ...open].join(', ')
}
