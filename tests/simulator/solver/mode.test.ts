import { describe, expect, it } from 'vitest'
import { symbolicMode } from '../../../simulator/solver/mode.ts'

/** The mode that a symbolic text makes of a file's (or with `d` of a directory's) mode. */
function mode(text: string, from: string, what: '-' | 'd' = '-'): string | undefined {
  return symbolicMode(text, Number.parseInt(from, 8), what === 'd')?.toString(8)
}

describe('symbolic modes', () => {
  it('add', () => expect(mode('+x', '644')).toBe('755'))
  it('remove', () => expect(mode('a-r', '644')).toBe('200'))
  it('set', () => expect(mode('u=rwX,go=rX', '600')).toBe('644'))
  it('give directories x with X', () => expect(mode('u=rwX,go=rX', '600', 'd')).toBe('755'))
  it('copy from another class', () => expect(mode('g=u', '640')).toBe('660'))
  it('set the special bits', () => expect([mode('u+s', '755'), mode('+t', '755')]).toEqual(['4755', '1755']))
  it('do not take what is none', () => expect([mode('u+q', '644'), mode('xyz', '644')]).toEqual([undefined, undefined]))
})
