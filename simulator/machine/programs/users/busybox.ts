import { chmod, exists } from '../../files.ts'
import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { commandName, type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { fail, printError } from '../program.ts'
import { removeAll } from '../remove.ts'
import {
  accountFiles,
  changeAccountLines,
  fieldsOf,
  groupLine,
  passwdLine,
  today,
  withMember,
  withoutName,
} from './files.ts'
import { makeHome } from './home.ts'

/*
 * The account programs of busybox, as Alpine uses them. Source: busybox loginutils/{adduser,addgroup,deluser}.c, libbb/update_passwd.c.
 */

const adduserTable: OptionTable = {
  short: 'h:g:s:G:SDHu:k:',
  long: {
    home: 'h:',
    gecos: 'g:',
    shell: 's:',
    ingroup: 'G:',
    system: 'S',
    'disabled-password': 'D',
    'empty-password': 'D',
    'no-create-home': 'H',
    uid: 'u:',
    skel: 'k:',
  },
  usage: '[OPTIONS] USER [GROUP]',
}

/** `adduser`: adds a user, or a user to a group. */
export function addUserAsBusybox(process: Process): number {
  const options = readOptions(process, 'busybox', adduserTable)
  const [name, group, extra] = options.operands
  if (name === undefined || extra !== undefined) wrongUsage(process, 'busybox', adduserTable, '')
  mustBeRoot(process)
  const accounts = readAccounts(process)
  if (group !== undefined) return join(process, accounts, name, group)
  if (!/^[A-Za-z0-9_.][A-Za-z0-9_.-]*\$?$/.test(name))
    fail(process, `illegal character with code ${name.charCodeAt(0)} at position 0`)
  if (accounts.users.some((user) => user.name === name)) fail(process, `user '${name}' in use`)
  const isSystem = options.has('S')
  const groupName = options.value('G') ?? (isSystem ? 'nogroup' : undefined)
  const found = groupName === undefined ? undefined : groupNamed(process, accounts, groupName)
  const uid = userNumber(process, options, accounts, found !== undefined)
  if (found === undefined && accounts.groups.some((each) => each.name === name))
    fail(process, `group name '${name}' is in use`)
  const gid = found?.gid ?? uid
  const home = options.value('h') ?? `/home/${name}`
  const comment = options.value('g') ?? 'Linux User,,,'
  const shell = options.value('s') ?? (isSystem ? noLogin(process) : ownShell(process, accounts))
  changeAccountLines(process, accountFiles.passwd, (lines) => [
    ...lines,
    passwdLine({ name, uid, gid, comment, home, shell }),
  ])
  changeAccountLines(process, accountFiles.shadow, (lines) => [...lines, `${name}:!:${today(process)}:0:99999:7:::`])
  if (found === undefined) writeGroup(process, name, gid)
  else if (options.has('G')) addMember(process, found.name, name)
  else addMember(process, found.name, name)
  if (!options.has('H')) makeUserHome(process, options, home, { uid, gid })
  if (options.has('D') || isSystem) return 0
  process.output.write(`Changing password for ${name}\nNew password: \nRetype password: \n`)
  process.errors.write(`passwd: password for ${name} is unchanged\n`)
  return 1
}

function mustBeRoot(process: Process): void {
  if (process.user.uid !== 0) fail(process, 'permission denied (are you root?)')
}

/** System accounts have no shell; Alpine names nologin, others false. */
function noLogin(process: Process): string {
  return exists(process, '/sbin/nologin') ? '/sbin/nologin' : '/bin/false'
}

function ownShell(process: Process, accounts: Accounts): string {
  const own = accounts.users.find((user) => user.uid === process.user.uid)?.shell
  return process.environment.get('SHELL') || own || '/bin/sh'
}

function groupNamed(process: Process, accounts: Accounts, text: string): Accounts['groups'][number] {
  const found = accounts.groups.find((group) => group.name === text || (isNumber(text) && group.gid === Number(text)))
  return found ?? fail(process, `unknown group ${text}`)
}

/** The first number from 100, or 1000 for people, that no user has, and no group where one is to be made. */
function userNumber(process: Process, options: Options, accounts: Accounts, hasGroup: boolean): number {
  const text = options.value('u')
  const isTaken = (number: number): boolean =>
    accounts.users.some((user) => user.uid === number) ||
    (!hasGroup && accounts.groups.some((group) => group.gid === number))
  if (text !== undefined) {
    if (!isNumber(text)) return fail(process, `invalid number '${text}'`)
    return isTaken(Number(text)) ? fail(process, `uid '${text}' in use`) : Number(text)
  }
  const isSystem = options.has('S')
  const most = isSystem ? 999 : 60_000
  let number = isSystem ? 100 : 1000
  while (isTaken(number)) if (number++ === most) fail(process, 'no uids left')
  return number
}

function makeUserHome(
  process: Process,
  options: Options,
  home: string,
  owner: { readonly uid: number; readonly gid: number },
): void {
  if (exists(process, home)) return
  makeHome(process, home, owner, { mode: 0o755, skeleton: options.value('k') ?? '/etc/skel', keepsTimes: false })
  chmod(process, home, 0o2755)
}

const addgroupTable: OptionTable = {
  short: 'g:S',
  long: { gid: 'g:', system: 'S' },
  usage: '[-g GID] [-S] [USER] GROUP',
}

/** `addgroup`: adds a group, or a user to a group. */
export function addGroupAsBusybox(process: Process): number {
  const options = readOptions(process, 'busybox', addgroupTable)
  const [name, group, extra] = options.operands
  if (name === undefined || extra !== undefined) wrongUsage(process, 'busybox', addgroupTable, '')
  mustBeRoot(process)
  const accounts = readAccounts(process)
  if (group !== undefined) return join(process, accounts, name, group)
  if (accounts.groups.some((each) => each.name === name)) fail(process, `group '${name}' in use`)
  writeGroup(process, name, groupNumber(process, options, accounts))
  return 0
}

function groupNumber(process: Process, options: Options, accounts: Accounts): number {
  const isTaken = (number: number): boolean => accounts.groups.some((group) => group.gid === number)
  const text = options.value('g')
  if (text !== undefined) {
    if (!isNumber(text)) return fail(process, `invalid number '${text}'`)
    return isTaken(Number(text)) ? fail(process, `gid '${text}' in use`) : Number(text)
  }
  const most = options.has('S') ? 999 : 60_000
  let number = options.has('S') ? 100 : 1000
  while (isTaken(number)) if (number++ === most) fail(process, 'no gids left')
  return number
}

function join(process: Process, accounts: Accounts, name: string, group: string): number {
  const found = accounts.groups.find((each) => each.name === group) ?? fail(process, `unknown group ${group}`)
  if (!accounts.users.some((user) => user.name === name)) fail(process, `unknown user ${name}`)
  addMember(process, found.name, name)
  return 0
}

function addMember(process: Process, group: string, name: string): void {
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) =>
      fieldsOf(lines, group)?.[3]?.split(',').includes(name) === true ? lines : withMember(lines, group, name, true),
    )
}

