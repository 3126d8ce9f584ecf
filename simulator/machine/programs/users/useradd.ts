import { exists } from '../../files.ts'
import type { Process } from '../../process.ts'
import { whyNotExecutable } from '../../run.ts'
import { isNumber } from '../../users.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { daysTo } from '../calendar.ts'
import { type Options, type OptionTable, readOptions } from '../options.ts'
import { fail, printError, program } from '../program.ts'
import { accountFiles, accountLines, changeAccountLines, groupLine, passwdLine, today, withMember } from './files.ts'
import { makeHome } from './home.ts'
import { nextNumber, rangeFrom, settingsIn } from './numbers.ts'
import { lock, shadowUsage } from './shadow.ts'

const table: OptionTable = {
  short: 'b:c:d:De:f:Fg:G:k:K:lmMNop:rR:P:s:u:UZ:',
  long: {
    badname: 'badname',
    'base-dir': 'b:',
    comment: 'c:',
    'home-dir': 'd:',
    home: 'd:',
    defaults: 'D',
    expiredate: 'e:',
    inactive: 'f:',
    'add-subids-for-system': 'F',
    gid: 'g:',
    groups: 'G:',
    skel: 'k:',
    key: 'K:',
    'no-log-init': 'l',
    'create-home': 'm',
    'no-create-home': 'M',
    'no-user-group': 'N',
    'non-unique': 'o',
    password: 'p:',
    system: 'r',
    shell: 's:',
    uid: 'u:',
    'user-group': 'U',
  },
  status: 2,
  usage: '[options] LOGIN',
}

/** `useradd`: adds a user. */
export const useradd = program({
  names: ['useradd'],
  summary: 'Adds a user to the image, with a group and, when asked, a home directory.',
  exact:
    'What is written to /etc/passwd, group, shadow, gshadow, subuid and subgid, their backups, and the home directory.',
  missing: 'Changing the defaults (-D), other roots (-R, -P), SELinux (-Z).',
  run: (process) => {
    const options = readOptions(process, 'gnu', table)
    const [name, extra] = options.operands
    if (options.has('D')) return showDefaults(process)
    if (name === undefined || extra !== undefined) return shadowUsage(process, table)
    addUser(process, options, name)
    return 0
  },
})

function addUser(process: Process, options: Options, name: string): void {
  if (!isGoodName(name) && !options.has('badname'))
    fail(process, `invalid user name '${name}': use --badname to ignore`, 3)
  const accounts = readAccounts(process)
  const settings = settingsIn(process, '/etc/login.defs')
  const defaults = settingsIn(process, '/etc/default/useradd')
  const isSystem = options.has('r')
  const given = options.value('g')
  const login = given === undefined ? undefined : groupNumberOf(process, accounts, given)
  const memberships = (options.value('G') ?? '').split(',').filter((group) => group !== '')
  const groups = memberships.map((group) => groupNumberOf(process, accounts, group))
  const shell = options.value('s') ?? defaults.get('SHELL') ?? '/bin/sh'
  if (shell !== '' && options.has('s') && whyNotExecutable(process, shell) !== undefined)
    printError(process, `Warning: missing or non-executable shell '${shell}'`)
  lock(process, accountFiles.passwd)
  if (accounts.users.some((user) => user.name === name)) fail(process, `user '${name}' already exists`, 9)
  const makesGroup =
    login === undefined &&
    !options.has('N') &&
    (options.has('U') || (settings.get('USERGROUPS_ENAB') ?? 'yes') === 'yes')
  if (makesGroup && accounts.groups.some((group) => group.name === name))
    fail(process, `group ${name} exists - if you want to add this user to that group, use -g.`, 9)
  const uid = userNumber(process, options, accounts, settings, name)
  const usedGroups = new Set(accounts.groups.map((group) => group.gid))
  const groupRange = rangeFrom(settings, 'G', isSystem)
  const own = (): number => nextNumber(usedGroups, groupRange, isSystem, uid) ?? fail(process, "can't create group", 4)
  const gid = login ?? (makesGroup ? own() : Number(defaults.get('GROUP') ?? 100))
  const home = options.value('d') ?? `${options.value('b') ?? defaults.get('HOME') ?? '/home'}/${name}`
  const hasShadow = accountLines(process, accountFiles.shadow) !== undefined
  const comment = options.value('c') ?? ''
  const line = passwdLine({ name, uid, gid, comment, home, shell }, hasShadow ? 'x' : (options.value('p') ?? '!'))
  changeAccountLines(process, accountFiles.passwd, (lines) => [...lines, line])
  changeAccountLines(process, accountFiles.shadow, (lines) => [...lines, shadowLine(process, options, name)])
  changeGroups(process, { name, gid: makesGroup ? gid : undefined, groups, accounts })
  if (!isSystem || options.has('F')) addSubordinates(process, name)
  const makesHome = !options.has('M') && (options.has('m') || (settings.get('CREATE_HOME') === 'yes' && !isSystem))
  if (makesHome) makeUserHome(process, options, settings, { uid, gid, home })
}

