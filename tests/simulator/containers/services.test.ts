import { describe, expect, it } from 'vitest'
import {
  type ContainerPlan,
  type ContainerState,
  type Happening,
  type HttpRequest,
  playContainer,
  type StartOptions,
  stopContainer,
} from '../../../simulator/containers.ts'
import { atSecond, type Tree } from '../../../simulator/filesystem/tree.ts'
import { Draft, emptyStore, emptyTree, realContent, runBuild } from '../../../simulator/index.ts'
import { programs } from '../../../simulator/programs.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'
import { readCatalog } from '../../../tools/world.ts'

const catalog = readCatalog()
const world = { now: atSecond(1_790_000_000), programs, packageTables: catalog.packageTables }

/** A container of an image that is built from a Dockerfile and files (`path` to text). */
function planOf(
  dockerfile: string,
  files: Readonly<Record<string, string>>,
  options: StartOptions = {},
): ContainerPlan {
  const { image, failure } = runBuild(
    { context: contextOf({ Dockerfile: dockerfile, ...files }) },
    { catalog, store: emptyStore, programs, now: world.now },
  )
  if (image === undefined) throw new RangeError(failure?.message ?? 'no image')
  return { id: 'cd'.repeat(32), image, options }
}

function contextOf(files: Readonly<Record<string, string>>): Tree {
  const draft = new Draft(emptyTree)
  for (const [path, text] of Object.entries(files))
    draft.set(path, {
      kind: 'file',
      mode: 0o755,
      uid: 0,
      gid: 0,
      mtime: atSecond(0),
      content: realContent(bytesOf(text)),
    })
  return draft.finish()
}

const get = (port: number, target = '/', atMs = 1000, from: HttpRequest['from'] = 'outside'): Happening => ({
  kind: 'request',
  atMs,
  request: { method: 'GET', target, headers: new Map(), body: '', port, from },
})

/** What came of the requests: `200 body`, or why there is no answer. */
function answers({ outcomes }: ContainerState): readonly string[] {
  return outcomes.map((outcome) =>
    outcome === undefined || !('kind' in outcome)
      ? 'nothing'
      : outcome.kind === 'answer'
        ? `${outcome.answer.status} ${outcome.answer.body}`
        : outcome.kind,
  )
}

function logOf({ log }: ContainerState): string {
  return log.map(({ text }) => text).join('')
}

const card = `#!/bin/nothing
# layerwise-card:
#   listens: "\${PORT:-8000}"
#   start_line: "Greeter \${source: VERSION = \\"([^\\"]+)\\"} on port \${PORT:-8000}"
#   routes:
#     GET /: "Hello, \${query.name:-stranger}!\\n"
#     GET /version: { type: application/json, body: '{"version":"\${source: VERSION = \\"([^\\"]+)\\"}"}' }
#     GET /secret: { needs: { env: [TOKEN] }, body: open, otherwise: { status: 403, body: shut } }
#   access_line: "\${method} \${target} \${status}"
#   writes: [{ path: /data/started, text: "yes\\n" }]
#   signals: { TERM: 0, HUP: ignored, INT: { status: 130, prints: "interrupted" } }
#   exit_on: { missing_env: [MUST], message: "\${name} is missing", status: 3 }
VERSION = "1.2"
`
const image = 'FROM python:3.13-slim\nCOPY greeter.py /\nCMD ["python", "/greeter.py"]\n'
const greeter = (options: StartOptions = {}) =>
  planOf(image, { 'greeter.py': card }, { environment: ['MUST=1'], ...options })

describe('a program with a behaviour card', () => {
  it('answers, quotes its source and logs what it is asked', () => {
    const asked = [get(8000), get(8000, '/?name=Ada+L%C3%B6v'), get(8000, '/version'), get(8000, '/other')]
    const state = playContainer(greeter(), asked, 5000, world)
    expect(state.standing).toEqual({ kind: 'running' })
    expect(answers(state)).toEqual([
      '200 Hello, stranger!\n',
      '200 Hello, Ada Löv!\n',
      '200 {"version":"1.2"}',
      '404 404 page not found\n',
    ])
    expect(logOf(state)).toBe(
      'Greeter 1.2 on port 8000\nGET / 200\nGET /?name=Ada+L%C3%B6v 200\nGET /version 200\nGET /other 404\n',
    )
  })
  it('listens where the environment says, and nowhere else', () => {
    const state = playContainer(greeter({ environment: ['MUST=1', 'PORT=81'] }), [get(8000), get(81)], 5000, world)
    expect(answers(state)).toEqual(['refused', '200 Hello, stranger!\n'])
    expect(state.listeners).toMatchObject([{ address: '0.0.0.0', port: 81, process: 1 }])
  })
  it('needs what a route needs', () => {
    const tokens = { environment: ['MUST=1', 'TOKEN=x'] }
    expect(answers(playContainer(greeter(), [get(8000, '/secret')], 5000, world))).toEqual(['403 shut'])
    expect(answers(playContainer(greeter(tokens), [get(8000, '/secret')], 5000, world))).toEqual(['200 open'])
  })
  it('ends without what it must have', () => {
    const state = playContainer(greeter({ environment: [] }), [], 5000, world)
    expect(state.standing).toMatchObject({ kind: 'exited', status: 3 })
    expect(logOf(state)).toBe('MUST is missing\n')
  })
  it('writes its files', () => {
    const exec: Happening = { kind: 'exec', atMs: 500, command: ['cat', '/data/started'] }
    const [outcome] = playContainer(greeter(), [exec], 5000, world).outcomes
    expect(outcome).toMatchObject({ standing: { status: 0 }, output: [{ text: 'yes\n' }] })
  })
  it('ends by the signals that it handles, at once', () => {
    const { state } = stopContainer(greeter(), [], 2000, world)
    expect(state.standing).toMatchObject({ kind: 'exited', status: 0, wasKilled: false })
    expect(state.endedAtMs).toBeLessThan(2100)
    const interrupted = stopContainer(greeter({ stopSignal: 'INT' }), [], 2000, world).state
    expect(interrupted.standing).toMatchObject({ status: 130 })
    expect(logOf(interrupted)).toMatch(/interrupted\n$/)
  })
  it('is asked by a program beside it', () => {
    const curl = ['python', '-c', 'print(1)']
    const state = playContainer(greeter(), [{ kind: 'exec', atMs: 500, command: curl }], 5000, world)
    expect(state.outcomes[0]).toMatchObject({ standing: { status: 0 }, output: [{ text: '1\n' }] })
  })
  it('says what is wrong with its card', () => {
    const wrong = card.replace('listens: "${PORT:-8000}"', 'listens: [[')
    const state = playContainer(planOf(image, { 'greeter.py': wrong }), [], 5000, world)
    expect(state.standing).toMatchObject({ kind: 'exited', status: 1 })
    expect(logOf(state)).toMatch(/behaviour card cannot be read/)
  })
})

