import { exists, rename } from '../../files.ts'
import type { Process } from '../../process.ts'
import { isNumber } from '../../users.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { type Options, type OptionTable, readOptions } from '../options.ts'
import { fail, printError, program } from '../program.ts'
import { accountFiles, changeAccountLines, withField, withMember } from './files.ts'
import { giveAll } from './home.ts'
import { lock, shadowUsage } from './shadow.ts'

const usermodTable: OptionTable = {
  short: 'abc:d:e:f:g:G:l:Lmop:P:rR:s:u:Uv:V:w:W:Z:',
  long: {
    append: 'a',
    badname: 'b',
    comment: 'c:',
    home: 'd:',
    expiredate: 'e:',
    inactive: 'f:',
    gid: 'g:',
    groups: 'G:',
    login: 'l:',
    lock: 'L',
    'move-home': 'm',
    'non-unique': 'o',
    password: 'p:',
    remove: 'r',
    shell: 's:',
    uid: 'u:',
    unlock: 'U',
  },
  status: 2,
  usage: '[options] LOGIN',
}

/** `usermod`: changes a user. */
export const usermod = program({
  names: ['usermod'],
  summary: 'Changes a user: groups, number, name, home, shell, password lock.',
  missing: 'Subordinate numbers (-v, -w and the like), other roots (-R, -P).',
  run: (process) => {
    const options = readOptions(process, 'gnu', usermodTable)
    const [name] = options.operands
    if (name === undefined) return shadowUsage(process, usermodTable)
    if (options.given.length === 0) {
      printError(process, 'no options')
      return shadowUsage(process, usermodTable)
    }
    changeUser(process, options, name)
    return 0
  },
})

function changeUser(process: Process, options: Options, name: string): void {
  const accounts = readAccounts(process)
  const user = accounts.users.find((each) => each.name === name)
  if (user === undefined) fail(process, `user '${name}' does not exist`, 6)
  const findGroup = (text: string): Accounts['groups'][number] =>
    accounts.groups.find((group) => group.name === text || (isNumber(text) && group.gid === Number(text))) ??
    fail(process, `group '${text}' does not exist`, 6)
  const login = options.value('g')
  const gid = login === undefined ? user.gid : findGroup(login).gid
  const list = options.value('G')
  const groups = list
    ?.split(',')
    .filter((group) => group !== '')
    .map((group) => findGroup(group).name)
  const uid = Number(options.value('u') ?? user.uid)
  if (Number.isNaN(uid)) fail(process, `invalid user ID '${options.value('u')}'`, 3)
  if (uid !== user.uid && !options.has('o') && accounts.users.some((each) => each.uid === uid))
    fail(process, `UID '${uid}' already exists`, 4)
  const newName = options.value('l') ?? name
  if (newName !== name && accounts.users.some((each) => each.name === newName))
    fail(process, `user '${newName}' already exists`, 9)
  const next = {
    ...user,
    name: newName,
    uid,
    gid,
    comment: options.value('c') ?? user.comment,
    home: options.value('d') ?? user.home,
    shell: options.value('s') ?? user.shell,
  }
  const isSame = Object.entries(next).every(([key, value]) =>
    Object.entries(user).some(([other, before]) => other === key && before === value),
  )
  const touchesShadow = options.has('L') || options.has('U') || options.has('p') || options.has('e') || options.has('f')
  if (isSame && groups === undefined && !touchesShadow) {
    process.output.write('usermod: no changes\n')
    return
  }
  lock(process, accountFiles.passwd)
  const fields = [next.name, undefined, `${next.uid}`, `${next.gid}`, next.comment, next.home, next.shell]
  changeAccountLines(process, accountFiles.passwd, (lines) =>
    lines.map((line) => {
      const own = line.split(':')
      return own[0] === name ? own.map((field, at) => fields[at] ?? field).join(':') : line
    }),
  )
  changeAccountLines(process, accountFiles.shadow, (lines) => {
    const locked = withField(lines, name, 1, (password) => passwordAfter(options, password))
    return withField(locked, name, 0, () => newName)
  })
  changeMemberships(process, options, accounts, { name, newName, groups })
  if (options.has('m') && options.has('d') && exists(process, user.home)) rename(process, user.home, next.home)
  if (uid !== user.uid && exists(process, next.home) && next.home !== '/')
    giveAll(process, next.home, { uid }, { uid: user.uid })
  if (gid !== user.gid && exists(process, next.home) && next.home !== '/')
    giveAll(process, next.home, { gid }, { gid: user.gid })
}

function passwordAfter(options: Options, password: string): string {
  const given = options.value('p') ?? password
  if (options.has('L')) return given.startsWith('!') ? given : `!${given}`
  return options.has('U') ? given.replace(/^!/, '') : given
}

interface Memberships {
  readonly name: string
  readonly newName: string
  readonly groups: readonly string[] | undefined
}

function changeMemberships(
  process: Process,
  options: Options,
  accounts: Accounts,
  { name, newName, groups }: Memberships,
): void {
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) =>
      accounts.groups.reduce((each, group) => {
        const was = group.members.includes(name)
        const isAsked = groups?.includes(group.name) === true
        const is =
          groups === undefined ? was : options.has('r') ? was && !isAsked : options.has('a') ? was || isAsked : isAsked
        if (was === is && newName === name) return each
        const without = was ? withMember(each, group.name, name, false) : each
        return is ? withMember(without, group.name, newName, true) : without
      }, lines),
    )
}
