import { exists } from '../../files.ts'
import type { Process } from '../../process.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { commandName, type Options, type OptionTable, readOptions } from '../options.ts'
import { end, fail, printError } from '../program.ts'
import { accountFiles, changeAccountLines, groupLine, passwdLine, today, withMember } from './files.ts'
import { makeHome } from './home.ts'
import { lowestFree, settingsIn } from './numbers.ts'
import { removeGroup, removeUser } from './shadow.ts'

/*
 * Debian's adduser, addgroup, deluser and delgroup, which are scripts of their own above useradd and the like, with their words.
 * Source: recorded adduser 3.134 of Debian 12.
 */

const table: OptionTable = {
  short: 'aqh',
  long: {
    'disabled-password': 'no-password',
    'disabled-login': 'no-password',
    gecos: 'comment:',
    comment: 'comment:',
    system: 'system',
    group: 'group',
    ingroup: 'ingroup:',
    gid: 'gid:',
    uid: 'uid:',
    home: 'home:',
    shell: 'shell:',
    'no-create-home': 'no-home',
    quiet: 'q',
    verbose: 'verbose',
    debug: 'debug',
    'allow-bad-names': 'bad',
    'allow-badname': 'bad',
    'force-badname': 'bad',
    'allow-all-names': 'bad',
    'add-extra-groups': 'a',
    firstuid: 'firstuid:',
    lastuid: 'lastuid:',
    firstgid: 'firstgid:',
    lastgid: 'lastgid:',
    conf: 'conf:',
    'remove-home': 'remove-home',
    'remove-all-files': 'remove-all',
    'only-if-empty': 'if-empty',
    backup: 'backup',
    force: 'force',
  },
}

/** What one of the four was told. */
interface Work {
  readonly process: Process
  readonly options: Options
  readonly accounts: Accounts
  readonly tell: (line: string) => void
}

function start(process: Process): Work {
  const options = readOptions(process, 'gnu', table)
  const tell = (line: string): void => {
    if (!options.has('q')) process.output.write(`${line}\n`)
  }
  if (process.user.uid !== 0) fail(process, 'Only root may add a user or group to the system.')
  return { process, options, accounts: readAccounts(process), tell }
}

/** `adduser` and `addgroup` as Debian has them. */
export function addAsDebian(process: Process): number {
  const work = start(process)
  const { options } = work
  const [name, group, extra] = options.operands
  if (name === undefined || extra !== undefined) return fail(process, 'Only one or two names allowed.')
  const isGroup = commandName(process) === 'addgroup' || (options.has('group') && !options.has('system'))
  if (group !== undefined) return join(work, name, group)
  if (!options.has('bad') && !isGoodName(name, options.has('system'))) badName(process, isGroup)
  if (isGroup) return addGroup(work, name)
  return options.has('system') ? addSystemUser(work, name) : addPerson(work, name)
}

function isGoodName(name: string, isSystem: boolean): boolean {
  return isSystem ? /^[A-Za-z_][-A-Za-z0-9_]*\$?$/.test(name) : /^[a-z][-a-z0-9_]*\$?$/.test(name)
}

function badName(process: Process, isGroup: boolean): never {
  const kind = isGroup ? 'groupname' : 'username'
  printError(process, `Please enter a ${kind} matching the regular expression`)
  process.errors.write(
    "            configured via the NAME_REGEX configuration variable.  Use the\n            `--allow-bad-names' option to relax this check or reconfigure\n            NAME_REGEX in configuration.\n",
  )
  return end(1)
}

function join({ process, accounts, tell }: Work, name: string, group: string): number {
  if (!accounts.users.some((user) => user.name === name)) fail(process, `The user \`${name}' does not exist.`)
  const found = accounts.groups.find((each) => each.name === group)
  if (found === undefined) return fail(process, `The group \`${group}' does not exist.`)
  if (found.members.includes(name)) {
    printError(process, `The user \`${name}' is already a member of \`${group}'.`)
    return 0
  }
  tell(`Adding user \`${name}' to group \`${group}' ...`)
  addMember(process, group, name)
  tell('Done.')
  return 0
}

