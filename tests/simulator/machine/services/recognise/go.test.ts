import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../../../notation/catalog.ts'
import { containerOf, type Played, play, stopped } from '../../../../notation/container.ts'

const image =
  'FROM golang:1.25 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n'

function planOf(source: string, environment: readonly string[] = []) {
  return containerOf(image, { 'main.go': source, 'go.mod': 'module x\n\ngo 1.25\n' }, { environment })
}

function program(body: string, imports = 'fmt net/http os'): string {
  const listed = imports
    .split(' ')
    .map((name) => `\t"${name}"\n`)
    .join('')
  return `package main\n\nimport (\n${listed})\n\nfunc main() {\n${body}\n}\n`
}

const hello = 'http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hi") })'
const listen = 'http.ListenAndServe(":8080", nil)'

function asked(source: string, ...requests: readonly string[]): Played {
  return play(planOf(source), ...requests)
}

describe('go-ping', () => {
  const dockerfile = readFileSync('content/examples/07-go-scratch/Dockerfile', 'utf8')
  const plan = containerOf(dockerfile, fixture('go-ping'))
  it('answers', () =>
    expect(play(plan, ':8080/', ':8080/arch', ':8080/x').answers).toEqual(['200 pong\n', '200 amd64\n', '200 pong\n']))
  it('takes its port from the environment', () => {
    const { answers, stdout } = play({ ...plan, options: { environment: ['PORT=9000'] } }, ':9000/', ':8080/')
    expect(answers).toEqual(['200 pong\n', 'refused'])
    expect(stdout).toBe('Probing on port 9000\n')
  })
  it('trusts nobody without certificates', () =>
    expect(play(plan, ':8080/check?url=https://a.example').answers).toEqual([
      '502 Get "https://a.example": tls: failed to verify certificate: x509: certificate signed by unknown authority\n',
    ]))
  it('has certificates in its first image', () =>
    expect(
      play(
        containerOf(readFileSync('content/fixtures/go-ping/Dockerfile', 'utf8'), fixture('go-ping')),
        ':8080/check?url=https://a.example',
      ).answers,
    ).toEqual(['200 ok\n']))
  it('ends by TERM with 0', () => {
    const { standing, seconds } = stopped(plan)
    expect([standing, seconds]).toEqual(['0', 0])
  })
})

describe('a server of net/http', () => {
  const variants: readonly (readonly [what: string, source: string, request: string, answer: string])[] = [
    ['Fprintln', program(`${hello}\n${listen}`), ':8080/', '200 hi\n'],
    [
      'Fprintf',
      program(
        `http.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "%s %d", "n", 3) })\n${listen}`,
      ),
      ':8080/a',
      '200 n 3',
    ],
    [
      'Write',
      program(
        `http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated); w.Write([]byte("made")) })\n${listen}`,
      ),
      ':8080/',
      '201 made',
    ],
    [
      'a mux',
      program(
        `mux := http.NewServeMux()\nmux.HandleFunc("GET /v", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "1.0") })\nhttp.ListenAndServe(":8080", mux)`,
      ),
      ':8080/v',
      '200 1.0',
    ],
    [
      'JSON',
      program(
        `http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\nw.Header().Set("Content-Type", "application/json")\njson.NewEncoder(w).Encode(map[string]string{"b": "x", "a": "y"})\n})\n${listen}`,
        'fmt net/http encoding/json',
      ),
      ':8080/',
      '200 {"a":"y","b":"x"}\n',
    ],
    [
      'the path',
      program(
        `http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\nif r.URL.Path != "/" {\nhttp.NotFound(w, r)\nreturn\n}\nfmt.Fprint(w, "home")\n})\n${listen}`,
      ),
      ':8080/x',
      '404 404 page not found\n',
    ],
    [
      'a query',
      program(
        `http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {\nname := r.URL.Query().Get("name")\nif name == "" {\nname = "you"\n}\nfmt.Fprint(w, "hi " + name)\n})\n${listen}`,
      ),
      ':8080/?name=Ada',
      '200 hi Ada',
    ],
    ['log.Fatal', program(`${hello}\nlog.Fatal(${listen})`, 'fmt log net/http'), ':8080/', '200 hi\n'],
    [
      'a server',
      program(
        `${hello}\ns := &http.Server{Addr: ":8080"}\nif err := s.ListenAndServe(); err != nil {\nfmt.Println(err)\n}`,
      ),
      ':8080/',
      '200 hi\n',
    ],
    [
      'no such path',
      program(`http.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {})\n${listen}`),
      ':8080/b',
      '404 404 page not found\n',
    ],
  ]
  for (const [what, source, request, answer] of variants)
    it(`is recognised: ${what}`, () => expect(asked(source, request).answers).toEqual([answer]))
  it('ends with 2 where no signal is asked for', () =>
    expect(stopped(planOf(variants[0]?.[1] ?? '')).standing).toBe('2'))
  it('may wait in main', () => {
    const source = program(
      `${hello}\ns := &http.Server{Addr: ":8080"}\ngo func() { s.ListenAndServe() }()\nquit := make(chan os.Signal, 1)\nsignal.Notify(quit, syscall.SIGTERM)\n<-quit\nfmt.Println("bye")\ns.Shutdown(context.Background())`,
      'context fmt net/http os os/signal syscall',
    )
    const { standing, stdout } = stopped(planOf(source))
    expect([standing, stdout]).toEqual(['0', 'bye\n'])
  })
  it('may end by itself', () => {
    const { standing, stdout } = asked(program('fmt.Println("done")\nos.Exit(3)'))
    expect([standing, stdout]).toEqual(['3', 'done\n'])
  })
})

describe('what is not understood is not simulated', () => {
  const sources: readonly (readonly [what: string, source: string])[] = [
    [
      'a counter',
      program(
        `n := 0\nhttp.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { n += 1; fmt.Fprint(w, n) })\n${listen}`,
      ),
    ],
    ['a loop', program(`${hello}\nfor {\n}\n${listen}`)],
    ['the time', program('fmt.Println(time.Now())', 'fmt time')],
    ['a type of its own', `${program(`http.Handle("/", handler{})\n${listen}`)}\ntype handler struct{}\n`],
    ['another library', program('', 'math/rand')],
    ['a file', program('b, _ := os.ReadFile("x")\nfmt.Println(string(b))')],
  ]
  for (const [what, source] of sources) it(what, () => expect(asked(source).stderr).toMatch(/not simulated/))
})

describe('a built program', () => {
  it('follows the card in its sources', () => {
    const source = '// layerwise-card:\n//   listens: 80\n//   routes: { GET /: "from ${arch}" }\npackage main\n'
    expect(asked(source, ':80/').answers).toEqual(['200 from amd64'])
  })
  it('says what is wrong with it', () =>
    expect(asked('// layerwise-card:\n//   listens: [\npackage main\n').stderr).toMatch(
      /its behaviour card cannot be read/,
    ))
})
