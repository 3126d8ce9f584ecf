import { describe, expect, it } from 'vitest'
import { readCard } from '../../../../simulator/machine/services/card.ts'

describe('a card that cannot be read', () => {
  const check = (yaml: string, message: string): void => expect(readCard(yaml)).toEqual({ kind: 'failed', message })
  it('has an entry that no card has', () => check('lisens: 80', 'lisens: there is no such entry'))
  it('has a status that no answer has', () =>
    check('routes: { GET /: { status: 700 } }', 'routes > GET / > status: expected <=599, found 700'))
  it('has a wrong entry deep inside', () =>
    check('signals: { TERM: { code: 1 } }', 'signals > TERM > status: expected "status", found undefined'))
  it('has a route without a method', () =>
    check('routes: { /a: x }', 'routes > /a: expected /^([A-Z]+|\\*) \\/\\S*$/, found "/a"'))
})
