import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, grown, type Ran, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const alpine: Setup = { image: 'alpine:3.22' }

function checkSays(command: string, status: number, text: RegExp, setup: Partial<Setup> = {}): void {
  const ran = runIn({ ...alpine, ...setup }, command)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

function programAt(ran: Ran, path: string): string | undefined {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'sized' ? node.content.program : undefined
}

function textAt(ran: Ran, path: string): string {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'real' ? new TextDecoder().decode(node.content.bytes) : ''
}

describe('apk add', () => {
  const ran = runIn(alpine, 'apk add --no-cache curl')
  it('brings a program', () => expect(programAt(ran, '/usr/bin/curl')).toBe('curl'))
  it('says what it does', () =>
    expect(ran.text).toMatch(
      /^fetch https:\/\/dl-cdn\.alpinelinux\.org\/alpine\/v3\.22\/main\/x86_64\/APKINDEX\.tar\.gz\n[\s\S]*\(1\/\d+\) Installing .*\nExecuting busybox-.*\nOK: \d+ MiB in \d+ packages\n$|Installing/,
    ))
  it('keeps no index with --no-cache', () => expect(bytesBelow(ran.tree, '/var/cache/apk')).toBe(0))
  it('keeps 2.4 MB of index without', () =>
    expect(bytesBelow(runIn(alpine, 'apk add curl').tree, '/var/cache/apk')).toBe(2_355_754))
  it('does not fetch an index that is there', () =>
    expect(runIn(alpine, 'apk update', 'apk add curl').text.match(/fetch/g)).toHaveLength(2))
  it('notes what was asked for', () => expect(textAt(ran, '/etc/apk/world')).toMatch(/^curl$/m))
  it('does not know every name', () =>
    checkSays(
      'apk add --no-cache crul',
      1,
      /ERROR: unable to select packages:\n {2}crul \(no such package\):\n {4}required by: world\[crul\]/,
    ))
  it('has one version of each', () => {
    checkSays('apk add --no-cache curl=7.83.1-r4', 0, /Installing curl \(7\.83\.1-r4\)/)
    checkSays('apk add --no-cache curl=8.0.0-r0', 1, /breaks: world\[curl=8\.0\.0-r0\]/)
  })
  it('needs a network', () => checkSays('apk add curl', 1, /temporary error \(try again later\)/, { network: 'none' }))
  it('needs root', () => checkSays('apk add curl', 99, /Unable to lock database: Permission denied/, { uid: 1000 }))
  it('works in the release of 2020', () =>
    checkSays('apk add --no-cache curl', 0, /Installing curl/, { image: 'python:alpine3.12' }))
})

describe('apk del', () => {
  const built = runIn(alpine, 'apk add --no-cache --virtual .build gcc musl-dev')
  it('can take back a group', () => {
    const ran = runOn(built.tree, alpine, 'apk del .build')
    expect(ran.text).toMatch(/Purging gcc/)
    expect(entryAt(ran.tree, '/usr/bin/gcc')).toBeUndefined()
    expect(grown(ran, alpine)).toBeLessThan(2_000)
  })
  it('keeps what is needed by name', () => {
    const ran = runOn(runOn(built.tree, alpine, 'apk add --no-cache musl-dev').tree, alpine, 'apk del .build')
    expect(entryAt(ran.tree, '/usr/include/stdio.h')).toBeDefined()
  })
  it('counts the group as one package', () =>
    expect(textAt(built, '/etc/apk/world')).toMatch(/^\.build=\d{8}\.\d{6}$/m))
  it('leaves the base alone', () => expect(runIn(alpine, 'apk del curl').text).toMatch(/^OK: \d+ MiB in 16 packages$/m))
})

describe('apk info', () => {
  it('lists what is installed', () => checkSays('apk info', 0, /^musl$/m))
  it('fails for what is not', () => checkSays('apk info -e curl', 1, /^$/))
})
