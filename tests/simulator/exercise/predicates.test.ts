import { describe, expect, it } from 'vitest'
import { type PredicateName, predicateNames } from '../../../simulator/exercise/predicate.ts'
import type { CheckResult, Place } from '../../../simulator/exercise/verdict.ts'
import { type Around, exerciseWith, judged, verdictOn } from './notation.ts'

/** A claim, what meets it and what does not, and what the learner reads then. */
interface Case {
  readonly claim: object
  readonly meets: string
  readonly misses: string
  readonly measured?: string
  readonly wanted?: string
  readonly because?: string
  readonly place?: Place
  readonly around?: Around
}

const line = (number: number, text: string): Place => ({ kind: 'line', file: 'Dockerfile', line: number, text })
const small = 'FROM alpine:3.22\nRUN echo a > /a\nCOPY note.txt /\n'
const served: Around = {
  files: {
    'app.py':
      "from http.server import BaseHTTPRequestHandler, HTTPServer\n\n\nclass Hello(BaseHTTPRequestHandler):\n    def do_GET(self):\n        self.send_response(200)\n        self.end_headers()\n        self.wfile.write(b'hello')\n\n\nHTTPServer(('0.0.0.0', 8000), Hello).serve_forever()\n",
  },
  procedure: [
    { build: { as: 'b1', tag: 'own' } },
    { run: { as: 'r1', image: 'own', publish: ['8000:8000'] } },
    { http: { as: 'h1', url: 'localhost:8000/' } },
  ],
}
const ran: Around = {
  procedure: [{ build: { as: 'b1', tag: 'own' } }, { run: { as: 'r1', image: 'own', detach: false } }],
}
const twice: Around = {
  procedure: [
    { build: { as: 'b1', tag: 'own:1' } },
    { edit: { path: 'note.txt', append: 'more\n' } },
    { build: { as: 'b2', tag: 'own:2' } },
  ],
}

