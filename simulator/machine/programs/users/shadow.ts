import { exists, unlink } from '../../files.ts'
import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { commandName, type Options, type OptionTable, readOptions } from '../options.ts'
import { isSameFile } from '../place.ts'
import { end, fail, printError, program } from '../program.ts'
import { removeAll } from '../remove.ts'
import { accountFiles, changeAccountLines, withField, withMember, withoutName } from './files.ts'
import { nextNumber, rangeFrom, settingsIn } from './numbers.ts'
import { isGoodName } from './useradd.ts'

/** Prints the first line of the usage and ends with 2, as shadow's tools do. */
export function shadowUsage(process: Process, table: OptionTable): never {
  process.errors.write(`Usage: ${commandName(process)} ${table.usage}\n\n`)
  return end(2)
}

/** Only root may change the account files. */
export function lock(process: Process, path: string, status = 1): void {
  if (process.user.uid === 0) return
  printError(process, 'Permission denied.')
  fail(process, `cannot lock ${path}; try again later.`, status)
}

const groupaddTable: OptionTable = {
  short: 'fg:K:op:rR:P:U:',
  long: { force: 'f', gid: 'g:', key: 'K:', 'non-unique': 'o', password: 'p:', system: 'r', users: 'U:' },
  status: 2,
  usage: '[options] GROUP',
}

/** `groupadd`: adds a group. */
export const groupadd = program({
  names: ['groupadd'],
  summary: 'Adds a group to the image.',
  missing: 'Other roots (-R, -P).',
  run: (process) => {
    const options = readOptions(process, 'gnu', groupaddTable)
    const [name, extra] = options.operands
    if (name === undefined || extra !== undefined) return shadowUsage(process, groupaddTable)
    if (!isGoodName(name)) fail(process, `'${name}' is not a valid group name`, 3)
    const accounts = readAccounts(process)
    lock(process, accountFiles.group, 10)
    if (accounts.groups.some((group) => group.name === name))
      return options.has('f') ? 0 : fail(process, `group '${name}' already exists`, 9)
    const gid = groupNumberFor(process, options, accounts)
    const members = (options.value('U') ?? '').split(',').filter((member) => member !== '')
    changeAccountLines(process, accountFiles.group, (lines) => [...lines, `${name}:x:${gid}:${members.join(',')}`])
    changeAccountLines(process, accountFiles.gshadow, (lines) => [
      ...lines,
      `${name}:${options.value('p') ?? '!'}::${members.join(',')}`,
    ])
    return 0
  },
})

function groupNumberFor(process: Process, options: Options, accounts: Accounts): number {
  const used = new Set(accounts.groups.map((group) => group.gid))
  const text = options.value('g')
  const range = rangeFrom(settingsIn(process, '/etc/login.defs'), 'G', options.has('r'))
  const next = (): number => nextNumber(used, range, options.has('r')) ?? fail(process, "can't create group", 4)
  if (text === undefined) return next()
  if (!isNumber(text)) return fail(process, `invalid group ID '${text}'`, 3)
  if (!used.has(Number(text)) || options.has('o')) return Number(text)
  return options.has('f') ? next() : fail(process, `GID '${text}' already exists`, 4)
}

const groupmodTable: OptionTable = {
  short: 'ag:n:op:R:P:U:',
  long: { append: 'a', gid: 'g:', 'new-name': 'n:', 'non-unique': 'o', password: 'p:', users: 'U:' },
  status: 2,
  usage: '[options] GROUP',
}

