import { realPath, stat } from '../../files.ts'
import { hasPower } from '../../powers.ts'
import type { Process, User } from '../../process.ts'
import { isNumber, type PasswdEntry } from '../../users.ts'
import { type Accounts, groupNumber, parseOwnership, readAccounts } from '../accounts.ts'
import { findUser, userOf } from '../identity.ts'
import { why } from '../libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from '../options.ts'
import { type Flavour, fail, notSimulated, program } from '../program.ts'
import { quote } from '../quote.ts'

/** Runs a command as another user; its status, or the words for a command that cannot start. */
function runAs(
  process: Process,
  user: User,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
  directory?: string,
): number {
  return process.run({ arguments: words, user, environment, ...(directory !== undefined && { directory }) })
}

/** The environment of somebody's own, as `su` and `runuser` change it. */
function environmentOf(process: Process, entry: PasswdEntry, isLogin: boolean): ReadonlyMap<string, string> {
  const shell = entry.shell || '/bin/sh'
  const changed = new Map(isLogin ? [] : process.environment)
  if (isLogin) {
    const path =
      entry.uid === 0
        ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
        : '/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games'
    changed.set('PATH', path)
  }
  changed.set('HOME', entry.home)
  changed.set('SHELL', shell)
  if (entry.uid !== 0 || isLogin) {
    changed.set('USER', entry.name)
    changed.set('LOGNAME', entry.name)
  }
  return changed
}

const table: OptionTable = {
  short: 'c:flmpPs:u:g:G:w:',
  long: {
    command: 'c:',
    'session-command': 'c:',
    fast: 'f',
    login: 'l',
    'preserve-environment': 'm',
    shell: 's:',
    user: 'u:',
    group: 'g:',
    'supp-group': 'G:',
    pty: 'P',
  },
  usage: '[options] [-] [<user> [<argument>...]]',
}

/** `su` and `runuser`: run a shell or a command as another user. */
export const su = program({
  names: ['su', 'runuser'],
  summary: 'Runs a shell or a command as another user.',
  missing: 'Passwords: root needs none, and nobody else can give one during a build.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, {
      ...table,
      first: process.arguments[0]?.endsWith('runuser') === true,
    })
    const accounts = readAccounts(process)
    const [first, ...others] = options.operands[0] === '-' ? options.operands.slice(1) : options.operands
    const isLogin = options.operands[0] === '-' || options.has('l')
    const named = options.value('u')
    const name = named ?? first ?? 'root'
    const entry = findUser(accounts, name, false) ?? unknownUser(process, flavour, name)
    if (process.user.uid !== 0 && process.user.uid !== entry.uid)
      return fail(process, flavour === 'gnu' ? 'Authentication failure' : 'incorrect password')
    if (process.user.uid === 0) mayBecome(process, flavour)
    const groups = options.values('G').flatMap((group) => groupNumber(accounts, group) ?? [])
    const user = withGroups(userOf(accounts, entry), options, accounts, groups)
    if (named !== undefined) {
      const status = runAs(process, user, options.operands, process.environment)
      if (status === 127 || status === 126)
        fail(
          process,
          `failed to execute ${options.operands[0]}: ${why(process, status === 127 ? 'ENOENT' : 'EACCES')}`,
          status,
        )
      return status
    }
    const shell = options.value('s') ?? (entry.shell || '/bin/sh')
    const keeps = options.has('m') || options.has('p')
    const environment = keeps ? process.environment : environmentOf(process, entry, isLogin)
    const command = options.value('c')
    const words = [
      isLogin ? `-${shell.replace(/.*\//, '')}` : shell,
      ...(command === undefined ? others : ['-c', command, ...others]),
    ]
    const directory =
      isLogin && stat(process, entry.home).value?.kind === 'directory' ? realPath(process, entry.home).value : undefined
    return runAs(process, user, [shell, ...words.slice(1)], environment, directory)
  },
})

/** Fails where root has not what it takes to become somebody else. */
function mayBecome(process: Process, flavour: Flavour): void {
  const cannot = (gnu: string, busybox: string): never =>
    fail(process, `${flavour === 'gnu' ? gnu : busybox}: ${why(process, 'EPERM')}`)
  if (!hasPower(process.user, 'SETGID')) cannot('cannot set groups', "can't set groups")
  if (!hasPower(process.user, 'SETUID')) cannot('cannot set user id', 'setuid')
}

function unknownUser(process: Process, flavour: Flavour, name: string): never {
  return fail(
    process,
    flavour === 'gnu'
      ? `user ${name} does not exist or the user entry does not contain all the required fields`
      : `unknown user ${name}`,
  )
}

function withGroups(user: User, options: Options, accounts: Accounts, groups: readonly number[]): User {
  const group = options.value('g')
  const gid = group === undefined ? user.gid : (groupNumber(accounts, group) ?? user.gid)
  return groups.length === 0 ? { ...user, gid } : { uid: user.uid, gid, groups: [gid, ...groups] }
}