const cases: Readonly<Record<Exclude<PredicateName, 'answer'>, readonly Case[]>> = {
  built: [
    {
      claim: { built: { build: 'b1', ok: true } },
      meets: small,
      misses: 'FROM alpine:3.22\nRUN exit 3\n',
      measured: 'failed',
      because: 'exit code: 3',
      place: line(2, 'RUN exit 3'),
    },
    {
      claim: { built: { build: 'b1', fails: 'exit code: 3' } },
      meets: 'FROM alpine:3.22\nRUN exit 3\n',
      misses: small,
      measured: 'built',
      because: 'The build went through',
    },
  ],
  step: [
    {
      claim: { step: { build: 'b2', match: 'echo', is: 'CACHED' } },
      around: twice,
      meets: small,
      misses: 'FROM alpine:3.22\nCOPY note.txt /\nRUN echo a > /a\n',
      measured: 'RAN',
      wanted: 'CACHED',
      because: '`COPY note.txt /` before it ran again.',
      place: line(3, 'RUN echo a > /a'),
    },
  ],
  size: [
    {
      claim: { size: { of: 'b1.new', le: '1 MB' } },
      meets: small,
      misses: 'FROM alpine:3.22\nRUN head -c 5000000 /dev/zero > /big\nRUN rm /big\n',
      measured: '5 MB',
      wanted: 'at most 1 MB',
      because: 'The heaviest of your layers is `RUN head -c 5000000 /dev/zero > /big`, 5 MB.',
    },
  ],
  count: [
    {
      claim: { count: { of: 'b1.new_layers', eq: 2 } },
      meets: small,
      misses: 'FROM alpine:3.22\nCOPY note.txt /\n',
      measured: '1',
      wanted: 'exactly 2',
    },
  ],
  file: [
    {
      claim: { file: { in: 'b1.any', path: '/secret', absent: true } },
      meets: small,
      misses: 'FROM alpine:3.22\nRUN echo a > /secret\nRUN rm /secret\n',
      measured: 'there',
      wanted: 'absent',
      because: '/secret is there, in layer',
    },
    {
      claim: { file: { in: 'b1.final', path: '/note.txt', exists: true, owner: '10001:10001' } },
      meets: 'FROM alpine:3.22\nCOPY --chown=10001:10001 note.txt /\n',
      misses: small,
      measured: '0:0',
      wanted: '10001:10001',
    },
    {
      claim: { file: { in: 'b1.final', path: '/note.txt', equals: 'note.txt' } },
      meets: small,
      misses: 'FROM alpine:3.22\nRUN echo other > /note.txt\n',
      because: 'does not have the bytes of note.txt',
    },
  ],
  trace: [
    {
      claim: { trace: { build: 'b1', needle: 'plc_fake_token' } },
      meets: small,
      misses: 'FROM alpine:3.22\nENV TOKEN=plc_fake_token\n',
      measured: '2 places',
      wanted: 'nowhere',
      place: line(2, 'ENV TOKEN=plc_fake_token'),
    },
  ],
  config: [
    {
      claim: { config: { of: 'b1', field: 'user', nonroot: true } },
      meets: 'FROM alpine:3.22\nUSER 10001\n',
      misses: 'FROM alpine:3.22\nUSER root\n',
      measured: 'root',
      place: line(2, 'USER root'),
    },
    {
      claim: { config: { of: 'b1', field: 'cmd', exec_form: true } },
      meets: 'FROM alpine:3.22\nCMD ["ls"]\n',
      misses: 'FROM alpine:3.22\nCMD ls\n',
      because: 'CMD is started by a shell: `ls`.',
      place: line(2, 'CMD ls'),
    },
  ],
  run: [
    {
      claim: { run: { of: 'r1', stdout: '^hello', exit: 0 } },
      around: ran,
      meets: 'FROM alpine:3.22\nCMD ["echo", "hello"]\n',
      misses: 'FROM alpine:3.22\nCMD ["echo", "bye"]\n',
      measured: 'bye',
    },
    {
      claim: { run: { of: 'r1', exit: 0 } },
      around: ran,
      meets: 'FROM alpine:3.22\nCMD ["true"]\n',
      misses: 'FROM alpine:3.22\nCMD ["false"]\n',
      measured: 'exit 1',
      wanted: 'exit 0',
    },
  ],
  http: [
    {
      claim: { http: { of: 'h1', status: 200, body: 'hello' } },
      around: served,
      meets: 'FROM python:3.13-alpine\nCOPY app.py /\nCMD ["python", "/app.py"]\n',
      misses: 'FROM python:3.13-alpine\nCMD ["sleep", "1000"]\n',
      measured: 'no answer',
    },
  ],
  digest: [
    {
      claim: { digest: { a: 'b1', b: 'b2', shares: 'b1.layers - 1' } },
      around: twice,
      meets: small,
      misses: 'FROM alpine:3.22\nCOPY note.txt /\nRUN echo a > /a\nRUN echo b > /b\n',
      measured: '1',
      wanted: 'at least 3',
      because: 'They share 1 layer, wanted at least 3.',
    },
    {
      claim: { digest: { a: 'b1', b: 'b2', same: true } },
      around: twice,
      meets: 'FROM alpine:3.22\nRUN echo a > /a\n',
      misses: small,
      measured: 'different',
    },
  ],
  lint: [
    {
      claim: { lint: { build: 'b1', rule: 'JSONArgsRecommended' } },
      meets: 'FROM alpine:3.22\nCMD ["ls"]\n',
      misses: 'FROM alpine:3.22\nCMD ls\n',
      measured: '1 finding',
      wanted: 'at most 0',
      place: line(2, 'CMD ls'),
    },
  ],
  source: [
    {
      claim: { source: { file: 'Dockerfile', instruction: 'RUN', lacks: 'cd ' } },
      meets: small,
      misses: 'FROM alpine:3.22\nRUN cd /srv\n',
      because: '`RUN cd /srv` should not be there.',
      place: line(2, 'RUN cd /srv'),
    },
  ],
}

