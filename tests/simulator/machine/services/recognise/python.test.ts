import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { containerOf, type Played, play, stopped } from '../../../../notation/container.ts'

const fixture = readFileSync('content/fixtures/hello-py/hello_container_service.py', 'utf8')
const image = 'FROM python:3.13-slim\nCOPY a.py /\n'

function planOf(source: string, words = '"python", "-u", "a.py"', environment: readonly string[] = []) {
  return containerOf(`${image}CMD [${words}]\n`, { 'a.py': source }, { environment })
}

/** The only way a script is asked here. */
function asked(source: string, ...requests: readonly string[]): Played {
  return play(planOf(source), ...requests)
}

/** The fixture with some of its lines in other words. */
function varied(...changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new RangeError(from)
    return text.replaceAll(from, to)
  }, fixture)
}

const main = fixture.slice(fixture.indexOf('if __name__'))
const door = fixture.slice(fixture.indexOf('class Door'), fixture.indexOf('if __name__'))
const answering = (body: string): string => varied([door, `class Door(BaseHTTPRequestHandler):\n${body}\n\n`])
const send = 'self.send_response(200); self.end_headers(); self.wfile.write'

describe('a server of http.server', () => {
  const whole = '200 {"message": "Hello, container!"}'
  const variants: readonly (readonly [what: string, source: string, request: string, answer: string])[] = [
    ['as it is', fixture, ':8081', whole],
    ['another port', varied(['8081', '9999']), ':9999', whole],
    ['another message', varied(['Hello, container!', 'Olá $HOME']), ':8081', '200 {"message": "Ol\\u00e1 $HOME"}'],
    [
      'single quotes',
      varied(['"message"', "'message'"], ['"Hello, container!"', "'Hi'"]),
      ':8081',
      '200 {"message": "Hi"}',
    ],
    [
      'a second entry',
      varied(['container!"}', 'you", "n": 1.0, "l": [True, None]}']),
      ':8081',
      '200 {"message": "Hello, you", "n": 1.0, "l": [true, null]}',
    ],
    [
      'compact JSON',
      varied(['dumps(GREETING)', 'dumps(GREETING, separators=(",", ":"))']),
      ':8081',
      '200 {"message":"Hello, container!"}',
    ],
    ['no guard', varied([main, main.replace(/^if.*\n/, '').replaceAll(/^ {4}/gm, '')]), ':8081', whole],
    [
      'a main function',
      `${varied(['if __name__ == "__main__":', 'def main():'])}\n\nif __name__ == "__main__":\n    main()\n`,
      ':8081',
      whole,
    ],
    [
      'with',
      varied(
        ['    server = HTTPServer(("0.0.0.0", PORT), Door)\n', '    with HTTPServer(("", PORT), Door) as server:\n'],
        ['    print', '        print'],
        ['    server.serve', '        server.serve'],
      ),
      ':8081',
      whole,
    ],
    ['a threading server', varied(['HTTPServer', 'ThreadingHTTPServer']), ':8081', whole],
    [
      'socketserver',
      varied(['import json', 'import json\nimport socketserver'], ['HTTPServer((', 'socketserver.TCPServer((']),
      ':8081',
      whole,
    ],
    [
      'import http.server',
      varied(
        ['from http.server import BaseHTTPRequestHandler, HTTPServer', 'import http.server'],
        ['(BaseHTTPRequestHandler)', '(http.server.BaseHTTPRequestHandler)'],
        ['= HTTPServer(', '= http.server.HTTPServer('],
      ),
      ':8081',
      whole,
    ],
    ['import as', varied(['import json', 'import json as j'], ['json.dumps', 'j.dumps']), ':8081', whole],
    [
      'a port from the environment',
      varied(['import json', 'import json, os'], ['PORT = 8081', 'PORT = int(os.environ.get("PORT", "8000"))']),
      ':8000',
      whole,
    ],
    [
      'a port by getenv',
      varied(
        ['import json', 'from os import getenv\nimport json'],
        ['PORT = 8081', 'PORT = int(getenv("PORT") or 8000)'],
      ),
      ':8000',
      whole,
    ],
    ['bytes()', varied(['json.dumps(GREETING).encode()', 'bytes(json.dumps(GREETING), "utf-8")']), ':8081', whole],
    [
      'an f-string',
      varied(['json.dumps(GREETING).encode()', `f'{{"a": "{GREETING["message"]}"}}'.encode("utf-8")`]),
      ':8081',
      '200 {"a": "Hello, container!"}',
    ],
    [
      '%',
      varied(['json.dumps(GREETING).encode()', '("port %d of %s" % (PORT, "me")).encode()']),
      ':8081',
      '200 port 8081 of me',
    ],
    [
      'format',
      varied(['json.dumps(GREETING).encode()', '"{} {n:.2f}".format(PORT, n=1.5).encode()']),
      ':8081',
      '200 8081 1.50',
    ],
    [
      '+ and str',
      varied(['json.dumps(GREETING).encode()', 'b"x" + ("p" + str(PORT)).encode()']),
      ':8081',
      '200 xp8081',
    ],
    [
      'a method of its own',
      answering(
        '    def reply(self, text):\n        self.send_response(200)\n        self.end_headers()\n        self.wfile.write(text.encode())\n    def do_GET(self):\n        self.reply("hi")',
      ),
      ':8081',
      '200 hi',
    ],
    [
      'comments and types',
      varied(['PORT = 8081', 'PORT: int = 8081  # the door'], ['do_GET(self)', 'do_GET(self) -> None']),
      ':8081',
      whole,
    ],
    [
      'the path',
      answering(`    def do_GET(self):\n        ${send}(f"you asked {self.path}".encode())`),
      ':8081/a?b=1',
      '200 you asked /a?b=1',
    ],
    [
      'several writes',
      answering(`    def do_GET(self):\n        ${send}(b"a")\n        self.wfile.write(b"b")`),
      ':8081',
      '200 ab',
    ],
    [
      'a table of answers',
      answering(
        `    def do_GET(self):\n        text = {"/": "home", "/a": "an a"}.get(self.path, "none")\n        ${send}(text.encode())`,
      ),
      ':8081/a',
      '200 an a',
    ],
    [
      'try around it',
      varied([
        '    server.serve_forever()',
        '    try:\n        server.serve_forever()\n    except KeyboardInterrupt:\n        pass\n    server.server_close()',
      ]),
      ':8081',
      whole,
    ],
    [
      'a class attribute',
      answering(`    word = "attr"\n    def do_GET(self):\n        ${send}(self.word.encode())`),
      ':8081',
      '200 attr',
    ],
    [
      'nothing but a status',
      answering('    def do_GET(self):\n        self.send_response(204)\n        self.end_headers()'),
      ':8081',
      '204 ',
    ],
  ]
  for (const [what, source, request, answer] of variants)
    it(`is recognised: ${what}`, () => expect(asked(source, request).answers).toEqual([answer]))

  const paths = answering(`    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"home")
        elif self.path in ("/version", "/v") or self.path.startswith("/api/"):
            self.send_response(201)
            self.end_headers()
            self.wfile.write(b"1.0")
        else:
            self.send_error(404)`)
  it('tells paths apart', () =>
    expect(asked(paths, ':8081/', ':8081/v', ':8081/version', ':8081/api/x').answers).toEqual([
      '200 home',
      '201 1.0',
      '201 1.0',
      '201 1.0',
    ]))
  it('answers an error with a page of its own', () => {
    const { answers, stderr } = asked(paths, ':8081/no')
    expect(answers[0]).toMatch(/^404 <!DOCTYPE HTML>[\s\S]*Message: Not Found\./)
    expect(stderr).toMatch(/code 404, message Not Found\n.*"GET \/no HTTP\/1.1" 404 -\n$/)
  })
  it('knows no other methods', () =>
    expect(asked(fixture, 'POST :8081/').answers[0]).toMatch(/^501 [\s\S]*Unsupported method \('POST'\)/))
  it('says nothing where log_message does nothing', () =>
    expect(
      asked(varied(['    def do_GET', '    def log_message(self, *args):\n        pass\n\n    def do_GET']), ':8081')
        .stderr,
    ).toBe(''))
})

