import { describe, expect, it } from 'vitest'
import { missingSources, standIn } from '../../../../src/workbench/import/missing.ts'
import { bytesFrom, intakeLines, pastedFiles, pasteProblem } from '../../../../src/workbench/import/view.ts'

/** What a Dockerfile of these lines misses in a context of these paths: `line source → path kind`. */
function check(lines: string, paths: string, ...expected: string[]) {
  const files = paths
    .split(/\s+/)
    .filter((path) => path !== '')
    .map((path) => ({ path }))
  expect(
    missingSources(`FROM alpine\n${lines}`, files).map(
      ({ line, source, path, kind }) => `${line} ${source} → ${path} ${kind}`,
    ),
  ).toEqual(expected)
}

describe('missing sources', () => {
  it('are what COPY and ADD name and the context has not', () =>
    check('COPY a.jar b.txt /x/\nADD c.tar.gz /', 'b.txt', '2 a.jar → a.jar packed', '3 c.tar.gz → c.tar.gz packed'))
  it('are none where a folder is there', () => check('COPY src ./src\nCOPY ./docs/ /docs', 'src/a docs/b'))
  it('are none for the whole context', () => check('COPY . .\nCOPY ./ /app', ''))
  it('are none for other stages and addresses', () =>
    check('COPY --from=build /a /b\nADD https://example.com/a /a\nADD git@example.com:a/b.git /c', ''))
  it('are none where a variable decides', () => check('COPY $' + '{FILE} /', ''))
  it('are none for text that stands in the Dockerfile', () => check('COPY <<EOF /a\nhello\nEOF', ''))
  it('are each told once', () => check('COPY a.sh /a\nCOPY a.sh /b', '', '2 a.sh → a.sh text'))
  it('make a folder of what looks like one', () =>
    check('COPY src ./src\nCOPY static/ /www/', '', '2 src → src/contents text', '3 static/ → static/contents text'))
  it('take a name without a dot for a file where it is known', () =>
    check('COPY Makefile /', '', '2 Makefile → Makefile text'))
  it('find what a pattern matches', () =>
    check('COPY *.txt /\nCOPY target/*.jar /app/', 'a.txt', '3 target/*.jar → target/app.jar packed'))
  it('give texts for what tools read', () =>
    check(
      'COPY package.json ./\nCOPY app/requirements.txt .',
      '',
      '2 package.json → package.json written',
      '3 app/requirements.txt → app/requirements.txt written',
    ))
  it('stay inside the context', () => check('COPY ../a /', ''))
})

describe('a stand-in', () => {
  it('has a size and a kind', () =>
    expect(standIn({ path: 'a.jar', size: 7, kind: 'packed' })).toEqual({
      path: 'a.jar',
      sized: { size: 7, kind: 'packed' },
    }))
  it('is a text that npm can read', () => {
    const { text } = standIn({ path: 'x/package.json', size: 0, kind: 'written' })
    expect(JSON.parse(text ?? '')).toHaveProperty('name')
  })
})

describe('a size that is typed', () => {
  for (const [text, bytes] of [
    ['1500', 1500],
    ['12 kB', 12_000],
    ['1.5MB', 1_500_000],
    ['1,5 mb', 1_500_000],
    ['2 G', 2e9],
  ] as const)
    it(`“${text}” is ${bytes} bytes`, () => expect(bytesFrom(text)).toBe(bytes))
  for (const text of ['', 'big', '-1', '1 XB', '99999999999 GB'])
    it(`“${text}” is none`, () => expect(bytesFrom(text)).toBeUndefined())
})

describe('what is pasted', () => {
  it('has one kind of line end', () =>
    expect(pastedFiles('FROM x\r\nRUN a')).toEqual([{ path: 'Dockerfile', text: 'FROM x\nRUN a\n' }]))
  it('must hold a FROM', () => expect(pasteProblem('hello')).toContain('no FROM'))
  it('may begin with an ARG or a comment', () => expect(pasteProblem('# x\nARG A=1\nFROM $A')).toBeUndefined())
  it('must not be empty', () => expect(pasteProblem(' ')).toContain('Paste'))
})

it('an import says what came of it', () =>
  expect(
    intakeLines({
      files: [{ path: 'a', text: 'abc' }],
      refused: [],
      ignored: 2,
      sized: 1,
      gathered: [{ path: 'x/', files: 9 }],
    }),
  ).toEqual([
    '1 file, 3 B.',
    expect.stringContaining('2 files of the folder'),
    expect.stringContaining('1 large file is here by size'),
    expect.stringContaining('x/ held 9 files'),
  ]))