function addMember(process: Process, group: string, name: string): void {
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => withMember(lines, group, name, true))
}

const usedGroups = (accounts: Accounts): ReadonlySet<number> => new Set(accounts.groups.map((group) => group.gid))
const usedUsers = (accounts: Accounts): ReadonlySet<number> => new Set(accounts.users.map((user) => user.uid))

/** From 100 to 999 for the system, from 1000 to 59999 for people, as adduser.conf says where it says something. */
function range(
  { process, options }: Work,
  kind: 'UID' | 'GID',
  isSystem: boolean,
): { readonly least: number; readonly most: number } {
  const settings = settingsIn(process, '/etc/adduser.conf')
  const prefix = isSystem ? 'SYSTEM_' : ''
  const lower = kind.toLowerCase()
  return {
    least: Number(options.value(`first${lower}`) ?? settings.get(`FIRST_${prefix}${kind}`) ?? (isSystem ? 100 : 1000)),
    most: Number(options.value(`last${lower}`) ?? settings.get(`LAST_${prefix}${kind}`) ?? (isSystem ? 999 : 59999)),
  }
}

function addGroup(work: Work, name: string): number {
  const { process, options, accounts, tell } = work
  const found = accounts.groups.find((group) => group.name === name)
  const isSystem = options.has('system')
  if (found !== undefined) {
    if (isSystem && found.gid >= 100 && found.gid <= 999) {
      printError(process, `The group \`${name}' already exists as a system group. Exiting.`)
      return 0
    }
    return fail(process, `The group \`${name}' already exists${isSystem ? ' and is not a system group. Exiting' : ''}.`)
  }
  const asked = options.value('gid')
  if (asked !== undefined && usedGroups(accounts).has(Number(asked)))
    fail(process, `The GID \`${asked}' is already in use.`)
  const gid =
    asked === undefined ? free(process, usedGroups(accounts), range(work, 'GID', isSystem), 'GID') : Number(asked)
  tell(`Adding group \`${name}' (GID ${gid}) ...`)
  writeGroup(process, name, gid)
  tell('Done.')
  return 0
}

function free(
  process: Process,
  used: ReadonlySet<number>,
  { least, most }: { readonly least: number; readonly most: number },
  kind: string,
): number {
  return (
    lowestFree(used, { least, most }) ??
    fail(process, `No ${kind} is available in the range ${least}-${most} (FIRST_${kind} - LAST_${kind}).`)
  )
}

function writeGroup(process: Process, name: string, gid: number): void {
  changeAccountLines(process, accountFiles.group, (lines) => [...lines, groupLine({ name, gid, members: [] })])
  changeAccountLines(process, accountFiles.gshadow, (lines) => [...lines, `${name}:!::`])
}

/** The group that is named with --ingroup or --gid. */
function groupAsked({ process, options, accounts }: Work): Accounts['groups'][number] | undefined {
  const name = options.value('ingroup')
  const gid = options.value('gid')
  if (name === undefined && (gid === undefined || options.has('group'))) return undefined
  const found = accounts.groups.find((group) => (name === undefined ? group.gid === Number(gid) : group.name === name))
  return (
    found ??
    fail(process, name === undefined ? `The GID ${gid} does not exist.` : `The group \`${name}' does not exist.`)
  )
}

