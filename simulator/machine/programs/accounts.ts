import { readTextFile } from '../files.ts'
import type { Process } from '../process.ts'
import { type GroupEntry, isNumber, type PasswdEntry, parseGroups, parsePasswd } from '../users.ts'

/** The users and groups that an image knows, in the order of its files. What is missing or malformed is left out. */
export interface Accounts {
  readonly users: readonly PasswdEntry[]
  readonly groups: readonly GroupEntry[]
  /** The name of a user or group, or the number as a text where it has none. */
  readonly userName: (uid: number) => string
  readonly groupName: (gid: number) => string
}

/** Reads /etc/passwd and /etc/group of the image. */
export function readAccounts(process: Process): Accounts {
  const users = parsePasswd(readTextFile(process, '/etc/passwd').value ?? '')
  const groups = parseGroups(readTextFile(process, '/etc/group').value ?? '')
  return {
    users,
    groups,
    userName: (uid) => users.find((user) => user.uid === uid)?.name ?? `${uid}`,
    groupName: (gid) => groups.find((group) => group.gid === gid)?.name ?? `${gid}`,
  }
}

/** Owner and group as chown is told; what is not named stays as it is. */
export interface Ownership {
  readonly uid?: number | undefined
  readonly gid?: number | undefined
}

/** What was wrong with an owner: the part that no entry has. */
export interface UnknownAccount {
  readonly unknown: 'user' | 'group'
  readonly name: string
}

/** Reads `user`, `user:group`, `:group`, `user:` (their login group) and numbers. */
export function parseOwnership(accounts: Accounts, text: string): Ownership | UnknownAccount {
  const at = text.search(/[:]/)
  const userText = at === -1 ? text : text.slice(0, at)
  const groupText = at === -1 ? undefined : text.slice(at + 1)
  const user = accounts.users.find((entry) => entry.name === userText)
  if (userText !== '' && user === undefined && !isNumber(userText)) return { unknown: 'user', name: userText }
  const uid = userText === '' ? undefined : (user?.uid ?? Number(userText))
  if (groupText === undefined) return { uid }
  if (groupText === '') return { uid, gid: user?.gid }
  const gid = groupNumber(accounts, groupText)
  return gid === undefined ? { unknown: 'group', name: groupText } : { uid, gid }
}

/** The number of a group given by name or number. */
export function groupNumber(accounts: Accounts, text: string): number | undefined {
  const group = accounts.groups.find((entry) => entry.name === text)
  return group?.gid ?? (isNumber(text) ? Number(text) : undefined)
}