describe('the fixture', () => {
  const silent = '"python", "./a.py"'
  it('keeps its line in the buffer, and its access line not', () => {
    const { stdout, stderr } = play(planOf(fixture, silent), ':8081')
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^\S+ - - \[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] "GET \/ HTTP\/1\.1" 200 -\n$/)
  })
  const loud = 'Starting to serve on port 8081\n'
  it('prints it with -u', () => expect(asked(fixture).stdout).toBe(loud))
  it('prints it with PYTHONUNBUFFERED', () =>
    expect(play(planOf(fixture, silent, ['PYTHONUNBUFFERED=1'])).stdout).toBe(loud))
  it('prints it with flush', () =>
    expect(play(planOf(varied(['{PORT}")', '{PORT}", flush=True)']), silent)).stdout).toBe(loud))
  it('prints it on a terminal', () =>
    expect(play({ ...planOf(fixture, silent), options: { isTerminal: true } }).stdout).toMatch(/Starting/))
  it('has its headers', () => {
    const [outcome] = asked(fixture, ':8081').state.outcomes
    const headers =
      outcome !== undefined && 'kind' in outcome && outcome.kind === 'answer' ? [...outcome.answer.headers.keys()] : []
    expect(headers).toEqual(['server', 'date', 'content-type', 'content-length'])
  })
  it('does not hear TERM as process 1', () => {
    const { standing, seconds } = stopped(planOf(fixture))
    expect([standing, seconds]).toEqual(['137', 10])
  })
  it('ends by INT with a traceback', () => {
    const { standing, stderr, seconds } = stopped(planOf(fixture), 'INT')
    expect([standing, seconds]).toEqual(['130', 0])
    expect(stderr).toMatch(/^Traceback[\s\S]*server\.serve_forever\(\)\nKeyboardInterrupt\n$/)
  })
})

