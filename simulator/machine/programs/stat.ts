import type { DirectoryNode, Node, Time } from '../../filesystem/tree.ts'
import { escapeLetters } from '../escapes.ts'
import { lstat, realPath, stat as statFile } from '../files.ts'
import { mountOf } from '../mounts.ts'
import type { Process } from '../process.ts'
import { type Accounts, readAccounts } from './accounts.ts'
import { byteTextOf } from './bytes.ts'
import { formatTime } from './calendar.ts'
import { apparentSize, blocksOf, inodeOf, linkCount, modeText, rawMode } from './facts.ts'
import { why } from './libc.ts'
import { print } from './operands.ts'
import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { type Flavour, printError, program } from './program.ts'
import { quote, quoteIfNeeded } from './quote.ts'

/** `stat`: what is known of a file. */
export const stat = program({
  names: ['stat'],
  summary: 'Prints the attributes of files.',
  modelled:
    'Inode and device numbers, the room on disk, and the file system (-f). For the times of access, of change of attributes and of birth stands the time of last change.',
  missing: 'File system formats beyond %n %i %l %s %S %b %f %a %c %d %t %T.',
  run: (process, flavour) => {
    const table: OptionTable = {
      short: 'c:fLt',
      long:
        flavour === 'gnu'
          ? { format: 'c:', printf: 'printf:', dereference: 'L', 'file-system': 'f', terse: 't', cached: 'cached:' }
          : {},
      usage: flavour === 'gnu' ? '[OPTION]... FILE...' : '[-ltf] [-c FMT] FILE...',
    }
    const options = readOptions(process, flavour, table)
    const { operands } = options
    if (operands.length === 0) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    const printf = options.value('printf')
    const asked = options.value('c')
    const isSystem = options.has('f')
    const accounts = readAccounts(process)
    let status = 0
    for (const path of operands) {
      const found = options.has('L') || isSystem ? statFile(process, path) : lstat(process, path)
      if (found.errno !== undefined) {
        const system =
          flavour === 'gnu' ? 'cannot read file system information for' : "can't read file system information for"
        const action = isSystem ? system : flavour === 'gnu' ? 'cannot statx' : "can't stat"
        printError(process, `${action} ${quote(path)}: ${why(process, found.errno)}`)
        status = 1
        continue
      }
      const subject: Subject = { process, flavour, accounts, path, node: found.value }
      const usual = options.has('t') ? terse : usualForm(flavour, subject)
      const form =
        printf === undefined
          ? `${byteTextOf(asked ?? (isSystem ? systemForm : usual))}\n`
          : withEscapes(byteTextOf(printf))
      print(
        process,
        fill(form, (letters) => (isSystem ? systemFact(letters, subject) : fact(letters, subject)), flavour),
      )
    }
    return status
  },
})

interface Subject {
  readonly process: Process
  readonly flavour: Flavour
  readonly accounts: Accounts
  readonly path: string
  readonly node: Node
}

const terse = '%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o'
const systemForm =
  '  File: "%n"\n    ID: %-8i Namelen: %-7l Type: %T\nBlock size: %-10s Fundamental block size: %S\nBlocks: Total: %-10b Free: %-10f Available: %a\nInodes: Total: %-10c Free: %d'

function usualForm(flavour: Flavour, { node }: Subject): string {
  const isDevice = node.kind === 'character' || node.kind === 'block'
  const device = flavour === 'gnu' ? 'Device: %Hd,%Ld\tInode: %-10i  Links: ' : 'Device: %Dh/%dd\tInode: %-10i  Links: '
  const birth = flavour === 'gnu' ? '\n Birth: %w' : ''
  const links = isDevice ? `%-5h ${flavour === 'gnu' ? 'Device type: %t,%T' : 'Device type: %t,%T'}` : '%h'
  return `  File: %@\n  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n${device}${links}\nAccess: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\nAccess: %x\nModify: %y\nChange: %z${birth}`
}

/** Puts facts in the place of `%…` with their width and precision. */
function fill(form: string, factOf: (letters: string) => string | undefined, flavour: Flavour): string {
  return form.replace(
    /%([-0 #+']*)(\d*)(?:\.(\d+))?([HL](?=[drR])|)([\s\S]?)/g,
    (whole, flags: string, width: string, precision: string | undefined, high: string, letter: string) => {
      if (letter === '%') return '%'
      if (letter === '') return whole
      const found = factOf(high + letter)
      if (found === undefined)
        return flavour === 'gnu'
          ? `?${letter === '\n' ? '\n' : ''}`.replace('?\n', '%\n')
          : letter === '\n'
            ? whole
            : letter
      const cut = precision === undefined || /^[0-9]+$/.test(found) ? found : found.slice(0, Number(precision))
      if (flags.includes('-')) return cut.padEnd(Number(width))
      return cut.padStart(Number(width), flags.includes('0') && /^[0-9a-f]+$/.test(cut) ? '0' : ' ')
    },
  )
}

function withEscapes(text: string): string {
  const signs: Readonly<Record<string, string>> = { ...escapeLetters, e: '\x1b' }
  return text.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))/g,
    (_, octal: string | undefined, hex: string | undefined, sign: string = '') => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
      return hex === undefined ? (signs[sign] ?? sign) : String.fromCharCode(Number.parseInt(hex, 16))
    },
  )
}

