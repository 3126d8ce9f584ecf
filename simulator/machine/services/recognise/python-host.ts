import { callFlask, flaskMember, isFlask } from './flask.ts'
import { type Given, type Host, Raised, type Scope } from './host.ts'
import { pythonJson, writeJson } from './json.ts'
import { argumentCall } from './python-arguments.ts'
import { attributeOf, comesFrom, type PythonProgram } from './python-program.ts'
import { answerCall, isServerClass, requestMember, serverCall } from './python-server.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import {
  booleanValue,
  none,
  numberValue,
  plainText,
  plainTextOf,
  quoteValue,
  textValue,
  thing,
  type Value,
  wholeNumber,
} from './value.ts'

const modules = new Set(
  'argparse functools http http.server json logging os signal socket socketserver sys threading time datetime typing'.split(
    ' ',
  ),
)
const builtIn = new Set(
  'sorted print str int len bytes exit quit float bool dict KeyboardInterrupt SystemExit Exception ValueError RuntimeError KeyError OSError'.split(
    ' ',
  ),
)

/** What Python and its standard library bring to a program that serves. */
export function pythonHost(program: PythonProgram): Host {
  return {
    isPython: true,
    global: (name) => {
      if (name === '__name__') return textValue(program.world.moduleName)
      if (name === '__file__') return textValue(program.world.path)
      return builtIn.has(name) ? thing(name) : undefined
    },
    member: (of, name) => memberOf(program, of, name),
    call: (callee, given, self) => {
      const method = callee.fields.get('method')
      if (callee.name === 'bound' && method?.kind === 'function' && self !== undefined)
        return program.evaluation.call(method, { ...given, values: [self, ...given.values] })
      return callKnown(program, callee.name, given, self)
    },
    index: (of, index) => indexOf(program, of, index),
    contains: (container, value) =>
      container.kind === 'thing' && container.name === 'os.environ'
        ? program.world.environment.has(plainText(value))
        : undefined,
    set: (target, name, value) => {
      if (target.kind !== 'thing' || !/^(server|self)$/.test(target.name)) return false
      target.fields.set(name, value)
      return true
    },
    write: (value, format) => written(value, format),
    construct: (of, given) => {
      if (isServerClass(of)) return serverCall(program, of, given)
      if (comesFrom(of, 'http.server.BaseHTTPRequestHandler')) throw new NotUnderstood('a request')
      throw new NotUnderstood('an object of a class')
    },
    declare: (statement, scope) => declare(program, statement, scope),
  }
}

function declare(program: PythonProgram, statement: Statement, scope: Scope): boolean {
  if (statement.kind === 'function' && statement.decorators.length > 0) {
    const { name, parameters, body } = statement
    const declared: Value = { kind: 'function', name, parameters, body, scope }
    scope.set(name, declared)
    for (const decorator of statement.decorators) {
      const route = program.evaluation.evaluate(decorator, scope)
      if (route.kind !== 'thing' || route.name !== 'flask.route') throw new NotUnderstood('a decorator')
      route.fields.set('view', declared)
    }
    return true
  }
  if (statement.kind !== 'import') return false
  const { module, as, names, line } = statement
  const root = module.split('.')[0] ?? module
  if (!modules.has(module) && !isFlask(module)) {
    if (!program.world.hasModule(root)) throw new Raised('ModuleNotFoundError', `No module named '${root}'`, 1, line)
    throw new NotUnderstood(`import ${module}`)
  }
  if (isFlask(module) && !program.world.hasModule(root))
    throw new Raised('ModuleNotFoundError', `No module named '${root}'`, 1, line)
  if (names.length === 0) scope.set(as ?? root, thing(as === undefined ? root : module))
  for (const [name, other] of names) {
    if (name === '*') for (const each of wellKnown[module] ?? []) scope.set(each, thing(`${module}.${each}`))
    else scope.set(other, thing(`${module}.${name}`))
  }
  return true
}

