import { expect, it } from 'vitest'
import { realContent, sizedContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../simulator/machine/machine.ts'
import { programs } from '../../../simulator/machine/programs/index.ts'
import { shellPrograms } from '../../../simulator/machine/shell/index.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'

/* A busybox image with files that are hard to execute. What docker printed for each was asked of a real one (busybox 1.37, runc 1.3). */
function image(): Draft {
  const draft = new Draft(emptyTree)
  const owner = { uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 } }
  const text = (path: string, content: string, mode = 0o755) =>
    draft.set(path, { kind: 'file', ...owner, mode, content: realContent(bytesOf(content)) })
  for (const path of ['/bin', '/etc', '/usr/local/bin', '/root']) draft.makeDirectories(path, { ...owner, mode: 0o755 })
  draft.makeDirectories('/priv', { ...owner, mode: 0o700 })
  draft.set('/bin/busybox', {
    kind: 'file',
    ...owner,
    mode: 0o755,
    content: { ...sizedContent('busybox', 1e6), program: 'busybox' },
  })
  for (const applet of ['sh', 'echo', 'cat', 'true'])
    draft.set(`/bin/${applet}`, { kind: 'symlink', ...owner, mode: 0o777, target: 'busybox' })
  draft.set('/bin/blob', { kind: 'file', ...owner, mode: 0o755, content: sizedContent('blob', 5000) })
  text('/plain', 'hi\n', 0o644)
  text('/nosb', 'echo noshebang\n')
  text('/badint', '#!/bin/nope\n')
  text('/usr/local/bin/noexec', 'x\n', 0o644)
  draft.set('/dangling', { kind: 'symlink', ...owner, mode: 0o777, target: '/nowhere' })
  text('/s', '#!/bin/sh\necho script $0 $*\n')
  text('/s2', '#!/bin/echo a b\n')
  text('/priv/s', '#!/bin/sh\necho script\n')
  text('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/home/app:/bin/sh\n', 0o644)
  return draft
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const known = new Map([...programs, ...shellPrograms])

function run(words: readonly string[], uid = 0, environment: Readonly<Record<string, string>> = {}) {
  const machine = makeMachine({ tree: image(), now: { seconds: 0, nanoseconds: 0 }, programs: known })
  const user = { uid, gid: uid, groups: [uid] }
  const result = runCommand(machine, {
    arguments: words,
    environment: new Map(Object.entries({ PATH: path, ...environment })),
    directory: '/',
    user,
  })
  return { ...result, notes: machine.notes, text: result.output.map((piece) => piece.text).join('') }
}

/** Runs words, and expects the status and all that is printed. */
function check(words: readonly string[], status: number, text: string, uid = 0) {
  const result = run(words, uid)
  expect(result.text).toBe(text)
  expect(result.status).toBe(status)
}

const refused = (why: string) =>
  `runc run failed: unable to start container process: error during container init: exec: ${why}\n`

it('says that a name is not in PATH', () =>
  check(['nosuchcmd', '--x'], 1, refused('"nosuchcmd": executable file not found in $PATH')))
it('says so too of what may not be executed', () =>
  check(['noexec'], 1, refused('"noexec": executable file not found in $PATH')))
it('says that a path is not there', () =>
  check(['/nope/x'], 1, refused('"/nope/x": stat /nope/x: no such file or directory')))
it('says that a link leads nowhere', () =>
  check(['/dangling'], 1, refused('"/dangling": stat /dangling: no such file or directory')))
it('says that a file may not be executed', () => check(['/plain'], 1, refused('"/plain": permission denied')))
it('says that a directory is no program', () => check(['/bin'], 1, refused('"/bin": is a directory')))
it('says that a text without #! is no program', () => check(['/nosb'], 255, 'exec /nosb: exec format error\n'))
it('says that an interpreter is missing', () => check(['/badint'], 255, 'exec /badint: no such file or directory\n'))
it('runs a script by its interpreter', () => check(['./s', 'x'], 0, 'script ./s x\n'))
it('gives an interpreter one argument', () => check(['/s2', 'x'], 0, 'a b /s2 x\n'))
it('looks a script up as root and runs it as the user', () =>
  check(['/priv/s'], 2, "/bin/sh: line 0: can't open /priv/s: Permission denied\n", 1000))
it('runs no shell where no shell is asked for', () => check(['echo', 'no $shell here'], 0, 'no $shell here\n'))

it('runs the files of an image from a shell', () =>
  check(
    ['/bin/sh', '-c', '/nosb; /badint; /plain; /bin; /nope; noexec; ./s a; /s2 z; cd /nope; . /nope; echo never'],
    2,
    `noshebang
/bin/sh: line 0: /badint: not found
/bin/sh: line 0: /plain: Permission denied
/bin/sh: line 0: /bin: Permission denied
/bin/sh: line 0: /nope: not found
/bin/sh: line 0: noexec: Permission denied
script ./s a
a b /s2 z
/bin/sh: cd: line 0: can't cd to /nope: No such file or directory
/bin/sh: .: line 0: can't open /nope: no such file
`,
  ))
it('counts the lines of a command from 0, as busybox does', () =>
  check(
    ['/bin/sh', '-c', 'echo one\nnosuch\necho three > /nope/x\n'],
    1,
    "one\n/bin/sh: line 1: nosuch: not found\n/bin/sh: line 2: can't create /nope/x: nonexistent directory\n",
  ))
it('spares the first process from its own signals', () =>
  check(['/bin/sh', '-c', 'kill -9 $$; echo alive'], 0, 'alive\n'))
it('tells of a shell that was killed', () =>
  check(['/bin/sh', '-c', "sh -c 'kill -9 $$'; echo $?"], 0, 'Killed\n137\n'))
it('sets HOME from the passwd file', () => check(['/bin/sh', '-c', 'echo $HOME'], 0, '/home/app\n', 1000))
it('sets HOME to the root for a stranger', () => check(['/bin/sh', '-c', 'echo $HOME'], 0, '/\n', 77))
it('has no parent', () => check(['/bin/sh', '-c', 'echo $PPID $$'], 0, '0 1\n'))

it('stops a loop without end, and says so', () => {
  const result = run(['/bin/sh', '-c', 'echo start; while true; do :; done'])
  expect(result).toMatchObject({ status: 137, wasStopped: true })
  expect(result.notes[0]?.message).toMatch(/did not come to an end/)
})
it('keeps what was written before a loop without end', () =>
  expect(run(['/bin/sh', '-c', 'echo start; while true; do :; done']).output[0]?.text).toBe('start\n'))
it('ends a writer whose reader has enough', () =>
  check(['/bin/sh', '-c', 'while true; do echo y; done | { read x; echo $x; }'], 0, 'y\n'))
it('fails, with a remark, where a program is not simulated', () => {
  const result = run(['/bin/sh', '-c', 'blob --do'])
  expect(result.status).toBe(127)
  expect(result.notes[0]).toMatchObject({ kind: 'not-simulated', message: expect.stringContaining('"blob"') })
})
it('gives equal seeds equal random numbers', () => {
  const words = ['/bin/sh', '-c', 'echo $RANDOM']
  expect(run(words).text).toBe(run(words).text)
})
