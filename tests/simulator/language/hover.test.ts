import { expect, it } from 'vitest'
import { hoverAt } from '../../../simulator/language/hover.ts'
import { marked, world } from './notation.ts'

function hover(text: string) {
  const { dockerfile, offset } = marked(text)
  return hoverAt(dockerfile, offset, world)
}

/** The facts that are told at the cursor, as `name: value`. */
function check(text: string, title: string, ...facts: readonly string[]) {
  const found = hover(text)
  expect(found?.title).toBe(title)
  expect(found?.facts.map(({ name, value }) => `${name}: ${value}`)).toEqual(facts)
}

it('tells what an instruction does, whatever its case', () =>
  expect(hover('FROM a\nco‸py a b')).toMatchObject({
    title: 'COPY',
    text: /Makes a layer/,
    page: 'instructions/copy/',
  }))
it('tells what a flag does', () => expect(hover('FROM a\nCOPY --li‸nk a b')?.text).toMatch(/independent/))
it('tells what a flag behind ONBUILD does', () =>
  expect(hover('FROM a\nONBUILD COPY --li‸nk a b')?.title).toBe('COPY --link'))
it('tells what a kind of mount does', () =>
  expect(hover('FROM a\nRUN --mount=type=ca‸che,target=/c a')).toMatchObject({ title: 'type=cache' }))
it('tells a variable’s value in this very place', () =>
  check('FROM a\nENV V=1\nRUN echo ${‸V}\nENV V=2', '$V', 'Value here: 1', 'From: ENV in line 2'))
it('fills variables into a value', () =>
  check('FROM a\nARG A=1\nENV V=x$A\nWORKDIR /$‸V', '$V', 'Value here: x1', 'From: ENV in line 3'))
it('tells what was given from outside', () =>
  check(
    'FROM a\nARG GIVEN=d\nRUN $GI‸VEN',
    '$GIVEN',
    'Value here: from-outside',
    'From: ARG in line 2',
    'Given: with --build-arg',
  ))
it('tells that an argument has no value', () =>
  expect(hover('FROM a\nARG X\nRUN $‸X')).toMatchObject({ text: /--build-arg X=…/ }))
it('tells the value of what is declared here', () =>
  check('FROM a\nENV A=1 B‸=2', '$B', 'Value here: 2', 'From: ENV in line 2'))
it('tells what the base image sets', () =>
  check('FROM alpine:3.22\nRUN $LA‸NG', '$LANG', 'Value here: C', 'From: the base image alpine:3.22'))
it('tells what comes from the stage below', () =>
  check('FROM a AS base\nENV X=1\nFROM base\nRUN $‸X', '$X', 'Value here: 1', 'From: ENV in line 2'))
it('tells that a variable is not set, and how the builder would know it', () =>
  expect(hover('FROM a\nRUN $TARGET‸ARCH')?.text).toMatch(/ARG TARGETARCH declares it: the processor/))
it('tells what a base image holds', () =>
  check(
    'FROM alp‸ine:3.22',
    'alpine:3.22',
    'Size: 8.31 MB in 1 layer',
    'Programs: sh apk',
    'User: root',
    'Directory: /',
    'CMD: /bin/sh',
    'Variables: PATH LANG',
  ))
it('tells what an image named by a variable holds', () =>
  expect(hover('ARG V=3.22\nFROM alp‸ine:$V')?.text).toBe('Alpine 3.22 with musl.'))
it('tells of an image that is not loaded how big it is', () =>
  expect(hover('FROM nod‸e:22')?.text).toMatch(/^1\.12 GB/))
it('tells of an image that nobody knows', () =>
  expect(hover('FROM no‸such:1')?.text).toMatch(/Not in this site’s catalog/))
it('tells what scratch is', () => expect(hover('FROM scr‸atch')?.text).toMatch(/^Nothing at all/))
it('tells who uses a stage', () =>
  check('FROM a AS bui‸ld\nFROM b\nCOPY --from=build a b', 'build', 'Stands on: a', 'Used in: line 3'))
it('tells which stage a COPY takes from', () =>
  check('FROM a\nFROM b\nCOPY --from=‸0 a b', 'stage 0', 'Stands on: a', 'Used in: line 3'))
it('explains a here-document', () =>
  expect(hover('FROM a\nCOPY <<‸"EOF" /x\n$a\nEOF\n')?.text).toMatch(/up to EOF.*Nothing in it is changed/))
it('explains a directive', () => expect(hover('# esc‸ape=`\nFROM a')?.title).toBe('# escape'))
it('has nothing to say about a path', () => expect(hover('FROM a\nCOPY a‸bc /x')).toBeUndefined())
it('has nothing to say between instructions', () => expect(hover('FROM a\n\n‸\nRUN a')).toBeUndefined())
