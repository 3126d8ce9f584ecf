import { expect, it } from 'vitest'
import { keysOf } from '../../../src/terminal/keys.ts'
import { afterKey, emptyLine, type Line, searchPrompt, withTyped } from '../../../src/terminal/line.ts'

const history = ['docker build .', 'ls', 'docker ps']

/** A line after what a terminal sends. */
function typed(sent: string, start: Line = emptyLine): Line {
  return keysOf(sent).reduce(
    (line, key) =>
      key.kind === 'text' ? withTyped(line, key.text, history) : (afterKey(line, key.name, history) ?? line),
    start,
  )
}

/** The text of a line, with a bar at its cursor. */
function shown(sent: string): string {
  const { text, at } = typed(sent)
  return `${text.slice(0, at)}|${text.slice(at)}`
}

const left = '\x1b[D'
const up = '\x1b[A'
const down = '\x1b[B'

it('types where the cursor is', () => expect(shown(`ls -${left}${left}x`)).toBe('lsx| -'))
it('takes away before the cursor and under it', () => expect(shown(`abcd${left}\x7f\x1b[3~`)).toBe('ab|'))
it('goes over a character of two units at once', () => expect(shown(`a😀b${left}${left}x`)).toBe('ax|😀b'))
it('takes away a character of two units whole', () => expect(shown('a😀\x7f')).toBe('a|'))
it('goes to the beginning and the end', () =>
  expect([shown('abc\x01x'), shown('abc\x01\x05x')]).toEqual(['x|abc', 'abcx|']))
it('goes from word to word', () => expect(shown('docker run web\x1bb\x1bb')).toBe('docker |run web'))
it('cuts to the end, to the beginning, and a word', () =>
  expect([shown('abc def\x1bb\x0b'), shown('abc def\x1bb\x15'), shown('a b/c d\x1bb\x17')]).toEqual([
    'abc |',
    '|def',
    'a |d',
  ]))
it('puts back what was cut', () => expect(shown('abc def\x17\x01\x19')).toBe('def|abc '))
it('goes back in the history and on to the line itself', () =>
  expect([shown(`x${up}${up}`), shown(`x${up}${up}${down}${down}`), shown(up.repeat(9))]).toEqual([
    'ls|',
    'x|',
    'docker build .|',
  ]))
it('searches the history for what is typed, and further back', () =>
  expect([shown('\x12dock'), shown('\x12dock\x12')]).toEqual(['|docker ps', '|docker build .']))
it('takes what was found and goes on from there', () => expect(shown('\x12buil\x05 -q')).toBe('docker build . -q|'))
it('gives the line back when a search is given up', () => expect(shown('mine\x12build\x03')).toBe('mine|'))
it('says what it looks for', () => expect(searchPrompt(typed('\x12ps'))).toBe("(reverse-i-search)'ps': "))
it('reads a paste as text and ends of lines', () =>
  expect(keysOf('\x1b[200~a b\r\nc\x1b[201~')).toEqual([
    { kind: 'text', text: 'a b' },
    { kind: 'key', name: 'enter' },
    { kind: 'text', text: 'c' },
  ]))
it('leaves out keys that mean nothing', () => expect(keysOf('\x1b[15~\x1bOP\x1b[24;2~')).toEqual([]))
