import { expect, it } from 'vitest'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'

/** All problems of a text, in the builder's order. */
function check(text: string, ...messages: readonly string[]) {
  expect(parseDockerfile(text).problems.map((problem) => problem.message)).toEqual(messages)
}

/** The first problem of an instruction in line 2 of a stage, without its prefix. */
function checkInstruction(text: string, message: string) {
  expect(
    parseDockerfile(`FROM a\n${text}\n`).problems[0]?.message.replace('dockerfile parse error on line 2: ', ''),
  ).toBe(message)
}

/** Carets under an instruction show what is underlined; the code follows them. */
function checkPlace(marked: string) {
  const [, line = '', carets = ''] = marked.split('\n')
  const problem = parseDockerfile(line).problems[0]
  const { from, to } = problem?.focus ?? problem?.range ?? { from: 0, to: 0 }
  expect(`${' '.repeat(from)}${'^'.repeat(to - from)} ${problem?.code}`).toBe(carets)
}

it('accepts a good file', () => check('ARG a\nFROM $a\nRUN x'))
it('refuses a file of no bytes', () => check('', 'the Dockerfile cannot be empty'))
it('refuses a file of comments', () => check('# a\n\n', 'file with no instructions'))
it('wants a stage', () => check('ARG a', 'dockerfile contains no stages to build'))
it('wants FROM before other instructions', () => check('ARG a\nRUN x\nRUN y', 'no build stage in current context'))
it('finds faults of lines before faults of instructions', () =>
  check(
    'FOO\nENV a',
    'ENV must have two arguments',
    'dockerfile parse error on line 1: unknown instruction: FOO (did you mean FROM?)',
  ))
it('names the first physical line', () =>
  check('FROM a\n\nFOO \\\n x', 'dockerfile parse error on line 3: unknown instruction: FOO (did you mean FROM?)'))
it('takes a FROM that it cannot read for the start of a stage', () =>
  check('FROM a b\nRUN x', 'dockerfile parse error on line 1: FROM requires either one or three arguments'))

const long = 'x'.repeat(65536)
it('refuses lines of more than 65535 bytes', () =>
  check(`FROM a\nRUN ${long}\nFOO`, 'dockerfile line greater than max allowed size of 65535'))
it('counts bytes, not characters', () =>
  check(`FROM a\nRUN ${'é'.repeat(32766)}`, 'dockerfile line greater than max allowed size of 65535'))
it('accepts a line of 65535 bytes', () => check(`FROM a\nRUN ${long.slice(0, 65531)}\n`))
it('finds no instructions where the first line is too long', () => check(`RUN ${long}`, 'file with no instructions'))
it('refuses a here-document without end', () => check('FROM a\nRUN <<E\nb', 'unterminated heredoc'))

it('refuses a directive given twice', () =>
  check('# escape=`\n# escape=`\nFROM a', 'only one escape parser directive can be used'))
it('refuses an escape character that is none', () =>
  check('# escape=x\nFROM a', "invalid escape token 'x' does not match ` or \\"))
it('places a wrong directive at the line before', () => {
  const text = '# syntax=x\n# escape=x\nFROM a'
  const [problem] = parseDockerfile(text).problems
  expect([problem?.range, problem?.focus].map((range) => range && text.slice(range.from, range.to))).toEqual([
    '# syntax=x',
    '# escape=x',
  ])
})

