import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atSecond } from '../../simulator/filesystem/tree.ts'
import {
  type Build,
  type BuildRequest,
  type Catalog,
  configDigest,
  Draft,
  emptyStore,
  forecast,
  realContent,
  runBuild,
  type Store,
  type Tree,
} from '../../simulator/index.ts'
import { programs } from '../../simulator/programs.ts'
import { bytesOf } from '../../simulator/values/bytes.ts'
import { treeOf } from '../notation/tree.ts'

const catalog: Catalog = { images: new Map(), known: new Set(), packageTables: new Map() }

/** A context from files in tree notation and a Dockerfile. */
function contextOf(files: string, dockerfile: string): Tree {
  const draft = new Draft(treeOf(files))
  const content = realContent(bytesOf(dockerfile))
  draft.set('Dockerfile', { kind: 'file', mode: 0o644, uid: 0, gid: 0, mtime: atSecond(0), content })
  return draft.finish()
}

function buildOf(
  files: string,
  dockerfile: string,
  store: Store = emptyStore,
  more: Partial<BuildRequest> = {},
): Build {
  return runBuild(
    { context: contextOf(files, dockerfile), ...more },
    { catalog, store, programs, now: atSecond(1_000_000) },
  )
}

/** One letter a step that the learner wrote: C cached, R ran, F failed, - not started. */
function marks(build: Build): string {
  const letters = { cached: 'C', ran: 'R', failed: 'F', canceled: '-', 'not-started': '-' } as const
  return build.steps
    .filter((step) => step.instruction !== undefined)
    .map((step) => letters[step.status])
    .join('')
}

/** Builds twice, the second time from changed files or text, and tells the marks of the second and the reasons of what ran. */
function rebuilt(
  before: readonly [string, string],
  after: readonly [string, string],
  more: Partial<BuildRequest> = {},
) {
  const first = buildOf(...before)
  const second = buildOf(...after, first.store, more)
  const reasons = second.steps
    .filter((step) => step.instruction !== undefined && step.status === 'ran')
    .map((step) => step.reason)
  return { marks: marks(second), reasons }
}

const two = 'FROM scratch\nCOPY a /a\nCOPY b /b\n'

describe('a rebuild', () => {
  it('takes all from the cache when nothing changed', () =>
    expect(rebuilt(['a 1, b 2', two], ['a 1, b 2', two]).marks).toBe('CC'))
  it('runs again what a changed file is copied by, and all after it', () =>
    expect(rebuilt(['a 1, b 2', two], ['a x, b 2', two])).toEqual({
      marks: 'RR',
      reasons: [
        { kind: 'file', path: 'a', change: 'content' },
        { kind: 'parent', step: expect.any(Number) },
      ],
    }))
  it('keeps what stands before a changed file', () =>
    expect(rebuilt(['a 1, b 2', two], ['a 1, b x', two]).marks).toBe('CR'))
  it('does not care about times', () => expect(rebuilt(['a 1, b 2', two], ['a @9 1, b @9 2', two]).marks).toBe('CC'))
  it('cares about modes', () =>
    expect(rebuilt(['a 1, b 2', two], ['a 1, b 0755 2', two]).reasons).toEqual([
      { kind: 'file', path: 'b', change: 'mode' },
    ]))
  it('tells a file that was added to a directory', () =>
    expect(rebuilt(['s/a 1', 'FROM scratch\nCOPY s /s'], ['s/a 1, s/b 2', 'FROM scratch\nCOPY s /s']).reasons).toEqual([
      { kind: 'file', path: 's/b', change: 'added' },
    ]))
  it('tells a changed text', () =>
    expect(rebuilt(['a 1', 'FROM scratch\nCOPY a /a'], ['a 1', 'FROM scratch\nCOPY a /z']).reasons).toEqual([
      { kind: 'text', before: 'COPY a /a', after: 'COPY a /z' },
    ]))
  it('does not care about comments, labels and blank lines', () =>
    expect(
      rebuilt(['a 1, b 2', two], ['a 1, b 2', 'FROM scratch\n# x\n\nLABEL a=b\ncopy a /a\nCOPY  b /b']).marks,
    ).toBe('CC'))
  it('runs everything again without the cache', () =>
    expect(rebuilt(['a 1, b 2', two], ['a 1, b 2', two], { noCache: true })).toEqual({
      marks: 'RR',
      reasons: [{ kind: 'no-cache' }, { kind: 'no-cache' }],
    }))
  it('finds former states again', () => {
    const first = buildOf('a 1, b 2', two)
    const second = buildOf('a 9, b 2', two, first.store)
    expect(marks(buildOf('a 1, b 2', two, second.store))).toBe('CC')
  })
  it('keeps the good steps of a failed build', () => {
    const failing = 'FROM scratch\nCOPY a /a\nRUN x\nCOPY a /b\n'
    const failed = buildOf('a 1', failing)
    expect(marks(failed)).toBe('RF-')
    expect(marks(buildOf('a 1', failing, failed.store))).toBe('CF-')
  })
  it('tells a missing file before anything runs', () => expect(marks(buildOf('a 1', two))).toBe('-F'))
})

