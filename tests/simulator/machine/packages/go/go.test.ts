import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, fixture, type Ran, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const project: Setup = { image: 'golang:1.25', work: fixture('go-ping') }
const alpine: Setup = { ...project, image: 'golang:1.25-alpine' }

function checkSays(setup: Setup, command: string, status: number, text: RegExp): void {
  const ran = runIn(setup, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

function binaryAt(ran: Ran, path: string): { readonly size: number; readonly identity: string } | undefined {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'sized' ? node.content : undefined
}

describe('go build', () => {
  const ran = runIn(project, 'go build -o /ping .')
  it('makes a program', () => expect(binaryAt(ran, '/ping')?.size).toBe(8_411_294))
  it('makes it smaller without symbols', () =>
    expect(binaryAt(runIn(project, "go build '-ldflags=-s -w' -o /ping ."), '/ping')?.size).toBe(5_705_912))
  it('links it to the C library where there is a compiler', () =>
    expect(binaryAt(ran, '/ping')?.identity).toMatch(/linux\/amd64 dynamic glibc#/))
  it('links it to nothing without one', () =>
    expect(binaryAt(runIn(alpine, 'go build -o /ping .'), '/ping')?.identity).toMatch(/ static#/))
  it('links it to nothing when told so', () =>
    expect(
      binaryAt(runIn({ ...project, environment: { CGO_ENABLED: '0' } }, 'go build -o /ping .'), '/ping')?.identity,
    ).toMatch(/ static#/))
  it('builds for another processor', () =>
    expect(
      binaryAt(runIn({ ...project, environment: { GOARCH: 'arm64' } }, 'go build -o /ping .'), '/ping')?.identity,
    ).toMatch(/linux\/arm64 static#/))
  it('names the program after the module', () =>
    expect(binaryAt(runIn(project, 'go build'), '/work/ping')?.size).toBe(8_411_294))
  it('remembers the texts of the sources', () => expect(binaryAt(ran, '/ping')?.identity).toContain('"pong"'))
  it('leaves a build cache of 86 MB', () =>
    expect(bytesBelow(ran.tree, '/root/.cache/go-build') / 1e6).toBeCloseTo(85.8, 0))
  it('takes 25 seconds, and almost none again', () => {
    expect(ran.machine.elapsedMs()).toBeGreaterThan(24_000)
    expect(runOn(ran.tree, project, 'go build -o /ping .').machine.elapsedMs()).toBeLessThan(1_000)
  })
  it('needs a module', () => checkSays({ ...project, work: {} }, 'go build', 1, /go\.mod file not found/))
  it('needs what is imported', () =>
    checkSays(
      { ...project, work: { 'go.mod': 'module a\n', 'main.go': 'package main\nimport "golang.org/x/net/html"\n' } },
      'go build',
      1,
      /no required module provides package golang\.org\/x\/net\/html/,
    ))
  it('needs the sums', () =>
    checkSays(
      {
        ...project,
        work: {
          'go.mod': 'module a\nrequire golang.org/x/net v0.1.0\n',
          'main.go': 'package main\nimport "golang.org/x/net/html"\n',
        },
      },
      'go build',
      1,
      /missing go\.sum entry/,
    ))
})

describe('go mod download', () => {
  it('fills the module cache', () => {
    const ran = runIn(project, 'go mod download')
    expect(bytesBelow(ran.tree, '/go/pkg/mod')).toBeGreaterThan(250_000)
    expect(runOn(ran.tree, project, 'go build').machine.downloadedBytes()).toBe(0)
  })
  it('needs a network', () =>
    checkSays({ ...project, network: 'none' }, 'go mod download', 1, /Temporary failure in name resolution/))
})

describe('go', () => {
  it('tells its version', () => checkSays(project, 'go version', 0, /^go version go1\.25\.12 linux\/amd64$/m))
  it('tells its settings', () => checkSays(project, 'go env GOPATH', 0, /^\/go\n$/))
})

describe('a program of Go', () => {
  it('misses its loader on the other C library', () => {
    const built = runIn(project, 'go build -o /ping .')
    const node = entryAt(built.tree, '/ping')
    const alpineTree = runIn({ image: 'alpine:3.22' }, 'apk info').tree
    const tree = {
      ...alpineTree,
      entries: new Map([...alpineTree.entries, ...(node === undefined ? [] : [['ping', node] as const])]),
    }
    expect(runOn(tree, { image: 'alpine:3.22' }, '/ping').text).toMatch(/not found/)
  })
  it('is not simulated where it could start', () => checkSays(project, 'go build -o /ping .', 0, /^$/))
})
