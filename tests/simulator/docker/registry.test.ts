import { describe, expect, it } from 'vitest'
import { runLineOn, type Site } from '../../../simulator/docker/site.ts'
import { programs } from '../../../simulator/programs.ts'
import { newRegistry, withPrivacy, withTag } from '../../../simulator/registry/registry.ts'
import { readCatalog } from '../../../tools/world.ts'
import { hostWith } from './notation.ts'

const catalog = readCatalog()
const files = { Dockerfile: 'FROM python:3.13-slim\nCOPY a /a\nCOPY b /b\nCMD cat /a\n', a: 'one\n', b: 'two\n' }

/** Types lines, each `host$ line`, at a site of two nodes and a laptop; gives what is printed, digits left out. */
function at(site: Site, ...lines: readonly string[]): { readonly site: Site; readonly text: string } {
  let text = ''
  for (const typed of lines) {
    const [host = '', line = ''] = typed.split(/\$ (.*)/s)
    const { site: next, run } = runLineOn(site, host, line, { catalog, programs })
    site = next
    text += run.output.map((piece) => piece.text).join('')
    if (run.host.status !== 0) text += `[${run.host.status}]\n`
  }
  return { site, text: text.replace(/sha256:[0-9a-f]{64}/g, 'DIGEST').replace(/\b[0-9a-f]{12}\b/g, 'ID') }
}

function newSite(): Site {
  const host = hostWith(files)
  return {
    hosts: new Map(['laptop', 'node1', 'node2'].map((name) => [name, { ...host, name }])),
    registry: newRegistry(),
  }
}

const login = 'laptop$ docker login -u noor -p secret >/dev/null 2>&1'
const build = 'laptop$ docker build -q -t noor/app:1 . >/dev/null'
const pushed = at(newSite(), login, build, 'laptop$ docker push noor/app:1')
const edited = at(
  pushed.site,
  'laptop$ echo three > b; docker build -q -t noor/app:2 . >/dev/null',
  'laptop$ docker push noor/app:2',
)

describe('docker push', () => {
  it('says for each layer what became of it', () =>
    expect(pushed.text).toMatch(
      /^The push refers to repository \[docker.io\/noor\/app\]\n(ID: Preparing\n){6}ID: Waiting\n(ID: Mounted from library\/python\n){3}(ID: .*\n){3}1: digest: DIGEST size: \d+\n$/,
    ))
  it('sends one layer after a change of the last one', () => {
    expect(edited.text.match(/Layer already exists/g)).toHaveLength(5)
    expect(edited.text.match(/Pushed/g)).toHaveLength(1)
  })
  it('takes time as the line has it', () => {
    const { run } = runLineOn(pushed.site, 'laptop', 'docker tag noor/app:1 noor/app:3; docker push noor/app:3', {
      catalog,
      programs,
    })
    const last = run.output.at(-1)?.atMs ?? 0
    expect(last).toBeGreaterThan(400)
    expect(last).toBeLessThan(1000)
  })
  it('names the tag that goes without saying', () =>
    expect(at(newSite(), 'laptop$ docker push noor/app').text).toBe(
      'Using default tag: latest\nThe push refers to repository [docker.io/noor/app]\ntag does not exist: noor/app:latest\n[1]\n',
    ))
  it('is denied to others', () => {
    const { text } = at(newSite(), build, 'laptop$ docker push noor/app:1')
    expect(text).toMatch(/Preparing\ndenied: requested access to the resource is denied\n\[1\]\n$/)
  })
  it('needs a server that answers', () => {
    const { text } = at(
      newSite(),
      build,
      'laptop$ docker tag noor/app:1 localhost:5000/app; docker push localhost:5000/app 2>&1 | tail -1',
    )
    expect(text).toBe('Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused\n')
  })
  it('pushes all tags', () => {
    const { text } = at(pushed.site, 'laptop$ docker tag noor/app:1 noor/app:x; docker push -a noor/app | grep digest')
    expect(text).toMatch(/^1: digest: DIGEST size: (\d+)\nx: digest: DIGEST size: \1\n$/)
  })
})