describe('signals', () => {
  const handled = (body: string): string =>
    varied(
      ['import json', `import json, os, signal, sys, threading\n\ndef bye(number, frame):\n    ${body}\n`],
      ['    server.serve', '    signal.signal(signal.SIGTERM, bye)\n    server.serve'],
    )
  const check = (source: string, status: string, seconds: number, text: string): void => {
    const end = stopped(planOf(source))
    expect([end.standing, end.seconds]).toEqual([status, seconds])
    expect(end.stdout).toBe(`Starting to serve on port 8081\n${text}`)
  }
  it('may end it', () => check(handled('print("bye")\n    sys.exit(0)'), '0', 0, 'bye\n'))
  it('may end it with a status', () => check(handled('sys.exit(3)'), '3', 0, ''))
  it('may raise', () => check(handled('raise SystemExit(4)'), '4', 0, ''))
  it('may be taken for an interrupt', () => check(handled('raise KeyboardInterrupt'), '1', 0, ''))
  it('may be heard and come to nothing', () => check(handled('print("no")'), '137', 10, ''))
  it('may shut down from a thread', () =>
    check(
      `${handled('threading.Thread(target=server.shutdown).start()')
        .replace('def bye', 'server = None\n\ndef bye')
        .replaceAll('if __name__ == "__main__":\n', '')
        .replaceAll(/^ {4}(server = |print|signal|server\.serve)/gm, '$1')}print("done")\n`,
      '0',
      0,
      'done\n',
    ))
  it('may be a lambda', () =>
    check(
      varied(
        ['import json', 'import json, signal, sys'],
        ['    server.serve', '    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n    server.serve'],
      ),
      '0',
      0,
      '',
    ))
  it('may be ignored', () =>
    check(
      varied(
        ['import json', 'import json, signal'],
        ['    server.serve', '    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    server.serve'],
      ),
      '137',
      10,
      '',
    ))
})

