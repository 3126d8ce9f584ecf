import { describe, expect, it } from 'vitest'
import type { StepMemory } from '../../../simulator/cache/store.ts'
import { type Cause, causeOf } from '../../../simulator/cache/why.ts'
import type { Tree } from '../../../simulator/filesystem/tree.ts'
import type { Vertex } from '../../../simulator/graph/vertex.ts'
import { zero } from '../../../simulator/values/estimate.ts'
import { treeOf } from '../../notation/tree.ts'
import { type Asked, verticesIn } from '../../notation/vertices.ts'

/** A build as far as its last step can tell: the lines below `FROM alpine`, what it copies from, what was asked, and which inputs ran. */
interface Built {
  readonly lines: string
  readonly files?: string
  readonly asked?: Asked
  readonly ran?: readonly number[]
}

/** Why the last step of a build runs after another build, in words. The only call of causeOf. */
function why(before: Built | undefined, after: Built): string {
  const steps = before === undefined ? [] : stepsOf(before)
  const memory = steps.map(
    (vertex): StepMemory => ({
      operation: vertex.operation,
      name: vertex.name,
      inputKeys: [],
      contents: contentsOf(vertex, before?.files),
      durationMs: zero,
    }),
  )
  const now = stepsOf(after)
  const vertex = now.at(-1)
  if (vertex === undefined) throw new RangeError(`no step in ${after.lines}`)
  const contents = contentsOf(vertex, after.files)
  return draw(causeOf({ vertex, inputKeys: [], contents, inputsThatRan: new Set(after.ran) }, memory, now.length - 1))
}
function stepsOf({ lines, asked = {} }: Built): readonly Vertex[] {
  return verticesIn(lines.startsWith('FROM') ? lines : `FROM alpine\n${lines}`, asked)
}
function contentsOf(vertex: Vertex, files = ''): ReadonlyMap<number, Tree> {
  return new Map(vertex.inputs.flatMap((_, position) => (position === 0 ? [] : [[position, treeOf(files)] as const])))
}
function draw(cause: Cause): string {
  switch (cause.kind) {
    case 'environment':
      if (cause.before === undefined && cause.after === undefined) return `environment: ${cause.name} moved`
      return `environment: ${cause.name} ${cause.before ?? 'unset'} -> ${cause.after ?? 'unset'}`
    case 'text':
    case 'base':
      return `${cause.kind}: ${cause.before} -> ${cause.after}`
    case 'setting':
      return `${cause.name}: ${cause.before} -> ${cause.after}`
    case 'input':
      return `input ${cause.input}`
    case 'content':
      return `content of ${cause.input}: ${cause.path} ${cause.change}`
    case 'mount':
      return `mount ${cause.target}${cause.path === undefined ? '' : `: ${cause.path}`}`
    default:
      return cause.kind
  }
}

/** Why a step runs when the lines of the file, or what was asked, change. */
const changed = (before: string, after: string, asked: readonly [Asked, Asked] = [{}, {}]) =>
  expect(why({ lines: before, asked: asked[0] }, { lines: after, asked: asked[1] }))
/** Why a step runs when the files that it reads change. */
const files = (lines: string, before: string, after: string) =>
  expect(why({ lines, files: before }, { lines, files: after }))

describe('a step runs', () => {
  it('because it never did', () => expect(why(undefined, { lines: 'RUN make' })).toBe('never-built'))
  it('because there was another kind of step in its place', () =>
    changed('WORKDIR /src', 'RUN make').toBe('never-built'))
  it('because the cache is ignored', () => changed('RUN make', 'RUN make', [{}, { noCache: true }]).toBe('no-cache'))
  it('because its result was thrown away, when nothing changed', () => changed('RUN make', 'RUN make').toBe('evicted'))
})

describe('a step runs for its own text', () => {
  it('when a command changed', () => changed('RUN make', 'RUN test').toBe('text: RUN make -> RUN test'))
  it('when a source changed', () => changed('COPY a /', 'COPY b /').toBe('text: COPY a / -> COPY b /'))
  it('when a directory changed', () => changed('WORKDIR /a', 'WORKDIR /b').toBe('text: WORKDIR /a -> WORKDIR /b'))
  it('when a mount changed', () =>
    changed('RUN --mount=type=cache,target=/a x', 'RUN --mount=type=cache,target=/b x').toBe(
      'text: RUN --mount=type=cache,target=/a x -> RUN --mount=type=cache,target=/b x',
    ))
  it('but not when it only moved', () => changed('RUN make', 'RUN first\nRUN make').toBe('evicted'))
})

describe('a step runs for what it stands on', () => {
  it('when that ran', () =>
    expect(why({ lines: 'RUN a\nRUN make' }, { lines: 'RUN b\nRUN make', ran: [0] })).toBe('input 0'))
  it('when the base is another image', () =>
    changed('FROM alpine', 'FROM debian').toBe(
      'base: docker.io/library/alpine:latest -> docker.io/library/debian:latest',
    ))
  it('when the image has changed under its name', () =>
    changed('FROM alpine', 'FROM alpine', [{ digest: 'sha256:1' }, { digest: 'sha256:2' }]).toBe(
      'base: sha256:1 -> sha256:2',
    ))
})

