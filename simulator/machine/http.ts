/** A request over HTTP, as a service gets it. */
export interface HttpRequest {
  readonly method: string
  /** From the first slash, with what follows `?`. */
  readonly target: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  readonly port: number
  /** `outside`: by the container's own address, as a published port or another container asks; `loopback`: from inside. */
  readonly from: 'outside' | 'loopback'
}

/** What a service answers. Names of headers in lower case. */
export interface HttpAnswer {
  readonly status: number
  readonly version: '1.0' | '1.1'
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** What comes of a request: an answer; nobody listens; the connection was closed without an answer, or broken off. */
export type HttpOutcome =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'refused' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'reset' }

/** The path of a request, without what follows `?`. */
export function pathOf(request: HttpRequest): string {
  return request.target.split('?', 1)[0] ?? '/'
}

/** The values of a request's query by name; the first counts where a name comes twice. */
export function queryOf(request: HttpRequest): ReadonlyMap<string, string> {
  const query = request.target.includes('?') ? request.target.slice(request.target.indexOf('?') + 1) : ''
  const values = new Map<string, string>()
  for (const part of query.split('&')) {
    const [name = '', ...value] = part.split('=')
    if (name !== '' && !values.has(decoded(name))) values.set(decoded(name), decoded(value.join('=')))
  }
  return values
}

function decoded(text: string): string {
  const bytes: number[] = []
  const plain = text.replaceAll('+', ' ')
  for (let at = 0; at < plain.length; ) {
    const hex = /^%([0-9a-f]{2})/i.exec(plain.slice(at, at + 3))?.[1]
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16))
      at += 3
      continue
    }
    const character = String.fromCodePoint(plain.codePointAt(at) ?? 0)
    bytes.push(...new TextEncoder().encode(character))
    at += character.length
  }
  return new TextDecoder().decode(new Uint8Array(bytes))
}

/** What a status is called. Source: RFC 9110, section 15. */
export function reasonOf(status: number): string {
  return reasons.get(status) ?? ''
}

const reasons: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [301, 'Moved Permanently'],
  [302, 'Found'],
  [304, 'Not Modified'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
])
