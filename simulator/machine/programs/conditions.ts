import { access, lstat, stat } from '../files.ts'
import type { Caller } from '../walk.ts'
import { isSameFile } from './place.ts'

/** Whether a file is as an operator like `-f` wants it; undefined for what is no operator of files. Source: POSIX test. */
export function testFile(caller: Caller, operator: string, path: string): boolean | undefined {
  switch (operator) {
    case '-r':
    case '-w':
    case '-x':
      return access(caller, path, operator.slice(1)) === undefined
    case '-h':
    case '-L':
      return lstat(caller, path).value?.kind === 'symlink'
  }
  const node = stat(caller, path).value
  switch (operator) {
    case '-e':
      return node !== undefined
    case '-f':
      return node?.kind === 'file'
    case '-d':
      return node?.kind === 'directory'
    case '-p':
      return node?.kind === 'fifo'
    case '-b':
      return node?.kind === 'block'
    case '-c':
      return node?.kind === 'character'
    case '-S':
      return false
    case '-s':
      return node?.kind === 'file' ? node.content.size > 0 : node?.kind === 'directory'
    case '-u':
      return node !== undefined && (node.mode & 0o4000) !== 0
    case '-g':
      return node !== undefined && (node.mode & 0o2000) !== 0
    case '-k':
      return node !== undefined && (node.mode & 0o1000) !== 0
    case '-O':
      return node?.uid === caller.user.uid
    case '-G':
      return node?.gid === caller.user.gid
    default:
      return undefined
  }
}

/** The operators of {@link compareOperands}. */
export const comparisons: ReadonlySet<string> = new Set(
  ['=', '==', '!=', '<', '>', '-nt', '-ot', '-ef'].concat(['-eq', '-ne', '-lt', '-le', '-gt', '-ge']),
)

/** Whether two texts, files or numbers are as an operator wants them. `integerOf` reads a number, and may end what asks. Source: POSIX test. */
export function compareOperands(
  caller: Caller,
  left: string,
  operator: string,
  right: string,
  integerOf: (text: string) => bigint,
): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-nt':
      return isNewer(caller, left, right)
    case '-ot':
      return isNewer(caller, right, left)
    case '-ef':
      return isSameFile(caller, left, right)
  }
  const [a, b] = [integerOf(left), integerOf(right)]
  switch (operator) {
    case '-eq':
      return a === b
    case '-ne':
      return a !== b
    case '-lt':
      return a < b
    case '-le':
      return a <= b
    case '-gt':
      return a > b
    default:
      return a >= b
  }
}

/** The number that a word stands for, with blanks around it; undefined when it is none. */
export function integerIn(text: string): bigint | undefined {
  const trimmed = text.trim()
  return /^[-+]?\d+$/.test(trimmed) ? BigInt(trimmed.replace('+', '')) : undefined
}

/** A file that is there is newer than one that is not. */
function isNewer(caller: Caller, path: string, other: string): boolean {
  const [a, b] = [stat(caller, path).value?.mtime, stat(caller, other).value?.mtime]
  if (a === undefined || b === undefined) return a !== undefined
  return a.seconds === b.seconds ? a.nanoseconds > b.nanoseconds : a.seconds > b.seconds
}
