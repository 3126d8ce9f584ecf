import { describe, expect, it } from 'vitest'
import { containerOf, type Played, play, stopped } from '../../../../notation/container.ts'

const image = 'FROM nginx:latest\nCOPY site /usr/share/nginx/html\n'
const files = { 'site/index.html': '<h1>Post</h1>\n', 'site/a/b.txt': 'b\n' }

/** nginx with one server that says this. */
function configured(server: string, ...requests: readonly string[]): Played {
  return play(
    containerOf(`${image}COPY default.conf /etc/nginx/conf.d/default.conf\n`, {
      ...files,
      'default.conf': `server { ${server} }\n`,
    }),
    ...requests,
  )
}

describe('nginx', () => {
  const plan = containerOf(image, files)
  it('serves files', () =>
    expect(play(plan, ':80/', ':80/a/b.txt').answers).toEqual(['200 <h1>Post</h1>\n', '200 b\n']))
  it('has a page for those it lacks', () => {
    const { answers, stdout, stderr } = play(plan, ':80/no')
    expect(answers[0]).toMatch(/^404 <html>\r\n<head><title>404 Not Found[\s\S]*nginx\/1\.31\.3/)
    expect(stdout).toMatch(
      /^172\.17\.0\.1 - - \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000\] "GET \/no HTTP\/1\.1" 404 \d+ "-" "-" "-"\n$/,
    )
    expect(stderr).toMatch(/open\(\) "\/usr\/share\/nginx\/html\/no" failed \(2: No such file or directory\)/)
  })
  it('ends by its stop signal, QUIT, with 0', () => {
    const { standing, seconds } = stopped(plan)
    expect([standing, seconds]).toEqual(['0', 0])
  })
  it('goes to the background without daemon off', () =>
    expect(play(containerOf(`${image}CMD ["nginx"]\n`, files)).standing).toBe('0'))
  it('tells its version and tests its configuration', () => {
    expect(play(containerOf(`${image}CMD ["nginx", "-v"]\n`, files)).stderr).toBe('nginx version: nginx/1.31.3\n')
    expect(play(containerOf(`${image}CMD ["nginx", "-t"]\n`, files)).stderr).toMatch(/test is successful\n$/)
  })
  it('needs its folders', () => {
    const { standing, stderr } = play(containerOf(`${image}USER 10001\n`, files))
    expect([standing, stderr]).toEqual([
      '1',
      'nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)\n',
    ])
  })
})

describe('a configuration', () => {
  const root = 'root /usr/share/nginx/html;'
  const cases: readonly (readonly [what: string, server: string, request: string, answer: string])[] = [
    ['another port', `listen 8080; ${root}`, ':8080/', '200 <h1>Post</h1>\n'],
    ['return', `listen 80; location = /health { return 200 "ok\\n"; } ${root}`, ':80/health', '200 ok\n'],
    [
      'try_files',
      `listen 80; ${root} location / { try_files $uri $uri/ /index.html; }`,
      ':80/route',
      '200 <h1>Post</h1>\n',
    ],
    ['try_files without', `listen 80; ${root} location / { try_files $uri =404; }`, ':80/a/b.txt', '200 b\n'],
    ['a comment', `listen 80; # listen 81;\n${root}`, ':80/', '200 <h1>Post</h1>\n'],
    ['moved', 'listen 80; return 301 https://example.com;', ':80/', '301 '],
    ['inside only', `listen 127.0.0.1:80; ${root}`, ':80/', 'refused'],
  ]
  for (const [what, server, request, answer] of cases)
    it(`is understood: ${what}`, () => expect(configured(server, request).answers).toEqual([answer]))
  const unknown = [
    'listen 80; location / { proxy_pass http://api; }',
    'listen 80; location ~ \\.php$ { return 404; }',
    'listen 80; return 200 $host;',
    'listen 80; {',
  ]
  for (const server of unknown)
    it(`is not simulated: ${server}`, () => expect(configured(server).stderr).toMatch(/not simulated/))
})
