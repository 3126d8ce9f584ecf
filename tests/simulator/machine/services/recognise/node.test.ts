import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../../notation/catalog.ts'
import { containerOf, type Played, play, stopped } from '../../../../notation/container.ts'

const image = 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\n'

function planOf(source: string, name = 'a.js', environment: readonly string[] = []) {
  return containerOf(`${image}CMD ["node", "${name}"]\n`, { [name]: source, 'public/a.txt': 'an a\n' }, { environment })
}

function asked(source: string, ...requests: readonly string[]): Played {
  return play(planOf(source), ...requests)
}

const plain = `const http = require('http')
const port = process.env.PORT || 3000
const server = http.createServer((req, res) => {
  BODY
})
server.listen(port, () => console.log(\`up on \${port}\`))
`
const answering = (body: string): string => plain.replace('BODY', body)

describe('a server of node:http', () => {
  const variants: readonly (readonly [what: string, source: string, request: string, answer: string])[] = [
    ['end', answering("res.end('hi')"), ':3000/', '200 hi'],
    [
      'writeHead',
      answering("res.writeHead(201, { 'Content-Type': 'text/plain' }); res.end('made')"),
      ':3000/',
      '201 made',
    ],
    ['a chain', answering("res.writeHead(404).end('none')"), ':3000/', '404 none'],
    [
      'statusCode and setHeader',
      answering(
        "res.statusCode = 202\n  res.setHeader('Content-Type', 'text/plain')\n  res.write('a')\n  res.end('b')",
      ),
      ':3000/',
      '202 ab',
    ],
    [
      'JSON',
      answering("res.end(JSON.stringify({ message: 'Olá', n: [1, true, null] }))"),
      ':3000/',
      '200 {"message":"Olá","n":[1,true,null]}',
    ],
    [
      'url',
      answering("if (req.url === '/a') { res.end('a') } else { res.statusCode = 404; res.end() }"),
      ':3000/b',
      '404 ',
    ],
    ['url with return', answering("if (req.url === '/a') return res.end('a')\n  res.end('other')"), ':3000/a', '200 a'],
    [
      'switch',
      answering(
        "switch (req.url) { case '/': case '/a': res.end('a'); break\n default: res.writeHead(404); res.end('no') }",
      ),
      ':3000/a',
      '200 a',
    ],
    [
      'method',
      answering("if (req.method !== 'GET') { res.writeHead(405); return res.end('no') }\n  res.end('ok')"),
      'POST :3000/',
      '405 no',
    ],
    ['startsWith', answering("res.end(req.url.startsWith('/api/') ? 'api' : 'page')"), ':3000/api/x', '200 api'],
    [
      'a URL',
      answering(
        "const url = new URL(req.url, 'http://x')\n  res.end(url.pathname === '/q' ? `q ${url.searchParams.get('a') ?? 'none'}` : 'no')",
      ),
      ':3000/q?a=1',
      '200 q 1',
    ],
    [
      'a function',
      "const http = require('node:http')\nhttp.createServer(answer).listen(80)\nfunction answer(request, response) { response.end('f') }\n",
      ':80/',
      '200 f',
    ],
    [
      'createServer by name',
      "import { createServer } from 'node:http'\ncreateServer((_, res) => { res.end('x') }).listen({ port: 80, host: '0.0.0.0' })",
      ':80/',
      '200 x',
    ],
    ['a path', answering('res.end(`you asked ${req.url}`)'), ':3000/x?y=1', '200 you asked /x?y=1'],
  ]
  for (const [what, source, request, answer] of variants)
    it(`is recognised: ${what}`, () => expect(asked(source, request).answers).toEqual([answer]))
  it('listens where it is told and says so', () => {
    const { answers, stdout } = play(planOf(answering("res.end('')"), 'a.js', ['PORT=8080']), ':8080/', ':3000/')
    expect(answers).toEqual(['200 ', 'refused'])
    expect(stdout).toBe('up on 8080\n')
  })
  it('may be inside only', () =>
    expect(
      asked(plain.replace('BODY', "res.end('')").replace('port, ()', "port, '127.0.0.1', ()"), ':3000/').answers,
    ).toEqual(['refused']))
})

describe('signals', () => {
  const check = (handler: string, status: string, seconds: number): void => {
    const end = stopped(planOf(`${answering("res.end('')")}${handler}`))
    expect([end.standing, end.seconds]).toEqual([status, seconds])
  }
  it('are not heard as process 1', () => check('', '137', 10))
  it('may end it', () => check("process.on('SIGTERM', () => process.exit(0))", '0', 0))
  it('may close the server', () =>
    check("process.on('SIGTERM', () => { server.close(() => { console.log('bye'); process.exit(0) }) })", '0', 0))
  it('may close the server and end by itself', () => check("process.once('SIGTERM', () => server.close())", '0', 0))
  it('may set a time', () =>
    check(
      "process.on('SIGTERM', () => { server.close(() => process.exit(3)); setTimeout(() => process.exit(1), 5000).unref() })",
      '3',
      0,
    ))
  it('may come to nothing', () => check("process.on('SIGTERM', () => console.log('no'))", '137', 10))
})

