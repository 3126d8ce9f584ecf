import { realContent, sizedContent } from '../../filesystem/content.ts'
import { bytesOf, textOf } from '../../values/bytes.ts'
import { directoryName } from '../../values/path.ts'
import { errorText, exists, makeDirectory, readFile, readTextFile, writeFile } from '../files.ts'
import { type HttpAnswer, type HttpRequest, pathOf } from '../http.ts'
import type { Process } from '../process.ts'
import { formatTime } from '../programs/calendar.ts'
import { findProgram } from '../run.ts'
import { signalName } from '../signals.ts'
import type { Card, CardNeeds, CardReply, Lines } from './card.ts'
import { fillIn, type Quoted } from './quote.ts'
import { serve } from './serve.ts'
import type { Line, Service } from './service.ts'

/** Runs the program that a card describes, to its end. `source` is what the card's texts may quote. */
export function runCard(process: Process, card: Card, source: string): number {
  const from: Quoted = { process, source }
  const failure = missingNeed(process, card.needs)
  if (failure !== undefined) return end(process, failure, 1)
  const missing = card.exit_on?.missing_env.find((name) => process.environment.get(name) === undefined)
  if (card.exit_on !== undefined && missing !== undefined)
    return end(
      process,
      fillIn(card.exit_on.message, { ...from, words: new Map([['name', missing]]) }),
      card.exit_on.status,
    )
  const denied = writeAll(process, card, from)
  if (denied !== undefined) return end(process, denied, 1)
  const ending = endingOf(card)
  if (ending !== undefined) {
    for (const line of linesOf(ending.prints, from))
      (line.stream === 'stdout' ? process.output : process.errors).write(line.text)
    process.machine.clock.spend(card.start_ms ?? 0)
    return ending.status
  }
  return serve(process, serviceOf(card, from))
}

function end(process: Process, message: string, status: number): number {
  if (message !== '') process.errors.write(message.endsWith('\n') ? message : `${message}\n`)
  return status
}

function endingOf(card: Card): { readonly prints: Card['prints']; readonly status: number } | undefined {
  if (card.exits === undefined && (card.prints === undefined || card.listens !== undefined)) return undefined
  return { prints: card.prints, status: card.exits ?? 0 }
}

function writeAll(process: Process, card: Card, from: Quoted): string | undefined {
  for (const { path, mode, text, size, kind = 'binary' } of card.writes ?? []) {
    const at = fillIn(path, from)
    const missing: string[] = []
    for (let folder = directoryName(at); folder !== '/' && !exists(process, folder); folder = directoryName(folder))
      missing.unshift(folder)
    for (const folder of missing) makeDirectory(process, folder)
    const content =
      size === undefined ? realContent(bytesOf(fillIn(text, from))) : sizedContent(`card:${at}:${size}`, size, kind)
    const wrong = writeFile(process, at, content, mode === undefined ? undefined : Number.parseInt(mode, 8))
    if (wrong !== undefined) return `${at}: ${errorText(wrong)}`
  }
  return undefined
}

const loaders: Readonly<Record<'glibc' | 'musl', string>> = {
  glibc: '/lib64/ld-linux-x86-64.so.2',
  musl: '/lib/ld-musl-x86_64.so.1',
}
const certificates = ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/cert.pem', '/etc/pki/tls/certs/ca-bundle.crt']
const libraryFolders = ['/lib', '/usr/lib', '/usr/local/lib', '/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu']

/** What of a card's needs is not there, as a program would say it; undefined when all is. */
function missingNeed(process: Process, needs: CardNeeds | undefined): string | undefined {
  if (needs === undefined) return undefined
  const name = process.arguments[0] ?? ''
  const loader = needs.loader ?? (needs.libc === undefined ? undefined : loaders[needs.libc])
  if (loader !== undefined && !exists(process, loader)) return `${name}: not found`
  if (needs.arch !== undefined && needs.arch !== process.machine.architecture) return `${name}: Exec format error`
  const library = needs.libraries?.find(
    (file) => !libraryFolders.some((folder) => exists(process, `${folder}/${file}`)),
  )
  if (library !== undefined)
    return `${name}: error while loading shared libraries: ${library}: cannot open shared object file: No such file or directory`
  if (needs.interpreter !== undefined && findProgram(process, needs.interpreter).errno !== undefined)
    return `env: '${needs.interpreter}': No such file or directory`
  const file = needs.files?.find((path) => readTextFile(process, path).errno === 'ENOENT')
  if (file !== undefined) return `${file}: No such file or directory`
  const variable = needs.env?.find((one) => (process.environment.get(one) ?? '') === '')
  if (variable !== undefined) return `${variable} is not set`
  if (needs.network === true && process.machine.network === 'none') return 'network is unreachable'
  if (needs.certificates === true && !certificates.some((path) => exists(process, path)))
    return 'certificate signed by unknown authority'
  return undefined
}

function serviceOf(card: Card, from: Quoted): Service {
  return {
    listens: listenersOf(card, from),
    startMs: card.start_ms ?? 0,
    starts: linesOf(card.start_line, from),
    answer: (request) => answer(card, from, request),
    disposition: (signal) => {
      const does = card.signals?.[signalName(signal)]
      return typeof does === 'string' ? does : does === undefined ? 'default' : 'handled'
    },
    ends: (signal) => {
      const does = card.signals?.[signalName(signal)]
      if (typeof does === 'object') return { status: does.status, log: linesOf(does.prints, from) }
      return { status: typeof does === 'number' ? does : 128 + signal, log: [] }
    },
    taken: (port) => ({
      status: 1,
      log: linesOf(
        card.port_taken ?? { text: `port ${port}: Address already in use`, stream: 'stderr', buffered: false },
        from,
      ),
    }),
  }
}