function addSystemUser(work: Work, name: string): number {
  const { process, options, accounts, tell } = work
  const before = accounts.users.find((user) => user.name === name)
  if (before !== undefined) {
    if (before.uid < 100 || before.uid > 999)
      fail(process, `The user \`${name}' already exists, but is not a system user. Exiting.`)
    tell(`The system user \`${name}' already exists. Exiting.`)
    return 0
  }
  const asked = options.value('uid')
  if (asked !== undefined && usedUsers(accounts).has(Number(asked)))
    fail(process, `The UID ${asked} is already in use.`)
  const uid = asked === undefined ? free(process, usedUsers(accounts), range(work, 'UID', true), 'UID') : Number(asked)
  const group = groupAsked(work)
  tell(`Adding system user \`${name}' (UID ${uid}) ...`)
  let gid = group?.gid ?? accounts.groups.find((each) => each.name === 'nogroup')?.gid ?? 65534
  let shown = group?.name ?? 'nogroup'
  if (options.has('group')) {
    gid = free(process, usedGroups(accounts), range(work, 'GID', true), 'GID')
    shown = name
    tell(`Adding new group \`${name}' (GID ${gid}) ...`)
    writeGroup(process, name, gid)
  }
  tell(`Adding new user \`${name}' (UID ${uid}) with group \`${shown}' ...`)
  const home = options.value('home') ?? '/nonexistent'
  const shell = options.value('shell') ?? '/usr/sbin/nologin'
  const comment = options.value('comment') ?? ''
  writeUser(process, { name, uid, gid, comment: comment === '' ? '' : `${comment},,,`, home, shell }, ':::')
  if (home === '/nonexistent' || options.has('no-home')) tell(`Not creating \`${home}'.`)
  else if (exists(process, home)) tell(`The home dir ${home} you specified already exists.`)
  else {
    tell(`Creating home directory \`${home}' ...`)
    makeHome(process, home, { uid, gid }, { mode: 0o755, skeleton: undefined })
  }
  return 0
}

function writeUser(process: Process, user: Parameters<typeof passwdLine>[0], ages: string): void {
  changeAccountLines(process, accountFiles.passwd, (lines) => [...lines, passwdLine(user)])
  changeAccountLines(process, accountFiles.shadow, (lines) => [...lines, `${user.name}:!:${today(process)}:${ages}::`])
}

function addPerson(work: Work, name: string): number {
  const { process, options, accounts, tell } = work
  if (accounts.users.some((user) => user.name === name)) fail(process, `The user \`${name}' already exists.`)
  const asked = options.value('uid')
  if (asked !== undefined && usedUsers(accounts).has(Number(asked)))
    fail(process, `The UID ${asked} is already in use.`)
  const group = groupAsked(work)
  if (group === undefined && accounts.groups.some((each) => each.name === name))
    fail(process, `The group \`${name}' already exists.`)
  // User and group of a person get the same number.
  const used = new Set([...usedUsers(accounts), ...(group === undefined ? usedGroups(accounts) : [])])
  const uid = asked === undefined ? free(process, used, range(work, 'UID', false), 'UID') : Number(asked)
  const gid =
    group?.gid ??
    (usedGroups(accounts).has(uid) ? free(process, usedGroups(accounts), range(work, 'GID', false), 'GID') : uid)
  tell(`Adding user \`${name}' ...`)
  if (group === undefined) {
    tell(`Adding new group \`${name}' (${gid}) ...`)
    writeGroup(process, name, gid)
  }
  tell(`Adding new user \`${name}' (${uid}) with group \`${group?.name ?? name} (${gid})' ...`)
  const home = options.value('home') ?? `/home/${name}`
  const shell = options.value('shell') ?? settingsIn(process, '/etc/adduser.conf').get('DSHELL') ?? '/bin/bash'
  const comment = `${options.value('comment') ?? ''},,,`
  writeUser(process, { name, uid, gid, comment, home, shell }, '0:99999:7:')
  addSubordinateRanges(process, name)
  makePersonHome(work, home, { uid, gid })
  askPerson(work, name)
  if (accounts.groups.some((each) => each.name === 'users')) {
    tell(`Adding new user \`${name}' to supplemental / extra groups \`users' ...`)
    tell(`Adding user \`${name}' to group \`users' ...`)
    addMember(process, 'users', name)
  }
  return 0
}

