import { outside } from './explore.ts'
import { GoExit, type GoProgram } from './go-program.ts'
import type { Given, Host, Scope } from './host.ts'
import { compactJson, writeJson } from './json.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import {
  booleanValue,
  none,
  numberValue,
  plainText,
  quoteValue,
  type Thing,
  textValue,
  thing,
  type Value,
  wholeNumber,
} from './value.ts'

const modules = new Set(
  'fmt os log net/http encoding/json runtime context os/signal syscall time io strconv strings golang.org/x/sync/errgroup errors'.split(
    ' ',
  ),
)

const statuses: Readonly<Record<string, number>> = {
  StatusOK: 200,
  StatusCreated: 201,
  StatusNoContent: 204,
  StatusBadRequest: 400,
  StatusUnauthorized: 401,
  StatusForbidden: 403,
  StatusNotFound: 404,
  StatusMethodNotAllowed: 405,
  StatusInternalServerError: 500,
  StatusBadGateway: 502,
  StatusServiceUnavailable: 503,
}

/** What Go's standard library brings to a program that serves. */
export function goHost(program: GoProgram): Host {
  return {
    isPython: false,
    global: (name) =>
      ['go', 'defer', 'string', 'len', 'chan', '_', 'byte', 'panic'].includes(name) ? thing(name) : undefined,
    member: (of, name) => memberOf(program, of, name),
    call: (callee, given, self) => callKnown(program, callee, given, self),
    set: (target, name, value) => {
      if (target.kind !== 'thing' || target.name !== 'http.Server') return false
      target.fields.set(name, value)
      return true
    },
    write: written,
    declare: (statement, scope) => declare(statement, scope),
    receive: () => program.receive(),
  }
}

function declare(statement: Statement, scope: Scope): boolean {
  if (statement.kind !== 'import') return false
  if (!modules.has(statement.module)) throw new NotUnderstood(statement.module)
  const name = statement.module.split('/').at(-1) ?? ''
  scope.set(statement.as ?? name, thing(name))
  return true
}

function memberOf(program: GoProgram, of: Value, name: string): Value | undefined {
  if (of.kind === 'none' || of.kind !== 'thing') return undefined
  switch (of.name) {
    case 'http':
      return statuses[name] === undefined ? thing(`http.${name}`) : numberValue(statuses[name])
    case 'runtime':
      return name === 'GOARCH' ? quoteValue('arch') : name === 'GOOS' ? textValue('linux') : undefined
    case 'time':
      return /^(Second|Millisecond|Minute)$/.test(name) ? numberValue(1) : undefined
    case 'request':
      if (name === 'Method') {
        program.asksMethod = true
        return textValue(program.method)
      }
      return name === 'URL' ? thing('request.URL') : name === 'Context' ? thing('context.Background') : undefined
    case 'request.URL':
      return name === 'Path' ? { kind: 'path', isWhole: false } : thing(`request.URL.${name}`)
    case 'os':
      return thing(`os.${name}`)
    default:
      return thing(`${of.name}.${name}`, [['self', of]])
  }
}

function callKnown(program: GoProgram, callee: Thing, given: Given, self: Value | undefined): Value {
  const { values } = given
  const [first = none, second = none, third = none] = values
  const { name } = callee
  switch (name) {
    case 'go':
    case 'errgroup.Group.Go':
      if (first.kind !== 'function') throw new NotUnderstood('go')
      program.go(first)
      return none
    case 'defer':
      if (first.kind === 'function') program.defer(first)
      return none
    case 'errgroup.Group.Wait':
    case 'cancel':
    case 'signal.Stop':
    case 'response.Body.Close':
    case 'http.ResponseWriter.Header.Del':
      return none
    case 'string':
      return first
    case 'os.Getenv':
      return quoteValue(plainText(first))
    case 'os.Hostname':
      return { kind: 'list', items: [quoteValue('hostname'), none] }
    case 'os.Exit':
      throw new GoExit(wholeNumber(first))
    case 'strconv.Itoa':
      return { kind: 'text', card: written(first, '') }
    case 'strings.HasPrefix':
      return booleanValue(program.evaluation.startsWith(first, second))
    case 'errors.Is':
      return booleanValue(program.evaluation.areEqual(first, second))
    case 'fmt.Sprintf':
      return program.evaluation.formatted(first, values.slice(1))
    case 'fmt.Sprint':
      return { kind: 'text', card: together(values) }
    case 'context.Background':
      return thing('context')
    case 'context.WithTimeout':
    case 'context.WithCancel':
      return { kind: 'list', items: [thing('context'), thing('cancel')] }
    case 'context.Done':
      return thing('chan')
    case 'signal.NotifyContext':
    case 'signal.Notify':
      for (const one of values.slice(1)) program.signals.add(signalNamed(one))
      return { kind: 'list', items: [thing('context'), thing('cancel')] }
    case 'request.URL.Query':
      return thing('query')
    case 'query.Get':
      return quoteValue(`query.${plainText(first)}`)
    default:
      return (
        print(program, name, values) ??
        serverCall(program, callee, given) ??
        answerCall(program, name, [first, second, third, ...values.slice(3)], self)
      )
  }
}

function signalNamed(value: Value): string {
  const name = value.kind === 'thing' ? value.name : ''
  if (name === 'os.Interrupt') return 'INT'
  const signal = /^syscall\.SIG(\w+)$/.exec(name)?.[1]
  if (signal === undefined) throw new NotUnderstood('a signal')
  return signal
}

