import { type Content, emptyContent } from '../../../filesystem/content.ts'
import { joinContents } from '../../../filesystem/pieces.ts'
import type { Node } from '../../../filesystem/tree.ts'
import { list, lstat, readFile, readTextFile, realPath, stat, writeFile } from '../../files.ts'
import type { Process } from '../../process.ts'
import { findProgram } from '../../run.ts'
import { type Accounts, readAccounts } from '../accounts.ts'
import { linesIn } from '../bytes.ts'
import { parseTime } from '../calendar.ts'
import { why } from '../libc.ts'
import { parseMode } from '../mode.ts'
import { wrongUsage } from '../options.ts'
import { within } from '../place.ts'
import { end, fail, note, printError } from '../program.ts'
import { compress } from './gzip.ts'
import { excluder } from './tar-exclude.ts'
import { notRecoverable, type TarOperand, type TarWork } from './tar-options.ts'
import { readTar } from './tar-read.ts'
import { packEnd, packMember, type TarMember, type TarType } from './tar-write.ts'

/** An archive being made. */
interface Creating {
  readonly work: TarWork
  readonly accounts: Accounts
  readonly isExcluded: (name: string) => boolean
  readonly members: Content[]
  /** First member of each hard-linked file, by the number of its link. */
  readonly firstNames: Map<number, string>
  /** Prefixes that were taken off names, each told once. */
  readonly told: Set<string>
  status: number
}

/** Makes an archive, or adds to one (`-r`, `-u`). */
export function createArchive(work: TarWork): number {
  const { process, flavour, file } = work
  const operands = [...work.operands, ...listedOperands(work)]
  if (operands.length === 0) {
    if (flavour === 'busybox') fail(process, 'empty archive')
    wrongUsage(process, flavour, { ...work.table, status: 2 }, 'Cowardly refusing to create an empty archive')
  }
  if (flavour === 'gnu') needCompressor(work)
  const creating: Creating = {
    work,
    accounts: readAccounts(process),
    isExcluded: excluder(work),
    members: work.mode === 'append' ? membersBefore(work) : [],
    firstNames: new Map(),
    told: new Set(),
    status: 0,
  }
  // The file is made before anything is read into it.
  if (file !== '-' && work.mode === 'create') write(work, emptyContent)
  for (const operand of operands) addOperand(creating, operand)
  const body = joinContents(creating.members)
  const whole = joinContents([body, packEnd(body.size, flavour === 'gnu' ? 10240 : 512)])
  write(work, packed(work, whole))
  if (creating.status !== 0)
    process.errors.write(
      flavour === 'gnu'
        ? 'tar: Exiting with failure status due to previous errors\n'
        : 'tar: error exit delayed from previous errors\n',
    )
  return creating.status
}

function listedOperands({ process, options }: TarWork): readonly TarOperand[] {
  return options.values('T').flatMap((path) => {
    const text = readTextFile(process, path)
    if (text.errno !== undefined) return fail(process, `${path}: Cannot open: ${why(process, text.errno)}`, 2)
    const names = options.has('null') ? text.value.split('\0').filter((name) => name !== '') : linesIn(text.value)
    return names.filter((name) => name !== '').map((name) => ({ name, directories: [] }))
  })
}

/** GNU tar has other programs compress, through the shell; without them it fails. */
function needCompressor({ process, compression }: TarWork): void {
  if (compression === undefined || findProgram(process, compression).errno === undefined) return
  process.errors.write(`/bin/sh: 1: ${compression}: not found\ntar: Child returned status 127\n`)
  notRecoverable(process)
}

function membersBefore({ process, file }: TarWork): Content[] {
  const content = readFile(process, file)
  if (content.errno !== undefined) return []
  return readTar(content.value, process.machine.budget).members.map((member) => packMember(member))
}

function packed({ process, compression }: TarWork, archive: Content): Content {
  if (compression === undefined) return archive
  note(
    process,
    'modelled',
    `What tar compresses here has about the size that ${compression} would give it, not the same bytes.`,
  )
  return compress(archive, compression, process.machine.budget)
}

function write({ process, flavour, file }: TarWork, content: Content): void {
  if (file === '-') {
    if (content.size > 0 && !process.output.write(content)) end(141)
    return
  }
  const errno = writeFile(process, file, content)
  if (errno === undefined) return
  const text = why(process, errno)
  if (flavour === 'busybox') fail(process, `can't open '${file}': ${text}`)
  printError(process, `${file}: Cannot open: ${text}`)
  notRecoverable(process)
}

/** The process as it stands in the directories that `-C` names. */
export function movedTo(work: TarWork, directories: readonly string[]): Process {
  let process = work.process
  for (const directory of directories) {
    const place = realPath(process, directory)
    const found = stat(process, directory)
    if (place.value !== undefined && found.value?.kind === 'directory') {
      process = { ...process, directory: place.value }
      continue
    }
    const text = why(process, found.errno ?? 'ENOTDIR')
    if (work.flavour === 'busybox') fail(process, `can't change directory to '${directory}': ${text}`)
    printError(process, `${directory}: Cannot open: ${text}`)
    notRecoverable(process)
  }
  return process
}

function addOperand(creating: Creating, { name, directories }: TarOperand): void {
  addEntry(creating, movedTo(creating.work, directories), name.replace(/(?<=.)\/+$/, ''))
}

