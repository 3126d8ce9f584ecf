import { reasonOf } from '../../http.ts'
import type { Given } from './host.ts'
import { compactJson, writeJson } from './json.ts'
import type { Layer, NodeProgram } from './node-program.ts'
import { NotUnderstood } from './syntax.ts'
import { none, plainText, plainTextOf, thing, type Value, wholeNumber } from './value.ts'

const verbs = new Set('get post put patch delete all use'.split(' '))

/** Calls what Express brings. */
export function expressCall(
  program: NodeProgram,
  name: string,
  given: Given,
  self: Value | undefined,
): Value | undefined {
  const [first = none] = given.values
  switch (name) {
    case 'express':
      return thing('express.app')
    case 'compression':
    case 'express.json':
    case 'express.urlencoded':
      return thing('express.through')
    case 'express.static':
      return thing('express.folder', [['folder', first]])
    case 'express.app.disable':
      if (plainText(first) !== 'x-powered-by') throw new NotUnderstood(name)
      program.hasPowered = false
      return self
    case 'next':
      if (given.values.length > 0) throw new NotUnderstood('an error')
      program.answering.isPassedOn = true
      return none
    default: {
      const verb = /^express\.app\.(\w+)$/.exec(name)?.[1] ?? ''
      if (!verbs.has(verb)) return undefined
      program.layers.push(...layersOf(verb, given.values))
      return self
    }
  }
}

function layersOf(verb: string, values: readonly Value[]): readonly Layer[] {
  const path = plainTextOf(values[0])
  if (path !== undefined && (/[:()?+]/.test(path) || (verb === 'use' && path !== '/')))
    throw new NotUnderstood('a pattern')
  const isAny = path === undefined || path === '*' || (verb === 'use' && path === '/')
  return values.slice(path === undefined ? 0 : 1).map((handler): Layer => {
    if (handler.kind !== 'function' && handler.kind !== 'thing') throw new NotUnderstood('a handler')
    return {
      method: verb === 'use' || verb === 'all' ? '*' : verb.toUpperCase(),
      path: isAny ? undefined : path,
      handler,
    }
  })
}

/** Express's own ways to answer. */
export function expressResponse(program: NodeProgram, name: string, given: Given, self: Value): Value | undefined {
  const response = program.answering
  const [first = none, second = none] = given.values
  const type = (text: string): void => {
    if (![...response.headers.keys()].some((header) => header.toLowerCase() === 'content-type'))
      response.headers.set('Content-Type', text)
  }
  const end = (body: string): Value => {
    response.body += body
    response.isOver = true
    return self
  }
  switch (name) {
    case 'response.status':
      response.status = wholeNumber(first)
      return self
    case 'response.set':
    case 'response.header':
      response.headers.set(plainText(first), plainText(second))
      return self
    case 'response.type':
      response.headers.set('Content-Type', typeNamed(plainText(first)))
      return self
    case 'response.json':
      type('application/json; charset=utf-8')
      return end(writeJson(first, compactJson))
    case 'response.send':
      if (first.kind === 'record' || first.kind === 'list') {
        type('application/json; charset=utf-8')
        return end(writeJson(first, compactJson))
      }
      if (first.kind !== 'text') throw new NotUnderstood('send')
      type('text/html; charset=utf-8')
      return end(first.card)
    case 'response.sendStatus': {
      response.status = wholeNumber(first)
      type('text/plain; charset=utf-8')
      return end(reasonOf(response.status))
    }
    case 'response.sendFile':
      response.file = plainText(first)
      response.isOver = true
      return self
    default:
      return undefined
  }
}

function typeNamed(name: string): string {
  const types: Readonly<Record<string, string>> = {
    text: 'text/plain',
    txt: 'text/plain',
    html: 'text/html',
    json: 'application/json',
  }
  const found = types[name] ?? (name.includes('/') ? name : undefined)
  if (found === undefined) throw new NotUnderstood('a type')
  return `${found}; charset=utf-8`
}

/** What Express answers when nothing fits. */
export const expressNotFound = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>Cannot \${method} \${path}</pre>
</body>
</html>
`
