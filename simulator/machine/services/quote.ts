import { readTextFile } from '../files.ts'
import { type HttpRequest, pathOf, queryOf } from '../http.ts'
import type { Process } from '../process.ts'
import { byteTextOf, wordFrom } from '../programs/bytes.ts'
import { formatTime } from '../programs/calendar.ts'
import { compileRegex } from '../programs/regex/regex.ts'
import { RegexError } from '../programs/regex/syntax.ts'

/** Where the quotes in a card's texts come from. */
export interface Quoted {
  readonly process: Process
  /** The program's source, where it is known. */
  readonly source: string
  readonly request?: HttpRequest
  /** Words of the moment: `status`. */
  readonly words?: ReadonlyMap<string, string>
}

/**
 * A card's text with its quotes filled in: `${NAME}`, `${NAME:-default}`, `${source: EXPRESSION}`, `${query.NAME}`, `${query.NAME:-default}`,
 * `${NAME:+text}` the text when there is one, `${NAME:!text}` when there is none,
 * `${method}`, `${target}`, `${path}`, `${arch}`, `${hostname}`, `${file: PATH}`. What is not there is empty; `$$` is a dollar sign.
 */
export function fillIn(text: string, from: Quoted): string {
  let filled = ''
  for (let at = 0; at < text.length; ) {
    const dollar = text.indexOf('$', at)
    if (dollar === -1) return filled + text.slice(at)
    filled += text.slice(at, dollar)
    if (text[dollar + 1] === '$') {
      filled += '$'
      at = dollar + 2
      continue
    }
    const end = text[dollar + 1] === '{' ? closing(text, dollar + 1) : -1
    if (end === -1) {
      filled += '$'
      at = dollar + 1
      continue
    }
    filled += quotedValue(text.slice(dollar + 2, end), from)
    at = end + 1
  }
  return filled
}

/** The brace that closes the one at a place: an expression may hold pairs of them. */
function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}' && --depth === 0) return at
  }
  return -1
}

function quotedValue(quote: string, from: Quoted): string {
  const { process, source, request, words } = from
  const special = /^(source|file):\s*(.*)$/s.exec(quote)
  if (special?.[1] === 'source') return firstGroup(special[2] ?? '', source, process)
  if (special?.[1] === 'file') return readTextFile(process, special[2] ?? '').value ?? ''
  const [, name = '', when = '-', text = ''] = /^([\w.]+)(?::([-+!])(.*))?$/s.exec(quote) ?? []
  const found = words?.get(name) ?? lookUp(name, process, request) ?? ''
  const isThere = found !== ''
  if (when === '-') return isThere ? found : fillIn(text, from)
  return isThere === (when === '+') ? fillIn(text, from) : ''
}

function lookUp(name: string, process: Process, request: HttpRequest | undefined): string | undefined {
  if (name.startsWith('query.')) return request === undefined ? undefined : queryOf(request).get(name.slice(6))
  switch (name) {
    case 'method':
      return request?.method
    case 'target':
      return request?.target
    case 'path':
      return request === undefined ? undefined : pathOf(request)
    case 'body':
      return request?.body
    case 'arch':
      return process.machine.architecture
    case 'client':
      return request?.from === 'loopback' ? '127.0.0.1' : '172.17.0.1'
    case 'agent':
      return request?.headers.get('user-agent')
    case 'moment':
      return formatTime('%Y-%m-%d %H:%M:%S.000', process.machine.clock.now())
    case 'clock':
      return formatTime('%Y/%m/%d %H:%M:%S', process.machine.clock.now())
    case 'hostname':
      return process.machine.hostname
    default:
      return process.environment.get(name)
  }
}

/** The first group of the first place in a source that an expression fits, or all of that place. */
export function firstGroup(expression: string, source: string, process: Process): string {
  try {
    const text = byteTextOf(source)
    const compiled = compileRegex(byteTextOf(expression), { extended: true }, process.machine.budget)
    const found = compiled.find(text, 0, { multiline: true })
    if (found === undefined) return ''
    const [from = -1, to = -1, groupFrom = -1, groupTo = -1] = found
    return wordFrom(groupFrom === -1 ? text.slice(from, to) : text.slice(groupFrom, groupTo))
  } catch (thrown) {
    if (thrown instanceof RegexError) return ''
    throw thrown
  }
}