describe('node-web', () => {
  const plan = containerOf(readFileSync('content/fixtures/node-web/Dockerfile', 'utf8'), fixture('node-web'))
  it('answers', () =>
    expect(play(plan, ':3000/', ':3000/version', ':3000/app.js').answers.map((answer) => answer.slice(0, 30))).toEqual([
      '200 <h1>Pelican Track</h1><p>W',
      '200 {"version":"1.4.0"}',
      '200 [310000 bytes]',
    ]))
  it('has no other pages', () => expect(play(plan, ':3000/no').answers[0]).toMatch(/^404 [\s\S]*Cannot GET \/no/))
  it('says where it listens', () => expect(play(plan).stdout).toBe('Pelican Track listens on port 3000\n'))
  it('does not hear TERM as process 1', () => expect(stopped(plan).standing).toBe('137'))
  it('lacks express without npm ci', () => {
    const { standing, stderr } = play(
      containerOf(`${image}CMD ["node", "src/server.js"]\n`, {
        'package.json': '{"type": "module"}',
        'src/server.js': readFileSync('content/fixtures/node-web/src/server.js', 'utf8'),
      }),
    )
    expect(standing).toBe('1')
    expect(stderr).toMatch(
      /Error \[ERR_MODULE_NOT_FOUND\]: Cannot find package 'express' imported from \/app\/src\/server\.js/,
    )
  })
})

describe('Express', () => {
  const express = (body: string): string =>
    `const express = require('express')\nconst app = express()\n${body}\napp.listen(3000)\n`
  const packaged = (source: string, ...requests: readonly string[]): Played =>
    play(
      containerOf(`${image}CMD ["node", "a.js"]\n`, {
        'a.js': source,
        'node_modules/express/package.json': '{}',
        'public/a.txt': 'an a\n',
        'public/index.html': 'home',
      }),
      ...requests,
    )
  const variants: readonly (readonly [what: string, source: string, request: string, answer: string])[] = [
    ['send', "app.get('/', (req, res) => res.send('hi'))", ':3000/', '200 hi'],
    ['an object', "app.get('/', (req, res) => { res.send({ a: 1 }) })", ':3000/', '200 {"a":1}'],
    ['status', "app.get('/', (req, res) => res.status(503).json({ ok: false }))", ':3000/', '503 {"ok":false}'],
    ['sendStatus', "app.get('/health', (req, res) => res.sendStatus(200))", ':3000/health', '200 OK'],
    [
      'a query',
      "app.get('/', (req, res) => res.send(`Hi ${req.query.name || 'you'}`))",
      ':3000/?name=Ada',
      '200 Hi Ada',
    ],
    ['other methods', "app.post('/', (req, res) => res.send('posted'))", 'POST :3000/', '200 posted'],
    ['files', "app.use(express.static('public'))", ':3000/a.txt', '200 an a\n'],
    ['a page of a folder', "app.use(express.static(require('path').join(__dirname, 'public')))", ':3000/', '200 home'],
    [
      'files before routes',
      "app.use(express.static('public'))\napp.get('/', (req, res) => res.send('route'))",
      ':3000/',
      '200 home',
    ],
    [
      'what comes last',
      "app.get('/', (req, res) => res.send('a'))\napp.use((req, res) => res.status(404).send('none'))",
      ':3000/x',
      '404 none',
    ],
    [
      'what goes on',
      "app.use(express.json())\napp.use((req, res, next) => { next() })\napp.get('/', (req, res) => res.send('a'))",
      ':3000/',
      '200 a',
    ],
  ]
  for (const [what, body, request, answer] of variants)
    it(`is recognised: ${what}`, () => expect(packaged(express(body), request).answers).toEqual([answer]))
})

describe('what is not understood is not simulated', () => {
  const sources: readonly (readonly [what: string, source: string])[] = [
    ['a counter', `let n = 0\n${answering('n += 1; res.end(String(n))')}`],
    ['the time', answering('res.end(new Date().toISOString())')],
    ['a promise', answering("setTimeout(() => res.end('late'), 100)")],
    ['a regular expression', answering("res.end(/a/.test(req.url) ? 'a' : 'b')")],
    ['a body that is read', answering("req.on('data', () => {}); res.end('x')")],
    ['no end', answering("res.write('x')")],
    ['another file', `require('./routes')\n${answering("res.end('')")}`],
    ['a loop', `for (;;) {}\n${answering("res.end('')")}`],
    ['a header', answering("res.end(req.headers['host'])")],
    ['a class', `class A {}\n${answering("res.end('')")}`],
  ]
  for (const [what, source] of sources)
    it(what, () => {
      const { standing, stderr } = asked(source)
      expect(stderr).toMatch(/not simulated/)
      expect(standing).toBe('1')
    })
})
