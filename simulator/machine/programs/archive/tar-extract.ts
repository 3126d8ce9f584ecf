import type { Content } from '../../../filesystem/content.ts'
import {
  chmod,
  chown,
  isDirectory,
  link,
  lstat,
  makeDevice,
  makeDirectory,
  makeFifo,
  readFile,
  setTime,
  symlink,
  unlink,
  writeFile,
} from '../../files.ts'
import type { Errno, Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { byteTextOf } from '../bytes.ts'
import { formatTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { makeWithParents } from '../make.ts'
import { modeLetters } from '../mode.ts'
import { print, readAll } from '../operands.ts'
import { matchesPattern } from '../pattern.ts'
import { end, fail, note, printError } from '../program.ts'
import { compressionOf, decompress } from './gzip.ts'
import { movedTo } from './tar-create.ts'
import { excluder } from './tar-exclude.ts'
import { notRecoverable, type TarWork } from './tar-options.ts'
import { readTar, type TarReading } from './tar-read.ts'
import type { TarMember } from './tar-write.ts'

/** Takes files out of an archive, or lists them. */
export function readArchive(work: TarWork): number {
  const { process, mode } = work
  const inside = movedTo(work, mode === 'extract' ? work.directories : [])
  const reading = readTar(contentOf(work), process.machine.budget)
  const wanted = chooser(work)
  const extracting: Extracting = {
    work,
    process: inside,
    accounts: readAccounts(process),
    directories: [],
    told: new Set(),
    status: 0,
  }
  for (const member of reading.members) {
    if (!wanted.includes(member.name)) continue
    if (mode === 'list') {
      if (member.name.startsWith('/') && work.flavour === 'gnu' && !work.options.has('P'))
        tellPrefix(extracting, member.name)
      show(work, member)
    } else extract(extracting, member)
  }
  finishDirectories(extracting)
  return finish(extracting, reading, wanted.missing())
}

function finish(extracting: Extracting, reading: TarReading, missing: readonly string[]): number {
  const { work } = extracting
  const { process, flavour } = work
  const fatal = tellProblem(work, reading)
  if (flavour === 'busybox') {
    const [first] = missing
    if (fatal !== undefined) return fatal
    return first === undefined ? extracting.status : fail(process, `${first}: not found in archive`)
  }
  for (const name of missing) printError(process, `${name}: Not found in archive`)
  const status = Math.max(extracting.status, fatal ?? 0, missing.length > 0 ? 2 : 0)
  if (status !== 0) process.errors.write('tar: Exiting with failure status due to previous errors\n')
  return status
}

function tellProblem({ process, flavour }: TarWork, { problem }: TarReading): number | undefined {
  const isGnu = flavour === 'gnu'
  switch (problem) {
    case 'lone zero block':
      if (isGnu) printError(process, 'A lone zero block at 1')
      return undefined
    case 'not simulated':
      note(process, 'not-simulated', 'What this archive holds is not known here, only its size.')
      return fail(process, 'the content of this archive is not simulated', 2)
    case 'not an archive':
      printError(process, isGnu ? 'This does not look like a tar archive' : 'short read')
      return isGnu ? 2 : 1
    case 'cut off':
      printError(process, isGnu ? 'Unexpected EOF in archive' : 'short read')
      return isGnu ? notRecoverable(process) : 1
    default:
      return undefined
  }
}

function contentOf(work: TarWork): Content {
  const { process, flavour, file, compression } = work
  const content = file === '-' ? { value: readAll(process, process.input) } : readFile(process, file)
  if (content.errno !== undefined) {
    const text = why(process, content.errno)
    if (flavour === 'busybox') return fail(process, `can't open '${file}': ${text}`)
    printError(process, `${file}: Cannot open: ${text}`)
    return notRecoverable(process)
  }
  const found = compressionOf(content.value)
  if (found === undefined && compression === undefined) return content.value
  if (compression === undefined && file === '-' && flavour === 'gnu') {
    printError(
      process,
      `Archive is compressed. Use ${found === 'gzip' ? '-z' : found === 'xz' ? '-J' : found === 'bzip2' ? '-j' : '--zstd'} option`,
    )
    return notRecoverable(process)
  }
  // busybox, as Debian builds it, does not find out by itself.
  if (compression === undefined && flavour === 'busybox') return content.value
  const how = compression ?? found ?? 'gzip'
  if (flavour === 'gnu' && findProgram(process, how).errno !== undefined) {
    const who = file === '-' ? 'grandchild' : 'child'
    process.errors.write(
      `tar (${who}): ${how}: Cannot exec: ${why(process, 'ENOENT')}\ntar (${who}): Error is not recoverable: exiting now\ntar: Child returned status 2\n`,
    )
    return notRecoverable(process)
  }
  const plain = decompress(content.value, process.machine.budget)
  if (plain.kind === 'content') return plain.content
  if (plain.kind === 'unknown') {
    note(process, 'not-simulated', `What the archive ${file} holds is not known here, only its size.`)
    return fail(process, `${file}: its content is not simulated`, 2)
  }
  if (flavour === 'busybox') {
    process.errors.write('tar: invalid magic\ntar: short read\n')
    return end(1)
  }
  process.errors.write(
    `\ngzip: stdin: ${plain.kind === 'damaged' ? 'unexpected end of file' : 'not in gzip format'}\ntar: Child returned status 1\n`,
  )
  return notRecoverable(process)
}

interface Chooser {
  readonly includes: (name: string) => boolean
  /** Operands that no member was found for. */
  readonly missing: () => readonly string[]
}

/** Which members are meant: all, or those that operands name, with what is below them. */
function chooser(work: TarWork): Chooser {
  const { process, options, operands } = work
  const isExcluded = excluder(work)
  const names = operands.map(({ name }) => name.replace(/(?<=.)\/+$/, ''))
  const found = new Set<string>()
  const matches = (name: string, member: string): boolean =>
    member === name ||
    member.startsWith(`${name}/`) ||
    (options.has('wildcards') && matchesPattern(name, member, process.machine.budget))
  return {
    includes: (member) => {
      if (isExcluded(member)) return false
      if (names.length === 0) return true
      const own = names.filter((name) => matches(name, member.replace(/\/+$/, '')))
      for (const name of own) found.add(name)
      return own.length > 0
    },
    missing: () => names.filter((name) => !found.has(name)),
  }
}

const letters: Readonly<Record<string, string>> = {
  '0': '-',
  '1': 'h',
  '2': 'l',
  '3': 'c',
  '4': 'b',
  '5': 'd',
  '6': 'p',
}

function show({ process, flavour, options }: TarWork, member: TarMember): void {
  if (!options.has('v')) {
    print(process, byteTextOf(`${member.name}\n`))
    return
  }
  const isNumeric = options.has('numeric')
  const user = isNumeric || member.userName === '' ? `${member.uid}` : member.userName
  const group = isNumeric || member.groupName === '' ? `${member.gid}` : member.groupName
  const size = member.type === '3' || member.type === '4' ? member.device.join(',') : `${member.content.size}`
  const letter = member.type === '1' && flavour === 'busybox' ? '-' : (letters[member.type] ?? '-')
  const time = formatTime(flavour === 'gnu' && !options.has('full') ? '%Y-%m-%d %H:%M' : '%Y-%m-%d %H:%M:%S', {
    seconds: member.mtime,
    nanoseconds: 0,
  })
  const owner = `${user}/${group}`
  const padded = flavour === 'gnu' ? size.padStart(Math.max(size.length, 19 - owner.length - 1)) : size.padStart(9)
  const leads =
    member.type === '2'
      ? ` -> ${member.linkName}`
      : member.type === '1'
        ? `${flavour === 'gnu' ? ' link to' : ' ->'} ${member.linkName}`
        : ''
  print(process, byteTextOf(`${letter}${modeLetters(member.mode)} ${owner} ${padded} ${time} ${member.name}${leads}\n`))
}

/** An extraction as it goes on. */
interface Extracting {
  readonly work: TarWork
  /** In the directory where files go. */
  readonly process: Process
  readonly accounts: Accounts
  /** Directories made, whose attributes are set at the end. */
  readonly directories: { readonly path: string; readonly member: TarMember }[]
  readonly told: Set<string>
  status: number
}

function extract(extracting: Extracting, member: TarMember): void {
  const { work, process } = extracting
  const { options, flavour } = work
  process.machine.budget.spend(10)
  const path = pathFor(extracting, member.name)
  if (path === undefined) return
  if (options.has('v')) (options.has('O') ? process.errors : process.output).write(`${member.name}\n`)
  if (options.has('O')) {
    if (member.content.size > 0 && !process.output.write(member.content)) end(141)
    return
  }
  const above = path.replace(/\/+$/, '').replace(/\/?[^/]*$/, '')
  if (above !== '' && !isDirectory(process, above)) makeWithParents(process, above)
  if (member.type === '5') {
    extractDirectory(extracting, path.replace(/(?<=.)\/+$/, ''), member)
    return
  }
  const before = lstat(process, path).value
  if (before !== undefined) {
    if (options.has('skip-old')) return
    if (options.has('k')) {
      wrong(extracting, path, 'EEXIST')
      return
    }
    if (before.kind !== 'directory') unlink(process, path)
  }
  const errno = make(extracting, path, member)
  if (errno !== undefined) {
    wrong(extracting, path, errno)
    return
  }
  if (member.type === '1') return
  setAttributes(extracting, path, member)
  if (flavour === 'busybox' && member.type === '2') return
}

/** Where a member goes, without what leads out; undefined for what is not extracted. */
function pathFor(extracting: Extracting, name: string): string | undefined {
  const { work, process } = extracting
  const { options, flavour } = work
  const strip = Number(options.value('strip') ?? 0)
  const parts = name.split('/')
  const stripped =
    strip === 0 ? name : strip >= parts.filter((part) => part !== '').length ? '' : parts.slice(strip).join('/')
  if (stripped === '') return undefined
  if (options.has('P')) return stripped
  if (stripped.split('/').includes('..')) {
    if (flavour === 'busybox') {
      printError(process, `name with '..' skipped: '${name}'`)
      return undefined
    }
    printError(process, `${name}: Member name contains '..'`)
    extracting.status = 2
    return undefined
  }
  const prefix = tellPrefix(extracting, stripped)
  return stripped.slice(prefix.length) || undefined
}

/** The slashes that a name begins with, told once. */
function tellPrefix({ work, process, told }: Extracting, name: string): string {
  const prefix = /^\/+/.exec(name)?.[0] ?? ''
  if (prefix === '' || told.has(prefix)) return prefix
  told.add(prefix)
  const text = work.flavour === 'gnu' ? `Removing leading \`${prefix}'` : `removing leading '${prefix}'`
  printError(process, `${text} from member names`)
  return prefix
}

function extractDirectory(extracting: Extracting, path: string, member: TarMember): void {
  const { process, work } = extracting
  const isThere = isDirectory(process, path)
  if (!isThere) {
    const errno = makeDirectory(process, path, 0o700)
    if (errno !== undefined) {
      wrong(extracting, path, errno, 'Cannot mkdir')
      return
    }
  }
  if (!isThere || !work.options.has('keep-directories')) extracting.directories.push({ path, member })
}

function make({ process }: Extracting, path: string, member: TarMember): Errno | undefined {
  switch (member.type) {
    case '1':
      return link(process, member.linkName.replace(/^\/+/, ''), path)
    case '2':
      return symlink(process, member.linkName, path)
    case '3':
    case '4': {
      const [major, minor] = member.device
      return makeDevice(process, path, member.type === '3' ? 'character' : 'block', { major, minor }, member.mode)
    }
    case '6':
      return makeFifo(process, path, member.mode)
    default:
      return writeFile({ ...process, umask: 0 }, path, member.content, 0o600)
  }
}

/** Root's files get the owner and mode of the archive; others their own, cut by the umask. */
function setAttributes({ work, process, accounts }: Extracting, path: string, member: TarMember): void {
  const { options } = work
  const isRoot = process.user.uid === 0
  const followLink = member.type !== '2'
  if (isRoot && !options.has('o')) {
    const isNumeric = options.has('numeric')
    const user = accounts.users.find((each) => each.name === member.userName)
    const group = accounts.groups.find((each) => each.name === member.groupName)
    const uid = isNumeric ? member.uid : (user?.uid ?? member.uid)
    const gid = isNumeric ? member.gid : (group?.gid ?? member.gid)
    chown(process, path, { uid, gid }, followLink)
  }
  const keepsMode = (isRoot && !options.has('no-permissions')) || options.has('p')
  if (followLink) chmod(process, path, keepsMode ? member.mode : member.mode & 0o777 & ~process.umask)
  if (!options.has('m')) setTime(process, path, { seconds: member.mtime, nanoseconds: 0 }, followLink)
}

/** Directories last, so that what is put into them does not change their time, nor their mode keep it out. */
function finishDirectories(extracting: Extracting): void {
  for (const { path, member } of [...extracting.directories].reverse()) setAttributes(extracting, path, member)
}

function wrong(extracting: Extracting, path: string, errno: Errno, action = 'Cannot open'): void {
  const { work, process } = extracting
  const text = why(process, errno)
  if (work.flavour === 'busybox')
    fail(
      process,
      `can't ${action === 'Cannot mkdir' ? 'make dir' : 'open'} ${action === 'Cannot mkdir' ? path : `'${path}'`}: ${text}`,
    )
  printError(process, `${path}: ${action}: ${text}`)
  extracting.status = 2
}
