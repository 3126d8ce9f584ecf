import type { Process, User } from '../process.ts'
import { isNumber, type PasswdEntry } from '../users.ts'
import { type Accounts, readAccounts } from './accounts.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

/** `id`: who a user is. */
export const id = program({
  names: ['id'],
  summary: 'Prints the numbers and names of a user and their groups.',
  missing: 'Security contexts.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'agGnruzZ',
      gnuOnly: 'azZ',
      long:
        flavour === 'gnu' ? { group: 'g', groups: 'G', name: 'n', real: 'r', user: 'u', zero: 'z', context: 'Z' } : {},
      usage: flavour === 'gnu' ? '[OPTION]... [USER]...' : '[-ugGnr] [USER]',
    }
    const options = readOptions(process, flavour, table)
    const accounts = readAccounts(process)
    const isDefault = !['u', 'g', 'G'].some((key) => options.has(key))
    if (['u', 'g', 'G'].filter((key) => options.has(key)).length > 1)
      flavour === 'gnu'
        ? fail(process, 'cannot print "only" of more than one choice')
        : wrongUsage(process, flavour, table, '')
    if (isDefault && (options.has('n') || options.has('r')))
      flavour === 'gnu'
        ? fail(process, 'cannot print only names or real IDs in default format')
        : wrongUsage(process, flavour, table, '')
    if (isDefault && options.has('z')) fail(process, 'option --zero not permitted in default format')
    if (flavour === 'busybox' && options.operands.length > 1) wrongUsage(process, flavour, table, '')
    if (options.operands.length === 0) return show(process, flavour, options, accounts, process.user)
    let status = 0
    for (const name of options.operands) {
      const entry = findUser(accounts, name, flavour === 'gnu')
      if (entry !== undefined)
        status = Math.max(status, show(process, flavour, options, accounts, userOf(accounts, entry)))
      else {
        printError(process, flavour === 'gnu' ? `${quote(name)}: no such user` : `unknown user ${name}`)
        status = 1
      }
    }
    return status
  },
})

/** The account that a name, or where `orNumber` a number, stands for. */
export function findUser(accounts: Accounts, name: string, orNumber: boolean): PasswdEntry | undefined {
  const number = name.replace(/^\+/, '')
  return (
    accounts.users.find((user) => user.name === name) ??
    (orNumber && isNumber(number) ? accounts.users.find((user) => user.uid === Number(number)) : undefined)
  )
}

/** A user with all groups of their account, the login group first, then those that list the name, in the order of the file. */
export function userOf(accounts: Accounts, entry: PasswdEntry): User {
  const listed = accounts.groups.filter((group) => group.members.includes(entry.name)).map((group) => group.gid)
  return { uid: entry.uid, gid: entry.gid, groups: [...new Set([entry.gid, ...listed])] }
}

/** The groups as `id` prints them: GNU puts the own one first, busybox leaves them as the kernel has them. Source: recorded case user-workdir. */
function groupsOf(user: User, flavour: Flavour): readonly number[] {
  return flavour === 'busybox' && user.groups.includes(user.gid)
    ? user.groups
    : [...new Set([user.gid, ...user.groups])]
}

function show(process: Process, flavour: Flavour, options: Options, accounts: Accounts, user: User): number {
  const end = options.has('z') ? '\0' : '\n'
  let status = 0
  const name = (number: number, isGroup: boolean): string => {
    if (!options.has('n')) return `${number}`
    const entry = isGroup
      ? accounts.groups.find((group) => group.gid === number)
      : accounts.users.find((each) => each.uid === number)
    if (entry !== undefined) return entry.name
    printError(process, noName(flavour, number, isGroup))
    status = 1
    return `${number}`
  }
  if (options.has('u')) process.output.write(name(user.uid, false) + end)
  else if (options.has('g')) process.output.write(name(user.gid, true) + end)
  else if (options.has('G')) {
    const separator = options.has('z') ? '\0' : ' '
    process.output.write(
      groupsOf(user, flavour)
        .map((gid) => name(gid, true))
        .join(separator) + end,
    )
  } else process.output.write(`${allOf(accounts, user, flavour)}\n`)
  return status
}

function noName(flavour: Flavour, number: number, isGroup: boolean): string {
  return flavour === 'gnu' ? `cannot find name for ${isGroup ? 'group' : 'user'} ID ${number}` : `unknown ID ${number}`
}

function allOf(accounts: Accounts, user: User, flavour: Flavour): string {
  const userName = accounts.users.find((entry) => entry.uid === user.uid)?.name
  const group = (gid: number): string => {
    const entry = accounts.groups.find((each) => each.gid === gid)
    return entry === undefined ? `${gid}` : `${gid}(${entry.name})`
  }
  const uid = userName === undefined ? `${user.uid}` : `${user.uid}(${userName})`
  return `uid=${uid} gid=${group(user.gid)} groups=${groupsOf(user, flavour).map(group).join(',')}`
}

/** `whoami`: the name of the user. */
export const whoami = program({
  names: ['whoami'],
  summary: 'Prints the name of the user.',
  run: (process, flavour) => {
    const table: OptionTable = { short: '', usage: flavour === 'gnu' ? '[OPTION]...' : '' }
    const { operands } = readOptions(process, flavour, table)
    if (operands[0] !== undefined)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand ${quote(operands[0])}` : '')
    const { uid } = process.user
    const entry = readAccounts(process).users.find((user) => user.uid === uid)
    if (entry === undefined)
      return fail(process, flavour === 'gnu' ? `cannot find name for user ID ${uid}` : `unknown uid ${uid}`)
    process.output.write(`${entry.name}\n`)
    return 0
  },
})

/** `groups`: the names of a user's groups. */
export const groups = program({
  names: ['groups'],
  summary: 'Prints the groups of a user.',
  run: (process, flavour) => {
    const table: OptionTable = { short: '', usage: flavour === 'gnu' ? '[OPTION]... [USERNAME]...' : '[USER]' }
    const { operands } = readOptions(process, flavour, table)
    const accounts = readAccounts(process)
    let status = 0
    const namesOf = (user: User): string =>
      groupsOf(user, flavour)
        .map((gid) => {
          const entry = accounts.groups.find((group) => group.gid === gid)
          if (entry === undefined) {
            printError(process, noName(flavour, gid, true))
            status = 1
          }
          return entry?.name ?? `${gid}`
        })
        .join(' ')
    if (operands.length === 0) process.output.write(`${namesOf(process.user)}\n`)
    for (const name of operands) {
      const entry = findUser(accounts, name, false)
      if (entry !== undefined) {
        const names = namesOf(userOf(accounts, entry))
        process.output.write(flavour === 'gnu' ? `${name} : ${names}\n` : `${names}\n`)
        continue
      }
      printError(process, flavour === 'gnu' ? `${quote(name)}: no such user` : `unknown user ${name}`)
      status = 1
    }
    return status
  },
})