const recorded: Readonly<Record<string, string>> = {
  'RUNN x': 'unknown instruction: RUNN (did you mean RUN?)',
  'form x': 'unknown instruction: form (did you mean from?)',
  'Runn x': 'unknown instruction: Runn (did you mean run?)',
  '"RUN" x': 'unknown instruction: "RUN" (did you mean RUN?)',
  '\\': 'unknown instruction: ',
  'FROM a as': 'FROM requires either one or three arguments',
  'FROM a AS "b"': `invalid name for build stage: "\\"b\\"", name can't start with a number or contain symbols`,
  'FROM --x a': 'unknown flag: --x',
  'FROM --x a b': 'FROM requires either one or three arguments',
  ARG: 'ARG requires at least one argument',
  'ARG a =b': 'ARG names can not be blank',
  ENV: 'ENV requires at least one argument',
  'ENV --x': 'unknown flag: --x',
  'ENV =b': 'ENV names can not be blank',
  'ENV a=b "': `Syntax error - can't find = in "\\"". Must be of the form: name=value`,
  'LABEL a': 'LABEL must have two arguments',
  'COPY --chow=1 f /x': 'unknown flag: --chow (did you mean chown?)',
  'COPY --Chown=1 f /x': 'unknown flag: --Chown (did you mean chown?)',
  'COPY --ünk f /x': 'unknown flag: --Ã¼nk (did you mean link?)',
  'COPY --parents f /x': 'unknown flag: --parents',
  'COPY --chown=a --chown=b f /x': 'duplicate flag specified: --chown',
  'COPY --from f /x': 'missing a value on flag: --from',
  'COPY --link= f /x': 'missing a value on flag: --link',
  'COPY --link=maybe f /x': 'expecting boolean value for flag --link, not: maybe',
  'COPY --x f': 'COPY requires at least two arguments, but only one was provided. Destination could not be determined',
  'ADD f <<E\nE': 'ADD cannot accept a heredoc as a destination',
  'RUN --security=insecure x': 'unknown flag: --security',
  'RUN --network=foo x': 'invalid network mode "foo"',
  'RUN --mount= x': 'failed to parse csv mounts: EOF',
  'RUN --mount=a\\"b x': 'failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field',
  'RUN --mount=from=$x x': "'from' doesn't support variable expansion, define alias stage instead",
  'RUN --device= x': 'failed to parse csv devices: EOF',
  'RUN --device=a,b=c x': "unexpected key 'b' in 'b=c'",
  'CMD --help': 'unknown flag: --help',
  SHELL: 'SHELL requires at least one argument',
  'SHELL []': 'SHELL requires at least one argument',
  'SHELL x': 'SHELL requires the arguments to be in JSON form',
  VOLUME: 'VOLUME requires at least one argument',
  'VOLUME ["a", " "]': 'VOLUME specified can not be an empty string',
  USER: 'USER requires exactly one argument',
  'USER --x': 'USER requires exactly one argument',
  'WORKDIR --x a': 'unknown flag: --x',
  MAINTAINER: 'MAINTAINER requires exactly one argument',
  EXPOSE: 'EXPOSE requires at least one argument',
  HEALTHCHECK: 'HEALTHCHECK requires at least one argument',
  'HEALTHCHECK NONE x': 'HEALTHCHECK NONE takes no arguments',
  'HEALTHCHECK CMD []': 'Missing command after HEALTHCHECK CMD',
  'HEALTHCHECK foo x': 'Unknown type "FOO" in HEALTHCHECK (try CMD)',
  'HEALTHCHECK --foo=1 FOO': 'unknown flag: --foo',
  'HEALTHCHECK --interval=5 CMD x': 'time: missing unit in duration "5"',
  'HEALTHCHECK --start-period=1us CMD x': 'Interval "start-period" cannot be less than 1ms',
  'HEALTHCHECK --retries=x CMD x': 'strconv.ParseInt: parsing "x": invalid syntax',
  'HEALTHCHECK --retries=99999999999 CMD x': 'strconv.ParseInt: parsing "99999999999": value out of range',
  'HEALTHCHECK --retries=-1 CMD x': '--retries cannot be negative (-1)',
  'HEALTHCHECK FOO [1]': 'when using JSON array syntax, arrays must be comprised of strings only',
  ONBUILD: 'ONBUILD requires at least one argument',
  'ONBUILD --x RUN y': 'unknown flag: --x',
  'ONBUILD onbuild': "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed",
  'ONBUILD from x': "FROM isn't allowed as an ONBUILD trigger",
  'ONBUILD CMD [1]': 'when using JSON array syntax, arrays must be comprised of strings only',
}
for (const [text, message] of Object.entries(recorded))
  it(`says of ${JSON.stringify(text)}: ${message}`, () => checkInstruction(text, message))

it('underlines the keyword', () => checkPlace('\nFORM a\n^^^^ UnknownInstruction'))
it('underlines the flag', () => checkPlace('\nFROM --platfrom=x a\n     ^^^^^^^^^^^^ UnknownFlag'))
it('underlines the word', () => checkPlace('\nENV a=1 b\n        ^ MissingEquals'))
it('underlines the whole instruction where no part is wrong', () => checkPlace('\nFROM a b\n^^^^^^^^ FromArguments'))