describe('a script that ends', () => {
  const check = (source: string, status: string, text: RegExp | string, environment: readonly string[] = []): void => {
    const { standing, stdout, stderr } = play(planOf(source, '"python", "a.py"', environment))
    expect(stdout + stderr).toMatch(text)
    expect(standing).toBe(status)
  }
  const needs =
    'import os, sys\nif "DB_PASSWORD" not in os.environ:\n    sys.exit("DB_PASSWORD is not set")\nprint("connected")\n'
  it('refuses without a variable', () => check(needs, '1', /^DB_PASSWORD is not set\n$/))
  it('goes on with it', () => check(needs, '0', /^connected\n$/, ['DB_PASSWORD=x']))
  it('lacks a module', () =>
    check(
      'import flask\n',
      '1',
      /File "\/\/a\.py", line 1, in <module>\n {4}import flask\nModuleNotFoundError: No module named 'flask'\n$/,
    ))
  it('lacks a variable', () => check('import os\nprint(os.environ["NO"])\n', '1', /KeyError: 'NO'\n$/))
  it('has no number', () =>
    check(
      'import os\nport = int(os.environ["P"])\n',
      '1',
      /ValueError: invalid literal for int\(\) with base 10: 'x'\n$/,
      ['P=x'],
    ))
})

describe('what is not understood is not simulated', () => {
  const sources: readonly (readonly [what: string, source: string])[] = [
    ['a random number', varied(['import json', 'import json, random'], ['PORT = 8081', 'PORT = random.randint(1, 9)'])],
    [
      'a loop',
      answering(`    def do_GET(self):\n        for i in range(3):\n            print(i)\n        ${send}(b"")`),
    ],
    ['the time', varied(['import json', 'import json, time'], ['dumps(GREETING)', 'dumps(time.time())'])],
    [
      'a counter',
      varied(['PORT =', 'hits = 0\nPORT =']).replace(
        '    def do_GET(self):\n',
        '    def do_GET(self):\n        global hits\n        hits += 1\n',
      ),
    ],
    [
      'a list that grows',
      answering(`    seen = []\n    def do_GET(self):\n        self.seen.append(1)\n        ${send}(b"")`),
    ],
    ['a file', answering(`    def do_GET(self):\n        ${send}(open("/etc/hostname").read().encode())`)],
    ['a header of the request', answering(`    def do_GET(self):\n        ${send}(self.headers["Host"].encode())`)],
    ['a request inside', varied(['import json', 'import json, urllib.request'])],
    ['no status', answering('    def do_GET(self):\n        self.wfile.write(b"x")')],
    [
      'a log of its own',
      varied(['    def do_GET', '    def log_message(self, f, *args):\n        print(f)\n\n    def do_GET']),
    ],
    [
      'a thread',
      varied(
        ['import json', 'import json, threading'],
        ['    server.serve_forever()', '    threading.Thread(target=server.serve_forever).start()'],
      ),
    ],
    ['an unknown server', varied(['HTTPServer', 'FastServer'])],
    ['a text without end', `${fixture}\nx = "`],
    ['a long source', `${fixture}\n${'# a\n'.repeat(40_000)}`],
    ['a function that calls itself', varied(['PORT = 8081', 'def f():\n    return f()\nPORT = f()'])],
    ['brackets thousands deep', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n${fixture}`],
  ]
  for (const [what, source] of sources)
    it(what, () => {
      const { standing, stderr } = asked(source)
      expect(stderr).toMatch(/not simulated/)
      expect(standing).toBe('1')
    })
})

describe('python -m http.server', () => {
  const site = containerOf(
    'FROM python:3.13-slim\nWORKDIR /site\nCOPY . .\nCMD ["python", "-u", "-m", "http.server", "8000", "--directory", "public"]\n',
    { 'public/index.html': '<h1>Hi</h1>', 'public/a.txt': 'a\n' },
  )
  it('serves files', () => expect(play(site, ':8000/', ':8000/a.txt').answers).toEqual(['200 <h1>Hi</h1>', '200 a\n']))
  it('has no others', () => expect(play(site, ':8000/b').answers[0]).toMatch(/^404 [\s\S]*File not found/))
  it('says so', () => expect(play(site).stdout).toBe('Serving HTTP on 0.0.0.0 port 8000 (http://0.0.0.0:8000/) ...\n'))
})
