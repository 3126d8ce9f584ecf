import { expect, it } from 'vitest'
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
