import { describe, expect, it } from 'vitest'
import { entryAt } from '../../../../../simulator/filesystem/tree.ts'
import { bytesBelow, grown, imageNamed, type Ran, runIn, runOn, type Setup } from '../../../../notation/catalog.ts'

const slim: Setup = { image: 'debian:bookworm-slim' }
const lists = '/var/lib/apt/lists'

function checkSays(commands: readonly string[], status: number, text: RegExp, setup: Partial<Setup> = {}): void {
  const ran = runIn({ ...slim, ...setup }, ...commands)
  expect(ran.text).toMatch(text)
  expect(ran.status).toBe(status)
}

function checkInstall(words: string, counts: { packages: number; download: number }): void {
  const ran = runIn(slim, 'apt-get update', `apt-get install -y ${words}`)
  expect(ran.status).toBe(0)
  expect(Number(/(\d+) newly installed/.exec(ran.text)?.[1])).toBe(counts.packages)
  expect(ran.machine.downloadedBytes() - 9_417_000).toBe(counts.download)
}

function programAt(ran: Ran, path: string): string | undefined {
  const node = entryAt(ran.tree, path)
  return node?.kind === 'file' && node.content.kind === 'sized' ? node.content.program : undefined
}

describe('apt-get update', () => {
  const ran = runIn(slim, 'apt-get update')
  it('leaves 19.9 MB of lists', () => expect(bytesBelow(ran.tree, lists)).toBe(19_856_468))
  it('adds nothing else', () => expect(grown(ran, slim)).toBe(19_856_468))
  it('says what it gets', () =>
    expect(ran.text).toMatch(/^Get:1 http:\/\/deb\.debian\.org\/debian bookworm InRelease \[151 kB\]\n/))
  it('counts the download', () => expect(ran.machine.downloadedBytes()).toBe(9_417_000))
  it('warns without a network, and goes on', () =>
    checkSays(['apt-get update'], 0, /Temporary failure resolving 'deb\.debian\.org'/, { network: 'none' }))
  it('needs root', () => checkSays(['apt-get update'], 100, /Permission denied/, { uid: 1000 }))
  it('fails for a release that has been moved away', () =>
    checkSays(['apt-get update'], 100, /does not have a Release file/, { image: 'maven:3.6.3-openjdk-14-slim' }))
  it('prints nothing with -qq', () => checkSays(['apt-get -qq update'], 0, /^$/))
  it('keeps its caches when the setting of the image is gone', () => {
    const node = imageNamed(slim.image).tree
    const kept = runOn(node, slim, 'apt-get update')
    expect(bytesBelow(kept.tree, '/var/cache/apt')).toBe(0)
  })
})

describe('apt-get install', () => {
  it('brings curl with what it needs', () =>
    checkInstall('--no-install-recommends curl', { packages: 16, download: 4_243_288 }))
  it('brings recommendations too unless they are refused', () =>
    checkInstall('curl', { packages: 22, download: 6_132_136 }))
  it('puts the program at its place', () =>
    expect(programAt(runIn(slim, 'apt-get update', 'apt-get install -y curl'), '/usr/bin/curl')).toBe('curl'))
  it('drops the archives, as the official images set it', () =>
    expect(bytesBelow(runIn(slim, 'apt-get update', 'apt-get install -y curl').tree, '/var/cache/apt')).toBe(0))
  it('cannot locate a package without an index', () =>
    checkSays(['apt-get install -y curl'], 100, /^E: Unable to locate package curl$/m))
  it('cannot locate an unknown package', () =>
    checkSays(['apt-get update', 'apt-get install -y curll'], 100, /^E: Unable to locate package curll$/m))
  it('stops without -y when more comes than was asked for', () =>
    checkSays(['apt-get update', 'apt-get install curl'], 1, /Do you want to continue\? \[Y\/n\] Abort\.$/m))
  it('takes a version, also with a star', () =>
    checkSays(['apt-get update', "apt-get install -y 'curl=7.88.*'"], 0, /Setting up curl \(7\.88/))
  it('knows no other version', () =>
    checkSays(['apt-get update', 'apt-get install -y curl=7.0'], 100, /Version '7\.0' for 'curl' was not found/))
  it('needs root', () => checkSays(['apt-get install -y curl'], 100, /are you root\?/, { uid: 1000 }))
  it('says when a package is there already', () =>
    checkSays(['apt-get update', 'apt-get install -y bash'], 0, /bash is already the newest version/))
  it('leaves the same bytes each time', () => {
    const once = runIn(slim, 'apt-get update', 'apt-get install -y git')
    const again = runIn(slim, 'apt-get update', 'apt-get install -y git')
    expect(grown(once, slim)).toBe(grown(again, slim))
  })
  it('makes the file of certificates', () =>
    expect(bytesBelow(runIn(slim, 'apt-get update', 'apt-get install -y ca-certificates').tree, '/etc/ssl/certs')).toBe(
      220_093,
    ))
  it('brings compilers under the names they are called by', () => {
    const ran = runIn(slim, 'apt-get update', 'apt-get install -y --no-install-recommends gcc')
    expect(entryAt(ran.tree, '/usr/bin/gcc')?.kind).toBe('symlink')
    expect(programAt(ran, '/usr/bin/x86_64-linux-gnu-gcc-12')).toBe('gcc')
  })
})

describe('a stale index', () => {
  const old = runIn(slim, 'apt-get update').tree
  const later: Setup = { ...slim, day: 30 }
  it('names files that are gone', () => {
    const ran = runOn(old, later, 'apt-get install -y --no-install-recommends jq')
    expect(ran.text).toMatch(/404 {2}Not Found[\s\S]*maybe run apt-get update/)
    expect(ran.status).toBe(100)
  })
  it('is cured by a new one', () => expect(runOn(old, later, 'apt-get update', 'apt-get install -y jq').status).toBe(0))
  it('no longer knows the version of a month ago', () =>
    expect(runOn(old, later, 'apt-get update', 'apt-get install -y jq=1.6-2.1+deb12u3').text).toMatch(/was not found/))
  it('serves until then', () => expect(runOn(old, { ...slim, day: 7 }, 'apt-get install -y jq').status).toBe(0))
})

describe('apt-get remove', () => {
  const installed = runIn(slim, 'apt-get update', 'apt-get install -y --no-install-recommends curl').tree
  it('takes the program away', () =>
    expect(entryAt(runOn(installed, slim, 'apt-get remove -y curl').tree, '/usr/bin/curl')).toBeUndefined())
  it('tells what is no longer required', () =>
    expect(runOn(installed, slim, 'apt-get remove -y curl').text).toMatch(/no longer required:[\s\S]*libcurl4/))
  it('takes that away too when asked', () => {
    const ran = runOn(installed, slim, 'apt-get purge -y --auto-remove curl')
    expect(Number(/(\d+) to remove/.exec(ran.text)?.[1])).toBe(16)
    expect(grown(ran, slim)).toBeLessThan(19_900_000)
  })
  it('takes all that fit a pattern', () => {
    expect(runOn(installed, slim, "apt-get remove -y 'libcurl*'").text).toMatch(/^Removing libcurl4 /m)
    expect(runOn(installed, slim, "apt-get remove -y '[(*'").text).toMatch(/, 0 to remove/)
  })
  it('removes the index with dist-clean', () =>
    expect(bytesBelow(runOn(installed, slim, 'apt-get dist-clean').tree, lists)).toBe(0))
  it('refuses what it does not know', () =>
    checkSays(['apt-get frobnicate'], 100, /^E: Invalid operation frobnicate$/m))
})
