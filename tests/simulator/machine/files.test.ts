import { expect, it } from 'vitest'
import { realContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { type Attributes, emptyTree } from '../../../simulator/filesystem/tree.ts'
import * as files from '../../../simulator/machine/files.ts'
import { makeMachine } from '../../../simulator/machine/machine.ts'
import { collectOutput, inputOf, readText } from '../../../simulator/machine/pipe.ts'
import type { Caller } from '../../../simulator/machine/walk.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'

/*
 * A small tree: `/a` and `/d/b` are root's files with one letter, `/own` is user 1000's directory with a file `f`, `/tmp` is sticky and
 * holds root's `r`, `/s` is closed to others, `/l` leads to `/d`, `/loop` to itself, `/ro` is a read-only mount with a file, `/cache` one to
 * write to.
 */
function machine() {
  const draft = new Draft(emptyTree)
  const root: Attributes = { mode: 0o755, uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 } }
  const file = (path: string, attributes: Partial<Attributes> = {}) =>
    draft.set(path, {
      kind: 'file',
      ...root,
      mode: 0o644,
      ...attributes,
      content: realContent(bytesOf(path.slice(-1))),
    })
  for (const path of ['/d', '/ro', '/cache', '/bin']) draft.makeDirectories(path, root)
  draft.makeDirectories('/s', { ...root, mode: 0o700 })
  draft.makeDirectories('/tmp', { ...root, mode: 0o1777 })
  draft.makeDirectories('/own', { ...root, uid: 1000, gid: 1000 })
  for (const path of ['/a', '/d/b', '/ro/x', '/s/x', '/tmp/r', '/cache/x']) file(path)
  file('/own/f', { uid: 1000, gid: 1000 })
  draft.set('/l', { kind: 'symlink', ...root, target: 'd' })
  draft.set('/loop', { kind: 'symlink', ...root, target: '/loop' })
  draft.set('/nowhere', { kind: 'symlink', ...root, target: '/d/new' })
  const mounts = [
    { path: '/ro', readOnly: true },
    { path: '/cache', readOnly: false },
  ]
  return makeMachine({ tree: draft, now: { seconds: 100, nanoseconds: 0 }, programs: new Map(), mounts })
}

function caller(uid: number, of = machine()): Caller {
  return {
    machine: of,
    id: 7,
    arguments: ['cat', '/proc/self/cmdline'],
    environment: new Map([['A', '1']]),
    directory: '/d',
    user: { uid, gid: uid, groups: [uid] },
    umask: 0o022,
    input: inputOf('in'),
    output: collectOutput(),
    errors: collectOutput(),
  }
}

const root = () => caller(0)
const user = () => caller(1000)

it('reads relative to the working directory', () => expect(files.readTextFile(root(), 'b').value).toBe('b'))
it('follows links on the way', () => expect(files.readTextFile(root(), '/l/../a').value).toBe('a'))
it('says ELOOP of a link to itself', () => expect(files.stat(root(), '/loop').errno).toBe('ELOOP'))
it('says ENOTDIR of a path through a file', () => expect(files.stat(root(), '/a/x').errno).toBe('ENOTDIR'))
it('says ENOTDIR of a file with a slash', () => expect(files.stat(root(), '/a/').errno).toBe('ENOTDIR'))
it('says ENOENT of an empty path', () => expect(files.stat(root(), '').errno).toBe('ENOENT'))
it('says EISDIR when a directory is read', () => expect(files.readFile(root(), '/d').errno).toBe('EISDIR'))
it('keeps others out of a closed directory', () => expect(files.stat(user(), '/s/x').errno).toBe('EACCES'))
it('lets root in', () => expect(files.stat(root(), '/s/x').errno).toBeUndefined())
it('does not let others write', () => expect(files.writeFile(user(), '/a', 'x')).toBe('EACCES'))
it('does not let others make files', () => expect(files.writeFile(user(), '/new', 'x')).toBe('EACCES'))
it('lets anybody make files in /tmp', () => expect(files.writeFile(user(), '/tmp/new', 'x')).toBeUndefined())
it('keeps root’s file in a sticky directory', () => expect(files.unlink(user(), '/tmp/r')).toBe('EPERM'))
it('writes through a link that leads nowhere yet', () => {
  const one = root()
  files.writeFile(one, '/nowhere', 'made')
  expect(files.readTextFile(one, '/d/new').value).toBe('made')
})
it('takes the umask off the mode of a new file', () => {
  const one = { ...root(), umask: 0o077 }
  files.writeFile(one, '/new', '')
  expect(files.stat(one, '/new').value?.mode).toBe(0o600)
})
it('sets the time of the directory that a file is made in', () => {
  const one = root()
  files.writeFile(one, '/d/new', '')
  expect(files.stat(one, '/d').value?.mtime.seconds).toBe(100)
})
it('shows what an open file was given to whoever looks', () => {
  const one = root()
  const file = files.openWrite(one, '/log').value
  file?.write('a')
  file?.write('b')
  expect(files.readTextFile(one, '/log').value).toBe('ab')
})
it('goes on writing to a file that was renamed', () => {
  const one = root()
  const file = files.openWrite(one, '/log').value
  file?.write('a')
  files.rename(one, '/log', '/log.1')
  file?.write('b')
  expect(files.readTextFile(one, '/log.1').value).toBe('ab')
})
it('writes to all names of a hard-linked file', () => {
  const one = root()
  files.link(one, '/a', '/a2')
  files.appendFile(one, '/a2', '+')
  expect(files.readTextFile(one, '/a').value).toBe('a+')
})
it('keeps the other name of a removed hard link', () => {
  const one = root()
  files.link(one, '/a', '/a2')
  files.unlink(one, '/a')
  expect(files.readTextFile(one, '/a2').value).toBe('a')
})
it('says EROFS below a read-only mount', () => expect(files.writeFile(root(), '/ro/new', 'x')).toBe('EROFS'))
it('says EROFS of a file of a read-only mount', () => expect(files.chmod(root(), '/ro/x', 0o600)).toBe('EROFS'))
it('says EXDEV of a rename over the edge of a mount', () =>
  expect(files.rename(root(), '/cache/x', '/x')).toBe('EXDEV'))
