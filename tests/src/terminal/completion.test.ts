import { expect, it } from 'vitest'
import { columnsOf, completed } from '../../../src/terminal/completion.ts'
import { withLine } from '../../../src/terminal/history.ts'
import { emptyLine } from '../../../src/terminal/line.ts'
import { isWhole } from '../../../src/terminal/whole.ts'

/** A line after Tab, with a bar at the cursor, and what is shown. */
function tab(text: string, from: number, ...choices: readonly string[]): string {
  const { line, shown } = completed({ ...emptyLine, text, at: text.length }, from, choices)
  return [`${line.text.slice(0, line.at)}|`, ...shown].join(' ')
}

it('takes the only choice, and a blank after it', () => expect(tab('cat Do', 4, 'Dockerfile')).toBe('cat Dockerfile |'))
it('takes a folder without a blank', () => expect(tab('cd s', 3, 'src/')).toBe('cd src/|'))
it('takes what all choices begin with', () => expect(tab('docker im', 7, 'image', 'images')).toBe('docker image|'))
it('shows the choices where they do not agree further', () =>
  expect(tab('docker image', 7, 'image', 'images')).toBe('docker image| image images'))
it('does nothing without a choice', () => expect(tab('x', 0)).toBe('x|'))
it('lists choices in columns, downwards', () =>
  expect(columnsOf(['a', 'bb', 'c', 'd', 'e'], 9)).toBe('a   d\nbb  e\nc'))
it('lists them one below the other where it is narrow', () => expect(columnsOf(['aaaa', 'bbbb'], 5)).toBe('aaaa\nbbbb'))

it('waits for more after a backslash, in quotes and in a here-document', () =>
  expect(['ls \\', "echo 'a", 'echo "a', 'cat > f <<EOF', 'cat <<EOF\na'].map(isWhole)).toEqual(Array(5).fill(false)))
it('runs what is whole', () =>
  expect(['ls', 'ls \\\\', `echo "it's"`, "echo \\'", "ls # it's", 'cat <<EOF\na\nEOF', ''].map(isWhole)).toEqual(
    Array(7).fill(true),
  ))

it('notes lines once in a row, and no blank ones', () =>
  expect(['ls', 'ls', ' ', 'ps', 'ls'].reduce<readonly string[]>(withLine, [])).toEqual(['ls', 'ps', 'ls']))
