import { expect, it } from 'vitest'
import { formatDockerfile } from '../../../simulator/dockerfile/format.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { formatEdits } from '../../../simulator/language/formatting.ts'
import { applyEdits } from '../../../simulator/values/edit.ts'

const text = 'from a\n\n\nCOPY  a   b\nRUN c   \n'

it('gives what formatting gives', () =>
  expect(applyEdits(text, formatEdits(parseDockerfile(text)))).toBe(formatDockerfile(text)))
it('touches what is not in layout only', () =>
  expect(formatEdits(parseDockerfile('FROM a\nCOPY  a b\nRUN c\n')).map(({ text }) => text)).toEqual(['COPY a b']))
it('has nothing to do twice', () => expect(formatEdits(parseDockerfile(formatDockerfile(text)))).toEqual([]))
