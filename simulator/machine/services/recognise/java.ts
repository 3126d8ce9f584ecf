import type { Budget } from '../../../values/budget.ts'
import type { Card } from '../card.ts'
import { Evaluation } from './evaluate.ts'
import { explore, type Plain } from './explore.ts'
import { type Host, Scope } from './host.ts'
import { type Annotation, type JavaClass, type JavaMember, type JavaParameter, readJava } from './java-reader.ts'
import { compactJson, writeJson } from './json.ts'
import { Paths } from './paths.ts'
import { type Argument, type Expression, NotUnderstood } from './syntax.ts'
import { checkedCard, understood } from './understood.ts'
import {
  booleanValue,
  none,
  plainText,
  plainTextOf,
  quoteValue,
  type Thing,
  textValue,
  thing,
  type Value,
} from './value.ts'

/** A source or a resource of a project, by its path below src/main. */
export type JavaSource = readonly [path: string, text: string]

/** What a Spring Boot service does, as a card; undefined when something in it is not understood. */
export function recogniseSpring(sources: readonly JavaSource[], budget: Budget): Card | undefined {
  return understood(() => {
    for (const [, text] of sources) budget.spend(text.length / 10)
    const classes = sources.filter(([path]) => path.endsWith('.java')).map(([, text]) => readJava(text))
    const main = classes.find((one) => has(one, 'SpringBootApplication'))
    const controllers = classes.filter((one) => has(one, 'RestController'))
    const others = classes.filter((one) => one !== main && !controllers.includes(one))
    if (main === undefined || controllers.length === 0 || others.length > 0) throw new NotUnderstood('a service')
    const routes = Object.assign({}, ...controllers.map((one) => routesOf(one, budget)))
    const port = portOf(sources)
    const log = (text: string): string => `\${moment}  INFO 1 --- [           main] ${text}\n`
    return checkedCard({
      listens: port,
      start_ms: 2_100,
      start_line:
        log(
          `o.s.b.w.embedded.tomcat.TomcatWebServer  : Tomcat started on port(s): ${port} (http) with context path ''`,
        ) + log(`${main.name.padEnd(40)} : Started ${main.name} in 2.1 seconds (JVM running for 2.6)`),
      headers: { Date: '${date}', 'Keep-Alive': 'timeout=60', Connection: 'keep-alive' },
      routes,
      not_found: {
        status: 404,
        type: 'application/json',
        body: '{"timestamp":"${moment}","status":404,"error":"Not Found","message":"","path":"${path}"}',
      },
      signals: { TERM: 143, INT: 130, HUP: 129 },
      port_taken: `***************************\nAPPLICATION FAILED TO START\n***************************\n\nDescription:\n\nWeb server failed to start. Port ${port} was already in use.\n`,
    })
  })
}

function has({ annotations }: { readonly annotations: readonly Annotation[] }, name: string): boolean {
  return annotations.some((one) => one.name === name)
}

/** server.port of application.properties or application.yml, which SERVER_PORT goes before. Source: Spring Boot, "Externalized Configuration". */
function portOf(sources: readonly JavaSource[]): string {
  const settings = sources
    .filter(([path]) => /^resources\/application\.(properties|ya?ml)$/.test(path))
    .map(([, text]) => text)
  const found = settings
    .map((text) => /^server\.port[ \t]*[=:][ \t]*(\S+)|^server:[ \t]*\n[ \t]+port:[ \t]*(\S+)/m.exec(text))
    .find((match) => match !== null)
  const port = found?.[1] ?? found?.[2] ?? '8080'
  const [, name, otherwise] = /^\$\{(\w+):(\d+)\}$/.exec(port) ?? []
  if (name === undefined && !/^\d+$/.test(port)) throw new NotUnderstood('a port')
  return `\${SERVER_PORT:-${name === undefined ? port : `\${${name}:-${otherwise}}`}}`
}

const mappings: Readonly<Record<string, string>> = {
  GetMapping: 'GET',
  PostMapping: 'POST',
  PutMapping: 'PUT',
  DeleteMapping: 'DELETE',
}

function routesOf(controller: JavaClass, budget: Budget): Readonly<Record<string, Plain>> {
  if (controller.annotations.some(({ name }) => !/^(RestController|RequestMapping|CrossOrigin)$/.test(name)))
    throw new NotUnderstood('an annotation')
  const base = controller.annotations.find(({ name }) => name === 'RequestMapping')
  const prefix = base === undefined ? '' : pathOf(base)
  const routes: Record<string, Plain> = {}
  for (const member of controller.members)
    for (const annotation of member.annotations) {
      const method = mappings[annotation.name]
      if (method === undefined) throw new NotUnderstood(annotation.name)
      routes[`${method} ${`${prefix}${pathOf(annotation)}` || '/'}`] = answerOf(controller, member, budget)
    }
  return routes
}