function writeGroup(process: Process, name: string, gid: number): void {
  changeAccountLines(process, accountFiles.group, (lines) => [...lines, groupLine({ name, gid, members: [] })])
  changeAccountLines(process, accountFiles.gshadow, (lines) => [...lines, `${name}:!::`])
}

/** `deluser` and `delgroup`: remove a user or group, or a user from a group. */
export function deleteAsBusybox(process: Process): number {
  const isUser = commandName(process) === 'deluser'
  const table: OptionTable = {
    short: '',
    ...(isUser && { long: { 'remove-home': 'home' } }),
    usage: isUser ? '[--remove-home] USER' : '[USER] GROUP',
  }
  const options = readOptions(process, 'busybox', table)
  const [name, group, extra] = options.operands
  if (name === undefined || extra !== undefined) wrongUsage(process, 'busybox', table, '')
  mustBeRoot(process)
  const accounts = readAccounts(process)
  if (group !== undefined) return leave(process, accounts, name, group)
  return isUser ? deleteUser(process, options, accounts, name) : deleteGroup(process, accounts, name)
}

function leave(process: Process, accounts: Accounts, name: string, group: string): number {
  const found = accounts.groups.find((each) => each.name === group) ?? fail(process, `unknown group ${group}`)
  if (!accounts.users.some((user) => user.name === name)) fail(process, `unknown user ${name}`)
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => withMember(lines, found.name, name, false))
  return 0
}

function deleteUser(process: Process, options: Options, accounts: Accounts, name: string): number {
  const user = accounts.users.find((each) => each.name === name) ?? fail(process, `unknown user ${name}`)
  for (const path of [accountFiles.passwd, accountFiles.shadow])
    changeAccountLines(process, path, (lines) => withoutName(lines, name))
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => {
      const own = accounts.groups.find((group) => group.name === name && group.gid === user.gid)
      const left = accounts.groups
        .filter((group) => group.members.includes(name))
        .reduce((each, group) => withMember(each, group.name, name, false), lines)
      return own === undefined ? left : withoutName(left, name)
    })
  if (options.has('home') && exists(process, user.home)) removeAll(process, 'busybox', user.home)
  return 0
}

function deleteGroup(process: Process, accounts: Accounts, name: string): number {
  const group = accounts.groups.find((each) => each.name === name) ?? fail(process, `unknown group ${name}`)
  const user = accounts.users.find((each) => each.gid === group.gid)
  if (user !== undefined) {
    printError(process, `'${user.name}' still has '${name}' as their primary group!`)
    return 1
  }
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => withoutName(lines, name))
  return 0
}
