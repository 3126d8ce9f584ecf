import type { Card } from '../card.ts'
import { type Assumptions, explore, type Plain } from './explore.ts'
import { flaskAnswer, flaskNotAllowed, flaskNotFound } from './flask.ts'
import { flaskServer } from './flask-server.ts'
import { Raised } from './host.ts'
import { type Asked, Paths, routePath } from './paths.ts'
import { type Print, printedLines } from './printed.ts'
import {
  comesFrom,
  methodOf,
  PythonProgram,
  type PythonWorld,
  type Scenario,
  Serving,
  Unmoved,
} from './python-program.ts'
import { readPython } from './python-reader.ts'
import { addressOf, errorAnswer, errorHeaders, handlerText } from './python-server.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import { checkedCard, understood } from './understood.ts'
import { type FunctionValue, type Thing, thing, type Value } from './value.ts'

/** What a Python script does, as a card; undefined when something in it is not understood. */
export function recognisePython(world: PythonWorld): Card | undefined {
  return understood(() => new PythonCard(world).card())
}

/** What a Flask application does that a server of its own (`flask run`, `gunicorn`) runs: its routes, without the server's part. */
export function recogniseFlask(world: PythonWorld): Readonly<Record<string, Plain>> | undefined {
  return understood(() => new PythonCard(world).flaskRoutes())
}

type Outcome =
  | { readonly kind: 'serves'; readonly program: PythonProgram; readonly server: Thing; readonly line: number }
  | { readonly kind: 'ends'; readonly program: PythonProgram; readonly status: number }
  | { readonly kind: 'unmoved' }

const signals: readonly Scenario[] = ['TERM', 'INT', 'HUP', 'USR1']
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']

class PythonCard {
  readonly #world: PythonWorld
  readonly #statements: readonly Statement[]
  readonly #paths = new Paths()

  constructor(world: PythonWorld) {
    this.#world = world
    world.budget.spend(world.source.length / 10)
    this.#statements = readPython(world.source)
  }

