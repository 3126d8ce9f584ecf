import * as v from 'valibot'
import { type Content, realContent, type SizedContent } from '../../../filesystem/content.ts'
import { joinContents } from '../../../filesystem/pieces.ts'
import { bytesOf } from '../../../values/bytes.ts'
import type { HttpAnswer, HttpRequest } from '../../http.ts'
import type { Process } from '../../process.ts'
import { packEnd, packMember } from '../archive/tar-write.ts'
import { note } from '../program.ts'

const kind = v.picklist(['text', 'binary', 'packed', 'zeros'])
const Member = v.strictObject({
  path: v.string(),
  mode: v.optional(v.string(), '644'),
  size: v.optional(v.number(), 0),
  /** Makes a text of so many lines. */
  lines: v.optional(v.number()),
  kind: v.optional(kind, 'binary'),
})
const Hosted = v.union([
  v.strictObject({ text: v.string() }),
  v.strictObject({ size: v.number(), kind, program: v.optional(v.string()) }),
  v.strictObject({
    archive: v.strictObject({ size: v.number(), kind: v.literal('gzip'), members: v.array(Member) }),
  }),
])
const HostTable = v.strictObject({ source: v.string(), hosts: v.record(v.string(), v.record(v.string(), Hosted)) })

type HostTable = v.InferOutput<typeof HostTable>

/** Where an address leads: `https://files.pelican.example/data.tar.gz`. */
export interface Address {
  /** `https`, `http`, `ftp`. */
  readonly scheme: string
  readonly host: string
  readonly port: number
  /** From the first slash, without what follows `?` or `#`. */
  readonly path: string
  /** The path with what follows `?`. */
  readonly target: string
}

