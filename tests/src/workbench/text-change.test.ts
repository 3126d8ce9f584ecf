import { expect, it } from 'vitest'
import { textChange } from '../../../src/workbench/text-change.ts'

it('tells words that came', () =>
  expect(textChange('RUN apk add curl', 'RUN apk add curl jq')).toBe('“jq” was added to its text'))
it('tells words that went', () =>
  expect(textChange('RUN apk add curl jq', 'RUN apk add jq')).toBe('“curl” was taken out of its text'))
it('tells a word in place of another', () =>
  expect(textChange('RUN pip install flask==3.0', 'RUN pip install flask==3.1')).toBe(
    'its text changed from “flask==3.0” to “flask==3.1”',
  ))
it('quotes nothing that is too long to be read', () =>
  expect(textChange('RUN a', `RUN ${'b'.repeat(80)}`)).toBeUndefined())
it('tells nothing where nothing differs', () => expect(textChange('RUN a', 'RUN  a')).toBeUndefined())
