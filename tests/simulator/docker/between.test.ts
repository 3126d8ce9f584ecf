import { describe, expect, it } from 'vitest'
import { hostWith, typed } from './notation.ts'

const hello = {
  'app.py': `from http.server import HTTPServer, BaseHTTPRequestHandler

class Hello(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

HTTPServer(("0.0.0.0", 8000), Hello).serve_forever()
`,
  Dockerfile: 'FROM python:alpine3.12\nCOPY app.py /\nCMD ["python", "-u", "/app.py"]\n',
}
const web = ['docker build -q -t web .', 'docker network create inner', 'docker run -d --name web --network inner web']

const said = (...lines: readonly string[]): string =>
  typed(hostWith(hello), ...web, ...lines)
    .text.split('\n$ ')
    .slice(web.length)
    .map((part) => part.replace(/^.*\n/, ''))
    .join('\n')

describe('containers of one network', () => {
  it('reach each other by name', () =>
    expect(said('docker run --rm -q --network inner alpine wget -qO- http://web:8000')).toBe('hello'))
  it('by alias, and by address', () => {
    const lines = ['docker rm -f web', 'docker run -d --network inner --network-alias api --name two web']
    const asked =
      'docker run --rm -q --network inner alpine sh -c "wget -qO- http://api:8000; wget -qO- http://172.18.0.2:8000"'
    expect(said(...lines, asked)).toMatch(/hellohello$/)
  })
  it('stand in each other’s logs, once', () => {
    const log = said(
      'docker run --rm -q --network inner alpine wget -qO- http://web:8000',
      'docker logs web',
      'docker logs web',
    )
    expect(log.match(/"GET \/ HTTP\/1.1" 200/g)?.length).toBe(2)
  })
  it('do not know those of other networks', () => {
    expect(said('docker run --rm -q alpine wget -qO- http://web:8000')).toContain("bad address 'web:8000'")
  })
  it('know each other from when they are connected', () => {
    const lines = [
      'docker run -dq --name one alpine sleep 1000',
      'docker network connect inner one',
      'docker exec one wget -qO- http://web:8000',
    ]
    expect(said(...lines)).toMatch(/hello$/)
  })
  it('are told the same when their lives are played again', () => {
    const lines = [
      'docker run -dq --name one --network inner alpine sh -c "wget -qO- http://web:8000; echo; sleep 1000"',
      'docker logs one',
      'docker rm -f web',
      'docker logs one',
    ]
    expect(said(...lines)).toMatch(/hello\nweb\nhello\n$/)
  })
})

describe('a container with the host’s network', () => {
  it('is at the host’s own ports', () =>
    expect(said('docker run -d --network host web', 'curl -s localhost:8000')).toMatch(/hello$/))
  it('has none of them with --network none', () =>
    expect(said('docker run -d --network none web', 'curl -s localhost:8000')).toMatch(/\[7\]$/m))
})