describe('a step runs for what it is given', () => {
  it('when a variable has another value', () =>
    changed('ENV A=1\nRUN x', 'ENV A=2\nRUN x').toBe('environment: A 1 -> 2'))
  it('when a variable has another value and the step moved', () =>
    changed('ENV A=1\nRUN x', 'ENV A=2\nRUN first\nRUN x').toBe('environment: A 1 -> 2'))
  it('when a variable came', () => changed('RUN x', 'ENV A=1\nRUN x').toBe('environment: A unset -> 1'))
  it('when a variable went', () => changed('ENV A=1\nRUN x', 'RUN x').toBe('environment: A 1 -> unset'))
  it('when variables changed places', () =>
    changed('ENV A=1\nENV B=2\nRUN x', 'ENV B=2\nENV A=1\nRUN x').toBe('environment: B moved'))
  it('when a build argument has another value', () =>
    changed('ARG A\nRUN x', 'ARG A\nRUN x', [{ buildArgs: { A: '1' } }, { buildArgs: { A: '2' } }]).toBe(
      'environment: A 1 -> 2',
    ))
  it('when the user is another', () => changed('USER a\nRUN x', 'USER b\nRUN x').toBe('user: a -> b'))
  it('when the directory is another', () =>
    changed('WORKDIR /a\nRUN x', 'WORKDIR /b\nRUN x').toBe('directory: /a -> /b'))
  it('when the network is another', () =>
    changed('RUN x', 'RUN x', [{}, { network: 'none' }]).toBe('network: default -> none'))
  it('when the platform is another', () =>
    changed('RUN x', 'RUN x', [{}, { platform: { os: 'linux', architecture: 'arm64' } }]).toBe(
      'platform: linux/amd64 -> linux/arm64',
    ))
  it('when a host was named', () =>
    changed('RUN x', 'RUN x', [{}, { hosts: ['db:10.0.0.1'] }]).toBe('hosts:  -> db:10.0.0.1'))
})

describe('a copy runs for the files it reads', () => {
  it('when one has another content', () => files('COPY a /', 'a one', 'a two').toBe('content of 1: /a content'))
  it('when one in a directory has', () =>
    files('COPY . /', 'd/a one, b', 'd/a two, b').toBe('content of 1: /d/a content'))
  it('when one has another mode', () => files('COPY a /', 'a', 'a 0755').toBe('content of 1: /a mode'))
  it('when one came', () => files('COPY . /', 'a', 'a, b').toBe('content of 1: /b added'))
  it('when one went', () => files('COPY . /', 'a, b', 'a').toBe('content of 1: /b removed'))
  it('when a pattern fits one more', () => files('COPY *.c /', 'a.c', 'a.c, b.c').toBe('content of 1: /b.c added'))
  it('when a pattern fits one less', () => files('COPY *.c /', 'a.c, b.c', 'b.c').toBe('content of 1: /a.c removed'))
  it('when a file became a directory', () => files('COPY . /', 'a', 'a/').toBe('content of 1: /a type'))
  it('when a link leads elsewhere', () => files('COPY . /', 'l -> a', 'l -> b').toBe('content of 1: /l target'))
  it('when one of another stage has another owner', () =>
    files('FROM alpine AS b\nFROM alpine\nCOPY --from=b /d /', 'd/a', 'd/a 5:5').toBe('content of 1: /d/a owner'))
  it('but not for what it does not copy', () => files('COPY a /', 'a, b one', 'a, b two').toBe('evicted'))
  it('but not for what it leaves out', () =>
    files('COPY --exclude=d/*.md . /', 'a, d/b.md one', 'a, d/b.md two').toBe('evicted'))
  it('but not for times', () => files('COPY a /', 'a one', 'a @9 one').toBe('evicted'))
})

describe('a step runs for other inputs', () => {
  it('when a mounted file has another content', () =>
    files('RUN --mount=source=d,target=/m x', 'd/a one', 'd/a two').toBe('mount /m: /d/a'))
  it('when what was mounted is not there', () => files('RUN --mount=source=d,target=/m x', '', 'd/a').toBe('mount /m'))
  it('when a stage that it copies from ran, and gave the same', () => {
    const lines = 'FROM alpine AS b\nRUN x\nFROM alpine\nCOPY --from=b /a /'
    expect(why({ lines, files: 'a' }, { lines, files: 'a', ran: [1] })).toBe('input 1')
  })
})

describe('the first cause counts', () => {
  it('its text before what it stands on', () =>
    expect(why({ lines: 'RUN a' }, { lines: 'RUN b', ran: [0] })).toBe('text: RUN a -> RUN b'))
  it('what it stands on before what it is given', () =>
    expect(why({ lines: 'ENV A=1\nRUN x' }, { lines: 'ENV A=2\nRUN x', ran: [0] })).toBe('input 0'))
  it('what it is given before the files it reads', () => {
    const mount = 'RUN --mount=source=a,target=/a x'
    expect(why({ lines: mount, files: 'a one' }, { lines: `ENV A=1\n${mount}`, files: 'a two' })).toBe(
      'environment: A unset -> 1',
    )
  })
  it('the files it reads before a stage that ran', () => {
    const lines = 'FROM alpine AS b\nRUN x\nFROM alpine\nCOPY --from=b /a /'
    expect(why({ lines, files: 'a one' }, { lines, files: 'a two', ran: [1] })).toBe('content of 1: /a content')
  })
})
