import type { Node } from '../../filesystem/tree.ts'
import { list, lstat, chown as setOwner, stat } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import {
  type Accounts,
  groupNumber,
  type Ownership,
  parseOwnership,
  readAccounts,
  type UnknownAccount,
} from './accounts.ts'
import { why } from './libc.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { within } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'cfhHLPRv',
  long: {
    changes: 'c',
    silent: 'f',
    quiet: 'f',
    dereference: 'dereference',
    'no-dereference': 'h',
    from: 'from:',
    recursive: 'R',
    verbose: 'v',
    reference: 'reference:',
    'preserve-root': 'preserve',
    'no-preserve-root': 'no-preserve',
  },
  usage: '[OPTION]... [OWNER][:[GROUP]] FILE...',
}
const busyboxTable: OptionTable = { short: 'cfhHLPRv', usage: '[-RhLHPcvf]... USER[:[GRP]] FILE...' }

const groupUsage = { gnu: '[OPTION]... GROUP FILE...', busybox: '[-RhLHPcvf]... GROUP FILE...' }

/** Whose files become whose. */
interface OwnerWork {
  readonly process: Process
  readonly flavour: Flavour
  readonly isGroup: boolean
  readonly accounts: Accounts
  readonly owner: Ownership
  /** The owner as it was written, for what is told. */
  readonly text: string
  readonly from: Ownership | undefined
  readonly options: Options
}

/** `chown`: sets owner and group. */
export const chown = program({
  names: ['chown'],
  summary: 'Sets the owner and group of files.',
  run: (process, flavour) => run(process, flavour, false),
})

/** `chgrp`: sets the group. */
export const chgrp = program({
  names: ['chgrp'],
  summary: 'Sets the group of files.',
  run: (process, flavour) => run(process, flavour, true),
})

function run(process: Process, flavour: Flavour, isGroup: boolean): number {
  const table = { ...(flavour === 'gnu' ? gnuTable : busyboxTable), ...(isGroup && { usage: groupUsage[flavour] }) }
  const options = readOptions(process, flavour, table)
  const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
  const accounts = readAccounts(process)
  const reference = options.value('reference')
  const [text] = options.operands
  if (text === undefined) return wrong('missing operand')
  if (reference === undefined && options.operands.length < 2) return wrong(`missing operand after ${quote(text)}`)
  const fromText = options.value('from')
  const work: OwnerWork = {
    process,
    flavour,
    isGroup,
    accounts,
    text: reference === undefined ? text : '',
    owner:
      reference === undefined
        ? ownerFrom(process, flavour, accounts, text, isGroup)
        : ownerLike(process, reference, isGroup),
    from: fromText === undefined ? undefined : ownerFrom(process, flavour, accounts, fromText, false),
    options,
  }
  const paths = reference === undefined ? options.operands.slice(1) : options.operands
  return paths.filter((path) => !changeEntry(work, path, true)).length > 0 ? 1 : 0
}

function ownerFrom(process: Process, flavour: Flavour, accounts: Accounts, text: string, isGroup: boolean): Ownership {
  if (isGroup) {
    const gid = groupNumber(accounts, text)
    if (gid !== undefined || (text === '' && flavour === 'gnu')) return { gid }
    return fail(process, flavour === 'gnu' ? `invalid group: ${quote(text)}` : `unknown group ${text}`)
  }
  const found = parseOwnership(accounts, text)
  if (flavour === 'busybox') {
    if (text === ':') return fail(process, 'unknown group ')
    if (!('unknown' in found)) return found
    return fail(
      process,
      text.startsWith(':')
        ? `unknown group ${text.slice(1)}`
        : `unknown user${text.includes(':') ? '/group' : ''} ${text}`,
    )
  }
  if (!('unknown' in found)) return found
  const dotted = found.unknown === 'user' && !text.includes(':') ? dottedOwner(accounts, text) : undefined
  if (dotted !== undefined) {
    printError(process, `warning: '.' should be ':': ${quote(text)}`)
    return dotted
  }
  return fail(process, `invalid ${found.unknown}: ${quote(text)}`)
}