function pathOf({ values }: Annotation): string {
  const given = values.find(({ name }) => name === undefined || name === 'value' || name === 'path')
  if (values.some(({ name }) => !['value', 'path', undefined].includes(name))) throw new NotUnderstood('a mapping')
  const path = given === undefined ? '' : textOf(given)
  if (/[{*]/.test(path)) throw new NotUnderstood('a path with parts')
  return path === '' || path.startsWith('/') ? path : `/${path}`
}

function textOf({ value }: Argument): string {
  if (value.kind !== 'text') throw new NotUnderstood('a text')
  return value.text
}

function answerOf(controller: JavaClass, { parameters, body }: JavaMember, budget: Budget): Plain {
  if (body === undefined) throw new NotUnderstood('a method')
  return explore((assumed): Plain => {
    const evaluation = new Evaluation(javaHost(), { budget, assumed, paths: new Paths() })
    const scope = new Scope()
    for (const { name, value } of controller.members)
      if (value !== undefined) scope.set(name, evaluation.evaluate(value, scope))
    scope.freeze()
    const inner = new Scope(scope)
    for (const parameter of parameters) inner.set(parameter.name, queried(parameter, evaluation))
    const value = evaluation.run(body, inner)?.value ?? none
    if (value.kind === 'text') return { status: 200, type: 'text/plain;charset=UTF-8', body: value.card }
    return { status: 200, type: 'application/json', body: writeJson(value, compactJson) }
  }, budget)
}

/** A parameter of the query; where it must be there, what comes without is not understood. */
function queried({ name, annotations }: JavaParameter, evaluation: Evaluation): Value {
  const [annotation] = annotations
  if (annotation?.name !== 'RequestParam' || annotations.length > 1) throw new NotUnderstood('a parameter')
  const given = (key: string): Expression | undefined => annotation.values.find((one) => one.name === key)?.value
  const called = given('name') ?? given('value') ?? annotation.values.find((one) => one.name === undefined)?.value
  const quote = quoteValue(`query.${called?.kind === 'text' ? called.text : name}`)
  const fallback = given('defaultValue')
  if (fallback?.kind === 'text') return evaluation.isTrue(quote) ? quote : textValue(fallback.text)
  const required = given('required')
  if (required?.kind !== 'constant' || required.value !== false)
    throw new NotUnderstood('a parameter that must be there')
  return evaluation.isTrue(quote) ? quote : none
}

function javaHost(): Host {
  return {
    isPython: false,
    global: (name) => (['Map', 'List', 'String', 'System', 'this'].includes(name) ? thing(name) : undefined),
    member: (of, name) =>
      of.kind === 'thing' ? thing(`${of.name}.${name}`) : thing(`${of.kind}.${name}`, [['self', of]]),
    call: (callee, { values }, self) => called(callee, values, self),
    write: (value, format) => written(value, format),
  }
}

function called({ name }: Thing, values: readonly Value[], self: Value | undefined): Value {
  switch (name) {
    case 'Map.of': {
      const names = values.filter((_, at) => at % 2 === 0)
      return { kind: 'record', entries: new Map(names.map((one, at) => [plainText(one), values[at * 2 + 1] ?? none])) }
    }
    case 'List.of':
      return { kind: 'list', items: values }
    case 'String.format':
    case 'text.formatted': {
      const [format, rest] = name === 'String.format' ? [values[0] ?? none, values.slice(1)] : [self ?? none, values]
      if (rest.length > 1) throw new NotUnderstood('a format')
      const [before = '', after] = plainText(format).split('%s')
      if (after === undefined) throw new NotUnderstood('a format')
      return { kind: 'text', card: before + written(rest[0] ?? none, '') + after }
    }
    case 'text.isEmpty':
    case 'text.isBlank':
      return booleanValue(plainTextOf(self) === '')
    case 'System.getenv':
      return quoteValue(plainText(values[0]))
    default:
      throw new NotUnderstood(name)
  }
}

function written(value: Value, format: string): string {
  if (format !== '') throw new NotUnderstood(format)
  if (value.kind === 'text') return value.card
  if (value.kind === 'number' && !value.isFloat) return `${value.value}`
  if (value.kind === 'boolean') return `${value.value}`
  if (value.kind === 'none') return 'null'
  throw new NotUnderstood('a text of it')
}