describe('each predicate but that of answers', () => {
  for (const [name, all] of Object.entries(cases))
    for (const { claim, meets, misses, around, because, ...expected } of all) {
      it(`${name} is met: ${JSON.stringify(claim)}`, () => expect(judged(claim, meets, around).state).toBe('passed'))
      it(`${name} is missed, measured and pointed at: ${JSON.stringify(claim)}`, () => {
        const result = judged(claim, misses, around)
        expect(result).toMatchObject({ state: 'failed', ...expected })
        expect(result.because).toContain(because ?? '')
      })
    }
  it('is among the thirteen', () =>
    expect([...Object.keys(cases), 'answer'].sort()).toEqual([...predicateNames].sort()))
  it('is not reached where its build was not', () => {
    for (const claim of [
      { size: { of: 'b1.image', le: '1 MB' } },
      { config: { of: 'b1', field: 'user', nonroot: true } },
      { file: { in: 'b1.final', path: '/a', exists: true } },
    ])
      expect(judged(claim, 'FROM alpine:3.22\nRUN exit 1\n').state).toBe('not-reached')
  })
})

describe('the heaviest layer', () => {
  it('may lie in a base that the learner builds too', () => {
    const around = {
      files: { 'base/Dockerfile': 'FROM alpine:3.22\nRUN head -c 5000000 /dev/zero > /big\n' },
      procedure: [
        { build: { as: 'base', file: 'base/Dockerfile', tag: 'company/base:1' } },
        { build: { as: 'b1', tag: 'own' } },
      ],
    }
    const claim = { size: { of: 'b1.image', le: 'base("alpine:3.22").image + 1 MB' } }
    expect(judged(claim, 'FROM company/base:1\nCOPY note.txt /\n', around)).toMatchObject({
      state: 'failed',
      place: { kind: 'line', file: 'base/Dockerfile', line: 2 },
    })
  })
})

describe('an answer', () => {
  const ask = [
    { id: 'q1', kind: 'number', ask: 'How many layers?', truth: 'b1.layers', within: 0 },
    {
      id: 'q2',
      kind: 'choice',
      ask: 'Which?',
      choices: [
        { say: 'over 1 MB', reply: 'Look again.' },
        { say: 'under 1 MB', when: { size: { of: 'b1.new', lt: '1 MB' } } },
      ],
    },
  ]
  const claims = [{ answer: { ask: 'q1' } }, { answer: { ask: 'q2' } }, { answer: { ask: ['q1', 'q2'], at_least: 1 } }]
  const results = (answers: Record<string, string | number>): readonly CheckResult[] =>
    verdictOn(exerciseWith(claims, { more: { ask } }), { Dockerfile: small }, answers).checks.filter(
      ({ isGuard }) => !isGuard,
    )

  it('is right when it is what happened', () =>
    expect(results({ q1: 3, q2: 'under 1 MB' }).map(({ state, measured }) => [state, measured])).toEqual([
      ['passed', 'right'],
      ['passed', 'right'],
      ['passed', '2 of 2 right'],
    ]))
  it('is wrong when it is not, and points at the question', () => {
    const [first, second, third] = results({ q1: 9, q2: 'over 1 MB' })
    expect(first).toMatchObject({ state: 'failed', measured: 'not right', place: { kind: 'answer', ask: 'q1' } })
    expect(second).toMatchObject({ state: 'failed', because: 'Look again.', place: { kind: 'answer', ask: 'q2' } })
    expect(third).toMatchObject({ state: 'failed', measured: '0 of 2 right', wanted: '1 of 2' })
  })
  it('is enough in part where that is asked', () =>
    expect(results({ q1: 3, q2: 'over 1 MB' })[2]?.state).toBe('passed'))
})

describe('claims together', () => {
  const isBuilt = { built: { build: 'b1', ok: true } }
  const isHuge = { size: { of: 'b1.new', gt: '1 MB' } }
  it('hold when all do', () => {
    expect(judged({ all: [isBuilt, { not: isHuge }] }, small).state).toBe('passed')
    expect(judged({ all: [isBuilt, isHuge] }, small).state).toBe('failed')
  })
  it('hold when one does', () => {
    expect(judged({ any: [isHuge, isBuilt] }, small).state).toBe('passed')
    expect(judged({ any: [isHuge, { not: isBuilt }] }, small).state).toBe('failed')
  })
  it('hold for each of several', () => {
    const each = (limit: string) => ({ each: { in: ['b1', 'b2'], that: { size: { of: '$.new', le: limit } } } })
    expect(judged(each('1 MB'), small, twice).state).toBe('passed')
    expect(judged(each('1 B'), small, twice).state).toBe('failed')
  })
})