const wellKnown: Readonly<Record<string, readonly string[]>> = {
  'http.server': ['HTTPServer', 'ThreadingHTTPServer', 'BaseHTTPRequestHandler', 'SimpleHTTPRequestHandler'],
  socketserver: ['TCPServer', 'ThreadingMixIn', 'ThreadingTCPServer'],
}

function argumentsOf({ world }: PythonProgram): Value {
  return { kind: 'list', items: [world.path, ...world.arguments].map(textValue) }
}

function memberOf(program: PythonProgram, of: Value, name: string): Value | undefined {
  if (of.kind === 'class') return attributeOf(of, name)
  if (of.kind === 'thing') {
    if (of.name === 'self') return requestMember(of, name)
    const special = flaskMember(of, name)
    if (special !== undefined) return special
    if (of.name === 'server') return thing(`server.${name}`, [['self', of]])
    if (of.name === 'argparse.Namespace') return of.fields.get(name)
    if (of.name === 'parser') return thing(`parser.${name}`, [['self', of]])
    if (of.name === 'sys' && name === 'argv') return argumentsOf(program)
    return thing(`${of.name}.${name}`, of.fields.has('self') ? [...of.fields] : [])
  }
  if (['text', 'path', 'record', 'list'].includes(of.kind)) return thing(`${of.kind}.${name}`, [['self', of]])
  return undefined
}

function indexOf(program: PythonProgram, of: Value, index: Value): Value | undefined {
  if (of.kind !== 'thing' || of.name !== 'os.environ') return undefined
  const name = plainText(index)
  const found = program.world.environment.get(name)
  if (found === undefined) throw new Raised('KeyError', `'${name}'`, 1, program.evaluation.line)
  return textValue(found)
}

function callKnown(program: PythonProgram, name: string, given: Given, self: Value | undefined): Value {
  const { values, named, line } = given
  const [first = none, second = none] = values
  switch (name) {
    case 'print':
      return print(program, given)
    case 'str':
      return { kind: 'text', card: written(first, '') }
    case 'int':
      return numberValue(integerOf(first, line))
    case 'bytes':
      if (first.kind !== 'text') throw new NotUnderstood('bytes')
      return first
    case 'float':
      return numberValue(floatOf(first, line), true)
    case 'sorted':
      return sortedOf(first)
    case 'len':
      return lengthOf(first)
    case 'json.dumps':
      return { kind: 'text', card: jsonOf(first, named) }
    case 'os.environ.get':
    case 'os.getenv': {
      const found = program.world.environment.get(plainText(first))
      return found === undefined ? (named.get('default') ?? second) : textValue(found)
    }
    case 'os.chdir':
      program.directory = joined(program.directory, plainText(first))
      return none
    case 'os.path.dirname':
    case 'os.path.abspath':
      return textValue(
        name.endsWith('dirname') ? directoryOf(plainText(first)) : joined(program.directory, plainText(first)),
      )
    case 'exit':
    case 'quit':
    case 'sys.exit':
    case 'os._exit':
      throw exitOf(program, first, line)
    case 'sys.stdout.flush':
      program.print({ text: '', stream: 'stdout', flushes: true })
      return none
    case 'sys.stdout.write':
    case 'sys.stderr.write':
      program.print({
        text: written(first, ''),
        stream: name === 'sys.stderr.write' ? 'stderr' : 'stdout',
        flushes: false,
      })
      return none
    case 'signal.signal': {
      const signal = first.kind === 'thing' ? (/^signal\.SIG(\w+)$/.exec(first.name)?.[1] ?? '') : ''
      if (signal === '') throw new NotUnderstood('a signal')
      program.signals.set(signal, second)
      return none
    }
    case 'socket.gethostname':
      return quoteValue('hostname')
    case 'threading.Thread': {
      const target = named.get('target')
      if (target?.kind !== 'thing' || target.name !== 'server.shutdown') throw new NotUnderstood('a thread')
      return thing('thread')
    }
    case 'thread.start':
      program.shutDown(true)
      return none
    case 'functools.partial':
      return first.kind === 'thing' ? thing(first.name, [...named]) : given.values.length > 1 ? none : first
    case 'KeyboardInterrupt':
    case 'SystemExit':
    case 'Exception':
    case 'ValueError':
    case 'RuntimeError':
    case 'KeyError':
    case 'OSError':
      return thing(name, [['values', { kind: 'list', items: values }]])
    default:
      return (
        argumentCall(program, name, given, self) ??
        textCall(program, name, given, self) ??
        callFlask(program, name, given, self) ??
        answerCall(program, name, given, self) ??
        serverCall(program, thing(name, self === undefined ? [] : [['self', self]]), given)
      )
  }
}

