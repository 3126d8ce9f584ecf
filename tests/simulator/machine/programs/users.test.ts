import { describe, expect, it } from 'vitest'
import { sizedContent } from '../../../../simulator/filesystem/content.ts'
import { Draft } from '../../../../simulator/filesystem/draft.ts'
import { epoch } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { textOf } from '../../../../simulator/values/bytes.ts'
import { treeOf } from '../../../notation/tree.ts'

/*
 * The account programs of busybox as Alpine builds it. Source: busybox 1.37 loginutils, and aports' patch for the shell of system users.
 * `lineAfter` runs commands and gives the last line of an account file, mode and owner of a directory, or what was printed (`!`).
 */

const users = 'root:x:0:0:root:/root:/bin/sh\\nnobody:x:65534:65534:nobody:/:/sbin/nologin\\n'
const groups = 'root:x:0:root\\nusers:x:100:games\\nnogroup:x:65533:\\n'
const alpine = `etc/passwd ${users.replaceAll(',', ' ')}, etc/group ${groups}, etc/shadow 0640 root:*::0:::::\\n, lib/ld-musl-x86_64.so.1 x, sbin/nologin 0755 x, home/, bin/`

function lineAfter(commands: string, file: string): string {
  const draft = new Draft(treeOf(alpine))
  for (const name of programs.keys()) {
    const content = { ...sizedContent('busybox', 1), program: 'busybox' }
    draft.set(`/bin/${name}`, { kind: 'file', mode: 0o755, uid: 0, gid: 0, mtime: epoch, content })
  }
  let printed = ''
  for (const command of commands.split('; ')) {
    const machine = makeMachine({ tree: draft, now: { seconds: 86400 * 20000, nanoseconds: 0 }, programs })
    const environment = new Map([['PATH', '/bin']])
    const words = command.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? []
    const result = runCommand(machine, {
      arguments: words,
      environment,
      directory: '/',
      user: { uid: 0, gid: 0, groups: [] },
    })
    printed +=
      result.output.map((piece) => piece.text).join('') + (result.status === 0 ? '' : `status ${result.status}\n`)
  }
  if (file === '!') return printed
  const node = draft.at(file)
  if (node?.kind === 'directory') return `${node.mode.toString(8)} ${node.uid}:${node.gid}`
  const text = node?.kind === 'file' && node.content.kind === 'real' ? textOf(node.content.bytes) : ''
  return text.trimEnd().split('\n').at(-1) ?? ''
}

describe('adduser', () => {
  it('adds a person with a group of the same number', () =>
    expect(lineAfter('adduser -D app', '/etc/passwd')).toBe('app:x:1000:1000:Linux User,,,:/home/app:/bin/sh'))
  it('makes that group', () => expect(lineAfter('adduser -D app', '/etc/group')).toBe('app:x:1000:'))
  it('keeps the password locked', () =>
    expect(lineAfter('adduser -D app', '/etc/shadow')).toBe('app:!:20000:0:99999:7:::'))
  it('makes a home that keeps its group', () => expect(lineAfter('adduser -D app', '/home/app')).toBe('2755 1000:1000'))
  it('puts a system user into nogroup, without a shell', () =>
    expect(lineAfter('adduser -S app', '/etc/passwd')).toBe('app:x:100:65533:Linux User,,,:/home/app:/sbin/nologin'))
  it('lists the user in the group given', () =>
    expect(lineAfter('addgroup -S app; adduser -S -G app app', '/etc/group')).toBe('app:x:101:app'))
  it('takes number, home, shell and comment', () =>
    expect(lineAfter('adduser -D -u 1500 -h /app -s /bin/ash -g Me app', '/etc/passwd')).toBe(
      'app:x:1500:1500:Me:/app:/bin/ash',
    ))
  it('makes no home when told', () => expect(lineAfter('adduser -D -H app', '/home/app')).toBe(''))
  it('does not add twice', () =>
    expect(lineAfter('adduser -D app; adduser -D app', '!')).toBe("adduser: user 'app' in use\nstatus 1\n"))
  it('does not know a group that is not there', () =>
    expect(lineAfter('adduser -D -G nope app', '!')).toBe('adduser: unknown group nope\nstatus 1\n'))
  it('does not take a number twice', () =>
    expect(lineAfter('adduser -D -u 65534 app', '!')).toBe("adduser: uid '65534' in use\nstatus 1\n"))
  it('fails when nobody can give a password', () =>
    expect(lineAfter('adduser app', '!')).toMatch(/unchanged\nstatus 1/))
})

describe('addgroup', () => {
  it('adds a group of people', () => expect(lineAfter('addgroup web', '/etc/group')).toBe('web:x:1000:'))
  it('adds a system group above 100', () => expect(lineAfter('addgroup -S web', '/etc/group')).toBe('web:x:101:'))
  it('takes a number', () => expect(lineAfter('addgroup -g 3000 web', '/etc/group')).toBe('web:x:3000:'))
  it('adds a user to a group', () =>
    expect(lineAfter('addgroup nobody nogroup', '/etc/group')).toBe('nogroup:x:65533:nobody'))
  it('does not add twice', () =>
    expect(lineAfter('addgroup web; addgroup web', '!')).toBe("addgroup: group 'web' in use\nstatus 1\n"))
  it('says an unknown option as musl does', () =>
    expect(lineAfter('addgroup -x web', '!')).toMatch(/^addgroup: unrecognized option: x\nBusyBox v/))
})

describe('deluser', () => {
  it('removes the user', () => expect(lineAfter('adduser -D app; deluser app', '/etc/passwd')).toMatch(/^nobody/))
  it('removes the group of the same name', () =>
    expect(lineAfter('adduser -D app; deluser app', '/etc/group')).toMatch(/^nogroup/))
  it('removes the home when told', () =>
    expect(lineAfter('adduser -D app; deluser --remove-home app', '/home/app')).toBe(''))
  it('keeps the file from before', () => expect(lineAfter('adduser -D app', '/etc/passwd-')).toMatch(/^nobody/))
})
