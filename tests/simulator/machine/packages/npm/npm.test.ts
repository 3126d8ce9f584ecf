import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, fixture, type Ran, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const project: Setup = { image: 'node:22-slim', work: fixture('node-web') }
const withRates: Setup = { image: 'node:22-slim', work: fixture('node-web-private') }
const modules = '/work/node_modules'

function checkSays(setup: Setup, command: string, status: number, text: RegExp): void {
  const ran = runIn(setup, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

function megabytes(ran: Ran, path: string): number {
  return bytesBelow(ran.tree, path) / 1e6
}

function textAt(ran: Ran, path: string): string {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'real' ? new TextDecoder().decode(node.content.bytes) : ''
}

describe('npm ci', () => {
  const ran = runIn(project, 'npm ci')
  it('installs what the lock file says', () =>
    expect(ran.text).toMatch(/added \d+ packages, and audited \d+ packages in \d+s/))
  it('takes about 93 MB with the tools, 23 without', () => {
    expect(megabytes(ran, modules)).toBeCloseTo(93, -1)
    expect(megabytes(runIn(project, 'npm ci --omit=dev'), modules)).toBeCloseTo(23, -1)
  })
  it('leaves the tools out when NODE_ENV says production', () =>
    expect(
      bytesBelow(runIn({ ...project, environment: { NODE_ENV: 'production' } }, 'npm ci').tree, `${modules}/vite`),
    ).toBe(0))
  it('leaves a cache of about 29 MB', () => expect(megabytes(ran, '/root/.npm')).toBeCloseTo(29, -1))
  it('removes what was in node_modules', () =>
    expect(entryAt(ran.tree, `${modules}/.platform-darwin-arm64`)).toBeUndefined())
  it('downloads nothing the second time', () =>
    expect(runOn(ran.tree, project, 'npm ci').machine.downloadedBytes()).toBe(0))
  it('takes about twenty seconds', () => {
    expect(ran.machine.elapsedMs()).toBeGreaterThan(12_000)
    expect(ran.machine.elapsedMs()).toBeLessThan(26_000)
  })
  it('links commands', () => expect(entryAt(ran.tree, `${modules}/.bin/vite`)?.kind).toBe('symlink'))
  it('needs a lock file', () =>
    checkSays(
      { ...project, work: { 'package.json': '{"name":"a"}' } },
      'npm ci',
      1,
      /can only install with an existing package-lock\.json/,
    ))
  it('needs a package.json', () => checkSays({ ...project, work: {} }, 'npm ci', 254, /Could not read package\.json/))
  it('refuses a lock file that does not fit', () =>
    checkSays(
      {
        ...project,
        work: {
          'package.json': '{"dependencies":{"express":"^5.0.0"}}',
          'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
        },
      },
      'npm ci',
      1,
      /Missing: express@\^5\.0\.0 from lock file/,
    ))
  it('cannot work without a network', () => checkSays({ ...project, network: 'none' }, 'npm ci', 1, /EAI_AGAIN/))
  it('says what is wrong with a lock file that is not JSON', () =>
    checkSays({ ...project, work: { 'package.json': '{}', 'package-lock.json': '{' } }, 'npm ci', 1, /EJSONPARSE/))
})

describe('a private package', () => {
  const token = '@pelican:registry=https://npm.pelican.example/\n//npm.pelican.example/:_authToken='
  const withRc = (value: string): Setup => ({
    ...withRates,
    work: {
      'package.json': '{"dependencies":{"@pelican/rates":"^1.2.0"}}',
      'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/@pelican/rates":{"version":"1.2.0"}}}',
      '.npmrc': `${token}${value}\n`,
    },
  })
  it('is not in the public registry', () => checkSays(withRates, 'npm ci', 1, /E404/))
  it('asks for a token', () => checkSays(withRc(''), 'npm ci', 1, /E401[\s\S]*authentication required/))
  it('comes with one', () => checkSays(withRc('plc_fake_1'), 'npm ci', 0, /added 1 package/))
  it('takes the token from the environment', () => {
    checkSays(withRc(`\${NPM_TOKEN}`), 'npm ci', 1, /E401/)
    checkSays({ ...withRc(`\${NPM_TOKEN}`), environment: { NPM_TOKEN: 'plc_fake_2' } }, 'npm ci', 0, /added 1/)
  })
})

describe('npm install', () => {
  const empty: Setup = { ...project, work: {} }
  const ran = runIn(empty, 'npm install express')
  it('brings all of a package’s needs', () => expect(megabytes(ran, modules)).toBeCloseTo(2.35, 1))
  it('counts them', () => expect(ran.text).toMatch(/added 67 packages|added 68 packages/))
  it('writes the name into package.json', () =>
    expect(textAt(ran, '/work/package.json')).toMatch(/"express": "\^5\.3\.0"/))
  it('writes a lock file that npm ci takes', () => expect(runOn(ran.tree, empty, 'npm ci').status).toBe(0))
  it('leaves what it really left in the cache', () => expect(megabytes(ran, '/root/.npm')).toBeCloseTo(3.3, 0))
  it('does not know every name', () =>
    checkSays(empty, 'npm install expresss', 1, /E404[\s\S]*is not in this registry/))
  it('forgets the cache when asked with force', () => {
    expect(bytesBelow(runOn(ran.tree, empty, 'npm cache clean --force').tree, '/root/.npm/_cacache')).toBe(0)
    expect(runOn(ran.tree, empty, 'npm cache clean').status).toBe(1)
  })
})

describe('npm run', () => {
  it('says when a script is missing', () => checkSays(project, 'npm run deploy', 1, /Missing script: "deploy"/))
})

describe('tools that npm installed', () => {
  const installed = runIn(project, 'npm ci').tree
  it('bundle a page', () => {
    const ran = runOn(installed, project, '/work/node_modules/.bin/vite build --outDir dist')
    expect(ran.status).toBe(0)
    expect(megabytes(ran, '/work/dist')).toBeCloseTo(1.1, 1)
    expect(textAt(ran, '/work/dist/server.js')).toMatch(/Pelican Track/)
    expect(entryAt(ran.tree, '/work/dist/page.test.js')).toBeUndefined()
  })
  it('run tests', () => {
    const ran = runOn(installed, project, '/work/node_modules/.bin/vitest run')
    expect(ran.text).toMatch(/Test Files {2}1 passed \(1\)/)
    expect(ran.status).toBe(0)
  })
  it('fail with a test that fails', () =>
    checkSays(
      { ...project, work: { 'a.test.js': 'test("x", () => expect(1).toBe(2))' } },
      'node -e 1',
      1,
      /not simulated/,
    ))
})

describe('node', () => {
  it('tells its version', () => checkSays(project, 'node -v', 0, /^v22\./))
  it('prints literals', () => checkSays(project, "node -p 'process.version'", 0, /^v22\./))
  it('misses a module that is not installed', () =>
    checkSays({ ...project, work: {} }, 'node -e \'require("express")\'', 1, /Cannot find module/))
  it('says which package a program lacks', () =>
    checkSays(project, 'node src/server.js', 1, /Cannot find package 'express'/))
  it('does not pretend to run a program', () =>
    checkSays({ ...project, work: { 'a.js': 'for (;;) {}' } }, 'node a.js', 1, /not simulated/))
})
