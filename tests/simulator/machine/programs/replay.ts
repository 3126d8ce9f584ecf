import { readFileSync } from 'node:fs'
import { realContent, sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { emptyTree, epoch, type Tree } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { shellPrograms } from '../../../../simulator/machine/shell/index.ts'
import { bytesOf } from '../../../../simulator/values/bytes.ts'

/*
 * What real busybox and GNU programs did, line by line (tools/record-programs.ts), done again here. A line runs in an empty /w, in an image
 * with the judge's users, where every program is. Of busybox's usage texts only that there is one is compared.
 */

export const folder = 'tests/truth/programs'
const now = { seconds: 1_790_000_000, nanoseconds: 0 }
const all = new Map([...programs, ...shellPrograms])

export type Judge = 'busybox' | 'gnu'

export interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export type Case = { readonly run: string; readonly user?: string } & Partial<Record<Judge, Outcome>>

const accounts: Readonly<Record<Judge, Readonly<Record<string, string>>>> = read('accounts-of-judges')

export function read<T>(name: string): T {
  return JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))
}

/** What Debian's own image does not hold. */
const notInDebian = new Set(['xz', 'unxz', 'xzcat', 'bzip2', 'bunzip2', 'bzcat', 'zstd', 'unzstd', 'zstdcat', 'strip'])

function imageOf(judge: Judge): Tree {
  const draft = new Draft(emptyTree)
  const attributes = { mode: 0o755, uid: 0, gid: 0, mtime: now }
  for (const path of ['/w', '/tmp']) draft.makeDirectories(path, { ...attributes, mode: 0o1777 })
  for (const path of ['/bin', '/sbin', '/root', '/home', '/srv', '/var/mail', '/usr/sbin', '/etc/skel'])
    draft.makeDirectories(path, attributes)
  const put = (path: string, text: string, mode = 0o644): void =>
    draft.set(path, { kind: 'file', ...attributes, mode, mtime: epoch, content: realContent(bytesOf(text)) })
  for (const [path, text] of Object.entries(accounts[judge])) put(path, text, path.includes('shadow') ? 0o640 : 0o644)
  if (judge === 'gnu') {
    for (const name of ['.bashrc', '.profile', '.bash_logout']) put(`/etc/skel/${name}`, '')
    for (const path of ['/etc/subuid', '/etc/subgid']) put(path, '')
    put('/etc/hosts', '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n')
    put('/usr/sbin/nologin', '#!/bin/sh\nexit 1\n', 0o755)
  }
  for (const name of all.keys()) {
    if (judge === 'gnu' && notInDebian.has(name)) continue
    const program = judge === 'busybox' ? 'busybox' : name === 'sh' ? 'dash' : `gnu/${name}`
    draft.set(`/bin/${name}`, { kind: 'file', ...attributes, content: { ...sizedContent(program, 1), program } })
  }
  return draft.finish()
}

const images = { busybox: imageOf('busybox'), gnu: imageOf('gnu') }

export function replay(judge: Judge, { run, user = '0:0' }: Case): Outcome {
  const [uid = 0, gid = 0] = user.split(':').map(Number)
  const machine = makeMachine({ tree: images[judge], now, programs: all, network: 'none' })
  const environment = new Map([
    ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['HOME', '/root'],
    ['PWD', '/w'],
  ])
  const { status, output } = runCommand(machine, {
    arguments: ['sh', '-c', run],
    environment,
    directory: '/w',
    user: { uid, gid, groups: [gid] },
  })
  const of = (stream: string): string =>
    output.flatMap((piece) => (piece.stream === stream ? [piece.text] : [])).join('')
  return { status, stdout: of('stdout'), stderr: of('stderr') }
}

const names = [...all.keys()].filter((name) => /^\w+$/.test(name)).join('|')
const busyboxUsage = new RegExp(`BusyBox v[\\s\\S]*?\\n\\nUsage: [\\s\\S]*?(?=\\n(?:${names}|BusyBox v)|$)`, 'g')

export function comparable({ status, stdout, stderr }: Outcome): Outcome {
  // What a program that prints its usage says after the first words is its page's business.
  const withoutUsage = stderr.replace(busyboxUsage, 'usage').replace(/Usage: (\w+ \[options\])[\s\S]*/g, 'usage: $1')
  return { status, stdout, stderr: withoutUsage }
}
