import type { Given } from './host.ts'
import { attributeOf, comesFrom, methodOf, type PythonProgram } from './python-program.ts'
import { NotUnderstood } from './syntax.ts'
import {
  type ClassValue,
  none,
  numberValue,
  plainText,
  plainTextOf,
  quoteValue,
  type Thing,
  textValue,
  thing,
  type Value,
  wholeNumber,
} from './value.ts'

const servers = ['HTTPServer', 'ThreadingHTTPServer', 'TCPServer', 'ThreadingTCPServer']

export function isServerClass(of: Value): of is ClassValue {
  return of.kind === 'class' && servers.some((name) => comesFrom(of, name))
}

/** Makes a server, or calls one. */
export function serverCall(program: PythonProgram, callee: Thing | ClassValue, given: Given): Value {
  const self = callee.kind === 'thing' ? callee.fields.get('self') : undefined
  const name = callee.kind === 'class' ? 'HTTPServer' : callee.name
  if (servers.some((one) => name === one || name.endsWith(`.${one}`))) {
    const [address, handler] = given.values
    if (address?.kind !== 'list' || handler === undefined) throw new NotUnderstood('a server')
    const [host = none, port = none] = address.items
    program.serverLine = given.line
    return thing('server', [
      ['address', host],
      ['port', port],
      ['handler', handler],
      ['server_address', address],
      ['server_port', port],
    ])
  }
  if (self?.kind === 'thing' && self.name === 'server') {
    if (name === 'server.serve_forever') return program.serve(self, given.line)
    if (name === 'server.server_close') return none
    if (name === 'server.shutdown') {
      program.shutDown(false)
      return none
    }
  }
  if (name === 'http.server.test' || name.startsWith('logging.')) throw new NotUnderstood(name)
  throw new NotUnderstood(name)
}

/** What a handler's `self` has. */
export function requestMember(self: Thing, name: string): Value | undefined {
  switch (name) {
    case 'path':
      return { kind: 'path', isWhole: true }
    case 'command':
      return quoteValue('method')
    case 'wfile':
    case 'headers':
    case 'rfile':
      return thing(`self.${name}`, [['self', self]])
    case 'server':
      return self.fields.get('server')
    default: {
      const handler = self.fields.get('class')
      if (handler?.kind !== 'class') return undefined
      const method = methodOf(handler, name)
      if (method !== undefined)
        return thing('bound', [
          ['self', self],
          ['method', method],
        ])
      return attributeOf(handler, name) ?? thing(`self.${name}`, [['self', self]])
    }
  }
}

/** Calls a method of a handler. */
export function answerCall(
  program: PythonProgram,
  name: string,
  given: Given,
  self: Value | undefined,
): Value | undefined {
  if (self?.kind !== 'thing' || self.name !== 'self') return undefined
  const { answering } = program
  if (answering === undefined) throw new NotUnderstood('outside of a request')
  const [first = none, second = none] = given.values
  switch (name) {
    case 'self.send_response':
    case 'self.send_response_only':
      answering.status = wholeNumber(statusOf(first))
      return none
    case 'self.send_header':
      answering.headers.push([plainText(first), headerText(second)])
      return none
    case 'self.end_headers':
    case 'self.flush_headers':
    case 'self.wfile.flush':
      answering.isEnded = true
      return none
    case 'self.wfile.write':
      if (first.kind !== 'text' || !answering.isEnded) throw new NotUnderstood('a body')
      answering.body += first.card
      return numberValue(0)
    case 'self.send_error': {
      const status = wholeNumber(statusOf(first))
      const message = second.kind === 'none' ? (phrases[status]?.[0] ?? '???') : plainText(second)
      const { body, prints } = errorAnswer(status, message)
      answering.status = status
      answering.headers.push(...errorHeaders)
      answering.body = body
      answering.prints.push({ text: prints, stream: 'stderr', flushes: false })
      return none
    }
    case 'self.log_message':
      return none
    case 'self.headers.get':
      throw new NotUnderstood('headers')
    default:
      throw new NotUnderstood(name)
  }
}

function statusOf(value: Value): Value {
  const name = value.kind === 'thing' ? /^http\.HTTPStatus\.(\w+)$/.exec(value.name)?.[1] : undefined
  const found = Object.entries(phrases).find(([, [phrase]]) => phrase.toUpperCase().replaceAll(' ', '_') === name)
  return found === undefined ? value : numberValue(Number(found[0]))
}

function headerText(value: Value): string {
  if (value.kind === 'number') return `${value.value}`
  if (value.kind === 'text') return value.card
  throw new NotUnderstood('a header')
}

export const errorHeaders: readonly [string, string][] = [
  ['Connection', 'close'],
  ['Content-Type', 'text/html;charset=utf-8'],
]

/** What Python answers where something is wrong, and logs. Source: http/server.py, DEFAULT_ERROR_MESSAGE, measured with Python 3.13. */
export function errorAnswer(status: number, message: string): { readonly body: string; readonly prints: string } {
  const explanation = phrases[status]?.[1] ?? '???'
  const shown = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return {
    body: `<!DOCTYPE HTML>
<html lang="en">
    <head>
        <meta charset="utf-8">
        <title>Error response</title>
    </head>
    <body>
        <h1>Error response</h1>
        <p>Error code: ${status}</p>
        <p>Message: ${shown}.</p>
        <p>Error code explanation: ${status} - ${explanation}.</p>
    </body>
</html>
`,
    prints: `127.0.0.1 - - [\${day}] code ${status}, message ${message}\n`,
  }
}

/** Phrase and explanation of statuses. Source: http/__init__.py, HTTPStatus. */
const phrases: Readonly<Record<number, readonly [string, string]>> = {
  200: ['OK', 'Request fulfilled, document follows'],
  201: ['Created', 'Document created, URL follows'],
  204: ['No Content', 'Request fulfilled, nothing follows'],
  301: ['Moved Permanently', 'Object moved permanently -- see URI list'],
  302: ['Found', 'Object moved temporarily -- see URI list'],
  400: ['Bad Request', 'Bad request syntax or unsupported method'],
  401: ['Unauthorized', 'No permission -- see authorization schemes'],
  403: ['Forbidden', 'Request forbidden -- authorization will not help'],
  404: ['Not Found', 'Nothing matches the given URI'],
  405: ['Method Not Allowed', 'Specified method is invalid for this resource'],
  418: ["I'm a Teapot", 'Server refuses to brew coffee because it is a teapot'],
  500: ['Internal Server Error', 'Server got itself in trouble'],
  501: ['Not Implemented', 'Server does not support this operation'],
  503: ['Service Unavailable', 'The server cannot process the request due to a high load'],
}

/** The address as `listens` has it. */
export function addressOf(server: Thing): string {
  const address = plainTextOf(server.fields.get('address'))
  const port = server.fields.get('port')
  if (address === undefined || port?.kind !== 'number') throw new NotUnderstood('an address')
  const shown = address === '' ? '0.0.0.0' : address === 'localhost' ? '127.0.0.1' : address
  return `${shown}:${port.value}`
}

/** The text of a class attribute of a handler. */
export function handlerText(handler: Value, name: string): string | undefined {
  return handler.kind === 'class' ? plainTextOf(attributeOf(handler, name) ?? textValue('')) || undefined : undefined
}
