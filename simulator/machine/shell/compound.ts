import { expressionOf, testBinary, testUnary } from './builtins/comparisons.ts'
import { arithmeticOf, arithmeticValue, expandText, expandWords, patternOf } from './expand.ts'
import { matches } from './pattern.ts'
import { Jump, type Shell } from './shell.ts'
import type { Compound, Condition, List, Word } from './syntax.ts'
import { traceWords } from './trace.ts'

/** The parts of the interpreter that compound commands are made of. */
export interface CompoundParts {
  readonly runList: (shell: Shell, list: List) => number
  readonly runTested: (shell: Shell, run: () => void) => void
  readonly runSubshell: (child: Shell, run: () => number) => number
}

/** Runs a compound command; gives its status. Source: POSIX.1-2024, Shell Command Language, 2.9.4. */
export function runCompound(shell: Shell, command: Compound, parts: CompoundParts): number {
  switch (command.kind) {
    case 'group':
      return parts.runList(shell, command.body)
    case 'subshell': {
      const child = shell.fork()
      return parts.runSubshell(child, () => parts.runList(child, command.body))
    }
    case 'if':
      for (const clause of command.clauses)
        if (holds(shell, clause.condition, parts)) return parts.runList(shell, clause.body)
      return command.otherwise === undefined ? 0 : parts.runList(shell, command.otherwise)
    case 'while':
    case 'until':
      return runWhile(shell, command, parts)
    case 'for':
      return runFor(shell, command, parts)
    case 'case':
      return runCase(shell, command, parts)
    case 'count':
      return runCount(shell, command, parts)
    case 'arithmetic':
      shell.line = command.line
      return arithmeticOf(shell, command.expression) === 0n ? 1 : 0
    case 'condition':
      shell.line = command.line
      return isTrue(shell, command.condition) ? 0 : 1
  }
}

function holds(shell: Shell, condition: List, parts: CompoundParts): boolean {
  parts.runTested(shell, () => parts.runList(shell, condition))
  return shell.status === 0
}

function runWhile(shell: Shell, command: Extract<Compound, { kind: 'while' | 'until' }>, parts: CompoundParts): number {
  let status = 0
  runLoop(
    shell,
    () => {
      const isOver = holds(shell, command.condition, parts) !== (command.kind === 'while')
      if (isOver) return false
      status = 0
      status = parts.runList(shell, command.body)
      return true
    },
    (left) => {
      status = left
    },
  )
  return status
}

function runFor(shell: Shell, command: Extract<Compound, { kind: 'for' }>, parts: CompoundParts): number {
  shell.line = command.line
  const values = command.words === undefined ? shell.parameters : expandWords(shell, command.words)
  let status = 0
  let at = 0
  runLoop(
    shell,
    () => {
      const value = values[at++]
      if (value === undefined) return false
      traceWords(shell, [command.source])
      shell.set(command.name, value)
      status = parts.runList(shell, command.body)
      return true
    },
    (left) => {
      status = left
    },
  )
  return status
}

function runCount(shell: Shell, command: Extract<Compound, { kind: 'count' }>, parts: CompoundParts): number {
  let status = 0
  let isFirst = true
  arithmeticOf(shell, command.first)
  runLoop(
    shell,
    () => {
      if (!isFirst) arithmeticOf(shell, command.step)
      isFirst = false
      const condition = expandText(shell, command.condition)
      if (condition.trim() !== '' && arithmeticValue(shell, condition) === 0n) return false
      status = parts.runList(shell, command.body)
      return true
    },
    (left) => {
      status = left
    },
  )
  return status
}

/** Runs `step` until it gives false, or `break`. */
function runLoop(shell: Shell, step: () => boolean, onJump: (status: number) => void): void {
  shell.loopDepth++
  try {
    for (;;) {
      shell.machine.budget.spend(3)
      try {
        if (!step()) return
      } catch (thrown) {
        if (!(thrown instanceof Jump) || (thrown.kind !== 'break' && thrown.kind !== 'continue')) throw thrown
        onJump(thrown.status)
        if (thrown.value > 1) throw new Jump(thrown.kind, thrown.value - 1)
        if (thrown.kind === 'break') return
      }
    }
  } finally {
    shell.loopDepth--
  }
}

function runCase(shell: Shell, command: Extract<Compound, { kind: 'case' }>, parts: CompoundParts): number {
  shell.line = command.line
  const value = expandText(shell, command.word)
  traceWords(shell, [command.source])
  let status = 0
  let fallsThrough = false
  for (const item of command.items) {
    const isMatch = fallsThrough || item.patterns.some((pattern) => matches(patternOf(shell, pattern), value))
    if (!isMatch) continue
    if (item.body.length > 0) status = parts.runList(shell, item.body)
    if (item.end === ';;') return status
    fallsThrough = item.end === ';&'
  }
  return status
}

function isTrue(shell: Shell, condition: Condition): boolean {
  switch (condition.kind) {
    case 'and':
      return isTrue(shell, condition.left) && isTrue(shell, condition.right)
    case 'or':
      return isTrue(shell, condition.left) || isTrue(shell, condition.right)
    case 'not':
      return !isTrue(shell, condition.operand)
    case 'unary':
      return testUnary(shell, condition.operator, expandText(shell, condition.operand))
    case 'binary':
      return compare(shell, condition.operator, expandText(shell, condition.left), condition.right)
  }
}

function compare(shell: Shell, operator: string, left: string, word: Word): boolean {
  if (operator === '==' || operator === '=' || operator === '!=')
    return matches(patternOf(shell, word), left) === (operator !== '!=')
  if (operator === '=~') return matchExpression(shell, left, expandText(shell, word))
  const right = expandText(shell, word)
  traceWords(shell, ['[[', left, operator, right, ']]'])
  if (/^-(eq|ne|lt|le|gt|ge)$/.test(operator))
    return testBinary(shell, `${arithmeticValue(shell, left)}`, operator, `${arithmeticValue(shell, right)}`)
  return testBinary(shell, left, operator, right)
}

function matchExpression(shell: Shell, text: string, expression: string): boolean {
  const found = expressionOf(expression).exec(text)
  const elements = new Map([...(found ?? [])].map((group, at): [string, string] => [`${at}`, group ?? '']))
  shell.variables.set('BASH_REMATCH', { value: undefined, isExported: false, isReadOnly: false, elements })
  return found !== null
}