/** `user.group`, an old way to write it. */
function dottedOwner(accounts: Accounts, text: string): Ownership | undefined {
  if (!text.includes('.')) return undefined
  const found: Ownership | UnknownAccount = parseOwnership(accounts, text.replace('.', ':'))
  return 'unknown' in found ? undefined : found
}

function ownerLike(process: Process, reference: string, isGroup: boolean): Ownership {
  const found = stat(process, reference)
  if (found.errno !== undefined)
    return fail(process, `failed to get attributes of ${quote(reference)}: ${why(process, found.errno)}`)
  const { uid, gid } = found.value
  return isGroup ? { gid } : { uid, gid }
}

function changeEntry(work: OwnerWork, path: string, isOperand: boolean): boolean {
  const { process, options, owner, from } = work
  process.machine.budget.spend(1)
  const recursive = options.has('R')
  const follows = recursive
    ? options.last('HLP') === 'L' || (options.last('HLP') === 'H' && isOperand)
    : !options.has('h')
  const found = follows ? stat(process, path) : lstat(process, path)
  if (found.errno !== undefined) return wrong(work, `cannot access ${quote(path)}`, path, found.errno)
  const node = found.value
  const isMeant =
    from === undefined ||
    ((from.uid === undefined || from.uid === node.uid) && (from.gid === undefined || from.gid === node.gid))
  // What busybox is not told it takes from the link itself, also when it changes what the link leads to. Source: busybox coreutils/chown.c.
  const link = work.flavour === 'busybox' && follows && !recursive ? lstat(process, path).value : undefined
  const whole = link?.kind === 'symlink' ? { uid: owner.uid ?? link.uid, gid: owner.gid ?? link.gid } : owner
  const errno = isMeant ? setOwner(process, path, whole, follows) : undefined
  let isFine = true
  if (errno !== undefined)
    isFine = wrong(work, `changing ${work.isGroup ? 'group' : 'ownership'} of ${quote(path)}`, path, errno)
  else if (isMeant) tell(work, path, node)
  if (!recursive || node.kind !== 'directory') return isFine
  const names = list(process, path)
  if (names.errno !== undefined) return wrong(work, `cannot read directory ${quote(path)}`, path, names.errno)
  const left = names.value.filter((name) => !changeEntry(work, within(path, name), false))
  return isFine && left.length === 0
}

function wrong({ process, flavour, options }: OwnerWork, action: string, path: string, errno: Errno): false {
  if (!options.has('f')) printError(process, `${flavour === 'gnu' ? action : path}: ${why(process, errno)}`)
  return false
}

function tell(
  { process, flavour, isGroup, accounts, owner, text, options }: OwnerWork,
  path: string,
  node: Node,
): void {
  const uid = owner.uid ?? node.uid
  const gid = owner.gid ?? node.gid
  const isChanged = uid !== node.uid || gid !== node.gid
  if (!options.has('v') && !(options.has('c') && isChanged)) return
  if (flavour === 'busybox') {
    process.output.write(`changed ownership of '${path}' to ${uid}:${gid}\n`)
    return
  }
  const parts = (user: string, group: string): string =>
    [
      owner.uid === undefined ? '' : user,
      owner.gid === undefined ? '' : `${owner.uid === undefined && isGroup ? '' : ':'}${group}`,
    ].join('')
  const before = parts(accounts.userName(node.uid), accounts.groupName(node.gid))
  const after = text === '' ? parts(accounts.userName(uid), accounts.groupName(gid)) : text
  const what = isGroup ? 'group' : 'ownership'
  process.output.write(
    isChanged
      ? `changed ${what} of ${quote(path)} from ${before} to ${after}\n`
      : `${what} of ${quote(path)} retained as ${before}\n`,
  )
}