/** `groupmod`: changes a group. */
export const groupmod = program({
  names: ['groupmod'],
  summary: 'Changes the name or number of a group.',
  missing: 'Other roots (-R, -P).',
  run: (process) => {
    const options = readOptions(process, 'gnu', groupmodTable)
    const [name] = options.operands
    if (name === undefined) return shadowUsage(process, groupmodTable)
    const accounts = readAccounts(process)
    const group = accounts.groups.find((each) => each.name === name)
    if (group === undefined) return fail(process, `group '${name}' does not exist`, 6)
    const gid = options.value('g') ?? `${group.gid}`
    if (!isNumber(gid)) fail(process, `invalid group ID '${gid}'`, 3)
    const isTaken = accounts.groups.some((each) => each.gid === Number(gid) && each.name !== name)
    if (isTaken && !options.has('o')) fail(process, `GID '${gid}' already exists`, 4)
    const newName = options.value('n') ?? name
    if (newName !== name && accounts.groups.some((each) => each.name === newName))
      fail(process, `group '${newName}' already exists`, 9)
    lock(process, accountFiles.group, 10)
    changeAccountLines(process, accountFiles.group, (lines) =>
      withField(
        withField(lines, name, 2, () => gid),
        name,
        0,
        () => newName,
      ),
    )
    changeAccountLines(process, accountFiles.gshadow, (lines) => withField(lines, name, 0, () => newName))
    if (Number(gid) !== group.gid)
      changeAccountLines(process, accountFiles.passwd, (lines) =>
        accounts.users
          .filter((user) => user.gid === group.gid)
          .reduce((each, user) => withField(each, user.name, 3, () => gid), lines),
      )
    return 0
  },
})

/** `groupdel`: removes a group. */
export const groupdel = program({
  names: ['groupdel'],
  summary: 'Removes a group.',
  run: (process) => {
    const own: OptionTable = { short: 'fR:P:', long: { force: 'f' }, status: 2, usage: '[options] GROUP' }
    const options = readOptions(process, 'gnu', own)
    const [name] = options.operands
    if (name === undefined) return shadowUsage(process, own)
    const accounts = readAccounts(process)
    const group = accounts.groups.find((each) => each.name === name)
    if (group === undefined) return fail(process, `group '${name}' does not exist`, 6)
    const user = accounts.users.find((each) => each.gid === group.gid)
    if (user !== undefined && !options.has('f'))
      return fail(process, `cannot remove the primary group of user '${user.name}'`, 8)
    lock(process, accountFiles.group, 10)
    removeGroup(process, name)
    return 0
  },
})

/** Takes a group's lines out of the files. */
export function removeGroup(process: Process, name: string): void {
  changeAccountLines(process, accountFiles.group, (lines) => withoutName(lines, name))
  changeAccountLines(process, accountFiles.gshadow, (lines) => withoutName(lines, name))
}

/** `userdel`: removes a user. */
export const userdel = program({
  names: ['userdel'],
  summary: 'Removes a user and, when asked, the home directory.',
  run: (process) => {
    const own: OptionTable = {
      short: 'frR:P:Z',
      long: { force: 'f', remove: 'r' },
      status: 2,
      usage: '[options] LOGIN',
    }
    const options = readOptions(process, 'gnu', own)
    const [name] = options.operands
    if (name === undefined) return shadowUsage(process, own)
    const accounts = readAccounts(process)
    const user = accounts.users.find((each) => each.name === name)
    if (user === undefined) return fail(process, `user '${name}' does not exist`, 6)
    lock(process, accountFiles.passwd)
    removeUser(process, accounts, name)
    if (options.has('r')) {
      if (!exists(process, `/var/mail/${name}`)) printError(process, `${name} mail spool (/var/mail/${name}) not found`)
      else unlink(process, `/var/mail/${name}`)
      if (!exists(process, user.home)) printError(process, `${name} home directory (${user.home}) not found`)
      else if (!isSameFile(process, user.home, '/')) removeAll(process, 'gnu', user.home)
    }
    return 0
  },
})

/** Takes a user's lines out of the files, and with them a group of the same name that nobody else is in. */
export function removeUser(process: Process, accounts: Accounts, name: string): void {
  const user = accounts.users.find((each) => each.name === name)
  changeAccountLines(process, accountFiles.passwd, (lines) => withoutName(lines, name))
  changeAccountLines(process, accountFiles.shadow, (lines) => withoutName(lines, name))
  const group = accounts.groups.find((each) => each.name === name && each.gid === user?.gid)
  const isAlone =
    group?.members.every((member) => member === name) &&
    !accounts.users.some((each) => each.gid === group.gid && each.name !== name)
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => {
      const left = accounts.groups.reduce(
        (each, { name: groupName }) => withMember(each, groupName, name, false),
        lines,
      )
      return isAlone ? withoutName(left, name) : left
    })
  for (const path of ['/etc/subuid', '/etc/subgid'])
    changeAccountLines(process, path, (lines) => withoutName(lines, name))
}
