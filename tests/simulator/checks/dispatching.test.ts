import { describe, expect, it } from 'vitest'
import { checkRules, type Problem, parseDockerfile } from '../../../simulator/index.ts'
import { lineAt } from '../../../simulator/values/range.ts'
import { problemsIn } from '../../notation/checks.ts'

/** A Dockerfile, and the builder's warnings of it as `line code: message`. */
function check(dockerfile: string, ...warnings: readonly string[]) {
  const { lineStarts } = parseDockerfile(dockerfile)
  const shown = ({ code, message, range }: Problem) => `${lineAt(lineStarts, range?.from ?? 0)} ${code}: ${message}`
  const told = problemsIn(dockerfile).filter(({ code }) => checkRules.get(code)?.origin === 'builder')
  expect(told.map(shown)).toEqual(warnings)
}

const undefinedName = (name: string) => `UndefinedVar: Usage of undefined variable '$${name}'`

it('tells undefined variables of the instruction that fails', () =>
  check('FROM scratch\nENV P=$U Q=${X?no} R=$V\n', `2 ${undefinedName('U')}`, `2 ${undefinedName('X')}`))
it('tells those of a here-document', () =>
  check('FROM scratch\nCOPY <<a /x\n${W:?nope}\na\n', `2 ${undefinedName('W')}`))
it('tells nothing else of an instruction that does not expand', () =>
  check('FROM scratch\nENV PASSWORD=1 B=${X?}\n', `2 ${undefinedName('X')}`))
it('tells of ports before one of them is refused', () =>
  check(
    'FROM scratch\nEXPOSE x 80/TCP\n',
    "2 ExposeProtoCasing: Defined protocol '80/TCP' in EXPOSE instruction should be lowercase",
  ))
it('suggests names that stand before in the same ARG', () =>
  check('FROM scratch\nARG A=1 B=$X\n', `2 ${undefinedName('X')} (did you mean $A?)`))
it('suggests no name without a value', () => check('FROM scratch\nARG A\nENV B=$X\n', `3 ${undefinedName('X')}`))
it('tells old forms of needed stages, up to the first error', () => {
  const legacy = 'LegacyKeyValueFormat: "ENV key=value" should be used instead of legacy "ENV key value" format'
  check('FROM scratch AS unused\nENV a b\nFROM scratch\nENV c d\n', `4 ${legacy}`)
  check("FROM scratch\nENV a b\nENV C 'x\nENV e f\n", `2 ${legacy}`)
})
it('writes keywords as the file does', () =>
  check(
    'from scratch\ncmd a\n',
    '2 JSONArgsRecommended: JSON arguments recommended for cmd to prevent unintended behavior related to OS signals',
  ))

it('tells of triggers at the FROM that fires them', () =>
  check(
    'FROM scratch AS a\nONBUILD CMD x\nONBUILD ENV K=$V\nFROM a\nCMD ["y"]\n',
    '4 JSONArgsRecommended: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals',
    '4 MultipleInstructionsDisallowed: Multiple CMD instructions should not be used in the same stage because only the last one will be used',
    `4 ${undefinedName('V')}`,
  ))
it('looks at names before it refuses them', () =>
  check('FROM scratch AS 1X\n', "1 StageNameCasing: Stage name '1X' should be lowercase"))
it('looks at an old keyword before its arguments', () =>
  check(
    'FROM scratch\nMAINTAINER\n',
    '2 MaintainerDeprecated: Maintainer instruction is deprecated in favor of using label',
  ))
it('names a constant platform as it is written', () =>
  check(
    'FROM --platform=arm64 scratch\n',
    '1 FromPlatformFlagConstDisallowed: FROM --platform flag should not use constant value "arm64"',
  ))
it('does not heed comments in the middle of the file', () => {
  const told = "2 StageNameCasing: Stage name 'X' should be lowercase"
  check('# check=skip=all\nFROM scratch AS X\n')
  check('# c\n# check=skip=all\nFROM scratch AS X\n', told.replace('2', '3'))
})

describe('CopyIgnoredFile', () => {
  const experimental = '# check=experimental=CopyIgnoredFile\nFROM scratch\n'
  /** Sources that are told of when .dockerignore is `patterns`. */
  const ignored = (patterns: string, ...sources: readonly string[]) =>
    problemsIn(`${experimental}${sources.map((source) => `COPY ${source} /x\n`).join('')}`, `.dockerignore ${patterns}`)
      .filter(({ code }) => code === 'CopyIgnoredFile')
      .map(({ message }) => /"(.*)"/.exec(message)?.[1])
  it('compares sources as they are written', () =>
    expect(ignored('f', 'f', './f', '/f', 'a/../f', 'f/')).toEqual(['f', 'f/']))
  it('knows what lies in an ignored directory', () => expect(ignored('d', 'd/x', 'dx')).toEqual(['d/x']))
  it('takes . for a name', () => expect(ignored('*', '.', './')).toEqual(['.']))
})