/** Debian's tools refuse little: no colon, comma, slash or blank, and no dash, plus or tilde first. */
export function isGoodName(name: string): boolean {
  return /^[^-~+:,/\s][^:,/\s]*$/.test(name) && name.length <= 32
}

function groupNumberOf(process: Process, accounts: Accounts, text: string): number {
  const found = accounts.groups.find((group) => group.name === text || (isNumber(text) && group.gid === Number(text)))
  return found?.gid ?? fail(process, `group '${text}' does not exist`, 6)
}

function userNumber(
  process: Process,
  options: Options,
  accounts: Accounts,
  settings: ReadonlyMap<string, string>,
  name: string,
): number {
  const used = new Set(accounts.users.map((user) => user.uid))
  const isSystem = options.has('r')
  const range = rangeFrom(settings, 'U', isSystem)
  const text = options.value('u')
  if (text === undefined) return nextNumber(used, range, isSystem) ?? fail(process, "can't create user", 4)
  if (!isNumber(text)) return fail(process, `invalid user ID '${text}'`, 3)
  const uid = Number(text)
  if (used.has(uid) && !options.has('o')) fail(process, `UID ${uid} is not unique`, 4)
  const prefix = isSystem ? 'SYS_' : ''
  // System numbers below the range are what they are meant for.
  if (isSystem ? uid > range.most : uid < range.least || uid > range.most)
    process.errors.write(
      `useradd warning: ${name}'s uid ${uid} outside of the ${prefix}UID_MIN ${range.least} and ${prefix}UID_MAX ${range.most} range.\n`,
    )
  return uid
}

function shadowLine(process: Process, options: Options, name: string): string {
  const [least, most, warn] = options.has('r') ? ['', '', ''] : ['0', '99999', '7']
  const inactive = options.value('f') ?? ''
  const expires = /^(\d+)-(\d+)-(\d+)$/.exec(options.value('e') ?? '')
  const day = expires === null ? '' : `${daysTo(Number(expires[1]), Number(expires[2]), Number(expires[3]))}`
  return [name, options.value('p') ?? '!', today(process), least, most, warn, inactive, day, ''].join(':')
}

interface GroupChange {
  readonly name: string
  /** Of the group to make. */
  readonly gid: number | undefined
  readonly groups: readonly number[]
  readonly accounts: Accounts
}

function changeGroups(process: Process, { name, gid, groups, accounts }: GroupChange): void {
  const joined = accounts.groups.filter((group) => groups.includes(group.gid)).map((group) => group.name)
  changeAccountLines(process, accountFiles.group, (lines) => {
    const members = joined.reduce((each, group) => withMember(each, group, name, true), lines)
    return gid === undefined ? members : [...members, groupLine({ name, gid, members: [] })]
  })
  changeAccountLines(process, accountFiles.gshadow, (lines) => {
    const members = joined.reduce((each, group) => withMember(each, group, name, true), lines)
    return gid === undefined ? members : [...members, `${name}:!::`]
  })
}

const perUser = 65536

/** Ranges of numbers for the user's own containers, where the image keeps such a list. */
function addSubordinates(process: Process, name: string): void {
  for (const path of ['/etc/subuid', '/etc/subgid']) {
    if (!exists(process, '/etc/subuid') || !exists(process, '/etc/subgid')) return
    changeAccountLines(process, path, (lines) => {
      if (lines.some((line) => line.startsWith(`${name}:`))) return lines
      const ends = lines.map((line) => Number(line.split(':')[1]) + Number(line.split(':')[2]))
      return [...lines, `${name}:${Math.max(100_000, ...ends)}:${perUser}`]
    })
  }
}

function makeUserHome(
  process: Process,
  options: Options,
  settings: ReadonlyMap<string, string>,
  { uid, gid, home }: { readonly uid: number; readonly gid: number; readonly home: string },
): void {
  if (exists(process, home)) {
    process.errors.write(
      `useradd: warning: the home directory ${home} already exists.\nuseradd: Not copying any file from skel directory into it.\n`,
    )
    return
  }
  const umask = Number.parseInt(settings.get('UMASK') ?? '022', 8)
  const mode = settings.has('HOME_MODE') ? Number.parseInt(settings.get('HOME_MODE') ?? '', 8) : 0o777 & ~umask
  makeHome(process, home, { uid, gid }, { mode, skeleton: options.value('k') ?? '/etc/skel' })
}

function showDefaults(process: Process): number {
  const defaults = settingsIn(process, '/etc/default/useradd')
  process.output.write(
    `GROUP=100\nHOME=/home\nINACTIVE=-1\nEXPIRE=\nSHELL=${defaults.get('SHELL') ?? '/bin/sh'}\nSKEL=/etc/skel\nCREATE_MAIL_SPOOL=no\nLOG_INIT=yes\n`,
  )
  return 0
}
