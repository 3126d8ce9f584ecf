import type { Condition, Word } from './syntax.ts'

/** What the parser of `[[ … ]]` reads from. */
export interface ConditionTokens {
  /** The next operator or plain word; empty for any other word. */
  readonly peek: () => string
  readonly skip: (token: string) => void
  /** Takes a word. `isExpression` where `(`, `)` and `|` belong to it. */
  readonly word: (isExpression: boolean) => Word
  readonly fail: () => Error
}

const unary = /^-[abcdefghknoprstuvwxzGLNORS]$/
const binary = new Set(['=', '==', '!=', '=~', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'])

/** Parses what stands between `[[` and `]]`. Source: bash(1), Compound Commands. */
export function parseCondition(tokens: ConditionTokens): Condition {
  let left = parseAnd(tokens)
  while (tokens.peek() === '||') {
    tokens.skip('||')
    left = { kind: 'or', left, right: parseAnd(tokens) }
  }
  return left
}

function parseAnd(tokens: ConditionTokens): Condition {
  let left = parseOne(tokens)
  while (tokens.peek() === '&&') {
    tokens.skip('&&')
    left = { kind: 'and', left, right: parseOne(tokens) }
  }
  return left
}

function parseOne(tokens: ConditionTokens): Condition {
  const next = tokens.peek()
  if (next === '!') {
    tokens.skip('!')
    return { kind: 'not', operand: parseOne(tokens) }
  }
  if (next === '(') {
    tokens.skip('(')
    const inner = parseCondition(tokens)
    if (tokens.peek() !== ')') throw tokens.fail()
    tokens.skip(')')
    return inner
  }
  if (next === ']]' || next === '&&' || next === '||') throw tokens.fail()
  const left = tokens.word(false)
  const operator = tokens.peek()
  if (binary.has(operator)) {
    tokens.skip(operator)
    return { kind: 'binary', operator, left, right: tokens.word(operator === '=~') }
  }
  const isAlone = operator === ']]' || operator === '&&' || operator === '||' || operator === ')'
  if (unary.test(next) && !isAlone) return { kind: 'unary', operator: next, operand: tokens.word(false) }
  return { kind: 'unary', operator: '-n', operand: left }
}