/** The number of the device that a file system is on: one for the image, others for what is mounted. */
function deviceOf({ process, path }: Subject): number {
  const mount = mountOf(process.machine, realPath(process, path).value ?? '/').path
  return mount === '/' ? 51 : 52 + mount.length
}

function fact(letters: string, subject: Subject): string | undefined {
  const { process, flavour, accounts, path, node } = subject
  const time: Time = node.mtime
  const longTime = flavour === 'gnu' ? '%Y-%m-%d %H:%M:%S.%N %z' : '%Y-%m-%d %H:%M:%S.%N %z'
  const isDevice = node.kind === 'character' || node.kind === 'block'
  switch (letters) {
    case 'n':
      return byteTextOf(path)
    case 'N':
      return flavour === 'busybox' && node.kind !== 'symlink' ? byteTextOf(path) : quote(path) + leads(node)
    case '@':
      return (flavour === 'busybox' && node.kind === 'symlink' ? quote(path) : quoteIfNeeded(path)) + leads(node)
    case 'a':
      return node.mode.toString(8)
    case 'A':
      return modeText(node)
    case 'f':
      return rawMode(node).toString(16)
    case 'F':
      return kindText(node)
    case 's':
      return `${apparentSize(node)}`
    case 'b':
      return `${blocksOf(node)}`
    case 'B':
      return '512'
    case 'o':
      return '4096'
    case 'u':
      return `${node.uid}`
    case 'g':
      return `${node.gid}`
    case 'U':
      return accounts.users.find((user) => user.uid === node.uid)?.name ?? 'UNKNOWN'
    case 'G':
      return accounts.groups.find((group) => group.gid === node.gid)?.name ?? 'UNKNOWN'
    case 'h':
      return `${linkCount(process, node)}`
    case 'i':
      return `${inodeOf(process, path, node)}`
    case 'd':
      return `${deviceOf(subject)}`
    case 'D':
      return deviceOf(subject).toString(16)
    case 'Hd':
      return '0'
    case 'Ld':
      return `${deviceOf(subject)}`
    case 't':
      return isDevice ? node.major.toString(16) : '0'
    case 'T':
      return isDevice ? node.minor.toString(16) : '0'
    case 'Hr':
      return isDevice ? `${node.major}` : '0'
    case 'Lr':
      return isDevice ? `${node.minor}` : '0'
    case 'x':
    case 'y':
    case 'z':
    case 'w':
      return formatTime(longTime, time)
    case 'X':
    case 'Y':
    case 'Z':
    case 'W':
      return `${time.seconds}`
    case 'm':
      return flavour === 'gnu' ? mountOf(process.machine, realPath(process, path).value ?? '/').path : undefined
    case 'C':
      return '?'
    default:
      return undefined
  }
}

function leads(node: Node): string {
  return node.kind === 'symlink' ? ` -> ${quote(node.target)}` : ''
}

function kindText(node: Exclude<Node, never> | DirectoryNode): string {
  switch (node.kind) {
    case 'file':
      return node.content.size === 0 ? 'regular empty file' : 'regular file'
    case 'symlink':
      return 'symbolic link'
    case 'character':
      return 'character special file'
    case 'block':
      return 'block special file'
    case 'fifo':
      return 'fifo'
    case 'directory':
      return 'directory'
  }
}

/** The disk that images are built on here: 64 GiB, half of it free. */
export const disk = { blocks: 16_777_216, free: 8_388_608, files: 4_194_304, freeFiles: 3_145_728 }

function systemFact(letters: string, { path }: Subject): string | undefined {
  const facts: Readonly<Record<string, string>> = {
    n: byteTextOf(path),
    i: 'b5e3f0a1c2d4',
    l: '255',
    s: '4096',
    S: '4096',
    b: `${disk.blocks}`,
    f: `${disk.free}`,
    a: `${disk.free}`,
    c: `${disk.files}`,
    d: `${disk.freeFiles}`,
    t: '794c7630',
    T: 'overlayfs',
  }
  return facts[letters]
}
