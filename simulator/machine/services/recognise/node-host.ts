import { expressCall, expressResponse } from './express.ts'
import type { Given, Host, Scope } from './host.ts'
import { compactJson, writeJson } from './json.ts'
import { NodeExit, type NodeProgram } from './node-program.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import {
  booleanValue,
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

const globals = new Set('require process console JSON String Number parseInt URL setTimeout import'.split(' '))
const modules = new Set('http path os url express compression dotenv/config'.split(' '))

/** What Node and Express bring to a script that serves. */
export function nodeHost(program: NodeProgram): Host {
  return {
    isPython: false,
    global: (name) => {
      if (name === '__dirname') return textValue(directoryOf(program.world.path))
      if (name === '__filename') return textValue(program.world.path)
      return globals.has(name) ? thing(name) : undefined
    },
    member: (of, name) => memberOf(program, of, name),
    call: (callee, given, self) => callKnown(program, callee, given, self),
    set: (target, name, value) => {
      if (target.kind !== 'thing' || target.name !== 'response') return false
      if (name === 'statusCode') program.answering.status = wholeNumber(value)
      return name === 'statusCode'
    },
    write: written,
    declare: (statement, scope) => declare(program, statement, scope),
  }
}

function moduleOf(program: NodeProgram, asked: string): Thing {
  const name = asked.replace(/^node:/, '')
  const isBuiltIn = ['http', 'path', 'os', 'url'].includes(name)
  if (!isBuiltIn && !/^[./]|^node:/.test(asked) && !program.world.hasModule(asked)) {
    program.print(missing(program, asked), 'stderr')
    throw new NodeExit(1)
  }
  if (!modules.has(name)) throw new NotUnderstood(asked)
  return thing(name)
}

/** What Node says of a module that is not there. Source: Node 20.20 and 24.21, without the lines of the stack; the numbers of Node's own lines differ between versions. */
function missing({ world }: NodeProgram, name: string): string {
  const text = world.isModule
    ? `node:internal/modules/package_json_reader:331\n  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);\n        ^\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find package '${name}' imported from ${world.path}\n  code: 'ERR_MODULE_NOT_FOUND'`
    : `node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\nError: Cannot find module '${name}'\nRequire stack:\n- ${world.path}\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [ '${world.path}' ]`
  return `${text}\n}\n\nNode.js ${world.version}\n`.replaceAll('$', '$$$$')
}

function declare(program: NodeProgram, statement: Statement, scope: Scope): boolean {
  if (statement.kind !== 'import') return false
  const module = moduleOf(program, statement.module)
  if (statement.as !== undefined) scope.set(statement.as, module)
  for (const [name, as] of statement.names) scope.set(as, name === 'default' ? module : thing(`${module.name}.${name}`))
  return true
}

function memberOf(program: NodeProgram, of: Value, name: string): Value | undefined {
  if (of.kind === 'record') return of.entries.get(name) ?? none
  if (of.kind === 'text' || of.kind === 'path') return thing(`text.${name}`, [['self', of]])
  if (of.kind !== 'thing') return undefined
  switch (of.name) {
    case 'process.env': {
      const found = program.world.environment.get(name)
      return found === undefined ? none : textValue(found)
    }
    case 'request':
      return requestMember(program, name)
    case 'request.query':
    case 'url.parsed.query':
      return quoteValue(`query.${name}`)
    case 'url.parsed':
      if (name === 'pathname') return { kind: 'path', isWhole: false }
      return thing(`url.parsed.${name}`)
    case 'response':
    case 'server':
    case 'express.app':
      return thing(`${of.name}.${name}`, [['self', of]])
    case 'process':
      if (name === 'pid') return numberValue(1)
      return thing(`process.${name}`)
    case 'import.meta':
      if (name === 'url') return textValue(`file://${program.world.path}`)
      return name === 'dirname' ? textValue(directoryOf(program.world.path)) : undefined
    default:
      return thing(`${of.name}.${name}`)
  }
}

function requestMember(program: NodeProgram, name: string): Value | undefined {
  switch (name) {
    case 'url':
    case 'originalUrl':
      return { kind: 'path', isWhole: true }
    case 'path':
      return { kind: 'path', isWhole: false }
    case 'method':
      program.asksMethod = true
      return textValue(program.method)
    case 'query':
      return thing('request.query')
    default:
      return undefined
  }
}

