import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { formatDockerfile } from '../../../simulator/dockerfile/format.ts'
import type { Instruction } from '../../../simulator/dockerfile/instruction.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { dockerfileText, runs } from './fragments.ts'

vi.setConfig({ testTimeout: 10_000 + runs * 5 })

function check(text: string, formatted: string) {
  expect(formatDockerfile(text)).toBe(formatted)
}

it('writes keywords in capitals', () => check('from a as b\nhealthcheck none', 'FROM a AS b\nHEALTHCHECK none\n'))
it('puts one blank between words', () => check('COPY   --from=x\t a  b   /c  ', 'COPY --from=x a b /c\n'))
it('keeps one blank line of several', () => check('FROM a\n\n \n\nRUN b\n\n\n', 'FROM a\n\nRUN b\n'))
it('trims comments', () => check('FROM a\n   #  c  \nRUN b', 'FROM a\n#  c\nRUN b\n'))
it('indents continued lists', () =>
  check('ENV a=1 \\\n b=2 \\\n\n\tc="x  y"', 'ENV a=1 \\\n    b=2 \\\n    c="x  y"\n'))
it('keeps comments inside lists', () => check('ARG a \\\n# c\nb', 'ARG a \\\n    # c\n    b\n'))
it('leaves the text of a RUN alone', () => check('run  a   \\ \n  &&  b  ', 'RUN a   \\\n  &&  b\n'))
it('takes blank lines out of a RUN', () => check('RUN a \\\n\n  b', 'RUN a \\\n  b\n'))
it('keeps comments inside a RUN', () => check('RUN a \\\n  # c \n  b', 'RUN a \\\n  # c\n  b\n'))
it('breaks flags where they were broken', () =>
  check('RUN --network=none  --mount=target=/x \\\n  a', 'RUN --network=none --mount=target=/x \\\n    a\n'))
it('ends a continuation into nothing', () => check('FROM a\nRUN b \\\n', 'FROM a\nRUN b\n'))
it('leaves bodies alone', () => check('copy <<-E  /x\n\t a  \n\tE\nRUN b', 'COPY <<-E /x\n\t a  \n\tE\nRUN b\n'))
it('leaves a trigger alone', () => check('onbuild   run  x ', 'ONBUILD run  x \n'))
it('leaves what cannot be read alone', () => check('from a\n  foo   x', 'FROM a\n  foo   x\n'))
it('keeps the line ends of the file', () => check('from a\r\nrun b\r\n', 'FROM a\r\nRUN b\r\n'))
it('keeps a comment from becoming a directive', () => check('\n# escape=`\nFROM a', '\n# escape=`\nFROM a\n'))
it('keeps --', () => check('CMD  --  --help', 'CMD -- --help\n'))
it('keeps -- on its line', () => check('USER --\f\\\nroot', 'USER -- \\\n    root\n'))

/** What must stay to the letter. */
function texts(instruction: Instruction): unknown {
  switch (instruction.kind) {
    case 'RUN':
      return [instruction.command, instruction.heredocs.map((heredoc) => heredoc.body)].map((each) =>
        JSON.stringify(each, dropRanges),
      )
    case 'CMD':
    case 'ENTRYPOINT':
    case 'HEALTHCHECK':
      return JSON.stringify(instruction.command, dropRanges)
    case 'COPY':
    case 'ADD':
      return instruction.heredocs.map((heredoc) => heredoc.body)
    case 'ONBUILD':
      return instruction.expression
    default:
      return instruction.kind
  }
}

function dropRanges(key: string, value: unknown) {
  return key === 'range' ? undefined : value
}

it('changes no text of an instruction', () =>
  fc.assert(
    fc.property(dockerfileText, (text) => {
      expect(parseDockerfile(formatDockerfile(text)).instructions.map(texts)).toEqual(
        parseDockerfile(text).instructions.map(texts),
      )
    }),
    { numRuns: runs },
  ))

it('finds nothing more to do in what it formatted', () =>
  fc.assert(
    fc.property(dockerfileText, (text) => {
      const formatted = formatDockerfile(text)
      expect(formatDockerfile(formatted)).toBe(formatted)
    }),
    { numRuns: runs },
  ))
