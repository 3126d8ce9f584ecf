import { entryAt, resolveLinks, type Tree } from '../filesystem/tree.ts'
import { textOf } from '../values/bytes.ts'
import { done, failed, type Result } from './errno.ts'
import type { User } from './process.ts'

/** One line of /etc/passwd. Source: passwd(5). */
export interface PasswdEntry {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly comment: string
  readonly home: string
  readonly shell: string
}

/** One line of /etc/group. Source: group(5). */
export interface GroupEntry {
  readonly name: string
  readonly gid: number
  readonly members: readonly string[]
}

/** The well-formed lines of a passwd file. */
export function parsePasswd(text: string): readonly PasswdEntry[] {
  const entries: PasswdEntry[] = []
  for (const line of text.split('\n')) {
    const [name = '', , uid = '', gid = '', comment = '', home = '', shell = ''] = line.trim().split(':')
    if (name === '' || name.startsWith('#') || !isNumber(uid) || !isNumber(gid)) continue
    entries.push({ name, uid: Number(uid), gid: Number(gid), comment, home, shell })
  }
  return entries
}

/** The well-formed lines of a group file. */
export function parseGroups(text: string): readonly GroupEntry[] {
  const entries: GroupEntry[] = []
  for (const line of text.split('\n')) {
    const [name = '', , gid = '', members = ''] = line.trim().split(':')
    if (name === '' || name.startsWith('#') || !isNumber(gid)) continue
    entries.push({ name, gid: Number(gid), members: members.split(',').filter((member) => member !== '') })
  }
  return entries
}

/** The users of a tree; undefined when it has no readable /etc/passwd. */
export function usersOf(tree: Tree): readonly PasswdEntry[] | undefined {
  const text = textAt(tree, '/etc/passwd')
  return text === undefined ? undefined : parsePasswd(text)
}

/** The groups of a tree; undefined when it has no readable /etc/group. */
export function groupsOf(tree: Tree): readonly GroupEntry[] | undefined {
  const text = textAt(tree, '/etc/group')
  return text === undefined ? undefined : parseGroups(text)
}

/** A user with the home directory that runc sets HOME to. */
export interface ResolvedUser {
  readonly user: User
  readonly home: string
}

/** Who nobody named is. */
export const rootUser: User = { uid: 0, gid: 0, groups: [0] }

const largest = 2 ** 31 - 1

/**
 * Who a USER value (`app`, `app:staff`, `1000`, `1000:50`, empty for root) is in a tree. Without a group: that of the passwd entry, 0 for a
 * number without entry; and only then the groups that list the user count. What goes wrong is the text that follows
 * `did not complete successfully: `. Source: moby/sys/user, GetExecUser; [run-fails] of the recorded docker for the texts.
 */
export function resolveUser(
  tree: Tree,
  value: string,
): { readonly found: ResolvedUser } | { readonly message: string } {
  if (value === '') return { found: { user: rootUser, home: homeOf(tree, 0) } }
  const [userPart = '', groupPart = ''] = splitOnce(value)
  const users = usersOf(tree)
  const groups = groupsOf(tree)
  const bothGiven = isNumber(userPart) && isNumber(groupPart)
  let uid = 0
  let gid = 0
  let name: string | undefined
  if (userPart !== '') {
    if (users === undefined && !bothGiven) return { message: `unable to find user ${userPart}: invalid argument` }
    const entry = users?.find((user) => user.name === userPart || (isNumber(userPart) && user.uid === Number(userPart)))
    if (entry !== undefined) {
      uid = entry.uid
      gid = entry.gid
      name = entry.name
    } else if (isNumber(userPart)) uid = Number(userPart)
    else return { message: `unable to find user ${userPart}: no matching entries in passwd file` }
  }
  let listed: readonly number[] = []
  if (groupPart !== '') {
    const entry = groups?.find(
      (group) => group.name === groupPart || (isNumber(groupPart) && group.gid === Number(groupPart)),
    )
    if (entry !== undefined) gid = entry.gid
    else if (isNumber(groupPart)) gid = Number(groupPart)
    else return { message: `unable to find group ${groupPart}: no matching entries in group file` }
  } else if (name !== undefined) listed = groupsOfMember(groups ?? [], name)
  if (uid > largest || gid > largest) return { message: 'uids and gids must be in range 0-2147483647' }
  return { found: { user: userWith(uid, gid, listed), home: homeOf(tree, uid) } }
}

/** A user that is in more groups, named or numbered. Source: moby/sys/user, GetAdditionalGroups. */
export function withGroups(tree: Tree, user: User, added: readonly string[]): User | { readonly message: string } {
  const groups = groupsOf(tree) ?? []
  const found: number[] = []
  for (const word of added) {
    const entry = groups.find(({ name, gid }) => name === word || `${gid}` === word)
    if (entry === undefined && !isNumber(word))
      return { message: `unable to find group ${word}: no matching entries in group file` }
    found.push(entry?.gid ?? Number(word))
  }
  return added.length === 0 ? user : userWith(user.uid, user.gid, [...user.groups, ...found])
}

/** The group ids that list a user as a member. */
export function groupsOfMember(groups: readonly GroupEntry[], name: string): readonly number[] {
  return groups.filter((group) => group.members.includes(name)).map((group) => group.gid)
}

/** A user whose groups are as the kernel keeps them: sorted, the own one among them. */
export function userWith(uid: number, gid: number, groups: readonly number[]): User {
  return { uid, gid, groups: [...new Set([gid, ...groups])].sort((a, b) => a - b) }
}

/** What `chown user:group` names: a number each, looked up in the tree. EINVAL for a name that is not there. */
export function ownerOf(tree: Tree, value: string): Result<{ readonly uid?: number; readonly gid?: number }> {
  const [userPart = '', groupPart, separator] = splitOnce(value)
  const users = usersOf(tree) ?? []
  const user = userPart === '' ? undefined : users.find((entry) => entry.name === userPart)
  const uid = user?.uid ?? (isNumber(userPart) ? Number(userPart) : undefined)
  if (userPart !== '' && uid === undefined) return failed('EINVAL')
  if (groupPart === undefined || groupPart === '') {
    const login = separator !== undefined && userPart !== '' ? users.find((entry) => entry.uid === uid)?.gid : undefined
    return done({ ...(uid !== undefined && { uid }), ...(login !== undefined && { gid: login }) })
  }
  const group = (groupsOf(tree) ?? []).find((entry) => entry.name === groupPart)
  const gid = group?.gid ?? (isNumber(groupPart) ? Number(groupPart) : undefined)
  return gid === undefined ? failed('EINVAL') : done({ ...(uid !== undefined && { uid }), gid })
}

/** Where runc says that a user is at home: the passwd entry's directory, else the root. */
export function homeOf(tree: Tree, uid: number): string {
  const entry = usersOf(tree)?.find((user) => user.uid === uid)
  return entry === undefined || entry.home === '' ? '/' : entry.home
}

function splitOnce(value: string): readonly [string, string?, string?] {
  const at = value.indexOf(':')
  return at === -1 ? [value] : [value.slice(0, at), value.slice(at + 1), ':']
}

/** Whether a word is an id written as a number, not a name. */
export function isNumber(text: string): boolean {
  return /^[0-9]+$/.test(text)
}

function textAt(tree: Tree, path: string): string | undefined {
  const place = resolveLinks(tree, path)
  const node = place?.node ?? entryAt(tree, path)
  return node?.kind === 'file' && node.content.kind === 'real' ? textOf(node.content.bytes) : undefined
}