describe('docker pull', () => {
  it('fetches all layers on a node that has none', () =>
    expect(at(pushed.site, 'node1$ docker pull noor/app:1').text).toMatch(
      /^1: Pulling from noor\/app\n(ID: Pulling fs layer\n(ID: Waiting\n)?){6}(ID: (Verifying Checksum|Download complete|Pull complete)\n)+Digest: DIGEST\nStatus: Downloaded newer image for noor\/app:1\ndocker.io\/noor\/app:1\n$/,
    ))
  it('fetches what is new where the version before is', () => {
    const { text } = at(edited.site, 'node1$ docker pull -q noor/app:1', 'node1$ docker pull noor/app:2')
    expect(text.match(/Already exists/g)).toHaveLength(5)
    expect(text.match(/Pull complete/g)).toHaveLength(1)
  })
  it('says that all is there', () => {
    const { text } = at(pushed.site, 'node1$ docker pull -q noor/app:1', 'node1$ docker pull noor/app:1')
    expect(text).toBe(
      'docker.io/noor/app:1\n1: Pulling from noor/app\nDigest: DIGEST\nStatus: Image is up to date for noor/app:1\ndocker.io/noor/app:1\n',
    )
  })
  it('has the public library', () =>
    expect(at(newSite(), 'node1$ docker pull alpine:3.22').text).toContain(
      'Status: Downloaded newer image for alpine:3.22\n',
    ))
  it.each([
    ['alpine:nope', 'manifest for alpine:nope not found: manifest unknown: manifest unknown'],
    [
      'noor/none',
      "pull access denied for noor/none, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    ['nowhere.example/a:1', 'Get "https://nowhere.example/v2/": dial tcp: lookup nowhere.example: no such host'],
    ['registry.example.com/a:1', 'Head "https://registry.example.com/v2/a/manifests/1": no basic auth credentials'],
  ])('refuses %s in docker’s words', (name, message) => {
    const { text } = at(newSite(), `node1$ docker pull ${name} 2>&1 | grep -v 'default tag'`)
    expect(text).toBe(`Error response from daemon: ${message}\n`)
  })
  it('is for the owner alone where a repository is private', () => {
    const site = { ...pushed.site, registry: withPrivacy(pushed.site.registry, 'docker.io/noor/app', true) }
    expect(at(site, 'node1$ docker pull noor/app:1').text).toContain('pull access denied for noor/app')
    expect(at(site, 'node1$ docker login -u noor -p secret 2>/dev/null', 'node1$ docker pull -q noor/app:1').text).toBe(
      'Login Succeeded\ndocker.io/noor/app:1\n',
    )
  })
})

describe('a tag that was moved', () => {
  const old = at(edited.site, 'node1$ docker pull -q noor/app:1').site
  const digest = old.registry.repositories.get('docker.io/noor/app')?.tags.get('2')
  if (digest === undefined) throw new Error('no second version')
  const before = old.registry.repositories.get('docker.io/noor/app')?.tags.get('1')
  const site = { ...old, registry: withTag(old.registry, 'docker.io/noor/app', '1', digest) }
  const run = (host: string, name: string) => at(site, `${host}$ docker run --rm ${name} cat /b 2>/dev/null`).text
  it('is what it was where it was pulled before', () => expect(run('node1', 'noor/app:1')).toBe('two\n'))
  it('is the new one where it was not', () => expect(run('node2', 'noor/app:1')).toBe('three\n'))
  it('does not move a digest', () => expect(run('node2', `noor/app@${before}`)).toBe('two\n'))
})

describe('docker login', () => {
  it.each([
    ['docker login -u noor -p x', '\nLogin Succeeded\n'],
    ['echo x | docker login -u noor --password-stdin registry.example.com', '\nLogin Succeeded\n'],
    ['docker login -u noor', 'Error: Cannot perform an interactive login from a non TTY device\n[1]\n'],
    ['docker login --password-stdin', 'the --password-stdin option requires --username to be set\n[1]\n'],
    [
      'docker login -u a --password-stdin -p b',
      'conflicting options: cannot specify both --password and --password-stdin\n[1]\n',
    ],
    [
      'docker login -u noor -p x gcr.io',
      'login attempt to https://gcr.io/v2/ failed with status: 401 Unauthorized\n[1]\n',
    ],
  ])('%s', (line, end) => expect(at(newSite(), `laptop$ ${line}`).text.endsWith(end)).toBe(true))
  it('refuses a wrong password', () =>
    expect(at(pushed.site, 'node1$ docker login -u noor -p guess').text).toContain(
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password\n[1]',
    ))
  it('ends with docker logout', () =>
    expect(at(pushed.site, 'laptop$ docker logout', 'laptop$ docker push noor/app:1').text).toMatch(
      /^Removing login credentials for https:\/\/index.docker.io\/v1\/\n[\s\S]*denied: requested access/,
    ))
})

it('shows the manifest that was pushed', () =>
  expect(at(pushed.site, 'node1$ docker manifest inspect noor/app:1').text).toContain(
    '\n\t"mediaType": "application/vnd.docker.distribution.manifest.v2+json",\n\t"config": {\n\t\t"mediaType"',
  ))
it('says that search is not simulated', () =>
  expect(at(newSite(), 'laptop$ docker search nginx').text).toContain('not simulated'))
it('knows the digest of what was pushed', () =>
  expect(at(pushed.site, 'laptop$ docker images --digests').text).toMatch(/noor\/app +1 +DIGEST +ID/))
