import { expect, it } from 'vitest'
import { type Content, realContent, sizedContent } from '../../../../simulator/filesystem/content.ts'
import { emptyTree, epoch, type Node } from '../../../../simulator/filesystem/tree.ts'
import { makeMachine, runCommand } from '../../../../simulator/machine/machine.ts'
import { programs } from '../../../../simulator/machine/programs/index.ts'
import { bytesOf } from '../../../../simulator/values/bytes.ts'

const attributes = { mode: 0o755, uid: 0, gid: 0, mtime: epoch }
const file = (content: Content): Node => ({ kind: 'file', ...attributes, content })
const text = (content: string): Node => file(realContent(bytesOf(content)))

/** What a command prints, errors after `!`, then its status when that is not 0. There are /a (`one`, `two`), /b (`b` without a newline) and /big (sized). */
function run(...words: readonly string[]): string {
  const binary = file({ ...sizedContent('gnu', 1), program: `gnu/${words[0]}` })
  const files: Record<string, Node> = {
    [words[0] ?? '']: binary,
    a: text('one\ntwo\n'),
    b: text('b'),
    big: file(sizedContent('big', 9)),
  }
  const machine = makeMachine({ tree: { ...emptyTree, entries: new Map(Object.entries(files)) }, now: epoch, programs })
  const command = { environment: new Map([['PATH', '/']]), directory: '/', user: { uid: 0, gid: 0, groups: [] } }
  const { status, output } = runCommand(machine, { ...command, arguments: words })
  const printed = output.map((piece) => (piece.stream === 'stderr' ? '!' : '') + piece.text).join('')
  return printed + (status === 0 ? '' : `status ${status}`)
}

it('prints files one after another', () => expect(run('cat', '/b', '/a')).toBe('bone\ntwo\n'))
it('goes on after a file that is missing', () =>
  expect(run('cat', 'x', 'b')).toBe('!cat: x: No such file or directory\nbstatus 1'))
it('numbers lines', () => expect(run('cat', '-n', 'a')).toBe('     1\tone\n     2\ttwo\n'))
it('shows ends of lines', () => expect(run('cat', '-A', 'a')).toBe('one$\ntwo$\n'))
it('does not pretend to know the lines of sized content', () =>
  expect(run('cat', '-n', 'big')).toBe('!cat: big: content is not simulated, only its size is known\nstatus 1'))
it('says which option it does not know', () =>
  expect(run('cat', '-z')).toBe("!cat: invalid option -- 'z'\n!Try 'cat --help' for more information.\nstatus 1"))
it('turns lines around', () => expect(run('tac', 'a')).toBe('two\none\n'))
it('turns characters around', () => expect(run('rev', 'a')).toBe('eno\nowt\n'))
it('numbers lines that are not empty', () => expect(run('nl', 'a')).toBe('     1\tone\n     2\ttwo\n'))
it('echoes escapes only when asked', () =>
  expect(run('echo', '-e', 'a\\tb') + run('echo', 'a\\tb')).toBe('a\tb\na\\tb\n'))
it('uses the form again until all words are used', () =>
  expect(run('printf', '%s=%d\\n', 'a', '1', 'b', '2')).toBe('a=1\nb=2\n'))
it('rounds what lies just between two numbers to the even one', () =>
  expect(run('printf', '%.1f %.0f %.0f %.2f %.1e', '2.25', '0.5', '1.5', '1.005', '4.5e3')).toBe(
    '2.2 0 2 1.00 4.5e+03',
  ))
it('fills with zeros and blanks', () =>
  expect(run('printf', '[%05d|%-4s|%.2f|%x]', '-42', 'ab', '2.345', '255')).toBe('[-0042|ab  |2.35|ff]'))
it('prints and fails for what is no number', () =>
  expect(run('printf', '%d\\n', 'x')).toBe("0\n!printf: 'x': expected a numeric value\nstatus 1"))
