import { expect, it } from 'vitest'
import { compileRegex } from '../../../../simulator/machine/programs/regex/regex.ts'
import { RegexError } from '../../../../simulator/machine/programs/regex/syntax.ts'
import { BudgetExceeded, budgetOf } from '../../../../simulator/values/budget.ts'

/** The match in brackets, groups after it: `a[bc]d 1=b`. Extended unless the pattern begins with `basic `. */
function check(pattern: string, text: string, expected: string): void {
  expect(draw(pattern, text)).toBe(expected)
}

function draw(pattern: string, text: string): string {
  const extended = !pattern.startsWith('basic ')
  try {
    const regex = compileRegex(pattern.replace('basic ', ''), { extended }, budgetOf(1_000_000))
    const match = regex.find(text)
    if (match === undefined) return 'no match'
    const [start = 0, end = 0] = match
    const groups = Array.from({ length: regex.groups }, (_, at) => {
      const [from = -1, to = -1] = [match[at * 2 + 2], match[at * 2 + 3]]
      return ` ${at + 1}=${from === -1 ? '?' : text.slice(from, to)}`
    })
    return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}${groups.join('')}`
  } catch (error) {
    if (error instanceof RegexError) return error.message
    throw error
  }
}

it('takes the leftmost match', () => check('b+', 'abbabbb', 'a[bb]abbb'))
it('takes the longest of several ways', () => check('ab|abcd', 'xabcde', 'x[abcd]e'))
it('is longest also through optional parts', () => check('(a?)(ab)?', 'ab', '[ab] 1= 2=ab'))
it('keeps groups', () => check('(a+)(b*)', 'xaab', 'x[aab] 1=aa 2=b'))
it('leaves a group that took no part unset', () => check('(a)|(b)', 'b', '[b] 1=? 2=b'))
it('reads groups and intervals of basic expressions', () => check('basic \\(a\\{2\\}\\)b', 'aaab', 'a[aab] 1=aa'))
it('takes operators of extended expressions as characters in basic ones', () =>
  check('basic a+(b)', 'aa+(b)', 'a[a+(b)]'))
it('knows GNU operators in basic expressions', () => check('basic a\\+\\|b', 'caab', 'c[aa]b'))
it('takes a leading star as a character', () => check('basic *a', 'b*a', 'b[*a]'))
it('anchors at both ends', () => check('^a$', 'a', '[a]'))
it('takes ^ in the middle of a basic expression as a character', () => check('basic a^b', 'a^b', '[a^b]'))
it('reads brackets with ranges and classes', () => check('[^[:digit:]a-c]+', '1abxyz9', '1ab[xyz]9'))
it('takes ] first in brackets as a character', () => check('[]x]+', 'a]x', 'a[]x]'))
it('finds words', () => check('\\<or\\>', 'for or', 'for [or]'))
it('refers back', () => check('basic \\(..*\\)\\1', 'xabab', 'x[abab] 1=ab'))
it('ends an empty loop', () => check('(a*)*b', 'aab', '[aab] 1=aa'))
it('takes a brace without an interval as a character', () => check('a{x', 'a{x', '[a{x]'))
it('says what is wrong with a parenthesis', () => check('(a', '', 'Unmatched ( or \\('))
it('says what is wrong with a bracket', () => check('[a', '', 'Unmatched [, [^, [:, [., or [='))
it('says what is wrong with a reference', () => check('basic a\\1', '', 'Invalid back reference'))
it('says what is wrong with an interval', () => check('basic a\\{2', '', 'Unmatched { or \\{'))
it('needs time in proportion only', () =>
  check('(a|a)*(a|a)*(a|a)*$', `${'a'.repeat(2000)}b`, `${'a'.repeat(2000)}b[] 1=? 2=? 3=?`))
it('stops a back reference that tries too much', () =>
  expect(() => draw('basic \\(a*\\)*\\1\\(a*\\)*\\2c', 'a'.repeat(500))).toThrow(BudgetExceeded))