describe('stages', () => {
  const stages = 'FROM scratch AS one\nCOPY a /a\nCOPY n /n\nFROM scratch\nCOPY --from=one /a /a\n'
  it('stop the domino where the copied file is the same', () =>
    expect(rebuilt(['a 1, n 1', stages], ['a 1, n 2', stages]).marks).toBe('CRC'))
  it('are left out when nothing needs them', () =>
    expect(marks(buildOf('a 1', 'FROM scratch AS no\nCOPY missing /\nFROM scratch\nCOPY a /\n'))).toBe('R'))
  it('are numbered and named as docker does', () =>
    expect(buildOf('a 1, n 1', stages).steps.map((step) => step.name)).toEqual([
      '[internal] load build definition from Dockerfile',
      '[internal] load .dockerignore',
      '[internal] load build context',
      '[one 1/2] COPY a /a',
      '[one 2/2] COPY n /n',
      '[stage-1 1/1] COPY --from=one /a /a',
    ]))
})

describe('bad input', () => {
  /** The failure's message and the line its window marks. */
  function failing(files: string, dockerfile: string): string {
    const { failure } = buildOf(files, dockerfile)
    const line = / (\d+) \| >>>/.exec(failure?.text ?? '')?.[1]
    return `${line ?? '-'}: ${failure?.message}`
  }
  it('names a missing file at its line', () =>
    expect(failing('', 'FROM scratch\nCOPY nope /\n')).toMatch(
      /^2: failed to compute cache key: .*"\/nope": not found$/,
    ))
  it('names a cycle', () =>
    expect(failing('', 'FROM scratch AS a\nCOPY --from=b / /\nFROM scratch AS b\nCOPY --from=a / /\n')).toBe(
      '4: circular dependency detected on stage: a',
    ))
  it('names an unknown image', () =>
    expect(failing('', 'FROM nope\n')).toMatch(
      /^1: nope: failed to resolve source metadata for docker.io\/library\/nope:latest: pull access denied/,
    ))
  it('names an empty file', () => expect(failing('', '')).toBe('-: the Dockerfile cannot be empty'))
  it('survives garbage and very long lines', () => {
    expect(failing('', '\u0000\u0001\ufffd'.repeat(100))).toMatch(/unknown instruction/)
    expect(failing('', `FROM scratch\nRUN ${'x'.repeat(2_000_000)}\n`)).toMatch(
      /greater than max allowed size of 65535/,
    )
  })
})

describe('properties', () => {
  const names = fc.constantFrom('a', 'b', 'c', 's/x', 's/y')
  const files = fc.dictionary(names, fc.stringMatching(/^[a-z]{1,3}$/), { minKeys: 1 })
  const line = fc.oneof(
    fc.tuple(names, fc.constantFrom('/1', '/2/', '/s/x')).map(([from, to]) => `COPY ${from} ${to}`),
    fc.constantFrom(
      'COPY . /all',
      'COPY s /s',
      'WORKDIR /w',
      'WORKDIR deep/er',
      'ENV A=1',
      'ARG B=2',
      'LABEL x=y',
      'COPY s* /g/',
    ),
  )
  const projects = fc.record({ files, lines: fc.array(line, { minLength: 1, maxLength: 6 }) })
  const notation = (all: Record<string, string>): string =>
    Object.entries(all)
      .map(([path, text]) => `${path} ${text}`)
      .join(', ')
  const textOf = (lines: readonly string[]): string => `FROM scratch\n${lines.join('\n')}\n`

  it('a rebuild with nothing changed is wholly cached', () =>
    fc.assert(
      fc.property(projects, ({ files: all, lines }) => {
        const first = buildOf(notation(all), textOf(lines))
        const second = buildOf(notation(all), textOf(lines), first.store)
        if (first.failure === undefined) expect(marks(second)).toMatch(/^C*$/)
      }),
      { numRuns: 100 },
    ))
  it('a warm store and a cold one give the same image', () =>
    fc.assert(
      fc.property(projects, projects, (one, other) => {
        const warm = buildOf(
          notation(one.files),
          textOf(one.lines),
          buildOf(notation(other.files), textOf(other.lines)).store,
        )
        const cold = buildOf(notation(one.files), textOf(one.lines))
        expect(warm.failure?.message).toBe(cold.failure?.message)
        if (warm.image !== undefined && cold.image !== undefined)
          expect(configDigest(warm.image)).toBe(configDigest(cold.image))
      }),
      { numRuns: 100 },
    ))
  it('a forecast knows the size of a text that stands in the Dockerfile', () => {
    const context = contextOf('', 'FROM scratch\nCOPY <<END /a\nhello\nEND\n')
    const told = forecast({ context }, { catalog, store: emptyStore, now: atSecond(0) })
    expect(told.steps.find((step) => step.kind === 'copy')?.size).toEqual({ value: 6, sources: [] })
  })
  it('a forecast equals the build that follows', () =>
    fc.assert(
      fc.property(projects, projects, (one, other) => {
        const store = buildOf(notation(other.files), textOf(other.lines)).store
        const request = { context: contextOf(notation(one.files), textOf(one.lines)) }
        const world = { catalog, store, programs, now: atSecond(2_000_000) }
        const told = forecast(request, world)
        const built = runBuild(request, world)
        if (built.failure !== undefined) return
        const steps = built.steps.filter((step) => step.instruction !== undefined)
        const outlook = told.steps.filter((step) => step.instruction !== undefined)
        expect(outlook.map((step) => `${step.name} ${step.willBe === 'cached' ? 'C' : 'R'}`)).toEqual(
          steps.map((step) => `${step.name} ${step.status === 'cached' ? 'C' : 'R'}`),
        )
        for (const [at, step] of outlook.entries())
          expect(step.reason.kind === 'parent' ? step.reason.kind : step.reason).toEqual(
            steps[at]?.reason.kind === 'parent' ? 'parent' : steps[at]?.reason,
          )
      }),
      { numRuns: 200 },
    ))
})