  card(): Card {
    const start = this.#run('serve')
    if (start.kind === 'unmoved') throw new NotUnderstood('a start')
    if (start.kind === 'ends') return checkedCard(this.#ending(start.program.prints, start.status))
    const { program, server } = start
    const served = server.name === 'flask.app' ? this.#flask(server) : this.#httpServer(program, server)
    return checkedCard({
      listens: addressOf(server),
      start_ms: 150,
      ...served,
      start_line: [...printedLines(program.prints, this.#world.isBuffered), ...(served.start_line ?? [])],
      ...(server.name === 'flask.app' ? {} : { signals: this.#signals() }),
    })
  }

  flaskRoutes(): Readonly<Record<string, Plain>> {
    const program = new PythonProgram(this.#world, { scenario: 'serve', assumed: new Map(), paths: this.#paths })
    program.run(this.#statements)
    if (program.routes.length === 0) throw new NotUnderstood('an application')
    return this.#flaskAnswers()
  }

  #ending(prints: readonly Print[], status: number): Plain {
    const lines = printedLines(prints, this.#world.isBuffered)
    // What waits in the buffer comes out last.
    return {
      prints: [...lines.filter(({ buffered }) => !buffered), ...lines.filter(({ buffered }) => buffered)],
      exits: status,
    }
  }

  #run(scenario: Scenario, assumed: Assumptions = new Map()): Outcome {
    const program = new PythonProgram(this.#world, { scenario, assumed, paths: this.#paths })
    try {
      return { kind: 'ends', program, status: program.run(this.#statements) }
    } catch (thrown) {
      if (thrown instanceof Serving) return { kind: 'serves', program, server: thrown.server, line: thrown.line }
      if (thrown instanceof Unmoved) return { kind: 'unmoved' }
      if (!(thrown instanceof Raised)) throw thrown
      if (thrown.type !== 'SystemExit') {
        const error = thrown.message === '' ? thrown.type : `${thrown.type}: ${thrown.message}`
        program.print({ text: this.#traceback(thrown.line, error), stream: 'stderr', flushes: false })
      }
      return { kind: 'ends', program, status: thrown.status }
    }
  }

  #traceback(line: number, error: string): string {
    const { path, directory, source } = this.#world
    const text = source.split('\n')[line - 1]?.trim() ?? ''
    const shown = path.startsWith('/') ? path : `${directory}/${path}`
    return `Traceback (most recent call last):\n  File "${shown}", line ${line}, in <module>\n    ${text}\n${error}\n`.replaceAll(
      '$',
      '$$$$',
    )
  }

  /** What signals do: those with a handler, and INT, which Python always has one for. */
  #signals(): Plain {
    const found: Record<string, Plain> = {}
    for (const scenario of signals) {
      const probe = this.#run('serve')
      const handler = probe.kind === 'serves' ? probe.program.signals.get(scenario) : undefined
      if (handler?.kind === 'thing' && handler.name.startsWith('signal.SIG_'))
        found[scenario] = handler.name === 'signal.SIG_IGN' ? 'ignored' : 'default'
      else if (handler !== undefined || scenario === 'INT') found[scenario] = this.#signal(scenario)
    }
    return found
  }

  #signal(scenario: Scenario): Plain {
    const outcome = this.#run(scenario)
    if (outcome.kind === 'unmoved') return 'ignored'
    if (outcome.kind === 'serves') throw new NotUnderstood('a second server')
    const { program, status } = outcome
    const prints = printedLines(program.prints.slice(program.printedAtServe), false)
    return prints.length === 0 ? status : { status, prints }
  }

  #httpServer(program: PythonProgram, server: Thing): Served {
    const { version, library } = this.#world
    const handler = server.fields.get('handler')
    if (handler === undefined) throw new NotUnderstood('a handler')
    const isSimple = comesFrom(handler, 'SimpleHTTPRequestHandler')
    if (!isSimple && !comesFrom(handler, 'BaseHTTPRequestHandler')) throw new NotUnderstood('a handler')
    const isQuiet = handler.kind === 'class' && isSilent(methodOf(handler, 'log_message'))
    const serverName = handlerText(handler, 'server_version') ?? (isSimple ? 'SimpleHTTP/0.6' : 'BaseHTTP/0.6')
    const protocol = handlerText(handler, 'protocol_version')
    const unsupported = errorReply(501, "Unsupported method ('${method}')")
    const hasGet = handler.kind === 'class' && methodOf(handler, 'do_GET') !== undefined
    return {
      http: protocol === 'HTTP/1.1' ? '1.1' : '1.0',
      headers: { Server: `${serverName} Python/${version}`, Date: '${date}' },
      routes: hasGet || !isSimple ? this.#routes(server, unsupported) : { 'GET /*': folderReply(handler, program) },
      not_found: isSimple && !hasGet ? errorReply(404, 'File not found') : unsupported,
      ...(isQuiet
        ? {}
        : {
            access_line: {
              text: '${client} - - [${day}] "${method} ${target} HTTP/1.1" ${status} -',
              stream: 'stderr',
              buffered: false,
            },
          }),
      port_taken: {
        text: this.#traceback(program.serverLine, 'OSError: [Errno 98] Address already in use').replace(
          /\n(?=OSError)/,
          `\n  File "${library}/socketserver.py", line 457, in __init__\n    self.server_bind()\n`,
        ),
        stream: 'stderr',
        buffered: false,
      },
    }
  }

  #routes(server: Thing, unsupported: Plain): Plain {
    const routes: Record<string, Plain> = {}
    const handler = server.fields.get('handler')
    if (handler?.kind !== 'class') throw new NotUnderstood('a handler')
    for (const method of methods) {
      if (methodOf(handler, `do_${method}`) === undefined) continue
      for (let at = 0; ; at++) {
        const asked = this.#paths.at(at)
        if (asked === undefined) break
        routes[`${method} ${routePath(asked)}`] = explore(
          (assumed) => this.#answer(method, asked, assumed),
          this.#world.budget,
        )
      }
    }
    if (Object.keys(routes).length === 0) throw new NotUnderstood('no answers')
    if (methodOf(handler, 'do_HEAD') !== undefined) return routes
    const heads = Object.keys(routes).filter((name) => name.startsWith('GET '))
    return { ...Object.fromEntries(heads.map((name) => [name.replace('GET', 'HEAD'), unsupported])), ...routes }
  }

  #answer(method: string, asked: Asked, assumed: Assumptions): Plain {
    const start = this.#run('serve', assumed)
    if (start.kind !== 'serves') throw new NotUnderstood('a start')
    const { program, server } = start
    const handler = server.fields.get('handler')
    const does = handler?.kind === 'class' ? methodOf(handler, `do_${method}`) : undefined
    if (handler === undefined || does === undefined) throw new NotUnderstood('a handler')
    const answering = { status: undefined, headers: [], body: '', isEnded: false, prints: [] }
    const made = this.#handle(
      program,
      answering,
      asked,
      does,
      thing('self', [
        ['class', handler],
        ['server', server],
      ]),
    )
    if (made.status === undefined) throw new NotUnderstood('no status')
    const given = new Map(
      made.headers.map(([name, value]) => [/^content-length$/i.test(name) ? 'Content-Length' : name, value]),
    )
    if (given.has('Content-Length')) given.set('Content-Length', '${length}')
    const names = [...given.keys()].map((name) => name.toLowerCase())
    return {
      status: made.status,
      headers: {
        ...Object.fromEntries(given),
        ...(names.includes('content-type') ? {} : { 'Content-Type': '' }),
        ...(names.includes('content-length')
          ? {}
          : { 'Content-Length': made.headers === errorHeaders ? '${length}' : '' }),
      },
      body: made.body,
      ...(made.prints.length === 0 ? {} : { prints: printedLines(made.prints, this.#world.isBuffered) }),
    }
  }

  #handle(
    program: PythonProgram,
    answering: NonNullable<PythonProgram['answering']>,
    asked: Asked,
    does: FunctionValue,
    self: Value,
  ): NonNullable<PythonProgram['answering']> {
    program.answering = answering
    program.evaluation.asked = asked
    does.scope.freeze()
    try {
      program.evaluation.call(does, { values: [self], named: new Map(), line: 0 })
    } catch (thrown) {
      if (thrown instanceof Raised) throw new NotUnderstood('an exception')
      throw thrown
    }
    return answering
  }

  #flask(server: Thing): Served {
    const name = (this.#world.path.split('/').at(-1) ?? '').replace(/\.py$/, '')
    return { ...flaskServer(addressOf(server), name, this.#world.version), ...this.#flaskAnswers() }
  }

  #flaskAnswers(): { readonly routes: Plain; readonly not_found: Plain } {
    const routes: Record<string, Plain> = {}
    const first = this.#run('serve')
    const program = first.kind === 'unmoved' ? undefined : first.program
    for (const [at, route] of (program?.routes ?? []).entries()) {
      const path = route.fields.get('path')
      const allowed = route.fields.get('methods')
      if (path?.kind !== 'text' || allowed?.kind !== 'list') throw new NotUnderstood('a route')
      for (const method of allowed.items)
        if (method.kind === 'text')
          routes[`${method.card} ${path.card}`] ??= explore((assumed) => this.#view(at, assumed), this.#world.budget)
      routes[`* ${path.card}`] ??= { status: 405, type: 'text/html; charset=utf-8', body: flaskNotAllowed }
    }
    return { routes, not_found: { status: 404, type: 'text/html; charset=utf-8', body: flaskNotFound } }
  }

  #view(at: number, assumed: Assumptions): Plain {
    const run = this.#run('serve', assumed)
    if (run.kind === 'unmoved') throw new NotUnderstood('a start')
    const view = run.program.routes[at]?.fields.get('view')
    if (view?.kind !== 'function') throw new NotUnderstood('a view')
    view.scope.freeze()
    run.program.answering = { status: undefined, headers: [], body: '', isEnded: false, prints: [] }
    try {
      const answer = flaskAnswer(run.program.evaluation.call(view, { values: [], named: new Map(), line: 0 }))
      const { prints } = run.program.answering
      return { ...answer, ...(prints.length === 0 ? {} : { prints: printedLines(prints, this.#world.isBuffered) }) }
    } catch (thrown) {
      if (thrown instanceof Raised) throw new NotUnderstood('an exception')
      throw thrown
    }
  }
}

type Served = { readonly [name: string]: Plain } & { readonly start_line?: readonly Plain[] }

function errorReply(status: number, message: string): Plain {
  const { body, prints } = errorAnswer(status, message)
  return {
    status,
    headers: Object.fromEntries(errorHeaders),
    body,
    prints: { text: prints, stream: 'stderr', buffered: false },
  }
}

function folderReply(handler: Value, program: PythonProgram): Plain {
  const directory = handler.kind === 'thing' ? handler.fields.get('directory') : undefined
  const asked = directory?.kind === 'text' ? directory.card : '.'
  const folder = asked.startsWith('/') ? asked : `${program.directory === '/' ? '' : program.directory}/${asked}`
  return { folder: folder.replace(/\/\.$/, '') }
}

/** Whether a method does nothing: `log_message` with `pass` or `return`. */
function isSilent(method: FunctionValue | undefined): boolean {
  if (method === undefined) return false
  const isNothing = method.body.every(
    (one) =>
      (one.kind === 'block' && one.body.length === 0) ||
      (one.kind === 'return' && one.value === undefined) ||
      (one.kind === 'expression' && one.value.kind === 'text'),
  )
  if (!isNothing) throw new NotUnderstood('log_message')
  return true
}
