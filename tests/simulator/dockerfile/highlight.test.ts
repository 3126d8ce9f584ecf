import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { tokensOf } from '../../../simulator/dockerfile/highlight.ts'
import { parseDockerfile } from '../../../simulator/dockerfile/parse.ts'
import { dockerfileText, runs } from './fragments.ts'

vi.setConfig({ testTimeout: 10_000 + runs * 5 })

/** The tokens as `kind text`, keywords left out. */
function check(text: string, ...expected: readonly string[]) {
  const tokens = tokensOf(parseDockerfile(text)).filter((token) => token.kind !== 'keyword')
  expect(tokens.map(({ kind, range }) => `${kind} ${text.slice(range.from, range.to)}`)).toEqual(expected)
}

it('colours a stage', () =>
  check(
    'FROM --platform=$P node:${V:-22} AS web',
    'flag --platform',
    'operator =',
    'variable $P',
    'image node:',
    'variable ${V:-22}',
    'stage web',
  ))
it('tells directives from comments', () =>
  check('# escape=`\n# c\nFROM a', 'directive # escape=`', 'comment # c', 'image a'))
it('colours pairs', () =>
  check('ENV a=1 b="x $c"', 'name a', 'operator =', 'name b', 'operator =', 'string "x ', 'variable $c', 'string "'))
it('colours copies', () =>
  check(
    'COPY --from=web --link $s/a b /d/',
    ...['flag --from', 'operator =', 'stage web', 'flag --link', 'variable $s', 'path /a', 'path b', 'path /d/'],
  ))
it('colours JSON', () => check('CMD ["a", "b"]', 'operator [', 'string "a"', 'operator ,', 'string "b"', 'operator ]'))
it('colours commands, options and operators of a shell', () =>
  check(
    'RUN apt-get -y install 3 && A=b cd /x | tee "$F" > /log 2>&1 # c',
    ...[
      'shell-command apt-get',
      'shell-option -y',
      'number 3',
      'operator &&',
      'variable A',
      'operator =',
      'shell-command cd',
    ],
    ...['path /x', 'operator |', 'shell-command tee', 'string "', 'variable $F', 'string "', 'operator >', 'path /log'],
    ...['number 2', 'operator >&', 'path 1', 'comment # c'],
  ))
it('colours control words', () =>
  check(
    'RUN for f in a; do if ! x; then y; fi; done',
    ...[
      'shell-keyword for',
      'shell-keyword in',
      'operator ;',
      'shell-keyword do',
      'shell-keyword if',
      'shell-keyword !',
      'shell-command x',
    ],
    ...[
      'operator ;',
      'shell-keyword then',
      'shell-command y',
      'operator ;',
      'shell-keyword fi',
      'operator ;',
      'shell-keyword done',
    ],
  ))
it('colours commands inside commands', () =>
  check('RUN a=$(b) c', 'variable a', 'operator =', 'operator $(', 'shell-command b', 'operator )'))
it('breaks tokens at continuations and keeps comments inside', () =>
  check("RUN a 'x\\\n  # c\ny'", 'shell-command a', "string 'x", 'operator \\', 'comment # c', "string y'"))
it('colours the script of a RUN', () =>
  check(
    'RUN <<EOF\nset -e\ncd /x\nEOF',
    'heredoc-marker <<EOF',
    'shell-command set',
    'shell-option -e',
    'shell-command cd',
    'path /x',
    'heredoc-marker EOF',
  ))
it('colours variables in bodies that are expanded', () =>
  check(
    'COPY <<A <<"B" /\n1$x\nA\n2$x\nB',
    'heredoc-marker <<A',
    'heredoc-marker <<"B"',
    'path /',
    'heredoc-body 1',
    'variable $x',
    'heredoc-body \n',
    'heredoc-marker A',
    'heredoc-body 2$x\n',
    'heredoc-marker B',
  ))
it('colours triggers', () =>
  check('ONBUILD COPY --chown=1 a b', 'flag --chown', 'operator =', 'flag-value 1', 'path a', 'path b'))
it('colours what it cannot read as far as it goes', () =>
  check('COPY --foo=1 "$a"', 'flag --foo', 'operator =', 'flag-value 1', 'string "', 'variable $a', 'string "'))

it('gives tokens in order, none over another, for any text', () =>
  fc.assert(
    fc.property(dockerfileText, (text) => {
      let end = 0
      for (const { kind, range } of tokensOf(parseDockerfile(text))) {
        if (range.from < end || range.to <= range.from || range.to > text.length)
          throw new Error(`${kind} from ${range.from} to ${range.to} after ${end}`)
        end = range.to
      }
    }),
    { numRuns: runs },
  ))
