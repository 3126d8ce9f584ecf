import { describe, expect, it } from 'vitest'
import { completionsAt } from '../../../simulator/language/completions.ts'
import { marked, world } from './notation.ts'

/** What is offered at the cursor, as `replaced text → label, …`; all of it, or what begins with `only`. */
function check(text: string, expected: string, only = '') {
  const { dockerfile, offset } = marked(text)
  const found = completionsAt(dockerfile, offset, world)
  const labels = (found?.items ?? []).map(({ label }) => label).filter((label) => label.startsWith(only))
  const replaced = found === undefined ? '' : dockerfile.text.slice(found.range.from, found.range.to)
  expect(found === undefined ? 'nothing' : `${replaced} → ${labels.join(', ')}`).toBe(expected)
}

/** The item with a label. */
function item(text: string, label: string) {
  const { dockerfile, offset } = marked(text)
  return completionsAt(dockerfile, offset, world)?.items.find((each) => each.label === label)
}

describe('instructions', () => {
  it('are offered at the start of a line', () => check('FROM a\nWO‸', 'WO → WORKDIR', 'WO'))
  it('are offered on an empty line', () => check('FROM a\n‸', ' → CMD, COPY', 'C'))
  it('are in lower case where one begins so', () => check('FROM a\nco‸', 'co → copy', 'co'))
  it('are in lower case where all others are', () => check('from a\n‸', ' → copy', 'cop'))
  it('stand behind ONBUILD, but for three', () => check('FROM a\nONBUILD ‸', ' → ', 'FROM'))
  it('come with what they do and where to read on', () =>
    expect(item('‸', 'COPY')).toMatchObject({ apply: 'COPY ', page: 'instructions/copy/', text: /layer/ }))
  it('are not offered in a here-document', () => check('FROM a\nRUN <<E\nCO‸\nE\n', 'nothing'))
  it('are not offered where a line continues', () => check('FROM a\nRUN a \\\n  CO‸', 'nothing'))
})

describe('flags', () => {
  it('are offered after two dashes', () => check('FROM a\nCOPY --ch‸', '--ch → --chown, --chmod', '--ch'))
  it('are those of the language in force', () => check('FROM a\nCOPY --‸', '-- → ', '--parents'))
  it('know what the syntax directive brings', () =>
    check('# syntax=docker/dockerfile:1\nFROM a\nCOPY --‸', '-- → --parents', '--parents'))
  it('are those of the instruction behind ONBUILD', () => check('FROM a\nONBUILD COPY --f‸', '--f → --from', '--f'))
  it('are not offered after the first argument', () => check('FROM a\nHEALTHCHECK CMD a --‸', 'nothing'))
  it('have values: stages above', () =>
    check('FROM a AS one\nFROM a\nFROM a AS own\nCOPY --from=‸\nFROM a AS later', ' → one, 1, alpine:3.22, node:22'))
  it('have values: types of mounts', () => check('FROM a\nRUN --mount=type=ca‸', 'ca → cache', 'ca'))
  it('have parts: what a mount of this type takes', () =>
    check('FROM a\nRUN --mount=type=secret,id=x,‸', ' → target, env, required, mode, uid, gid'))
  it('have parts: stages in a mount', () => check('FROM a AS s\nFROM b\nRUN --mount=from=s‸', 's → s', 's'))
})

describe('variables', () => {
  it('are those set above, before those of the base', () =>
    check('FROM alpine:3.22\nARG A=1\nENV B=$A\nRUN echo $‸', ' → A, PATH, LANG, B'))
  it('have the values of their place', () =>
    expect(item('FROM alpine:3.22\nENV V=1\nRUN $‸\nENV V=2', 'V')).toMatchObject({ detail: '1', rank: 1 }))
  it('are closed in braces', () => expect(item('FROM a\nENV LONG=1\nRUN ${LO‸', 'LONG')?.apply).toBe('LONG}'))
  it('are not closed twice', () => expect(item('FROM a\nENV LONG=1\nRUN ${LO‸}', 'LONG')?.apply).toBeUndefined())
  it('of FROM are the global ones', () => check('ARG BASE=alpine\nFROM $B‸', 'B → BASE', 'BASE'))
  it('are known where the instruction itself is unfinished', () => check('FROM a\nENV X=1\nCOPY $‸', ' → X', 'X'))
  it('are known behind an instruction that is wrong', () =>
    check('FROM a\nENV X=1\nSTOPSIGNAL nosuch\nCOPPY a\nRUN $‸', ' → X', 'X'))
  it('of a stage are those of the stage below', () => check('FROM a AS base\nENV X=1\nFROM base\nRUN $‸', ' → X', 'X'))
  it('are not offered behind an escape', () => check('FROM a\nENV X=1\nRUN \\$‸', 'nothing'))
})

describe('arguments', () => {
  it('of FROM are stages above, the catalog, and nothing', () =>
    check('FROM a AS one\nFROM ‸', ' → one, alpine:3.22, node:22, scratch, --platform'))
  it('of FROM: AS after the image', () => check('FROM a ‸', ' → AS'))
  it('of FROM: nothing after AS', () => check('FROM a AS ‸', 'nothing'))
  it('of COPY are the files of the context, a folder at a time', () =>
    check('FROM a\nCOPY --link s‸', 's → app.py, src/, target/'))
  it('of COPY in a folder', () => check('FROM a\nCOPY src/‸', 'src/ → src/main.py, src/lib/'))
  it('of COPY keep how the path begins', () => check('FROM a\nCOPY ./src/‸', './src/ → ./src/main.py, ./src/lib/'))
  it('of COPY from a stage are unknown', () => check('FROM a AS s\nFROM b\nCOPY --from=s ‸', ' → --chown', '--cho'))
  it('tell what the ignore file leaves out', () =>
    expect(item('FROM a\nCOPY ‸', 'target/')).toMatchObject({ detail: 'ignored', rank: -2 }))
  it('stand in the second line too', () => check('FROM a\nCOPY app.py \\\n  sr‸', 'sr → src/', 'src'))
  it('stand in a last line that is empty', () => check('FROM a\nCOPY app.py \\\n‸', ' → src/', 'src'))
  it('of ARG are the global ones, and those that the builder knows', () =>
    check(
      'ARG V=1\nFROM a\nARG ‸',
      ' → V, TARGETPLATFORM, TARGETOS, TARGETARCH, TARGETVARIANT, TARGETSTAGE, BUILDPLATFORM, BUILDOS, BUILDARCH, BUILDVARIANT',
    ))
  it('of USER are the users of the base', () => check('FROM alpine:3.22\nUSER n‸', 'n → nobody, node', 'no'))
  it('of HEALTHCHECK are CMD and NONE', () => check('FROM a\nHEALTHCHECK --retries=1 N‸', 'N → CMD, NONE'))
  it('of EXPOSE are protocols', () => check('FROM a\nEXPOSE 80/‸', ' → tcp, udp'))
})

describe('directives', () => {
  it('are offered in the first lines', () => check('# syntax=docker/dockerfile:1\n# e‸', 'e → syntax, escape, check'))
  it('are not offered further down', () => check('FROM a\n# e‸', 'nothing'))
})