function textCall(program: PythonProgram, name: string, given: Given, self: Value | undefined): Value | undefined {
  if (self === undefined) return undefined
  const [first = none, second = none] = given.values
  switch (name) {
    case 'text.encode':
    case 'text.decode':
      return self
    case 'text.format':
      return formatText(self, given)
    case 'text.upper':
      return textValue(plainText(self).toUpperCase())
    case 'text.lower':
      return textValue(plainText(self).toLowerCase())
    case 'text.strip':
      return textValue(plainText(self).trim())
    case 'text.join':
      if (first.kind !== 'list' || self.kind !== 'text') throw new NotUnderstood('join')
      return { kind: 'text', card: first.items.map((item) => written(item, '')).join(self.card) }
    case 'text.startswith':
    case 'path.startswith':
      return booleanValue(program.evaluation.startsWith(self, first))
    case 'path.split':
    case 'path.partition':
      if (plainTextOf(first) !== '?') throw new NotUnderstood('split')
      return { kind: 'list', items: [{ kind: 'path', isWhole: false }] }
    case 'record.get': {
      if (self.kind !== 'record') return undefined
      if (first.kind !== 'path') return self.entries.get(plainText(first)) ?? second
      const found = [...self.entries].find(([key]) => program.evaluation.areEqual(first, textValue(key)))
      return found?.[1] ?? second
    }
    default:
      return undefined
  }
}

function print(program: PythonProgram, { values, named }: Given): Value {
  const file = named.get('file')
  const isError = file?.kind === 'thing' && file.name === 'sys.stderr'
  if (file !== undefined && !isError && !(file.kind === 'thing' && file.name === 'sys.stdout'))
    throw new NotUnderstood('print to a file')
  const separator = named.get('sep')
  const end = named.get('end')
  const flush = named.get('flush')
  const text = values.map((value) => written(value, '')).join(separator === undefined ? ' ' : plainText(separator))
  program.print({
    text: text + (end === undefined ? '\n' : plainText(end)),
    stream: isError ? 'stderr' : 'stdout',
    flushes: flush !== undefined && program.evaluation.isTrue(flush),
  })
  return none
}

function integerOf(value: Value, line: number): number {
  const text = plainTextOf(value)
  if (text !== undefined && !/^\s*[+-]?\d+\s*$/.test(text))
    throw new Raised('ValueError', `invalid literal for int() with base 10: '${text}'`, 1, line)
  return wholeNumber(value)
}

function floatOf(value: Value, line: number): number {
  if (value.kind === 'number') return value.value
  const text = plainText(value).trim()
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    throw new Raised('ValueError', `could not convert string to float: '${text}'`, 1, line)
  return Number(text)
}

/** Texts in their order; of a record its names. */
function sortedOf(value: Value): Value {
  const names =
    value.kind === 'record' ? [...value.entries.keys()] : value.kind === 'list' ? value.items.map(plainText) : undefined
  if (names === undefined) throw new NotUnderstood('sorted')
  return { kind: 'list', items: names.sort().map(textValue) }
}

