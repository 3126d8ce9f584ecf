import type { Card } from '../card.ts'
import type { Plain } from './explore.ts'
import { NotUnderstood } from './syntax.ts'
import { checkedCard } from './understood.ts'

/** A directive of nginx with its words, and what stands in its braces. */
export interface Directive {
  readonly name: string
  readonly words: readonly string[]
  readonly block: readonly Directive[] | undefined
}

/** Reads a configuration. Throws {@link NotUnderstood} where braces or quotes do not close. Source: nginx, ngx_conf_file.c. */
export function readNginx(text: string): readonly Directive[] {
  if (text.length > 100_000) throw new NotUnderstood('long')
  const tokens = [...text.matchAll(/#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[;{}]|[^\s;{}"'#]+/g)].flatMap(
    ([token, double, single]) => (token.startsWith('#') ? [] : [{ token, text: double ?? single ?? token }]),
  )
  let at = 0
  const read = (depth: number): Directive[] => {
    const found: Directive[] = []
    let words: string[] = []
    for (; at < tokens.length; at++) {
      const { token = '', text: word = '' } = tokens[at] ?? {}
      if (token === '}') {
        if (depth === 0 || words.length > 0) throw new NotUnderstood('}')
        return found
      }
      if (token !== ';' && token !== '{') {
        words.push(word)
        continue
      }
      const [name, ...rest] = words
      if (name === undefined || depth > 8) throw new NotUnderstood(token)
      words = []
      let block: readonly Directive[] | undefined
      if (token === '{') {
        at += 1
        block = read(depth + 1)
      }
      found.push({ name, words: rest, block })
    }
    if (depth > 0 || words.length > 0) throw new NotUnderstood('the end of a block')
    return found
  }
  return read(0)
}

/** Directives that change nothing of what is answered here. */
const harmless = new Set(
  'server_name index charset sendfile tcp_nopush keepalive_timeout server_tokens gzip gzip_types gzip_min_length gzip_vary error_page client_max_body_size access_log error_log include default_type log_not_found expires etag log_format types tcp_nodelay'.split(
    ' ',
  ),
)

/** What nginx does with its servers, as a card. `isLogged`: its logs are the container's output. Throws {@link NotUnderstood}. */
export function nginxCard(servers: readonly Directive[], version: string, isLogged: boolean): Card {
  const [server] = servers
  if (server === undefined) throw new NotUnderstood('no server')
  if (servers.length > 1) throw new NotUnderstood('several servers')
  const inside = server.block ?? []
  const listens = inside.filter(({ name }) => name === 'listen').map(({ words }) => listenedAt(words[0] ?? ''))
  const root = wordOf(inside, 'root') ?? '/etc/nginx/html'
  const place: Place = { root, version, isLogged, headers: headersOf(inside) }
  const locations = inside.filter(({ name }) => name === 'location')
  const others = inside.filter(
    ({ name }) => !['listen', 'root', 'location', 'return', 'add_header', 'try_files'].includes(name),
  )
  checkHarmless(others)
  const routes: Record<string, Plain> = {}
  const top = locations.find(({ words }) => words[0] === '/')
  const searched = wordOf(top?.block ?? [], 'root') ?? root
  let missing: Plain = errorReply(404, 'Not Found', { ...place, root: searched })
  const whole: Directive = {
    name: 'location',
    words: ['/'],
    block: inside.filter(({ name }) => ['return', 'try_files'].includes(name)),
  }
  for (const location of [...locations, ...(locations.some(({ words }) => words[0] === '/') ? [] : [whole])]) {
    const { path, reply, fallback } = locationOf(location, place)
    routes[`GET ${path}`] = reply
    missing = fallback ?? missing
  }
  return checkedCard({
    listens: listens.length === 0 ? '0.0.0.0:80' : [...new Set(listens)],
    start_ms: 60,
    ...(isLogged
      ? {
          start_line: stderr(
            ['using the "epoll" event method', `nginx/${version}`, 'start worker processes']
              .map((text) => `\${clock} [notice] 1#1: ${text}\n`)
              .join(''),
          ),
          access_line: {
            text: '${client} - - [${time}] "${method} ${target} HTTP/1.1" ${status} ${length} "-" "${agent:--}" "-"',
            stream: 'stdout',
            buffered: false,
          },
        }
      : {}),
    headers: { Server: `nginx/${version}`, Date: '${date}', Connection: 'keep-alive' },
    routes: { ...routes, 'POST /*': errorReply(405, 'Not Allowed', place) },
    not_found: missing,
    signals: { TERM: 0, QUIT: 0, INT: 0, HUP: 'ignored' },
    port_taken: stderr(`nginx: [emerg] bind() to ${listens[0] ?? '0.0.0.0:80'} failed (98: Address already in use)\n`),
  })
}

interface Place {
  readonly root: string
  readonly version: string
  readonly isLogged: boolean
  readonly headers: Readonly<Record<string, string>>
}

const stderr = (text: string): Plain => ({ text, stream: 'stderr', buffered: false })

function checkHarmless(directives: readonly Directive[]): void {
  const strange = directives.find(({ name }) => !harmless.has(name))
  if (strange !== undefined) throw new NotUnderstood(strange.name)
}

function wordOf(directives: readonly Directive[], name: string): string | undefined {
  return directives.find((one) => one.name === name)?.words[0]
}

function headersOf(directives: readonly Directive[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    directives
      .filter(({ name }) => name === 'add_header')
      .map(({ words: [name = '', value = ''] }) => [name, escaped(value)]),
  )
}

/** A text of the configuration as a card's text; variables of nginx are not understood. */
function escaped(text: string): string {
  if (/\$[a-z]/.test(text)) throw new NotUnderstood('a variable')
  return text.replaceAll('$', '$$$$').replaceAll('\\n', '\n')
}

function listenedAt(word: string): string {
  if (/^\d+$/.test(word)) return `0.0.0.0:${word}`
  if (/^\[::\]:\d+$/.test(word)) return word.replace('[::]', '0.0.0.0')
  if (/^[\w.]+:\d+$/.test(word)) return word.replace('localhost', '127.0.0.1')
  throw new NotUnderstood('listen')
}

function locationOf(
  { words, block = [] }: Directive,
  place: Place,
): { readonly path: string; readonly reply: Plain; readonly fallback?: Plain } {
  const [first = '', second] = words
  if (second !== undefined && first !== '=' && first !== '^~') throw new NotUnderstood('a location by expression')
  const isExact = first === '='
  const path = second ?? first
  if (!path.startsWith('/')) throw new NotUnderstood('a location')
  checkHarmless(block.filter(({ name }) => !['root', 'return', 'try_files', 'add_header'].includes(name)))
  const root = wordOf(block, 'root') ?? place.root
  const own = headersOf(block)
  const headers = Object.keys(own).length > 0 ? own : place.headers
  const at = isExact ? path : `${path}*`
  const returned = block.find(({ name }) => name === 'return')
  if (returned !== undefined) return { path: at, reply: returnedBy(returned, block, headers) }
  const tries = block.find(({ name }) => name === 'try_files')?.words ?? []
  const last = tries.at(-1)
  const fallback = last?.startsWith('/') === true ? pageReply(`${root}${last}`, headers) : undefined
  if (
    tries.slice(0, -1).some((word) => !/^\$uri\/?$/.test(word)) ||
    (last !== undefined && fallback === undefined && last !== '=404')
  )
    throw new NotUnderstood('try_files')
  return { path: at, reply: { folder: root, headers }, ...(fallback === undefined ? {} : { fallback }) }
}

function pageReply(path: string, headers: Plain): Plain {
  return { status: 200, type: 'text/html', headers, body: `\${file: ${path}}` }
}

function returnedBy(
  { words }: Directive,
  block: readonly Directive[],
  headers: Readonly<Record<string, string>>,
): Plain {
  const [status = '', text = ''] = words
  if (!/^\d{3}$/.test(status)) throw new NotUnderstood('return')
  if (/^30[1278]$/.test(status))
    return { status: Number(status), headers: { ...headers, Location: escaped(text) }, type: 'text/html', body: '' }
  return { status: Number(status), headers, type: wordOf(block, 'default_type') ?? 'text/plain', body: escaped(text) }
}

function errorReply(status: number, phrase: string, { root, version, isLogged }: Place): Plain {
  const body = `<html>\r\n<head><title>${status} ${phrase}</title></head>\r\n<body>\r\n<center><h1>${status} ${phrase}</h1></center>\r\n<hr><center>nginx/${version}</center>\r\n</body>\r\n</html>\r\n`
  const log = `\${clock} [error] 29#29: *1 open() "${root}\${path}" failed (2: No such file or directory), client: \${client}, server: localhost, request: "\${method} \${target} HTTP/1.1"`
  return { status, type: 'text/html', body, ...(isLogged && status === 404 ? { prints: stderr(log) } : {}) }
}
