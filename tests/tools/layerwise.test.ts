import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readCase } from '../../tools/conformance/case.ts'
import { readExpected } from '../../tools/conformance/expected.ts'
import { compareSteps } from '../../tools/conformance/score.ts'

// Each test starts a process.
vi.setConfig({ testTimeout: 30_000 })

const folder = mkdtempSync(join(tmpdir(), 'layerwise-command-'))
const files = {
  'good/Dockerfile': 'FROM scratch\nCOPY a.txt /a\n',
  'good/a.txt': 'a\n',
  'bad/Dockerfile': 'FROM scratch\nCOPY nope /a\n',
  'odd/sub/Dockerfile': 'FROM scratch AS Odd\nCOPY Dockerfile /\n',
  'elsewhere/Other': 'FROM scratch\nCOPY a.txt /b\n',
}
beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

/** One command line, given in the folder with the files above. */
function run(...words: readonly string[]) {
  const command = join(import.meta.dirname, '../../tools/layerwise.ts')
  const env = { ...process.env, SOURCE_DATE_EPOCH: '0' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: folder,
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('build', () => {
  it('tells the image and its size', () => {
    const { status, stdout, stderr } = run('build', 'good', '-t', 'app')
    expect(stdout).toMatch(/^app: sha256:[0-9a-f]{64}, 1 layers?, 2 B\n$/)
    expect(stderr).toContain('[1/1] COPY a.txt /a')
    expect(status).toBe(0)
  })
  it('takes a Dockerfile from elsewhere', () => expect(run('build', '-f', 'elsewhere/Other', 'good').status).toBe(0))
  it('writes the image', () => {
    expect(run('build', 'good', '-o', 'image.tar').status).toBe(0)
    expect(statSync(join(folder, 'image.tar')).size).toBeGreaterThan(2048)
  })
  it('prints one JSON object a line', () => {
    const lines = run('build', 'good', '--progress', 'json').stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).kind)).toContain('result')
  })
  it('fails with what docker prints', () => {
    const { status, stderr } = run('build', 'bad')
    expect(stderr).toContain('   2 | >>> COPY nope /a\n')
    expect(status).toBe(1)
  })
})

describe('check', () => {
  it('finds nothing', () =>
    expect(run('check', 'good')).toMatchObject({ status: 0, stdout: '1 Dockerfile, 0 scenes, 0 problems\n' }))
  it('finds what is wrong at any depth', () => {
    const { status, stdout } = run('check', 'odd')
    expect(stdout).toContain("Dockerfile:1: warning: StageNameCasing: Stage name 'Odd' should be lowercase\n")
    expect(status).toBe(1)
  })
})

describe('replay', () => {
  it('prints a case in the shape of its record', () => {
    const { case: name, steps } = JSON.parse(run('replay', 'bytes-example').stdout)
    expect(name).toBe('bytes-example')
    const comparisons = compareSteps(readExpected(readCase('bytes-example')), steps)
    expect(comparisons.filter(({ differences }) => differences.length > 0)).toEqual([])
  })
})

describe('used wrongly, it ends with 2', () => {
  const check = (...words: readonly string[]) => expect(run(...words)).toMatchObject({ status: 2, stdout: '' })
  it('without a command', () => check())
  it('with a command that is none', () => check('bake', 'good'))
  it('without a context', () => check('build'))
  it('with two contexts', () => check('build', 'good', 'bad'))
  it('with a context that is not there', () => check('build', 'nope'))
  it('with a flag that is none', () => check('build', 'good', '--nope'))
  it('with a path that is not there', () => check('check', 'nope'))
  it('with a case that is not there', () => check('replay', 'no-such-case'))
})
