import { expect, it } from 'vitest'
import { plain } from '../../../src/terminal/plain.ts'

it('leaves colours out', () => expect(plain('\x1b[1;36ma\x1b[0m b\n')).toBe('a b\n'))
it('writes over a line from its start', () => expect(plain('50 %\r100 %\nend')).toBe('100 %\nend'))
it('goes up to a line, takes it away and writes it anew', () =>
  expect(plain('a: Waiting\nb: Waiting\n\x1b[2A\x1b[2K\ra: Done\r\x1b[2Bend')).toBe('a: Done\nb: Waiting\nend'))
it('takes the rest of the screen away', () => expect(plain('a\nb\nc\x1b[1A\r\x1b[Jd')).toBe('a\nd'))
it('knows ends of lines of both kinds', () => expect(plain('a\r\nb')).toBe('a\nb'))