function addSubordinateRanges(process: Process, name: string): void {
  for (const path of ['/etc/subuid', '/etc/subgid'])
    changeAccountLines(process, path, (lines) => {
      const ends = lines.map((line) => Number(line.split(':')[1]) + Number(line.split(':')[2]))
      return [...lines, `${name}:${Math.max(100_000, ...ends)}:65536`]
    })
}

function makePersonHome(
  { process, options, tell }: Work,
  home: string,
  owner: { readonly uid: number; readonly gid: number },
): void {
  if (options.has('no-home')) tell(`Not creating home directory \`${home}'.`)
  else if (exists(process, home))
    printError(process, `The home directory \`${home}' already exists.  Not touching this directory.`)
  else {
    tell(`Creating home directory \`${home}' ...`)
    tell("Copying files from `/etc/skel' ...")
    const mode = Number.parseInt(settingsIn(process, '/etc/adduser.conf').get('DIR_MODE') ?? '0700', 8)
    makeHome(process, home, owner, { mode, skeleton: '/etc/skel', keepsTimes: false })
  }
}

/** What is asked on a terminal; in a build nobody answers, and the account stays without a password. */
function askPerson({ process, options }: Work, name: string): void {
  if (!options.has('no-password')) {
    process.errors.write(
      'New password: Password change has been aborted.\npasswd: Authentication token manipulation error\npasswd: password unchanged\n',
    )
    process.output.write('Try again? [y/N] ')
  }
  if (options.has('comment')) return
  process.output.write(
    `Changing the user information for ${name}\nEnter the new value, or press ENTER for the default\n\tFull Name []: \tRoom Number []: \tWork Phone []: \tHome Phone []: \tOther []: Is the information correct? [Y/n] `,
  )
}

/** `deluser` and `delgroup` as Debian has them. */
export function deleteAsDebian(process: Process): number {
  const work = start(process)
  const { options, accounts, tell } = work
  const [name, group] = options.operands
  if (name === undefined) return fail(process, 'Only one or two names allowed.')
  if (commandName(process) === 'delgroup' || options.has('group')) return deleteGroup(work, name)
  const user = accounts.users.find((each) => each.name === name)
  if (group !== undefined) return leave(work, name, group)
  if (user === undefined) {
    if (options.has('system')) {
      tell(`The user \`${name}' does not exist, but --system was given. Exiting.`)
      return 0
    }
    return fail(process, `The user \`${name}' does not exist.`, 2)
  }
  tell(`Removing user \`${name}' ...`)
  removeUser(process, accounts, name)
  if (!exists(process, '/usr/bin/crontab'))
    printError(process, "`/usr/bin/crontab' not executed. Skipping crontab removal. Package `cron' required.")
  tell('Done.')
  return 0
}

function deleteGroup({ process, options, accounts, tell }: Work, name: string): number {
  const group = accounts.groups.find((each) => each.name === name)
  if (group === undefined) {
    if (options.has('system')) {
      tell(`The group \`${name}' does not exist, but --system was given. Exiting.`)
      return 0
    }
    return fail(process, `The group \`${name}' does not exist.`, 3)
  }
  const user = accounts.users.find((each) => each.gid === group.gid)
  if (user !== undefined) {
    printError(process, `\`${user.name}' still has \`${name}' as their primary group!`)
    return 7
  }
  tell(`Removing group \`${name}' ...`)
  removeGroup(process, name)
  tell('Done.')
  return 0
}

function leave({ process, accounts, tell }: Work, name: string, group: string): number {
  const found = accounts.groups.find((each) => each.name === group)
  if (!accounts.users.some((user) => user.name === name)) fail(process, `The user \`${name}' does not exist.`, 2)
  if (found === undefined) return fail(process, `The group \`${group}' does not exist.`, 3)
  if (!found.members.includes(name))
    return fail(process, `The user \`${name}' is not a member of group \`${group}'.`, 6)
  tell(`Removing user \`${name}' from group \`${group}' ...`)
  for (const path of [accountFiles.group, accountFiles.gshadow])
    changeAccountLines(process, path, (lines) => withMember(lines, group, name, false))
  tell('Done.')
  return 0
}
