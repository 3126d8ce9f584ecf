import { chmod, chown, isDirectory, lstat, setTime, stat, unlink } from '../files.ts'
import type { Process } from '../process.ts'
import { groupNumber, parseOwnership, readAccounts } from './accounts.ts'
import { copyContent } from './copy/entry.ts'
import { why } from './libc.ts'
import { cannotMake, makeWithParents, modeOption } from './make.ts'
import { type Options, type OptionTable, readOptions, wrongUsage } from './options.ts'
import { lastName, within, withoutSlashes } from './place.ts'
import { type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'bcCdDg:m:o:pS:st:TvZ',
  long: {
    backup: 'backup?',
    compare: 'C',
    directory: 'd',
    group: 'g:',
    mode: 'm:',
    owner: 'o:',
    'preserve-timestamps': 'p',
    strip: 's',
    suffix: 'S:',
    'target-directory': 't:',
    'no-target-directory': 'T',
    verbose: 'v',
  },
  usage: '[OPTION]... [-T] SOURCE DEST',
}
const busyboxTable: OptionTable = {
  short: 'cdDg:m:o:pst:v',
  usage: '[-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST',
}

/** `install`: copies programs to their place, with owner and permissions. */
export const install = program({
  names: ['install'],
  summary: 'Copies files and sets their owner and permissions.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const how = {
      process,
      flavour,
      options,
      mode: modeOf(process, flavour, options),
      owner: ownerOf(process, flavour, options),
    }
    const { operands } = options
    const wrong = (message: string): never => wrongUsage(process, flavour, table, flavour === 'gnu' ? message : '')
    const [first, second, third] = operands
    if (first === undefined) return wrong('missing file operand')
    if (options.has('d')) return failures(operands, (path) => makeDirectory(how, path))
    const into = options.value('t')
    if (into !== undefined) {
      if (options.has('D') && !makeAbove(how, within(into, 'x'))) return 1
      if (flavour === 'gnu' && !isDirectory(process, into)) notDirectory(process, into)
      return failures(operands, (from) => installFile(how, from, within(into, lastName(from))))
    }
    if (second === undefined) return wrong(`missing destination file operand after ${quote(first)}`)
    const last = operands.at(-1) ?? ''
    if (!options.has('T') && isDirectory(process, last))
      return failures(operands.slice(0, -1), (from) => installFile(how, from, within(last, lastName(from))))
    if (third !== undefined && flavour === 'gnu') notDirectory(process, last)
    return failures(operands.slice(0, -1), (from) => {
      if (options.has('D') && !makeAbove(how, last)) return false
      return installFile(how, from, last)
    })
  },
})

interface Installing {
  readonly process: Process
  readonly flavour: Flavour
  readonly options: Options
  readonly mode: number
  readonly owner: { readonly uid?: number | undefined; readonly gid?: number | undefined }
}

function failures(operands: readonly string[], use: (operand: string) => boolean): number {
  return operands.filter((operand) => !use(operand)).length > 0 ? 1 : 0
}

function notDirectory(process: Process, path: string): never {
  return fail(process, `target ${quote(path)}: ${why(process, stat(process, path).errno ?? 'ENOTDIR')}`)
}

function modeOf(process: Process, flavour: Flavour, options: Options): number {
  // A relative mode starts from nothing; the umask does not count.
  if (flavour === 'gnu') return modeOption({ ...process, umask: 0 }, options, 0) ?? 0o755
  const isOctal = /^[0-7]{1,4}$/.test(options.value('m') ?? '')
  return isOctal || /^[ugoa]*[+=-]/.test(options.value('m') ?? '')
    ? (modeOption(process, options, 0o755) ?? 0o755)
    : 0o755
}

function ownerOf(process: Process, flavour: Flavour, options: Options): Installing['owner'] {
  const accounts = readAccounts(process)
  const wrong = (kind: string, name: string): never =>
    fail(process, flavour === 'gnu' ? `invalid ${kind} ${quote(name)}` : `unknown ${kind} ${name}`)
  const user = options.value('o')
  const group = options.value('g')
  const owner = user === undefined ? {} : parseOwnership(accounts, user)
  const uid = 'unknown' in owner ? wrong('user', user ?? '') : owner.uid
  const gid = group === undefined ? undefined : (groupNumber(accounts, group) ?? wrong('group', group))
  return { uid, gid }
}

