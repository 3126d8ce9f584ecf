import { describe, expect, it } from 'vitest'
import { renameStage, stageTarget } from '../../../simulator/language/stage-names.ts'
import { applyEdits } from '../../../simulator/values/edit.ts'
import { marked } from './notation.ts'

/** Where one goes from the cursor: the line and the text there. */
function target(text: string) {
  const { dockerfile, offset } = marked(text)
  const range = stageTarget(dockerfile, offset)
  if (range === undefined) return undefined
  const line = dockerfile.text.slice(0, range.from).split('\n').length
  return `${line} ${dockerfile.text.slice(range.from, range.to)}`
}

/** The text after the stage at the cursor is called `new`, or why not. */
function renamed(text: string, name = 'new') {
  const { dockerfile, offset } = marked(text)
  const result = renameStage(dockerfile, offset, name)
  return 'problem' in result ? result.problem : applyEdits(dockerfile.text, result.edits)
}

describe('going to a stage', () => {
  it('leads from COPY to the name', () => expect(target('FROM a AS x\nFROM b\nCOPY --from=‸x a b')).toBe('1 x'))
  it('leads from a base image', () => expect(target('FROM a AS x\nFROM x‸')).toBe('1 x'))
  it('leads from a mount', () =>
    expect(target('FROM a AS x\nFROM b\nRUN --mount=type=bind,from=‸x,target=/a b')).toBe('1 x'))
  it('leads from a number to the FROM of a stage without a name', () =>
    expect(target('FROM a\nFROM b\nCOPY --from=‸0 a b')).toBe('1 FROM'))
  it('leads from the name to its first use', () =>
    expect(target('FROM a AS ‸x\nFROM b\nCOPY --from=X a b')).toBe('3 X'))
  it('takes the nearest stage above where two have the name', () =>
    expect(target('FROM a AS x\nFROM b AS x\nFROM ‸x')).toBe('2 x'))
  it('leads nowhere from an image', () => expect(target('FROM alp‸ine')).toBeUndefined())
  it('leads nowhere from a text that looks like a flag', () =>
    expect(target('FROM a AS x\nRUN echo --mount=from=‸x')).toBeUndefined())
})

describe('renaming a stage', () => {
  it('renames all places, whatever their case', () =>
    expect(
      renamed(
        'FROM a AS ‸x\nFROM x AS y\nCOPY --from=X a b\nRUN --mount=from=x,target=/c d\nONBUILD COPY --from=x a b',
      ),
    ).toBe(
      'FROM a AS new\nFROM new AS y\nCOPY --from=new a b\nRUN --mount=from=new,target=/c d\nONBUILD COPY --from=new a b',
    ))
  it('starts from any use', () => expect(renamed('FROM a AS x\nFROM ‸x')).toBe('FROM a AS new\nFROM new'))
  it('leaves numbers, images and words of the shell', () =>
    expect(renamed('FROM x AS ‸x\nRUN x\nFROM b\nCOPY --from=0 x /x')).toBe(
      'FROM x AS new\nRUN x\nFROM b\nCOPY --from=0 x /x',
    ))
  it('follows a flag into its second line', () =>
    expect(renamed('FROM a AS ‸x\nFROM b\nCOPY \\\n  --from=x \\\n  a b')).toBe(
      'FROM a AS new\nFROM b\nCOPY \\\n  --from=new \\\n  a b',
    ))
  it('refuses a name that no stage can have', () =>
    expect(renamed('FROM a AS ‸x', '1x')).toMatch(/begins with a letter/))
  it('refuses the name of another stage', () =>
    expect(renamed('FROM a AS ‸x\nFROM b AS new')).toMatch(/line 2, has this name/))
  it('refuses the name of an image that is taken further down', () =>
    expect(renamed('FROM a AS ‸x\nFROM new')).toMatch(/Line 2 takes “new” as an image/))
  it('refuses scratch', () => expect(renamed('FROM a AS ‸x', 'scratch')).toMatch(/empty image/))
  it('refuses where a variable names the stage', () =>
    expect(renamed('ARG B=x\nFROM a AS ‸x\nFROM $B')).toMatch(/Line 3 names this stage by a variable/))
  it('refuses where there is no name', () => expect(renamed('FROM a\nFROM b\nCOPY --from=‸0 a b')).toMatch(/Write AS/))
  it('refuses where no stage is named', () => expect(renamed('FROM a\nRUN ‸b')).toBe('No stage is named here.'))
})
