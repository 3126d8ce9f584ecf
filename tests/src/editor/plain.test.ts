import { expect, it } from 'vitest'
import { plainInstructions, plainPieces } from '../../../src/editor/plain.ts'

/** Pieces drawn as `kind(text)`, plain text as it is. */
function draw(text: string): string {
  return plainPieces(text)
    .map((line) => line.map((piece) => (piece.kind === 'text' ? piece.text : `${piece.kind}(${piece.text})`)).join(''))
    .join('\n')
}

it('marks keywords, in capitals or not', () => expect(draw('FROM a\nrun b')).toBe('keyword(FROM) a\nkeyword(run) b'))
it('marks the name of a stage', () => expect(draw('FROM a AS b')).toBe('keyword(FROM) a keyword(AS) b'))
it('marks strings and variables', () =>
  expect(draw('ENV A="x y" B=$C')).toBe('keyword(ENV) A=string("x y") B=variable($C)'))
it('marks flags', () => expect(draw('COPY --from=b x y')).toBe('keyword(COPY) flag(--from)=b x y'))
it('marks comments, also inside a continuation', () =>
  expect(draw('RUN a \\\n# note\n  copy b')).toBe('keyword(RUN) a \\\ncomment(# note)\n  copy b'))
it('gives back every line whole', () => {
  const text = 'FROM a\n\n  RUN x "y" \\\n\n && z $Q -n\n'
  expect(
    plainPieces(text)
      .map((line) => line.map((piece) => piece.text).join(''))
      .join('\n'),
  ).toBe(text)
})
it('lists instructions with continuations joined', () =>
  expect(plainInstructions('# c\nFROM a\nRUN b \\\n  # d\n  && c\nCOPY x y')).toEqual([
    { keyword: 'FROM', line: 2, text: 'FROM a' },
    { keyword: 'RUN', line: 3, text: 'RUN b && c' },
    { keyword: 'COPY', line: 6, text: 'COPY x y' },
  ]))
