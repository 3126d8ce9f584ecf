import type { Given } from './host.ts'
import { compactJson, writeJson } from './json.ts'
import type { PythonProgram } from './python-program.ts'
import { NotUnderstood } from './syntax.ts'
import {
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

export function isFlask(module: string): boolean {
  return module === 'flask'
}

/** What Flask's own objects have. */
export function flaskMember(of: Thing, name: string): Value | undefined {
  if (of.name === 'flask.app') return thing(`flask.app.${name}`, [['self', of]])
  return undefined
}

const json = { ...compactJson, isAscii: true, sortsNames: true }

/** Calls what Flask brings. */
export function callFlask(
  program: PythonProgram,
  name: string,
  given: Given,
  self: Value | undefined,
): Value | undefined {
  const { values, named } = given
  const [first = none, second = none] = values
  switch (name) {
    case 'flask.Flask':
      return thing('flask.app')
    case 'flask.app.route':
    case 'flask.app.get':
    case 'flask.app.post': {
      const path = plainText(first)
      if (/[<>]/.test(path) || (named.size > 0 && !named.has('methods'))) throw new NotUnderstood('a route with parts')
      const methods = named.get('methods') ?? {
        kind: 'list',
        items: [textValue(name.endsWith('post') ? 'POST' : 'GET')],
      }
      const route = thing('flask.route', [
        ['path', first],
        ['methods', methods],
      ])
      program.routes.push(route)
      return route
    }
    case 'flask.app.run': {
      if (self?.kind !== 'thing') throw new NotUnderstood('run')
      const debug = named.get('debug') ?? values[2]
      if (debug !== undefined && program.evaluation.isTrue(debug)) throw new NotUnderstood('debug')
      self.fields.set('address', named.get('host') ?? (first.kind === 'none' ? textValue('127.0.0.1') : first))
      self.fields.set(
        'port',
        numberValue(wholeNumber(named.get('port') ?? (second.kind === 'none' ? numberValue(5000) : second))),
      )
      return program.serve(self, given.line)
    }
    case 'flask.jsonify':
      return thing('flask.json', [['value', named.size > 0 ? { kind: 'record', entries: named } : first]])
    case 'flask.request.args.get': {
      const quote = quoteValue(`query.${plainText(first)}`)
      if (second.kind === 'none') return quote
      return program.evaluation.isTrue(quote) ? quote : second
    }
    default:
      return undefined
  }
}

/** What a view gives back, as an answer. */
export function flaskAnswer(value: Value): { readonly status: number; readonly type: string; readonly body: string } {
  if (value.kind === 'list' && value.items.length === 2 && value.items[1]?.kind === 'number') {
    const [body = none, status] = value.items
    return { ...flaskAnswer(body), status: wholeNumber(status) }
  }
  if (value.kind === 'text') return { status: 200, type: 'text/html; charset=utf-8', body: value.card }
  const content = value.kind === 'thing' && value.name === 'flask.json' ? value.fields.get('value') : value
  if (content === undefined || !['record', 'list'].includes(content.kind)) throw new NotUnderstood('an answer')
  return { status: 200, type: 'application/json', body: `${writeJson(content, json)}\n` }
}

/** Pages of werkzeug's own. Source: measured with Flask 3.1.3 and Werkzeug 3.1.8. */
export const flaskNotFound = `<!doctype html>
<html lang=en>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>
`
export const flaskNotAllowed = `<!doctype html>
<html lang=en>
<title>405 Method Not Allowed</title>
<h1>Method Not Allowed</h1>
<p>The method is not allowed for the requested URL.</p>
`
