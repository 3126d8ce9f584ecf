import { expect, it } from 'vitest'
import { boundedOutput } from '../../../src/engine/output.ts'

/** What is shown of pieces: the note, and how many characters and lines follow it. */
function shown(...texts: readonly string[]): readonly [string, number, number] {
  const [note, ...rest] = boundedOutput(texts.map((text) => ({ stream: 'stdout', text, atMs: 0 })))
  const text = rest.map((piece) => piece.text).join('')
  return [note?.text ?? '', text.length, text.split('\n').length - 1]
}

it('shows the end of very long output', () =>
  expect(shown('a'.repeat(150_000), 'b'.repeat(150_000))).toEqual([
    '[100,000 characters before this are not shown]\n',
    200_000,
    0,
  ]))
it('shows the last lines of very many', () => {
  const [note, characters, lines] = shown('y\n'.repeat(90_000), 'z\n')
  expect(note).toBe('[172,002 characters before this are not shown]\n')
  expect([characters, lines]).toEqual([8000, 4000])
})
it('leaves other output as it is', () => {
  const output = [{ stream: 'stdout', text: 'one\ntwo', atMs: 0 }] as const
  expect(boundedOutput(output)).toBe(output)
})
