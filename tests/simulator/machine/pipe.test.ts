import { expect, it } from 'vitest'
import { sizedContent } from '../../../simulator/filesystem/content.ts'
import { inputOf, makePipe, readAll, readText } from '../../../simulator/machine/pipe.ts'

it('gives what was written, in order', () => {
  const { input, output } = makePipe()
  output.write('one ')
  output.write('two')
  expect(readText(input)).toBe('one two')
})
it('gives no more than asked for', () => expect(inputOf('abcdef').read(3)?.size).toBe(3))
it('goes on where the last read ended', () => {
  const input = inputOf('abcdef')
  input.read(2)
  expect(readText(input)).toBe('cdef')
})
it('keeps sized content sized', () =>
  expect(readAll(inputOf(sizedContent('x', 5000)))).toEqual(sizedContent('x', 5000)))
it('has no text of sized content', () => expect(readText(inputOf(sizedContent('x', 5000)))).toBeUndefined())
it('stops a writer that does not stop by itself', () => {
  const { output } = makePipe()
  let written = 0
  while (output.write('y\n')) written++
  expect(written).toBeGreaterThan(100_000)
})
it('does not let a reader come to the end of such a writer', () => {
  const { input, output } = makePipe()
  while (output.write('y\n'));
  expect(() => readAll(input)).toThrow('a pipe that is written without end')
})