it('says EXDEV of a hard link over the edge of a mount', () =>
  expect(files.link(root(), '/cache/x', '/x')).toBe('EXDEV'))
it('says EBUSY of a mount point', () => expect(files.removeDirectory(root(), '/cache')).toBe('EBUSY'))
it('says ENOTEMPTY of a directory with something in it', () =>
  expect(files.removeDirectory(root(), '/d')).toBe('ENOTEMPTY'))
it('says EISDIR when a directory is unlinked', () => expect(files.unlink(root(), '/d')).toBe('EISDIR'))
it('does not move a directory into itself', () => expect(files.rename(root(), '/d', '/d/e')).toBe('EINVAL'))
it('moves a directory over an empty one', () => {
  const one = root()
  files.makeDirectory(one, '/e')
  expect(files.rename(one, '/d', '/e')).toBeUndefined()
  expect(files.list(one, '/e').value).toEqual(['b'])
})
it('lets the owner change the mode', () => expect(files.chmod(user(), '/own/f', 0o600)).toBeUndefined())
it('does not let others change the mode', () => expect(files.chmod(user(), '/a', 0o600)).toBe('EPERM'))
it('lets only root give files away', () => expect(files.chown(user(), '/own/f', { uid: 0 })).toBe('EPERM'))
it('takes set-user-id away when a program is given away', () => {
  const one = root()
  files.chmod(one, '/a', 0o4755)
  files.chown(one, '/a', { uid: 1000 })
  expect(files.stat(one, '/a').value?.mode).toBe(0o755)
})
it('lets root execute only what somebody may', () => expect(files.access(root(), '/a', 'x')).toBe('EACCES'))
it('gives new directories the group of a set-gid directory', () => {
  const one = root()
  files.chown(one, '/d', { gid: 50 })
  files.chmod(one, '/d', 0o2755)
  files.makeDirectory(one, '/d/e')
  expect(files.stat(one, '/d/e').value).toMatchObject({ gid: 50, mode: 0o2755 })
})

it('reads nothing from /dev/null', () => expect(files.openRead(root(), '/dev/null').value?.read()).toBeUndefined())
it('reads as many zeros as one wants', () =>
  expect(files.openRead(root(), '/dev/zero').value?.read(70_000_000)?.size).toBe(70_000_000))
it('reads the same random numbers in equal machines', () =>
  expect(files.openRead(root(), '/dev/urandom').value?.read(8)).toEqual(
    files.openRead(root(), '/dev/urandom').value?.read(8),
  ))
it('reads standard input by its name', () => {
  const input = files.openRead(root(), '/dev/stdin').value
  expect(input === undefined ? '' : readText(input)).toBe('in')
})
it('keeps what is written to /dev out of the tree', () => {
  const one = root()
  expect(files.writeFile(one, '/dev/shm/x', 'x')).toBeUndefined()
  expect(one.machine.draft.at('/dev')).toBeUndefined()
})
it('shows a process its own command line', () =>
  expect(files.readTextFile(root(), '/proc/self/cmdline').value).toBe('cat\0/proc/self/cmdline\0'))
it('lets nobody write to /proc', () => expect(files.writeFile(root(), '/proc/x', '')).toBe('ENOENT'))

it('does not rename a directory of the layers below, but one that was made anew in its place', () => {
  const lower = machine().draft.finish()
  const root = caller(
    0,
    makeMachine({ tree: lower, lower, now: { seconds: 100, nanoseconds: 0 }, programs: new Map() }),
  )
  expect(files.rename(root, '/own', '/moved')).toBe('EXDEV')
  expect(files.rename(root, '/a', '/moved')).toBeUndefined()
  expect(files.makeDirectory(root, '/new')).toBeUndefined()
  expect(files.rename(root, '/new', '/renamed')).toBeUndefined()
  files.unlink(root, '/own/f')
  files.removeDirectory(root, '/own')
  expect(files.rename(root, '/renamed', '/own')).toBeUndefined()
  expect(files.rename(root, '/own', '/moved2')).toBeUndefined()
})
