import type { Budget } from '../../../values/budget.ts'
import type { Card } from '../card.ts'
import { type Assumptions, explore, type Plain } from './explore.ts'
import { type GoAnswer, GoProgram, type GoRoute, type GoScenario } from './go-program.ts'
import { readGo } from './go-reader.ts'
import { type Asked, Paths, routePath } from './paths.ts'
import { printedLines } from './printed.ts'
import { NotUnderstood, type Statement } from './syntax.ts'
import { checkedCard, understood } from './understood.ts'
import { plainText, thing, type Value } from './value.ts'

/** What a Go program does, as a card, by the sources of its package main; undefined when something in them is not understood. */
export function recogniseGo(sources: readonly string[], budget: Budget): Card | undefined {
  return understood(() => {
    for (const source of sources) budget.spend(source.length / 10)
    const statements = sources.flatMap((source) => readGo(source))
    return checkedCard(explore((assumed) => new GoCard(statements, budget, assumed).card(), budget))
  })
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

class GoCard {
  readonly #statements: readonly Statement[]
  readonly #budget: Budget
  readonly #assumed: Assumptions
  readonly #paths = new Paths()

  constructor(statements: readonly Statement[], budget: Budget, assumed: Assumptions) {
    this.#statements = statements
    this.#budget = budget
    this.#assumed = assumed
  }

  card(): Plain {
    const { program, status } = this.#run('serve')
    const lines = printedLines(program.prints, false)
    if (status !== undefined || program.address === undefined) {
      if (status === undefined) throw new NotUnderstood('it waits')
      return { prints: lines, exits: status }
    }
    for (const { path } of program.routes)
      if (path.endsWith('/')) this.#paths.startsWith(elsewhere, path)
      else this.#paths.equals(elsewhere, path)
    const taken = this.#run('taken').program
    const prints = printedLines(taken.prints.slice(program.printedAtServe), false)
    return {
      listens: listenedAt(program.address),
      start_ms: 20,
      start_line: lines,
      headers: { Date: '${date}' },
      routes: this.#routes(program.routes),
      not_found: plainError(404, '404 page not found\n'),
      signals: this.#signals(program),
      ...(prints.length === 0 ? {} : { port_taken: prints }),
    }
  }

  #run(
    scenario: GoScenario,
    assumed = this.#assumed,
  ): { readonly program: GoProgram; readonly status: number | undefined } {
    const program = new GoProgram(this.#budget, { scenario, assumed, paths: this.#paths })
    return { program, status: program.run(this.#statements) }
  }

  /** The runtime ends the program with 2 where nobody asked for a signal. Source: Go, os/signal, "Default behavior of signals in Go programs". */
  #signals({ signals, printedAtServe }: GoProgram): Plain {
    const found: Record<string, Plain> = { TERM: 2, INT: 2, HUP: 2 }
    if (signals.size === 0) return found
    const { program, status } = this.#run('signal')
    const prints = printedLines(program.prints.slice(Math.max(printedAtServe, 0)), false)
    for (const signal of signals)
      found[signal] = status === undefined ? 'ignored' : prints.length === 0 ? status : { status, prints }
    return found
  }

  #routes(patterns: readonly GoRoute[]): Plain {
    const routes: Record<string, Plain> = {}
    for (let at = 0; ; at++) {
      const asked = this.#paths.at(at)
      if (asked === undefined) return routes
      for (const method of methods) {
        const route = routeFor(patterns, method, asked)
        if (route === undefined) continue
        let asksMethod = route.method !== '*'
        const answer = explore(
          (assumed) => {
            const { program } = this.#run('serve', assumed)
            const found = routeFor(program.routes, method, asked)
            const answered = found === undefined ? undefined : this.#answer(program, found, method, asked)
            asksMethod ||= program.asksMethod
            return answered
          },
          this.#budget,
          this.#assumed,
        )
        if (!asksMethod) {
          routes[`* ${routePath(asked)}`] = answer
          break
        }
        routes[`${method} ${routePath(asked)}`] = answer
      }
    }
  }

  #answer(program: GoProgram, { handler }: GoRoute, method: string, asked: Asked): Plain {
    if (handler.kind === 'thing') {
      if (handler.name !== 'http.FileServer') throw new NotUnderstood('a handler')
      return { folder: plainText(handler.fields.get('folder')) }
    }
    const answer: GoAnswer = { status: undefined, headers: new Map(), body: '', folder: undefined }
    program.answer = answer
    program.method = method
    program.evaluation.asked = asked
    handler.scope.freeze()
    program.evaluation.callFunction(handler, [thing('http.ResponseWriter'), thing('request')])
    return { status: answer.status ?? 200, headers: Object.fromEntries(answer.headers), body: answer.body }
  }
}

/** Asked for nothing, so that only what is compared with is learned. */
const elsewhere: Asked = { kind: 'below', path: '/' }

/** The longest pattern that fits. Source: net/http, ServeMux. */
function routeFor(patterns: readonly GoRoute[], method: string, asked: Asked): GoRoute | undefined {
  return patterns
    .filter((one) => one.method === '*' || one.method === method)
    .filter(({ path }) =>
      path.endsWith('/') ? asked.path.startsWith(path) : asked.kind === 'exactly' && asked.path === path,
    )
    .sort((a, b) => b.path.length - a.path.length)[0]
}

function plainError(status: number, body: string): Plain {
  return { status, headers: { 'X-Content-Type-Options': 'nosniff' }, type: 'text/plain; charset=utf-8', body }
}

function listenedAt(address: Value): string {
  if (address.kind !== 'text' || !address.card.includes(':')) throw new NotUnderstood('an address')
  return address.card.replace(/^localhost:/, '127.0.0.1:')
}
