import { expect, it } from 'vitest'
import { realContent } from '../../../simulator/filesystem/content.ts'
import { Draft } from '../../../simulator/filesystem/draft.ts'
import { emptyTree } from '../../../simulator/filesystem/tree.ts'
import { ownerOf, resolveUser } from '../../../simulator/machine/users.ts'
import { bytesOf } from '../../../simulator/values/bytes.ts'

const passwd =
  'root:x:0:0:root:/root:/bin/sh\napp:x:1000:1000:app:/home/app:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n'
const group = 'root:x:0:\nstaff:x:50:app\napp:x:1000:\n'

function tree(files: Readonly<Record<string, string>> = { '/etc/passwd': passwd, '/etc/group': group }) {
  const draft = new Draft(emptyTree)
  const owner = { uid: 0, gid: 0, mtime: { seconds: 0, nanoseconds: 0 } }
  draft.makeDirectories('/etc', { ...owner, mode: 0o755 })
  for (const [path, text] of Object.entries(files))
    draft.set(path, { kind: 'file', ...owner, mode: 0o644, content: realContent(bytesOf(text)) })
  return draft.finish()
}

/** `uid:gid groups home`, or what went wrong. */
function check(value: string, expected: string, of = tree()) {
  const resolved = resolveUser(of, value)
  if ('message' in resolved) expect(resolved.message).toBe(expected)
  else {
    const { user, home } = resolved.found
    expect(`${user.uid}:${user.gid} ${user.groups.join()} ${home}`).toBe(expected)
  }
}

it('takes nobody for root', () => check('', '0:0 0 /root'))
it('finds a user by name, with the groups that list it', () => check('app', '1000:1000 50,1000 /home/app'))
it('finds a user by number', () => check('1000', '1000:1000 50,1000 /home/app'))
it('takes a number without entry, in group 0', () => check('1234', '1234:0 0 /'))
it('takes the group that is given, and no others', () => check('nobody:staff', '65534:50 50 /home'))
it('takes two numbers as they are', () => check('1234:50', '1234:50 50 /'))
it('does not find a name that is not there', () =>
  check('bob', 'unable to find user bob: no matching entries in passwd file'))
it('does not find a group that is not there', () =>
  check('app:nog', 'unable to find group nog: no matching entries in group file'))
it('finds nobody without a passwd file', () => check('app', 'unable to find user app: invalid argument', tree({})))
it('refuses numbers that are too large', () => check('99999999999', 'uids and gids must be in range 0-2147483647'))

it('names an owner', () => expect(ownerOf(tree(), 'app').value).toEqual({ uid: 1000 }))
it('names an owner with its own group', () => expect(ownerOf(tree(), 'app:').value).toEqual({ uid: 1000, gid: 1000 }))
it('names a group alone', () => expect(ownerOf(tree(), ':staff').value).toEqual({ gid: 50 }))
it('names nobody whom it does not know', () => expect(ownerOf(tree(), 'bob').errno).toBe('EINVAL'))