/** The address that a word names; without a scheme it is http. */
export function addressOf(word: string): Address {
  const [, scheme = 'http', host = '', port, path = '', query = ''] =
    /^(?:([a-z]+):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]*)(?::(\d+))?([^?#]*)(\?[^#]*)?/i.exec(word) ?? []
  return {
    scheme: scheme.toLowerCase(),
    host,
    port: Number(port ?? (scheme.toLowerCase() === 'https' ? 443 : 80)),
    path: path === '' ? '/' : path,
    target: (path === '' ? '/' : path) + query,
  }
}

/**
 * What a host answers to a request: a file, or that it has no such file. Undefined when there is no such host here; the reason is then in a note, but not
 * where the RUN itself has no network. The hosts are those of the table `hosts` in the catalog.
 */
function answerOf(process: Process, address: Address): Content | 'not found' | undefined {
  if (!isReachable(process, address.host)) return undefined
  const hosted = tableOf(process)?.hosts[address.host]?.[address.path]
  return hosted === undefined ? 'not found' : contentOf(hosted, `${address.host}${address.path}`)
}

/** What came of asking a host. */
export type Asked =
  | { readonly kind: 'unresolved' | 'refused' | 'empty' | 'reset' }
  | { readonly kind: 'answer'; readonly answer: Omit<HttpAnswer, 'body'>; readonly content: Content }

/**
 * Asks a host over HTTP: a service of this machine, another machine that can be reached, or a host that is played here. With a request that
 * carries its method, headers and body.
 */
export function ask(
  process: Process,
  address: Address,
  request: Pick<HttpRequest, 'method' | 'headers' | 'body'>,
): Asked {
  const { life, reach, hostname } = process.machine
  const { host, port, target } = address
  const isLocal =
    /^(localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?)$/.test(host) || (life !== undefined && host === hostname)
  if (isLocal || reach !== undefined) {
    const full: HttpRequest = { ...request, target, port, from: isLocal ? 'loopback' : 'outside' }
    const listener = isLocal ? life?.listenerAt(port, 'loopback') : undefined
    const outcome = listener?.answer(full) ?? reach?.(host, full)
    if (outcome?.kind === 'answer') {
      const { body, ...answer } = outcome.answer
      return { kind: 'answer', answer, content: realContent(bytesOf(body)) }
    }
    if (outcome !== undefined) return outcome
    if (isLocal) return { kind: 'refused' }
  }
  const hosted = answerOf(process, address)
  if (hosted === undefined) return { kind: 'unresolved' }
  const content = hosted === 'not found' ? realContent(bytesOf(notFoundPage)) : hosted
  const headers = new Map([['content-length', `${content.size}`]])
  return { kind: 'answer', answer: { status: hosted === 'not found' ? 404 : 200, version: '1.1', headers }, content }
}

const notFoundPage = '<html>\n<head><title>404 Not Found</title></head>\n<body><h1>404 Not Found</h1></body>\n</html>\n'

/** Whether a host can be found; leaves a note when that is for want of an internet here. */
export function isReachable(process: Process, host: string): boolean {
  if (process.machine.network === 'none') return false
  if (tableOf(process)?.hosts[host] !== undefined) return true
  note(process, 'not-simulated', `There is no internet in the simulator, so the host ${host} is not found.`)
  return false
}

const tables = new WeakMap<object, HostTable>()

function tableOf(process: Process): HostTable | undefined {
  const raw = process.machine.packageTables.get('hosts')
  if (typeof raw !== 'object' || raw === null) return undefined
  let table = tables.get(raw)
  if (table === undefined) {
    const parsed = v.safeParse(HostTable, raw)
    table = parsed.success ? parsed.output : { source: '', hosts: {} }
    tables.set(raw, table)
  }
  return table
}

const contents = new WeakMap<object, Content>()

function contentOf(hosted: v.InferOutput<typeof Hosted>, name: string): Content {
  let content = contents.get(hosted)
  if (content === undefined) {
    content = makeContent(hosted, name)
    contents.set(hosted, content)
  }
  return content
}

function makeContent(hosted: v.InferOutput<typeof Hosted>, name: string): Content {
  if ('text' in hosted) return realContent(bytesOf(hosted.text))
  if ('archive' in hosted) {
    const { size, members } = hosted.archive
    const archive = members.map((member) => memberOf(member, name))
    const unpacked = joinContents([
      ...archive,
      packEnd(
        archive.reduce((sum, part) => sum + part.size, 0),
        10_240,
      ),
    ])
    return { ...sized(name, size, 'packed'), identity: `gzip:host:${name}`, unpacked }
  }
  const { size, kind: compressibility, program } = hosted
  return { ...sized(name, size, compressibility), ...(program === undefined ? {} : { program }) }
}

function sized(name: string, size: number, compressibility: SizedContent['compressibility']): SizedContent {
  return { kind: 'sized', size, compressibility, identity: `host:${name}`, source: 'a fixture of the course' }
}

function memberOf({ path, mode, size, lines, kind }: v.InferOutput<typeof Member>, name: string): Content {
  const isDirectory = path.endsWith('/')
  return packMember({
    name: path,
    type: isDirectory ? '5' : '0',
    mode: Number.parseInt(mode, 8),
    uid: 0,
    gid: 0,
    userName: 'root',
    groupName: 'root',
    mtime: 1_767_225_600,
    linkName: '',
    device: [0, 0],
    content:
      lines === undefined
        ? isDirectory
          ? realContent(new Uint8Array(0))
          : sized(`${name}:${path}`, size, kind)
        : rows(lines, size),
  })
}

/** A table of prices with so many lines and bytes: `17,zone-3,0000…`. */
function rows(count: number, size: number): Content {
  const lines: string[] = []
  let left = size
  for (let at = 0; at < count; at++) {
    const width = Math.floor(left / (count - at))
    const line = `${at + 1},zone-${at % 40},`
    lines.push(
      `${line}${String((at * 7919) % 100_000).padStart(Math.max(1, width - line.length - 1), '0')}`.slice(0, width - 1),
    )
    left -= width
  }
  return realContent(bytesOf(`${lines.join('\n')}\n`))
}
