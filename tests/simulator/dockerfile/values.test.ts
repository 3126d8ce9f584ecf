import { expect, it } from 'vitest'
import { formatDuration, parseDuration } from '../../../simulator/dockerfile/durations.ts'
import { parseHeredocWord } from '../../../simulator/dockerfile/heredoc.ts'
import { quoteGo } from '../../../simulator/dockerfile/quote.ts'
import { didYouMean } from '../../../simulator/dockerfile/suggest.ts'
import { parseTrigger } from '../../../simulator/dockerfile/trigger.ts'

const durations: Readonly<Record<string, number>> = {
  '30s': 30e9,
  '1m30s': 90e9,
  '1.5s': 1.5e9,
  '.5ms': 5e5,
  '1h1us1ns': 3600e9 + 1001,
  '-2s': -2e9,
  '0': 0,
  '+1µs': 1000,
}
for (const [text, time] of Object.entries(durations)) it(`reads ${text}`, () => expect(parseDuration(text)).toBe(time))
const noDurations: Readonly<Record<string, string>> = {
  '': 'time: invalid duration ""',
  '.s': 'time: invalid duration ".s"',
  '5': 'time: missing unit in duration "5"',
  '1d': 'time: unknown unit "d" in duration "1d"',
  '9999999h': 'time: invalid duration "9999999h"',
  é: 'time: invalid duration "\\xc3\\xa9"',
}
for (const [text, error] of Object.entries(noDurations))
  it(`refuses ${text}`, () => expect(parseDuration(text)).toEqual({ error }))
const formatted: Readonly<Record<string, number>> = {
  '0s': 0,
  '1.5s': 1.5e9,
  '1m30s': 90e9,
  '2h0m0s': 7200e9,
  '250ms': 25e7,
  '1.5µs': 1500,
  '7ns': 7,
  '-1s': -1e9,
}
for (const [text, time] of Object.entries(formatted))
  it(`prints ${text}`, () => expect(formatDuration(time)).toBe(text))

it('quotes as Go does', () =>
  expect(quoteGo('a "b"\\\n\0é\u00a0\u{1f600}\u{e0001}')).toBe('"a \\"b\\"\\\\\\n\\x00é\\u00a0\u{1f600}\\U000e0001"'))

function checkSuggestion(word: string, candidates: string, found: string | undefined, ignoreCase = false) {
  expect(didYouMean(word, candidates.split(' '), { ignoreCase })).toBe(found)
}
it('suggests the nearest', () => checkSuggestion('chow', 'chmod chown', 'chown'))
it('suggests nothing farther than two edits', () => checkSuggestion('foo', 'bar foobar', undefined))
it('suggests nothing for what is known', () => checkSuggestion('from', 'form from', undefined))
it('gives a suggestion the case of the word', () => checkSuggestion('RUNN', 'run', 'RUN', true))
it('gives mixed case a suggestion in lower case', () => checkSuggestion('Runn', 'RUN', 'run', true))

function checkHeredoc(word: string, start: string | undefined) {
  const found = parseHeredocWord(word)
  expect(
    found && `${found.descriptor} ${found.name}${found.expand ? '' : ' raw'}${found.stripTabs ? ' tabs' : ''}`,
  ).toBe(start)
}
it('reads a name', () => checkHeredoc('<<EOF', '0 EOF'))
it('reads a descriptor, tabs and quotes', () => checkHeredoc('3<<-"E F"', '3 E F raw tabs'))
it('reads a name after white space', () => checkHeredoc('<< EOF', '0 EOF'))
it('expands a body whose name has a backslash', () => checkHeredoc('<<\\EOF', '0 EOF'))
it('reads no name of two words', () => checkHeredoc('<<EOF cat', undefined))
it('reads no here-string', () => checkHeredoc('<<<EOF', undefined))

function checkTrigger(expression: string, result: string | undefined) {
  const { instruction, error } = parseTrigger(expression)
  expect(error ?? instruction?.kind).toBe(result)
}
it('reads a trigger with its body', () => checkTrigger('RUN <<E\nx\nE', 'RUN'))
it('tells what is wrong without a line', () => checkTrigger('RUNN x', 'unknown instruction: RUNN (did you mean RUN?)'))
it('wants one instruction', () => checkTrigger('RUN x\nRUN y', 'onbuild trigger should be a single expression'))
it('tells of lines first', () => checkTrigger('ENV a', 'ENV must have two arguments'))