describe('a container with services', () => {
  const busy = 'FROM alpine:3.22\nRUN apk add --no-cache curl\nCOPY --chmod=755 app start /\n'
  const script = (text: string) => ({
    app: `#!/usr/bin/python3\n${card.split('\n').slice(1).join('\n')}`,
    start: `#!/bin/sh\n${text}`,
  })
  it('asks a service in the background', () => {
    const files = script('python3 /app & sleep 1; curl -s localhost:8000; wait')
    const plan = planOf(`${busy}RUN apk add --no-cache python3\nCMD ["/start"]`, files, { environment: ['MUST=1'] })
    const state = playContainer(plan, [get(8000)], 5000, world)
    expect(logOf(state)).toContain('Hello, stranger!\n')
    expect(answers(state)).toEqual(['200 Hello, stranger!\n'])
    expect(state.processes.map(({ arguments: words }) => words.join(' '))).toEqual(
      ['/bin/sh /start', '/usr/bin/python3 /app'].map((words) =>
        expect.stringContaining(words.split(' ').at(-1) ?? ''),
      ),
    )
  })
  it('tells that nobody listens', () => {
    const plan = planOf(`${busy}CMD curl -sS localhost:81`, script(''))
    const state = playContainer(plan, [], 5000, world)
    expect(state.standing).toMatchObject({ status: 7 })
    expect(logOf(state)).toMatch(/^curl: \(7\) Failed to connect to localhost port 81/)
  })
  it('cannot be reached from outside where it listens to itself only', () => {
    const local = card.replace('"${PORT:-8000}"', '"127.0.0.1:8000"')
    const plan = planOf(image, { 'greeter.py': local }, { environment: ['MUST=1'] })
    expect(answers(playContainer(plan, [get(8000), get(8000, '/', 1000, 'loopback')], 5000, world))).toEqual([
      'refused',
      '200 Hello, stranger!\n',
    ])
  })
  it('is checked: starting, healthy, unhealthy', () => {
    const check = (test: string) =>
      planOf(`FROM alpine:3.22\nHEALTHCHECK --interval=5s --retries=2 CMD ${test}\nCMD ["sleep", "1000"]`, {})
    const health = (test: string, untilMs: number) => playContainer(check(test), [], untilMs, world).health?.status
    expect(health('true', 4000)).toBe('starting')
    expect(health('true', 6000)).toBe('healthy')
    expect(health('exit 1', 6000)).toBe('starting')
    expect(health('exit 1', 11_000)).toBe('unhealthy')
  })
})

describe('a life', () => {
  it('is the same when it is played again, and longer when it is played on', () => {
    const plan = planOf('FROM alpine:3.22\nCMD for i in 1 2 3; do echo $i; sleep 1; done', {})
    const at = (untilMs: number) => logOf(playContainer(plan, [], untilMs, world))
    expect([at(500), at(1500), at(1500), at(9000)]).toEqual(['1\n', '1\n2\n', '1\n2\n', '1\n2\n3\n'])
  })
  it('of a program that computes without end is left there', () => {
    const plan = planOf('FROM alpine:3.22\nCMD while :; do :; done', {})
    expect(playContainer(plan, [], 1000, world).standing).toEqual({ kind: 'running' })
    expect(stopContainer(plan, [], 1000, world).state.standing).toMatchObject({ kind: 'exited', status: 137 })
  })
})

describe('a program that is not simulated, but described', () => {
  const tool = {
    'setup.run': '\x7fELF',
    'setup.run.card.yaml': 'prints: "set up\\n"\nwrites: [{ path: /opt/tool/bin, size: 40000000, kind: binary }]\n',
  }
  it('has in a RUN the effect that its author declares', () => {
    const { image } = planOf('FROM alpine:3.22\nCOPY --chmod=755 setup.run /\nRUN /setup.run', tool)
    expect(image.layers.at(-1)?.fileBytes.value).toBe(40_000_000)
  })
  it('fails without its card', () =>
    expect(() =>
      planOf('FROM alpine:3.22\nCOPY --chmod=755 setup.run /\nRUN /setup.run', { 'setup.run': '\x7fELF' }),
    ).toThrow('did not complete successfully: exit code: 127'))
})
