import { access, lstat, stat } from '../../files.ts'
import type { Shell } from '../shell.ts'

/** Makes the error of a comparison that cannot be made, and tells of it. */
export type Fail = (message: string) => unknown

/** An extended regular expression; one that is none matches nothing. */
export function expressionOf(text: string): RegExp {
  try {
    // Extended regular expressions are close enough to these; classes are not.
    return new RegExp(text.replace(/\[:([a-z]+):\]/g, (whole, name) => classRanges.get(name) ?? whole))
  } catch {
    return /[^\s\S]/
  }
}

const classRanges: ReadonlyMap<string, string> = new Map([
  ['alnum', 'A-Za-z0-9'],
  ['alpha', 'A-Za-z'],
  ['blank', ' \\t'],
  ['digit', '0-9'],
  ['lower', 'a-z'],
  ['space', '\\s'],
  ['upper', 'A-Z'],
  ['xdigit', '0-9A-Fa-f'],
])

/** Evaluates `-f path` and the like. */
export function testUnary(shell: Shell, operator: string, operand: string, fail?: Fail): boolean {
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-t':
      if (!/^-?\d+$/.test(operand) && fail !== undefined) throw fail(badNumber(shell, operand))
      return false
    case '-o':
      return shell.options.has(operand)
    case '-v':
      return shell.variables.has(operand)
    case '-r':
    case '-w':
    case '-x':
      return access(shell, operand, operator.slice(1)) === undefined
    case '-h':
    case '-L':
      return lstat(shell, operand).value?.kind === 'symlink'
  }
  const node = stat(shell, operand).value
  if (node === undefined) return false
  switch (operator) {
    case '-a':
    case '-e':
      return true
    case '-f':
      return node.kind === 'file'
    case '-d':
      return node.kind === 'directory'
    case '-s':
      return node.kind === 'file' ? node.content.size > 0 : node.kind === 'directory'
    case '-b':
      return node.kind === 'block'
    case '-c':
      return node.kind === 'character'
    case '-p':
      return node.kind === 'fifo'
    case '-u':
      return (node.mode & 0o4000) !== 0
    case '-g':
      return (node.mode & 0o2000) !== 0
    case '-k':
      return (node.mode & 0o1000) !== 0
    case '-O':
      return node.uid === shell.user.uid
    case '-G':
      return node.gid === shell.user.gid
    default:
      return false
  }
}

/** Evaluates `left operator right`. */
export function testBinary(shell: Shell, left: string, operator: string, right: string, fail?: Fail): boolean {
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
      return newer(shell, left, right)
    case '-ot':
      return newer(shell, right, left)
    case '-ef':
      return isSame(shell, left, right)
  }
  const difference = integer(shell, left, fail) - integer(shell, right, fail)
  switch (operator) {
    case '-eq':
      return difference === 0n
    case '-ne':
      return difference !== 0n
    case '-gt':
      return difference > 0n
    case '-ge':
      return difference >= 0n
    case '-lt':
      return difference < 0n
    default:
      return difference <= 0n
  }
}

function newer(shell: Shell, left: string, right: string): boolean {
  const [a, b] = [stat(shell, left).value?.mtime, stat(shell, right).value?.mtime]
  if (a === undefined || b === undefined) return a !== undefined
  return a.seconds === b.seconds ? a.nanoseconds > b.nanoseconds : a.seconds > b.seconds
}

function isSame(shell: Shell, left: string, right: string): boolean {
  const [a, b] = [stat(shell, left).value, stat(shell, right).value]
  if (a === undefined || b === undefined) return false
  return a === b || (a.kind === 'file' && b.kind === 'file' && a.link !== undefined && a.link === b.link)
}

function integer(shell: Shell, text: string, fail?: Fail): bigint {
  const trimmed = text.trim()
  if (/^[-+]?\d+$/.test(trimmed)) return BigInt(trimmed.replace('+', ''))
  if (fail !== undefined) throw fail(badNumber(shell, text))
  return 0n
}

function badNumber(shell: Shell, text: string): string {
  if (shell.dialect.isBash) return `${text}: integer expression expected`
  return shell.dialect.name === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`
}
