import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type JavaSource, recogniseSpring } from '../../../../../simulator/machine/services/recognise/java.ts'
import { budgetOf } from '../../../../../simulator/values/budget.ts'
import { fixture } from '../../../../notation/catalog.ts'
import { containerOf, play, stopped } from '../../../../notation/container.ts'

for (const name of ['DockerfileFat', 'DockerfileSlim'])
  describe(`java-rest by ${name}`, () => {
    const plan = containerOf(readFileSync(`content/fixtures/java-rest/${name}`, 'utf8'), fixture('java-rest'))
    it('answers', () =>
      expect(play(plan, ':8080/', ':8080/?name=Ada').answers).toEqual([
        '200 {"message":"Welcome aboard!"}',
        '200 {"message":"Hello, Ada!"}',
      ]))
    it('says that it started', () => expect(play(plan).stdout).toMatch(/: Started TariffApplication in 2\.1 seconds/))
    it('takes another port', () =>
      expect(play({ ...plan, options: { environment: ['SERVER_PORT=9090'] } }, ':9090/').answers).toEqual([
        '200 {"message":"Welcome aboard!"}',
      ]))
    it('is not reached by TERM behind a shell', () => expect(stopped(plan).standing).toBe('137'))
  })

describe('java -jar as process 1', () => {
  const dockerfile = readFileSync('content/fixtures/java-rest/DockerfileSlim', 'utf8')
  const plan = containerOf(`${dockerfile}CMD ["java", "-jar", "tariff-0.0.1-SNAPSHOT.jar"]\n`, fixture('java-rest'))
  it('ends by TERM with 143', () => {
    const { standing, seconds } = stopped(plan)
    expect([standing, seconds]).toEqual(['143', 0])
  })
})

const main: JavaSource = [
  'java/A.java',
  '@SpringBootApplication\npublic class A {\n  public static void main(String[] a) { SpringApplication.run(A.class, a); }\n}\n',
]

function routes(controller: string, ...more: readonly JavaSource[]): unknown {
  const source = `import org.springframework.web.bind.annotation.*;\n@RestController\npublic class B {\n${controller}\n}\n`
  return recogniseSpring([main, ['java/B.java', source], ...more], budgetOf(100_000))?.routes
}

describe('a controller', () => {
  const json = (body: string) => ({ status: 200, type: 'application/json', body })
  const text = (body: string) => ({ status: 200, type: 'text/plain;charset=UTF-8', body })
  it('may answer with text', () =>
    expect(routes('@GetMapping("/a") String a() { return "x"; }')).toEqual({ 'GET /a': text('x') }))
  it('may answer with a list', () =>
    expect(routes('@GetMapping("/") public List<String> a() { return List.of("x", "y"); }')).toEqual({
      'GET /': json('["x","y"]'),
    }))
  it('may have a default', () =>
    expect(
      routes('@GetMapping("/") String a(@RequestParam(defaultValue = "you") String name) { return "Hi " + name; }'),
    ).toEqual({
      'GET /': text('${query.name:!Hi you}${query.name:+Hi ${query.name}}'),
    }))
  it('may have a constant', () =>
    expect(routes('private static final String X = "c";\n@GetMapping("/") String a() { return X; }')).toEqual({
      'GET /': text('c'),
    }))
  const unknown = [
    '@GetMapping("/{id}") String a(@PathVariable String id) { return id; }',
    'int n = 0;\n@GetMapping("/") String a() { n = n + 1; return "" + n; }',
    '@GetMapping("/") String a() { return Instant.now().toString(); }',
    '@Autowired Repository r;',
    '@GetMapping("/") String a() { for (;;) {} }',
  ]
  for (const body of unknown) it(`is not understood: ${body}`, () => expect(routes(body)).toBeUndefined())
  it('is not understood beside other classes', () =>
    expect(routes('@GetMapping("/") String a() { return "x"; }', ['java/C.java', 'class C {}'])).toBeUndefined())
})