function makeDirectory(how: Installing, path: string): boolean {
  const { process, flavour, options } = how
  const tell = (made: string): void => {
    if (!options.has('v')) return
    process.output.write(
      flavour === 'gnu' ? `install: creating directory ${quote(made)}\n` : `created directory: '${made}'\n`,
    )
  }
  const isNew = !isDirectory(process, path)
  // GNU makes the directories above for everybody to read, whatever the umask.
  const umask = flavour === 'gnu' ? 0o022 : process.umask
  const failure = makeWithParents({ ...process, umask }, path, { tell, flavour })
  if (failure !== undefined) {
    printError(process, cannotMake(process, flavour, failure))
    return false
  }
  if (isNew || options.has('m')) chmod(process, path, how.mode)
  return setOwner(how, path)
}

function makeAbove(how: Installing, path: string): boolean {
  const { process, flavour } = how
  const trimmed = withoutSlashes(path)
  const above = trimmed.slice(0, Math.max(0, trimmed.lastIndexOf('/')))
  if (above === '' || isDirectory(process, above)) return true
  const failure = makeWithParents({ ...process, umask: flavour === 'gnu' ? 0o022 : process.umask }, above, { flavour })
  if (failure !== undefined) printError(process, cannotMake(process, flavour, failure))
  return failure === undefined
}

function installFile(how: Installing, from: string, to: string): boolean {
  const { process, flavour, options } = how
  const wrong = (message: string): false => {
    printError(process, message)
    return false
  }
  const found = stat(process, from)
  const stats = flavour === 'gnu' ? 'cannot stat' : "can't stat"
  if (found.errno !== undefined) return wrong(`${stats} ${quote(from)}: ${why(process, found.errno)}`)
  if (found.value.kind === 'directory') return wrong(`omitting directory ${quote(from)}`)
  const before = lstat(process, to).value
  if (before?.kind === 'directory')
    return wrong(
      flavour === 'gnu'
        ? `cannot overwrite directory ${quote(to)} with non-directory`
        : `can't create '${to}': ${why(process, 'EISDIR')}`,
    )
  const keepsOwner = flavour === 'busybox' && before !== undefined
  if (before !== undefined && flavour === 'gnu') unlink(process, to)
  const failure = copyContent(process, from, to, { mode: 0o600 })
  if (failure !== undefined) {
    if (failure.side === 'read')
      return wrong(
        `${flavour === 'gnu' ? `cannot open ${quote(from)} for reading` : `can't open '${from}'`}: ${why(process, failure.errno)}`,
      )
    if (flavour === 'gnu') return wrong(`cannot create regular file ${quote(to)}: ${why(process, failure.errno)}`)
    return wrong(
      `can't create '${to}': ${failure.errno === 'ENOENT' ? 'Path does not exist' : why(process, failure.errno)}`,
    )
  }
  if (flavour === 'gnu' && options.has('v')) process.output.write(`${quote(from)} -> ${quote(to)}\n`)
  if (options.has('s') && process.run({ arguments: ['strip', to] }) === 127) {
    if (flavour === 'busybox') return wrong(`strip: ${why(process, 'ENOENT')}`)
    printError(process, `cannot run 'strip': ${why(process, 'ENOENT')}`)
    unlink(process, to)
    return wrong('strip process terminated abnormally')
  }
  if (!keepsOwner || options.has('o') || options.has('g')) setOwner(how, to)
  chmod(process, to, how.mode)
  if (options.has('p')) setTime(process, to, found.value.mtime)
  if (flavour === 'busybox' && options.has('v')) process.output.write(`'${from}' -> '${to}'\n`)
  return true
}

function setOwner({ process, flavour, owner }: Installing, path: string): boolean {
  if (owner.uid === undefined && owner.gid === undefined) return true
  const errno = chown(process, path, owner)
  if (errno === undefined) return true
  const action = flavour === 'gnu' ? `cannot change ownership of ${quote(path)}` : `can't change ownership of ${path}`
  printError(process, `${action}: ${why(process, errno)}`)
  return false
}