function listenersOf(card: Card, from: Quoted): Service['listens'] {
  const all = card.listens === undefined ? [] : typeof card.listens === 'object' ? card.listens : [`${card.listens}`]
  return all.flatMap((text) => {
    const [, address = '0.0.0.0', port = ''] = /^(?:(.*):)?(\d+)$/.exec(fillIn(text, from).trim()) ?? []
    return port === '' ? [] : [{ address: address === '' ? '0.0.0.0' : address, port: Number(port) }]
  })
}

function linesOf(printed: Lines | undefined, from: Quoted): readonly Line[] {
  if (printed === undefined) return []
  return (Array.isArray(printed) ? printed : [printed]).flatMap((one): readonly Line[] => {
    const { text, stream, buffered } =
      typeof one === 'string' ? { text: one, stream: 'stdout' as const, buffered: false } : one
    const filled = fillIn(text, from)
    return filled === '' ? [] : [{ stream, text: filled.endsWith('\n') ? filled : `${filled}\n`, waits: buffered }]
  })
}

function answer(card: Card, from: Quoted, request: HttpRequest): ReturnType<Service['answer']> {
  const chosen = replyFor(card, from, request)
  const quoted = { ...from, request }
  const filed = bodyOf(card, chosen, quoted)
  const { body } = filed
  const reply = filed.reply ?? chosen
  const { status } = reply
  const words = new Map([
    ['status', `${status}`],
    ['length', `${bytesOf(body).length}`],
    ['time', formatTime('%d/%b/%Y:%H:%M:%S %z', from.process.machine.clock.now())],
    ['day', formatTime('%d/%b/%Y %H:%M:%S', from.process.machine.clock.now())],
    ['date', formatTime('%a, %d %b %Y %H:%M:%S GMT', from.process.machine.clock.now())],
  ])
  const within: Quoted = { ...quoted, words }
  const headers = { ...card.headers, ...reply.headers }
  const answered: HttpAnswer = {
    status,
    version: card.http ?? '1.1',
    headers: headersOf(headers, reply.type ?? filed.type ?? typeOf(body), within),
    body: request.method === 'HEAD' ? '' : body,
  }
  return { answer: answered, log: [...linesOf(reply.prints, within), ...linesOf(card.access_line, within)] }
}

/** The headers of an answer in their order: the card's, then type and length where they are not among them. */
function headersOf(given: Readonly<Record<string, string>>, type: string, from: Quoted): ReadonlyMap<string, string> {
  const headers = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), fillIn(value, from)]))
  if (!headers.has('content-type')) headers.set('content-type', type)
  if (!headers.has('content-length')) headers.set('content-length', from.words?.get('length') ?? '0')
  return new Map([...headers].filter(([, value]) => value !== ''))
}

interface Body {
  readonly body: string
  readonly type?: string
  /** Another reply in place of the route's: the file is not there. */
  readonly reply?: CardReply
}

/** What a reply says: its text, or a file of the image. */
function bodyOf(card: Card, reply: CardReply, from: Quoted): Body {
  const { process, request } = from
  const folder = reply.folder === undefined ? undefined : fillIn(reply.folder, from)
  const asked = request === undefined ? '/' : pathOf(request)
  const path = folder === undefined ? reply.file : `${folder}${asked.endsWith('/') ? `${asked}index.html` : asked}`
  if (path === undefined) return { body: fillIn(reply.body, from) }
  const content = asked.split('/').includes('..') ? undefined : readFile(process, fillIn(path, from)).value
  if (content === undefined) {
    const missing = card.not_found ?? notFound
    return {
      body: fillIn(missing.body, from),
      reply: missing,
      ...(missing.type === undefined ? {} : { type: missing.type }),
    }
  }
  const type = types.get(/\.(\w+)$/.exec(path)?.[1] ?? '') ?? 'application/octet-stream'
  if (content.kind === 'real') return { body: textOf(content.bytes), type }
  process.machine.note({
    kind: 'modelled',
    message: `Of ${path} only the size is known: ${content.size} bytes are sent in its place.`,
  })
  return { body: `[${content.size} bytes]`, type }
}

/** Types by the end of a file's name. Source: mime.types of nginx. */
const types: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html'],
  ['css', 'text/css'],
  ['js', 'application/javascript'],
  ['json', 'application/json'],
  ['txt', 'text/plain'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
])

function typeOf(body: string): string {
  if (/^\s*[{[]/.test(body)) return 'application/json'
  return /^\s*</.test(body) ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8'
}

const notFound: CardReply = { status: 404, body: '404 page not found\n' }

function replyFor(card: Card, from: Quoted, request: HttpRequest): CardReply {
  const path = pathOf(request)
  const routes = Object.entries(card.routes ?? {})
  const found =
    routes.find(([name]) => fits(name, request.method, path, false)) ??
    routes.filter(([name]) => fits(name, request.method, path, true)).sort(([a], [b]) => b.length - a.length)[0]
  const route = found?.[1]
  if (route === undefined) return card.not_found ?? notFound
  if (typeof route === 'string') return { status: 200, body: route }
  const missing = missingNeed(from.process, route.needs)
  if (missing === undefined) return route
  return route.otherwise ?? { status: 500, body: `${missing}\n` }
}

/** Whether a route's name (`GET /`, `* /static/*`) is that of a request; with `open`, one that ends in a star is. */
function fits(name: string, method: string, path: string, open: boolean): boolean {
  const [verb = '', at = ''] = name.split(' ')
  if (verb !== '*' && verb !== method && !(verb === 'GET' && method === 'HEAD')) return false
  return open ? at.endsWith('*') && path.startsWith(at.slice(0, -1)) : at === path
}
