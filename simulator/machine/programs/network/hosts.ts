import * as v from 'valibot'
import { type Content, realContent, type SizedContent } from '../../../filesystem/content.ts'
import { joinContents } from '../../../filesystem/pieces.ts'
import { bytesOf } from '../../../values/bytes.ts'
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
}

/** The address that a word names; without a scheme it is http. */
export function addressOf(word: string): Address {
  const [, scheme = 'http', host = '', port, path = ''] =
    /^(?:([a-z]+):\/\/)?(?:[^@/]*@)?([^/:?#]*)(?::(\d+))?([^?#]*)/i.exec(word) ?? []
  return {
    scheme: scheme.toLowerCase(),
    host,
    port: Number(port ?? (scheme.toLowerCase() === 'https' ? 443 : 80)),
    path: path === '' ? '/' : path,
  }
}

/**
 * What a host answers to a request: a file, or that it has no such file. Undefined when there is no such host here; the reason is then in a note, but not
 * where the RUN itself has no network. The hosts are those of the table `hosts` in the catalog.
 */
export function answerOf(process: Process, address: Address): Content | 'not found' | undefined {
  if (!isReachable(process, address.host)) return undefined
  const hosted = tableOf(process)?.hosts[address.host]?.[address.path]
  return hosted === undefined ? 'not found' : contentOf(hosted, `${address.host}${address.path}`)
}

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