/** `setpriv`: runs a command with other numbers of user and groups. */
export const setpriv = program({
  names: ['setpriv'],
  summary: 'Runs a command with other user and group numbers.',
  missing: 'Capabilities and the other privileges are taken without effect.',
  run: (process, flavour) => {
    const own: OptionTable = {
      short: 'd',
      long: {
        reuid: 'reuid:',
        ruid: 'reuid:',
        euid: 'reuid:',
        regid: 'regid:',
        rgid: 'regid:',
        egid: 'regid:',
        'clear-groups': 'clear',
        'init-groups': 'init',
        'keep-groups': 'keep',
        groups: 'groups:',
        'no-new-privs': 'nnp',
        nnp: 'nnp',
        'inh-caps': 'caps:',
        'ambient-caps': 'caps:',
        'bounding-set': 'caps:',
        'reset-env': 'env',
        dump: 'd',
      },
      first: true,
      status: 127,
      usage: '[options] <program> [<argument>...]',
    }
    const options = readOptions(process, flavour, own)
    const accounts = readAccounts(process)
    if (options.operands.length === 0)
      wrongUsage(process, flavour, own, flavour === 'gnu' ? 'No program specified' : '')
    const uidText = options.value('reuid')
    const entry = uidText === undefined ? undefined : findUser(accounts, uidText, true)
    const uid = entry?.uid ?? (uidText !== undefined && isNumber(uidText) ? Number(uidText) : process.user.uid)
    const gidText = options.value('regid')
    const gid = gidText === undefined ? process.user.gid : (groupNumber(accounts, gidText) ?? process.user.gid)
    const groups =
      options.has('init') && entry !== undefined
        ? userOf(accounts, entry).groups
        : options.has('clear')
          ? [gid]
          : process.user.groups
    const refuse = (call: string): never => fail(process, `${call} failed: ${why(process, 'EPERM')}`, 127)
    if (uid !== process.user.uid && !hasPower(process.user, 'SETUID')) refuse('setresuid')
    if (gid !== process.user.gid && !hasPower(process.user, 'SETGID')) refuse('setresgid')
    if (groups !== process.user.groups && !hasPower(process.user, 'SETGID')) refuse('setgroups')
    const status = runAs(process, { uid, gid, groups }, options.operands, process.environment)
    if (status === 127 || status === 126)
      fail(
        process,
        `failed to execute ${options.operands[0]}: ${why(process, status === 127 ? 'ENOENT' : 'EACCES')}`,
        status,
      )
    return status
  },
})

/** `chroot`: runs a command in another root, which can only be the one there is. */
export const chroot = program({
  names: ['chroot'],
  summary: 'Runs a command with another root directory.',
  exact: 'Users and groups, and a root that is `/`.',
  missing: 'Other roots than `/`.',
  run: (process, flavour) => {
    const own: OptionTable = {
      short: '',
      long: flavour === 'gnu' ? { userspec: 'user:', groups: 'groups:', 'skip-chdir': 'skip' } : {},
      first: true,
      status: flavour === 'gnu' ? 125 : 1,
      usage: '[OPTION] NEWROOT [COMMAND [ARG]...]',
    }
    const options = readOptions(process, flavour, own)
    const [root, ...command] = options.operands
    if (root === undefined) return wrongUsage(process, flavour, own, flavour === 'gnu' ? 'missing operand' : '')
    const found = stat(process, root)
    const cannot = (text: string): never =>
      fail(
        process,
        flavour === 'gnu'
          ? `cannot change root directory to ${quote(root)}: ${text}`
          : `can't change root directory to '${root}': ${text}`,
        flavour === 'gnu' ? 125 : 1,
      )
    if (found.errno !== undefined) return cannot(why(process, found.errno))
    if (!hasPower(process.user, 'SYS_CHROOT')) return cannot(why(process, 'EPERM'))
    if (realPath(process, root).value !== '/')
      return notSimulated(process, `running a command with ${root} as its root`, flavour === 'gnu' ? 125 : 1)
    const words = command.length > 0 ? command : [process.environment.get('SHELL') ?? '/bin/sh', '-i']
    const status = process.run({
      arguments: words,
      user: userFrom(process, options),
      directory: options.has('skip') ? process.directory : '/',
    })
    if (status === 127 || status === 126) {
      const text = why(process, status === 127 ? 'ENOENT' : 'EACCES')
      fail(
        process,
        flavour === 'gnu'
          ? `failed to run command ${quote(words[0] ?? '')}: ${text}`
          : `can't execute '${words[0]}': ${text}`,
        status,
      )
    }
    return status
  },
})

function userFrom(process: Process, options: Options): User {
  const text = options.value('user')
  if (text === undefined) return process.user
  const accounts = readAccounts(process)
  const owner = parseOwnership(accounts, text)
  if ('unknown' in owner) return fail(process, `invalid ${owner.unknown === 'user' ? 'user' : 'group'}`, 125)
  const uid = owner.uid ?? process.user.uid
  const entry = accounts.users.find((user) => user.uid === uid)
  const gid = owner.gid ?? entry?.gid ?? process.user.gid
  const listed = (options.value('groups') ?? '').split(',').flatMap((group) => groupNumber(accounts, group) ?? [])
  if (!hasPower(process.user, 'SETGID'))
    return fail(process, `failed to set supplemental groups: ${why(process, 'EPERM')}`, 125)
  if (uid !== process.user.uid && !hasPower(process.user, 'SETUID'))
    return fail(process, `failed to set user-ID: ${why(process, 'EPERM')}`, 125)
  return { uid, gid, groups: [gid, ...listed] }
}