/** `fmt.Println` and `log.Printf`, on the program's own output. */
function print(program: GoProgram, name: string, values: readonly Value[]): Value | undefined {
  const [, from, how] = /^(fmt|log)\.(Print|Println|Printf|Fatal|Fatalf|Fatalln)$/.exec(name) ?? []
  if (how === undefined) return undefined
  const isFormat = how.endsWith('f')
  const text = isFormat
    ? written(program.evaluation.formatted(values[0] ?? none, values.slice(1)), '')
    : how.endsWith('ln')
      ? spaced(values)
      : together(values)
  const isLog = from === 'log'
  const ends = how.endsWith('ln') || (isLog && !text.endsWith('\n')) ? '\n' : ''
  program.print(`${isLog ? '${clock} ' : ''}${text}${ends}`, isLog ? 'stderr' : 'stdout')
  if (how.startsWith('Fatal')) throw new GoExit(1)
  return none
}

function serverCall(program: GoProgram, { name, fields }: Thing, { values }: Given): Value | undefined {
  const self = fields.get('self')
  const [first = none, second = none] = values
  switch (name) {
    case 'http.NewServeMux':
      return thing('http.ServeMux')
    case 'http.HandleFunc':
    case 'http.Handle':
    case 'http.ServeMux.HandleFunc':
    case 'http.ServeMux.Handle': {
      const [, method = '*', path = ''] = /^(?:([A-Z]+) )?(\/.*)$/.exec(plainText(first)) ?? []
      if (path === '' || path.includes('{') || (second.kind !== 'function' && second.kind !== 'thing'))
        throw new NotUnderstood('a pattern')
      program.routes.push({ method, path, handler: second })
      return none
    }
    case 'http.HandlerFunc':
      return first
    case 'http.FileServer':
    case 'http.Dir':
      return name === 'http.Dir' ? first : thing('http.FileServer', [['folder', first]])
    case 'http.ListenAndServe':
      return program.serve(first)
    case 'http.Server.ListenAndServe':
      return program.serve(self?.kind === 'thing' ? (self.fields.get('Addr') ?? textValue(':80')) : none)
    case 'http.Server.Shutdown':
    case 'http.Server.Close':
      program.isShut = true
      return none
    default:
      return undefined
  }
}

function answerCall(program: GoProgram, name: string, values: readonly Value[], self: Value | undefined): Value {
  const [first = none, second = none, third = none] = values
  const given = values.slice(1).filter((value, at) => at >= 2 || value.kind !== 'none')
  const isToErrors = first.kind === 'thing' && first.name === 'os.Stderr'
  const { answer } = program
  const put = (text: string): Value => {
    if (isToErrors) program.print(text, 'stderr')
    else if (answer === undefined || !(first.kind === 'thing' && first.name === 'http.ResponseWriter'))
      throw new NotUnderstood(name)
    else answer.body += text
    return none
  }
  switch (name) {
    case 'fmt.Fprint':
    case 'io.WriteString':
      return put(together(given))
    case 'fmt.Fprintln':
      return put(`${spaced(given)}\n`)
    case 'fmt.Fprintf':
      return put(written(program.evaluation.formatted(second, given.slice(1)), ''))
    case 'error.Error':
      return errorText(self)
    case 'json.NewEncoder':
      return thing('json.Encoder', [['to', first]])
    case 'http.NewRequest':
      throw new NotUnderstood(name)
    case 'http.Get':
      if (answer === undefined) throw new NotUnderstood(name)
      return program.evaluation.isThere(outside)
        ? { kind: 'list', items: [thing('response'), none] }
        : {
            kind: 'list',
            items: [
              none,
              thing('error', [
                [
                  'text',
                  {
                    kind: 'text',
                    card: `Get "${written(first, '')}": tls: failed to verify certificate: x509: certificate signed by unknown authority`,
                  },
                ],
              ]),
            ],
          }
    default:
      break
  }
  if (answer === undefined) throw new NotUnderstood(name)
  switch (name) {
    case 'http.ResponseWriter.Write':
      answer.body += written(first, '')
      return { kind: 'list', items: [numberValue(0), none] }
    case 'http.ResponseWriter.WriteHeader':
      answer.status = wholeNumber(first)
      return none
    case 'http.ResponseWriter.Header.Set':
    case 'http.ResponseWriter.Header.Add':
      answer.headers.set(plainText(first), written(second, ''))
      return none
    case 'http.ResponseWriter.Header':
      return thing('http.ResponseWriter.Header')
    case 'json.Encoder.Encode':
      answer.body += `${writeJson(first, { ...compactJson, sortsNames: true })}\n`
      return none
    case 'http.Error':
    case 'http.NotFound':
      answer.status = name === 'http.Error' ? wholeNumber(third) : 404
      answer.headers.set('Content-Type', 'text/plain; charset=utf-8')
      answer.headers.set('X-Content-Type-Options', 'nosniff')
      answer.body += name === 'http.Error' ? `${written(second, '')}\n` : '404 page not found\n'
      return none
    default:
      throw new NotUnderstood(name)
  }
}

function errorText(self: Value | undefined): Value {
  const text = self?.kind === 'thing' ? self.fields.get('text') : undefined
  if (text === undefined) throw new NotUnderstood('an error')
  return text
}

function spaced(values: readonly Value[]): string {
  return values.map((value) => written(value, '')).join(' ')
}

/** Without spaces between texts. */
function together(values: readonly Value[]): string {
  if (values.filter(({ kind }) => kind !== 'text').length > 1) throw new NotUnderstood('Print')
  return values.map((value) => written(value, '')).join('')
}

function written(value: Value, format: string): string {
  if (format !== '') throw new NotUnderstood(format)
  if (value.kind === 'thing' && value.name === 'error') return written(errorText(value), '')
  if (value.kind === 'text') return value.card
  if (value.kind === 'path') return '${path}'
  if (value.kind === 'number' && Number.isInteger(value.value)) return `${value.value}`
  if (value.kind === 'boolean') return `${value.value}`
  throw new NotUnderstood('a text of it')
}