/** A length is only known when the answer is. */
function lengthOf(value: Value): Value {
  const text = plainTextOf(value)
  if (value.kind === 'list') return numberValue(value.items.length)
  if (value.kind === 'record') return numberValue(value.entries.size)
  if (text !== undefined && /^[\x20-\x7e\n]*$/.test(text)) return numberValue(text.length)
  if (value.kind === 'text') return quoteValue('length')
  throw new NotUnderstood('len')
}

function jsonOf(value: Value, named: ReadonlyMap<string, Value>): string {
  const ascii = named.get('ensure_ascii')
  const sorts = named.get('sort_keys')
  const separators = named.get('separators')
  const [betweenItems, afterName] = separators?.kind === 'list' ? separators.items.map((one) => plainText(one)) : []
  if (named.has('indent') || named.has('default') || named.has('cls')) throw new NotUnderstood('json.dumps')
  return writeJson(value, {
    betweenItems: betweenItems ?? pythonJson.betweenItems,
    afterName: afterName ?? pythonJson.afterName,
    isAscii: !(ascii?.kind === 'boolean' && !ascii.value),
    sortsNames: sorts?.kind === 'boolean' && sorts.value,
  })
}

/** `sys.exit()`: a number is the status, a text is printed and the status 1. */
function exitOf(program: PythonProgram, value: Value, line: number): Raised {
  if (value.kind === 'none') return new Raised('SystemExit', '', 0, line)
  if (value.kind === 'number') return new Raised('SystemExit', '', value.value & 255, line)
  program.print({ text: `${written(value, '')}\n`, stream: 'stderr', flushes: false })
  return new Raised('SystemExit', '', 1, line)
}

/** A value as `str()` has it, as a card's text. */
function written(value: Value, format: string): string {
  const digits = /^\.(\d)f$/.exec(format)?.[1]
  if (digits !== undefined && value.kind === 'number') return value.value.toFixed(Number(digits))
  if (format !== '' && format !== 's' && !(format === 'd' && value.kind === 'number')) throw new NotUnderstood(format)
  switch (value.kind) {
    case 'text':
      return value.card
    case 'path':
      return value.isWhole ? '${target}' : '${path}'
    case 'number':
      return value.isFloat && Number.isInteger(value.value) ? value.value.toFixed(1) : `${value.value}`
    case 'boolean':
      return value.value ? 'True' : 'False'
    case 'none':
      return 'None'
    case 'list':
    case 'record':
      return represented(value)
    default:
      throw new NotUnderstood('a text of it')
  }
}

/** A value as `repr()` has it. */
function represented(value: Value): string {
  if (value.kind === 'text') {
    if (/['\\\n]/.test(value.card)) throw new NotUnderstood('repr')
    return `'${value.card}'`
  }
  if (value.kind === 'list' && value.items.length !== 1) return `[${value.items.map(represented).join(', ')}]`
  if (value.kind === 'record')
    return `{${[...value.entries].map(([name, one]) => `'${name}': ${represented(one)}`).join(', ')}}`
  return written(value, '')
}

/** `'{} {name}'.format(…)`. */
function formatText(self: Value, { values, named }: Given): Value {
  if (self.kind !== 'text') throw new NotUnderstood('format')
  const rest = [...values]
  const card = self.card.replace(
    /\{\{|\}\}|\{(\w*)(?::([^{}]*))?\}/g,
    (whole, name: string | undefined, format: string) => {
      if (name === undefined) return whole[0] ?? ''
      const value = name === '' ? rest.shift() : /^\d+$/.test(name) ? values[Number(name)] : named.get(name)
      if (value === undefined) throw new NotUnderstood('format')
      return written(value, format ?? '')
    },
  )
  return { kind: 'text', card }
}

function directoryOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : ''
}

function joined(directory: string, path: string): string {
  return path.startsWith('/')
    ? path
    : `${directory === '/' ? '' : directory}/${path.replace(/^\.\/|^\.$/, '')}`.replace(/\/$/, '') || '/'
}