function callKnown(program: NodeProgram, callee: Thing, given: Given, self: Value | undefined): Value {
  const [first = none, second = none] = given.values
  switch (callee.name) {
    case 'require':
      return moduleOf(program, plainText(first))
    case 'console.log':
    case 'console.info':
    case 'console.error':
    case 'console.warn':
      if (program.response !== undefined) throw new NotUnderstood('a log of requests')
      program.print(
        `${given.values.map((value) => written(value, '')).join(' ')}\n`,
        /log|info/.test(callee.name) ? 'stdout' : 'stderr',
      )
      return none
    case 'JSON.stringify':
      if (given.values.length > 1) throw new NotUnderstood('JSON.stringify')
      return { kind: 'text', card: writeJson(first, compactJson) }
    case 'String':
      return { kind: 'text', card: written(first, '') }
    case 'Number':
    case 'parseInt':
      return numberValue(wholeNumber(first))
    case 'process.exit':
      throw new NodeExit(first.kind === 'none' ? 0 : wholeNumber(first) & 255)
    case 'process.on':
    case 'process.once': {
      const signal = /^SIG(\w+)$/.exec(plainText(first))?.[1]
      if (signal === undefined || second.kind !== 'function') throw new NotUnderstood('process.on')
      program.signals.set(signal, second)
      return none
    }
    case 'setTimeout':
      if (first.kind !== 'function') throw new NotUnderstood('setTimeout')
      program.timers.push(first)
      return thing('timer')
    case 'timer.unref':
      return none
    case 'os.hostname':
      return quoteValue('hostname')
    case 'path.join':
    case 'path.resolve':
      return textValue(
        joined(
          given.values.map((value) => plainText(value)),
          callee.name.endsWith('resolve') ? program.world.directory : '',
        ),
      )
    case 'path.dirname':
      return textValue(directoryOf(plainText(first)))
    case 'url.fileURLToPath':
      return textValue(plainText(first).replace(/^file:\/\//, ''))
    case 'URL':
    case 'url.URL':
    case 'url.parse':
      if (first.kind !== 'path') throw new NotUnderstood('URL')
      return thing('url.parsed')
    case 'url.parsed.searchParams.get':
      return quoteValue(`query.${plainText(first)}`)
    case 'http.createServer':
      if (first.kind !== 'function' && !(first.kind === 'thing' && first.name === 'express.app'))
        throw new NotUnderstood('a server')
      return thing('server', [['handler', first]])
    case 'text.startsWith':
      if (self === undefined) throw new NotUnderstood('a text')
      return booleanValue(program.evaluation.startsWith(self, first))
    case 'text.toString':
      return self ?? none
    case 'text.split':
      if (self?.kind !== 'path' || plainTextOf(first) !== '?') throw new NotUnderstood('split')
      return { kind: 'list', items: [{ kind: 'path', isWhole: false }] }
    default:
      return (
        serverCall(program, callee.name, given, self) ??
        responseCall(program, callee.name, given, self) ??
        expressCall(program, callee.name, given, self) ??
        notUnderstood(callee.name)
      )
  }
}

function notUnderstood(name: string): never {
  throw new NotUnderstood(name)
}

/** Listening and closing, of a server or an Express application. */
function serverCall(program: NodeProgram, name: string, given: Given, self: Value | undefined): Value | undefined {
  if (self?.kind !== 'thing') return undefined
  const callbacks = given.values.filter((value) => value.kind === 'function')
  switch (name) {
    case 'server.listen':
    case 'express.app.listen': {
      const [first = none, second] = given.values
      const server = name === 'server.listen' ? self : thing('server', [['handler', self]])
      if (first.kind === 'record') program.listen(server, first.entries.get('port') ?? none, first.entries.get('host'))
      else program.listen(server, first, second?.kind === 'function' ? undefined : second)
      program.whenListening.push(...callbacks)
      return server
    }
    case 'server.on':
      if (plainText(given.values[0]) !== 'listening') throw new NotUnderstood('server.on')
      program.whenListening.push(...callbacks)
      return self
    case 'server.close':
      program.isClosed = true
      for (const callback of callbacks) program.evaluation.callFunction(callback, [])
      return self
    case 'server.address':
      throw new NotUnderstood('server.address')
    default:
      return undefined
  }
}

/** What is done to an answer; Express's ways come after Node's own. */
function responseCall(program: NodeProgram, name: string, given: Given, self: Value | undefined): Value | undefined {
  if (self?.kind !== 'thing' || self.name !== 'response') return undefined
  const response = program.answering
  const [first = none, second = none, third] = given.values
  const add = (value: Value): void => {
    if (value.kind !== 'text' && value.kind !== 'path') throw new NotUnderstood('a body')
    response.body += written(value, '')
  }
  switch (name) {
    case 'response.writeHead': {
      response.status = wholeNumber(first)
      const headers = second.kind === 'record' ? second : third
      if (headers?.kind === 'record')
        for (const [header, value] of headers.entries) response.headers.set(header, written(value, ''))
      return self
    }
    case 'response.setHeader':
      response.headers.set(plainText(first), written(second, ''))
      return self
    case 'response.write':
      add(first)
      return booleanValue(true)
    case 'response.end':
      if (first.kind !== 'none') add(first)
      response.isOver = true
      return self
    default:
      return expressResponse(program, name, given, self)
  }
}

/** A value in a text. */
export function written(value: Value, format: string): string {
  if (format !== '') throw new NotUnderstood(format)
  switch (value.kind) {
    case 'text':
      return value.card
    case 'path':
      return value.isWhole ? '${target}' : '${path}'
    case 'number':
      return `${value.value}`
    case 'boolean':
      return `${value.value}`
    case 'none':
      return 'undefined'
    default:
      throw new NotUnderstood('a text of it')
  }
}

function directoryOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '/'
}

/** `path.join`, and with a directory to start from `path.resolve`. */
function joined(parts: readonly string[], start: string): string {
  let path = start
  for (const part of parts) path = part.startsWith('/') && (path === '' || start !== '') ? part : `${path}/${part}`
  const found: string[] = []
  for (const name of path.split('/'))
    if (name === '..') found.pop()
    else if (name !== '' && name !== '.') found.push(name)
  return `${path.startsWith('/') ? '/' : ''}${found.join('/')}`
}