function addEntry(creating: Creating, process: Process, path: string): void {
  const { work } = creating
  const { flavour, options } = work
  process.machine.budget.spend(5)
  if (creating.isExcluded(path)) return
  const found = options.has('h') ? stat(process, path) : lstat(process, path)
  if (found.errno !== undefined) {
    wrong(
      creating,
      flavour === 'gnu'
        ? `${path}: Cannot stat: ${why(process, found.errno)}`
        : `${path}: ${why(process, found.errno)}`,
    )
    return
  }
  const node = found.value
  if (
    work.file !== '-' &&
    node.kind === 'file' &&
    realPath(process, path).value === realPath(work.process, work.file).value
  ) {
    if (flavour === 'gnu') printError(process, `${path}: file is the archive; not dumped`)
    else printError(process, `${path}: file is the archive; skipping`)
    return
  }
  const member = memberFor(creating, process, path, node)
  if (member === undefined) return
  creating.members.push(packMember(member, flavour))
  if (options.has('v')) (work.file === '-' ? process.errors : process.output).write(`${member.name}\n`)
  if (node.kind !== 'directory' || options.has('no-recursion')) return
  const names = list(process, path)
  if (names.errno !== undefined) {
    wrong(
      creating,
      flavour === 'gnu'
        ? `${path}: Cannot open: ${why(process, names.errno)}`
        : `can't open '${path}': ${why(process, names.errno)}`,
    )
    return
  }
  for (const name of names.value) addEntry(creating, process, within(path, name))
}

function wrong(creating: Creating, message: string): void {
  printError(creating.work.process, message)
  creating.status = creating.work.flavour === 'gnu' ? 2 : 1
}

const types: Readonly<Record<Node['kind'], TarType>> = {
  file: '0',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
}

function memberFor(creating: Creating, process: Process, path: string, node: Node): TarMember | undefined {
  const { accounts, firstNames } = creating
  const name = memberName(creating, path)
  const unnamed = (number: number): string => (creating.work.flavour === 'gnu' ? '' : `${number}`)
  const first = node.kind === 'file' && node.link !== undefined ? firstNames.get(node.link) : undefined
  let content: Content = emptyContent
  if (node.kind === 'file' && first === undefined) {
    const read = readFile(process, path)
    if (read.errno !== undefined) {
      const text = why(process, read.errno)
      wrong(
        creating,
        creating.work.flavour === 'gnu' ? `${path}: Cannot open: ${text}` : `can't open '${path}': ${text}`,
      )
      return undefined
    }
    content = read.value
    if (node.link !== undefined) firstNames.set(node.link, name)
  }
  return withOverrides(creating, {
    name: node.kind === 'directory' ? `${name.replace(/\/+$/, '')}/` : name,
    type: first === undefined ? types[node.kind] : '1',
    mode: node.mode,
    uid: node.uid,
    gid: node.gid,
    userName: accounts.users.find((user) => user.uid === node.uid)?.name ?? unnamed(node.uid),
    groupName: accounts.groups.find((group) => group.gid === node.gid)?.name ?? unnamed(node.gid),
    mtime: node.mtime.seconds,
    linkName: first ?? (node.kind === 'symlink' ? node.target : ''),
    device: node.kind === 'character' || node.kind === 'block' ? [node.major, node.minor] : [0, 0],
    content,
  })
}

/** The name without what would lead out of where it is unpacked; what is taken off is told once. */
function memberName(creating: Creating, path: string): string {
  const { process, flavour, options } = creating.work
  if (options.has('P')) return path
  const up = /^(?:.*\/)?\.\.(?:\/|$)/.exec(path)?.[0] ?? ''
  const prefix = up === '' ? (/^\/+/.exec(path)?.[0] ?? '') : up
  if (prefix === '') return path
  if (!creating.told.has(prefix)) {
    creating.told.add(prefix)
    const shown = prefix.startsWith('/') && up === '' ? '/' : prefix
    printError(
      process,
      flavour === 'gnu'
        ? `Removing leading \`${shown}' from member names`
        : `removing leading '${shown}' from member names`,
    )
  }
  return path.slice(prefix.length) || '.'
}

function withOverrides({ work, accounts }: Creating, member: TarMember): TarMember {
  const { options, process } = work
  const changed = { ...member }
  const owner = options.value('owner')
  const group = options.value('group')
  if (owner !== undefined) {
    const [name = '', number] = owner.replace(/^\+/, '').split(':')
    const entry = accounts.users.find((user) => user.name === name)
    changed.uid = Number(number ?? entry?.uid ?? name)
    changed.userName = number === undefined && /^\d+$/.test(name) ? '' : name
  }
  if (group !== undefined) {
    const [name = '', number] = group.replace(/^\+/, '').split(':')
    const entry = accounts.groups.find((each) => each.name === name)
    changed.gid = Number(number ?? entry?.gid ?? name)
    changed.groupName = number === undefined && /^\d+$/.test(name) ? '' : name
  }
  if (options.has('numeric')) {
    changed.userName = ''
    changed.groupName = ''
  }
  const mode = options.value('mode')
  if (mode !== undefined) changed.mode = parseMode(mode, 0)?.(member.mode, member.type === '5') ?? member.mode
  const mtime = options.value('mtime')
  if (mtime !== undefined) changed.mtime = parseTime(mtime, process.machine.clock.now())?.seconds ?? member.mtime
  return changed
}
