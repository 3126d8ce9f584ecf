import { compareOperands, integerIn, testFile } from '../../programs/conditions.ts'
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
    default:
      return testFile(shell, operator === '-a' ? '-e' : operator, operand) ?? false
  }
}

/** Evaluates `left operator right`. */
export function testBinary(shell: Shell, left: string, operator: string, right: string, fail?: Fail): boolean {
  return compareOperands(shell, left, operator, right, (text) => {
    const integer = integerIn(text)
    if (integer === undefined && fail !== undefined) throw fail(badNumber(shell, text))
    return integer ?? 0n
  })
}

function badNumber(shell: Shell, text: string): string {
  if (shell.dialect.isBash) return `${text}: integer expression expected`
  return shell.dialect.name === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`
}
