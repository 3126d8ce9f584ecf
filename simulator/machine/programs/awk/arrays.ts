import type { Expression, OwnFunction, Statement } from './syntax.ts'

/** Finds which parameters are used as arrays, also by being handed on to functions that use them so. */
export function findArrayParameters(functions: ReadonlyMap<string, OwnFunction>): void {
  for (let found = true; found; ) {
    found = false
    for (const own of functions.values()) {
      const before = own.arrays.size
      const note = (name: string): void => {
        if (own.parameters.includes(name)) own.arrays.add(name)
      }
      walkStatement(own.body, note, functions)
      if (own.arrays.size > before) found = true
    }
  }
}

type Note = (name: string) => void
type Functions = ReadonlyMap<string, OwnFunction>

function walkStatement(statement: Statement | undefined, note: Note, functions: Functions): void {
  if (statement === undefined) return
  const expression = (value: Expression | undefined): void => walkExpression(value, note, functions)
  switch (statement.kind) {
    case 'do':
      expression(statement.expression)
      return
    case 'print':
    case 'printf':
      statement.values.forEach(expression)
      expression(statement.redirection?.to)
      return
    case 'block':
      for (const inner of statement.statements) walkStatement(inner, note, functions)
      return
    case 'if':
      expression(statement.condition)
      walkStatement(statement.then, note, functions)
      walkStatement(statement.otherwise, note, functions)
      return
    case 'loop':
      walkStatement(statement.first, note, functions)
      expression(statement.condition)
      walkStatement(statement.last, note, functions)
      walkStatement(statement.body, note, functions)
      return
    case 'each':
      note(statement.array)
      walkStatement(statement.body, note, functions)
      return
    case 'delete':
      note(statement.array)
      statement.keys?.forEach(expression)
      return
    case 'exit':
    case 'return':
      expression(statement.value)
      return
    default:
      return
  }
}

function walkExpression(expression: Expression | undefined, note: Note, functions: Functions): void {
  if (expression === undefined) return
  const walk = (value: Expression | undefined): void => walkExpression(value, note, functions)
  switch (expression.kind) {
    case 'element':
      note(expression.array)
      expression.keys.forEach(walk)
      return
    case 'member':
      note(expression.array)
      expression.keys.forEach(walk)
      return
    case 'field':
      walk(expression.number)
      return
    case 'assign':
      walk(expression.target)
      walk(expression.value)
      return
    case 'step':
      walk(expression.target)
      return
    case 'choose':
      walk(expression.condition)
      walk(expression.then)
      walk(expression.otherwise)
      return
    case 'either':
    case 'both':
    case 'join':
    case 'compute':
    case 'compare':
    case 'match':
      walk(expression.left)
      walk(expression.right)
      return
    case 'not':
    case 'negate':
    case 'plus':
    case 'group':
      walk(expression.of)
      return
    case 'call': {
      const array = expression.arguments[1]
      if (expression.name === 'split' && array?.kind === 'variable') note(array.name)
      expression.arguments.forEach(walk)
      return
    }
    case 'own': {
      const called = functions.get(expression.name)
      expression.arguments.forEach((value, at) => {
        if (value.kind === 'variable' && called?.arrays.has(called.parameters[at] ?? '')) note(value.name)
        else walk(value)
      })
      return
    }
    case 'getline':
      walk(expression.source)
      walk(expression.target)
      return
    default:
      return
  }
}
