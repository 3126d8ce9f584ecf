import { describe, expect, it } from 'vitest'
import { type BuildRequest, parseDockerfile } from '../../../simulator/index.ts'
import { linesOf } from '../../../simulator/values/range.ts'
import { builtFrom, forecastOf } from '../../notation/checks.ts'

/** What stops a Dockerfile, as `line message`; without the line where docker shows no place. */
function stopped(dockerfile: string, more: Partial<BuildRequest> = {}, files = 'f x'): string | undefined {
  const { failure } = forecastOf(dockerfile, files, more)
  const line = /^Dockerfile:(\d+)/.exec(failure?.text ?? '')?.[1]
  return failure === undefined ? undefined : [...(line === undefined ? [] : [line]), failure.message].join(' ')
}

/** Lines of the instructions that have steps of their own. */
function lines(dockerfile: string): readonly number[] {
  const { lineStarts, instructions } = parseDockerfile(dockerfile)
  return builtFrom(dockerfile, 'f x').steps.flatMap(({ instruction }) => {
    const range = instruction === undefined ? undefined : instructions[instruction]?.range
    return range === undefined ? [] : [linesOf(lineStarts, range).first]
  })
}

describe('triggers', () => {
  const copies = (from: string) => `FROM scratch AS a\nONBUILD COPY --from=${from} /f /g\n`
  it('copy from a stage that nothing else needs', () =>
    expect(lines(`${copies('c')}FROM scratch AS c\nCOPY f /f\nFROM a\n`)).toEqual([4, 5]))
  it('may name the stage that they are in', () =>
    expect(stopped(`${copies('b').replace('/f', '/')}FROM a AS b\n`)).toBeUndefined())
  it('may not name a later stage', () =>
    expect(stopped(`${copies('c')}FROM a AS b\nFROM b AS c\n`)).toBe(
      '3 cannot copy from stage "c", it needs to be defined before current stage "b"',
    ))
  it('are blamed on their FROM', () => {
    expect(stopped(`${copies('7')}FROM a\n`)).toBe('3 invalid stage index 7')
    expect(stopped('FROM scratch AS a\nONBUILD EXPOSE x\nFROM a\n')).toBe('3 invalid containerPort: x')
    expect(stopped('FROM scratch AS a\nONBUILD RUNN x\nFROM a\n')).toBe(
      '3 unknown instruction: RUNN (did you mean RUN?)',
    )
  })
  it('are not read where they do not fire', () =>
    expect(stopped('FROM scratch AS a\nONBUILD RUNN x\nFROM a\nFROM scratch\n')).toBeUndefined())
})

describe('errors', () => {
  it('of a variable in --from have no place', () =>
    expect(stopped('FROM scratch\nARG F\nCOPY --from=$F a b\n')).toMatch(/^variable expansion is not supported/))
  it('of a command without words have none', () =>
    expect(stopped('FROM scratch\nRUN []\n')).toBe('failed to marshal LLB definition: arguments are required'))
  it('of the check options come before all others', () => {
    expect(stopped('# check=foo\nFROM scratch\nRUNN\n')).toBe(
      'failed to parse check options: invalid check option "foo"',
    )
    expect(stopped('FROM scratch\n', { buildArgs: { BUILDKIT_DOCKERFILE_CHECK: 'foo' } })).toBe(
      'failed to parse build-arg:BUILDKIT_DOCKERFILE_CHECK: invalid check option "foo"',
    )
  })
  it('of a platform say what is wrong with it', () => {
    const wrong = (platform: string) =>
      stopped(`FROM --platform=${platform} scratch\n`)?.replace(/^1 failed to parse platform \S+: /, '')
    expect(wrong('foo')).toBe('"foo": unknown operating system or architecture: invalid argument')
    expect(wrong('a/b/c/d')).toBe('"a/b/c/d": cannot parse platform specifier: invalid argument')
    expect(wrong('linux/b@d')).toBe(
      '"b@d" is an invalid component of "linux/b@d": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
    )
  })
  it('do not come of a platform that is written empty', () =>
    expect(stopped('FROM --platform= scratch\nENV A=b\n')).toBeUndefined())
})

describe('what is asked of a build', () => {
  it('is no mode that cannot be read', () => {
    const mode = (text: string) => stopped(`FROM scratch\nCOPY --chmod=${text} f /x\n`)
    expect(mode('rwx')).toBe('2 invalid syntax')
    expect(mode('u+x,1')).toBe('2 invalid syntax')
    expect(mode('999')).toMatch(/^2 invalid chmod parameter: '999'/)
    for (const good of ['u=rwX,go=', '+', '-x', 'ug-w+x', 'o=u']) expect(mode(good)).toBeUndefined()
  })
  it('is no device, but for the labs edition', () => {
    const run = 'RUN --device=foo true\n'
    expect(stopped(`FROM scratch\n${run}`)).toMatch(/^2 device feature is only supported/)
    expect(stopped(`# syntax=docker/dockerfile:1-labs\nFROM scratch\n${run}`)).toBeUndefined()
  })
  it('is no source that is no pattern', () =>
    expect(stopped("FROM scratch\nCOPY f /y\nCOPY ['f', '/x']\n")).toBe(
      'rpc error: code = Unknown desc = invalid includepatterns: [[f, f]: syntax error in pattern',
    ))
  it('is a source that is no pattern when all is sent anyway', () =>
    expect(stopped('FROM scratch\nCOPY . /y\nENV A=b\n')).toBeUndefined())
  it('is no time that is no number', () =>
    expect(stopped('FROM scratch\nRUNN\n', { buildArgs: { SOURCE_DATE_EPOCH: 'z' } })).toMatch(
      /^invalid source-date-epoch: strconv.ParseInt: parsing "z": invalid syntax/,
    ))
})

describe('WORKDIR', () => {
  const made = (dockerfile: string) =>
    builtFrom(dockerfile).image?.layers.map((layer) => layer.changes.map(({ path }) => path).join(' '))
  it('is one step however the directory is written', () => {
    const written = ['/x', '/x/', '/y/../x/.'].map((path) => `FROM scratch AS s\nWORKDIR ${path}\n`)
    expect(written.map((dockerfile) => made(dockerfile))).toEqual([['x'], ['x'], ['x']])
  })
  it('leads a RUN through the directories that it names', () =>
    expect(made('FROM alpine:3.22\nWORKDIR /a/../b\nRUN true\n')?.slice(-2)).toEqual(['b', 'a']))
})

it('says that a here-document cannot be made where its name leads elsewhere', () => {
  const copying = (name: string) => builtFrom(`FROM scratch\nCOPY <<${name} /x/\nq\n${name}\n`).failure?.text
  expect(copying('a/b')).toBe('ERROR: failed to build: failed to solve: open /a/b: no such file or directory')
  expect(copying('..')).toBe('ERROR: failed to build: failed to solve: open : is a directory')
})

describe('settings', () => {
  const settings = (dockerfile: string, more: Partial<BuildRequest> = {}) =>
    builtFrom(dockerfile, '', more).image?.settings
  it('say that arguments are escaped once there is a CMD', () => {
    expect(settings('FROM scratch\nENTRYPOINT ["a"]\n')?.ArgsEscaped).toBeUndefined()
    expect(settings('FROM scratch\nCMD ["a"]\n')?.ArgsEscaped).toBe(true)
  })
  it('see the epoch as an ARG', () =>
    expect(
      settings('FROM scratch\nARG SOURCE_DATE_EPOCH=5\nENV E=$SOURCE_DATE_EPOCH\n', { sourceDateEpoch: 7 })?.Env,
    ).toContain('E=7'))
})
