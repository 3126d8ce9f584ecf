import { describe, expect, it } from 'vitest'
import { runIn } from './run.ts'

/** A condition of which the shell's `test` and the program of that name have to say the same; `before` runs first. */
function holds(condition: string, before = ':') {
  const [shell, program] = ['test', 'env test'].map(
    (test) => runIn('', `umask 022; ${before}; ${test} ${condition} && echo yes || echo no`).printed,
  )
  expect(program).toBe(shell)
  return expect(shell?.trim())
}

describe('conditions on files', () => {
  it('hold for a file that is there', () => holds('-e a', 'touch a').toBe('yes'))
  it('do not hold for one that is not', () => holds('-f a').toBe('no'))
  it('tell an empty file from one that holds something', () => holds('-s a', 'touch a').toBe('no'))
  it('follow links', () => holds('-d a', 'mkdir b; ln -s b a').toBe('yes'))
  it('see links themselves', () => holds('-L a', 'ln -s nowhere a').toBe('yes'))
  it('see the bits of a mode', () => holds('-u a', 'touch a; chmod 4755 a').toBe('yes'))
  it('know the owner', () => holds('-O a', 'touch a; chown 7 a').toBe('no'))
  it('take a file for newer than none', () => holds('a -nt b', 'touch a').toBe('yes'))
  it('compare times', () => holds('a -ot b', 'touch -d @5 a; touch -d @6 b').toBe('yes'))
  it('know two names of one file', () => holds('a -ef b', 'touch a; ln a b').toBe('yes'))
  it('do not take a copy for the same file', () => holds('a -ef b', 'touch a; cp -p a b').toBe('no'))
  it('see one directory behind two ways', () => holds('b -ef a/../b', 'mkdir a b').toBe('yes'))
})

describe('conditions on numbers', () => {
  it('compare numbers as such', () => holds('10 -gt 9').toBe('yes'))
  it('allow blanks and signs', () => holds(`' +7 ' -eq 7`).toBe('yes'))
})
