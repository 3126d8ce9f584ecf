import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { runIn, type Setup } from '../../../../notation/catalog.ts'

const withC: Setup = { image: 'golang:1.25', work: { 'a.c': '#include <stdio.h>\nint main() { puts("hi"); }\n' } }

function check(setup: Setup, commands: readonly string[], status: number, text: RegExp): void {
  const ran = runIn(setup, ...commands)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

describe('gcc', () => {
  it('makes a program', () => expect(entryAt(runIn(withC, 'gcc -o a a.c').tree, '/work/a')?.mode).toBe(0o755))
  it('misses a source', () => check(withC, ['gcc b.c'], 1, /error: b\.c: No such file or directory/))
  it('misses the headers of the C library', () =>
    check({ ...withC, image: 'alpine:3.22' }, ['apk add -q gcc', 'gcc a.c'], 1, /fatal error: stdio\.h: No such file/))
  it('finds them when they are installed', () =>
    check({ ...withC, image: 'alpine:3.22' }, ['apk add -q gcc musl-dev', 'gcc a.c'], 0, /OK/))
})

describe('make', () => {
  const withMakefile = (text: string): Setup => ({ image: 'golang:1.25', work: { Makefile: text } })
  it('needs a makefile', () => check({ ...withC, work: {} }, ['make'], 2, /No targets specified and no makefile found/))
  it('misses a rule', () => check(withMakefile('a: b\n'), ['make'], 2, /No rule to make target 'b', needed by 'a'/))
  it('finds nothing to do', () => check(withMakefile('.PHONY: a\na:\n'), ['make'], 0, /^$/))
})

describe('start scripts', () => {
  const node: Setup = { image: 'node:22-slim' }
  it('run what they are given', () => check(node, ['docker-entrypoint.sh node -v'], 0, /^v22/))
  it('give other words to node', () => check(node, ['docker-entrypoint.sh -v'], 0, /^v22/))
})

describe('dpkg', () => {
  const slim: Setup = { image: 'debian:bookworm-slim' }
  it('knows the processor', () => check(slim, ['dpkg --print-architecture'], 0, /^amd64\n$/))
  it('lists what is installed', () => check(slim, ['dpkg -l bash'], 0, /^ii {2}bash +5\.2/m))
  it('lists what a package brought', () =>
    check(slim, ['apt-get update -qq', 'apt-get install -yqq curl', 'dpkg -L curl'], 0, /^\/usr\/bin\/curl$/m))
  it('knows what is not installed', () => check(slim, ['dpkg -s curl'], 1, /is not installed/))
  it('tells what was asked for by name', () =>
    check(slim, ['apt-get update -qq', 'apt-get install -yqq curl', 'apt-mark showauto'], 0, /^libcurl4$/m))
  it('marks by pattern, by expression, and nothing by what is neither', () => {
    const marked = (word: string): number =>
      runIn(slim, `apt-mark auto '${word}'`, 'apt-mark showauto').text.split('\n').length - 2
    expect(marked('lib*')).toBeGreaterThan(20)
    expect(marked('.*')).toBeGreaterThan(80)
    expect(marked('*(')).toBe(0)
  })
  it('tells the candidate', () => check(slim, ['apt-get update -qq', 'apt-cache policy curl'], 0, /Candidate: 7\.88/))
  it('links alternatives', () =>
    expect(
      entryAt(
        runIn(slim, 'update-alternatives --install /usr/bin/editor editor /usr/bin/bash 10').tree,
        '/usr/bin/editor',
      ),
    ).toMatchObject({ target: '/etc/alternatives/editor' }))
})

describe('programs that only tell their version', () => {
  it('do so when they are installed', () =>
    check(
      { image: 'debian:bookworm-slim' },
      ['apt-get update -qq', 'apt-get install -yqq git', 'git --version'],
      0,
      /^git version/m,
    ))
  it('pretend nothing else', () =>
    check(
      { image: 'debian:bookworm-slim' },
      ['apt-get update -qq', 'apt-get install -yqq git', 'git status'],
      1,
      /not simulated/,
    ))
})
