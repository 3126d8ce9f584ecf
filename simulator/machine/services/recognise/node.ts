import type { Card } from '../card.ts'
import { type Assumptions, explore, type Plain } from './explore.ts'
import { expressNotFound } from './express.ts'
import { NodeProgram, type NodeWorld, type Response } from './node-program.ts'
import { type Asked, Paths, routePath } from './paths.ts'
import { printedLines } from './printed.ts'
import { readScript } from './script-reader.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import { checkedCard, understood } from './understood.ts'
import { plainTextOf, type Thing, thing, wholeNumber } from './value.ts'

/** What a script of Node does, as a card; undefined when something in it is not understood. */
export function recogniseNode(world: NodeWorld): Card | undefined {
  return understood(() => new NodeCard(world).card())
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

class NodeCard {
  readonly #world: NodeWorld
  readonly #statements: readonly Statement[]
  readonly #paths = new Paths()

  constructor(world: NodeWorld) {
    this.#world = world
    world.budget.spend(world.source.length / 10)
    this.#statements = readScript(world.source)
  }

  card(): Card {
    const { program, status } = this.#run()
    const { server } = program
    const lines = printedLines(program.prints, false)
    if (status !== undefined || server === undefined) return checkedCard({ prints: lines, exits: status ?? 0 })
    const host = plainTextOf(server.fields.get('host')) ?? ''
    const port = wholeNumber(server.fields.get('port'))
    const isExpress = appOf(server) !== undefined
    return checkedCard({
      listens: `${host === '' || host === '::' ? '0.0.0.0' : host === 'localhost' ? '127.0.0.1' : host}:${port}`,
      start_ms: 250,
      start_line: lines,
      headers: {
        ...(isExpress && program.hasPowered ? { 'X-Powered-By': 'Express' } : {}),
        Date: '${date}',
        Connection: 'keep-alive',
        'Keep-Alive': 'timeout=5',
      },
      routes: this.#routes(),
      not_found: { status: 404, type: 'text/html; charset=utf-8', body: expressNotFound },
      signals: this.#signals(program),
      port_taken: {
        text: taken(host === '' ? '::' : host, port, this.#world.version),
        stream: 'stderr',
        buffered: false,
      },
    })
  }

  #run(assumed: Assumptions = new Map()): { readonly program: NodeProgram; readonly status: number | undefined } {
    const program = new NodeProgram(this.#world, { assumed, paths: this.#paths })
    return { program, status: program.run(this.#statements) }
  }

  /** Signals with a handler; the kernel decides about the others. */
  #signals({ signals }: NodeProgram): Plain {
    const found: Record<string, Plain> = {}
    for (const name of signals.keys()) {
      const { program } = this.#run()
      const before = program.prints.length
      const status = program.signal(name)
      const prints = printedLines(program.prints.slice(before), false)
      found[name] = status === undefined ? 'ignored' : prints.length === 0 ? status : { status, prints }
    }
    return found
  }

  #routes(): Plain {
    const routes: Record<string, Plain> = {}
    for (let at = 0; ; at++) {
      const asked = this.#paths.at(at)
      if (asked === undefined) return routes
      let asksMethod = false
      const ask = (method: string): Plain =>
        explore((assumed) => {
          const { program } = this.#run(assumed)
          const answer = this.#answer(program, method, asked)
          asksMethod ||= program.asksMethod || program.layers.length > 0
          return answer
        }, this.#world.budget)
      const first = ask('GET')
      if (!asksMethod) routes[`* ${routePath(asked)}`] = first
      else
        for (const method of methods) {
          const answer = method === 'GET' ? first : ask(method)
          if (answer !== undefined) routes[`${method} ${routePath(asked)}`] = answer
        }
    }
  }

  /** Undefined where Express has nothing that fits. */
  #answer(program: NodeProgram, method: string, asked: Asked): Plain {
    const { server, evaluation } = program
    if (server === undefined) throw new NotUnderstood('a server')
    program.method = method
    evaluation.asked = asked
    const response: Response = {
      status: 200,
      headers: new Map(),
      body: '',
      file: undefined,
      folder: undefined,
      isOver: false,
      isPassedOn: false,
    }
    program.response = response
    const handler = server.fields.get('handler')
    if (handler?.kind === 'function') {
      handler.scope.freeze()
      evaluation.callFunction(handler, [thing('request'), thing('response')])
      if (!response.isOver) throw new NotUnderstood('no end')
    } else if (!this.#throughLayers(program, response, method, asked)) return undefined
    const names = [...response.headers.keys()].map((name) => name.toLowerCase())
    return {
      status: response.status,
      headers: {
        ...Object.fromEntries(response.headers),
        ...(names.includes('content-type') || response.file !== undefined || response.folder !== undefined
          ? {}
          : { 'Content-Type': '' }),
      },
      body: response.body,
      ...(response.file === undefined ? {} : { file: response.file }),
      ...(response.folder === undefined ? {} : { folder: response.folder }),
    }
  }

  #throughLayers(program: NodeProgram, response: Response, method: string, asked: Asked): boolean {
    const { evaluation, layers } = program
    for (const [at, layer] of layers.entries()) {
      if (layer.path !== undefined && !this.#paths.equals(asked, layer.path)) continue
      if (layer.method !== '*' && layer.method !== method) continue
      const { handler } = layer
      if (handler.kind === 'thing') {
        if (handler.name === 'express.folder' && method === 'GET') {
          if (asked.kind === 'below' && layers.slice(at + 1).some(({ path }) => path === undefined))
            throw new NotUnderstood('what comes after files')
          if (this.#fileIn(handler, response, asked)) return true
        } else if (handler.name !== 'express.folder' && handler.name !== 'express.through')
          throw new NotUnderstood('a handler')
        continue
      }
      handler.scope.freeze()
      response.isPassedOn = false
      evaluation.callFunction(handler, [thing('request'), thing('response'), thing('next')])
      if (response.isOver) return true
      if (!response.isPassedOn) throw new NotUnderstood('no end')
    }
    return false
  }

  /** Whether the files of a folder answer; then the answer has it. */
  #fileIn(layer: Thing, response: Response, asked: Asked): boolean {
    const named = plainTextOf(layer.fields.get('folder'))
    if (named === undefined) throw new NotUnderstood('a folder')
    const { directory } = this.#world
    const folder = named.startsWith('/') ? named : `${directory === '/' ? '' : directory}/${named.replace(/^\.\//, '')}`
    const path = `${folder}${asked.path.endsWith('/') ? `${asked.path}index.html` : asked.path}`
    const isThere = asked.kind === 'below' ? this.#world.hasFile(folder) : this.#world.hasFile(path)
    if (isThere && asked.kind === 'exactly') response.file = path
    if (isThere && asked.kind === 'below') response.folder = folder
    return isThere
  }
}

function appOf(server: Thing): Thing | undefined {
  const handler = server.fields.get('handler')
  return handler?.kind === 'thing' ? handler : undefined
}

/** What Node says when its port is taken. Source: Node 20.20, without the lines of the stack. */
function taken(address: string, port: number, version: string): string {
  return `node:events:502
      throw er; // Unhandled 'error' event
      ^

Error: listen EADDRINUSE: address already in use ${address}:${port}
Emitted 'error' event on Server instance at:
  code: 'EADDRINUSE',
  errno: -98,
  syscall: 'listen',
  address: '${address}',
  port: ${port}
}

Node.js ${version}
`
}
