import { describe, expect, it } from 'vitest'
import { verticesIn } from '../../notation/vertices.ts'

/** The names of the vertices of a Dockerfile's target, inputs first; digests left out. */
function names(
  text: string,
  onBuild: readonly string[] = [],
  buildArgs: Readonly<Record<string, string>> = {},
): readonly string[] {
  const settings = { Env: ['PATH=/bin', 'BASE=1'], OnBuild: onBuild }
  return verticesIn(text, { buildArgs, settings }).map((vertex) => vertex.name.replace(/@sha256:.*/, ''))
}
const refused = (text: string) => expect(() => names(text))

const alpine = 'FROM docker.io/library/alpine:latest'

describe('names of steps', () => {
  it('count FROM, COPY, RUN and WORKDIR, and nothing else', () =>
    expect(names('FROM alpine\nWORKDIR /a\nENV X=1\nRUN make\n')).toEqual([
      `[1/3] ${alpine}`,
      '[2/3] WORKDIR /a',
      '[3/3] RUN make',
    ]))
  it('leave a gap for WORKDIR /', () =>
    expect(names('FROM alpine\nWORKDIR /\nRUN x\n')).toEqual([`[1/3] ${alpine}`, '[2/3] RUN x']))
  it('carry the stage where there are several', () =>
    expect(names('FROM alpine AS b\nRUN x\nFROM scratch\nCOPY --from=b /x /\n')).toEqual([
      `[b 1/2] ${alpine}`,
      '[b 2/2] RUN x',
      '[stage-1 1/1] COPY --from=b /x /',
    ]))
  it('carry the stage as soon as a mount stands in it', () =>
    expect(names('FROM alpine\nRUN --mount=type=cache,target=/c x\n')).toEqual([
      `[stage-0 1/2] ${alpine}`,
      '[stage-0 2/2] RUN --mount=type=cache,target=/c x',
    ]))
  it('have no number for an image that is only copied from', () =>
    expect(names('FROM alpine\nCOPY --from=alpine /etc /e\n')).toEqual([
      alpine,
      '[stage-0 2/2] COPY --from=alpine /etc /e',
    ]))
  it('go on without FROM in a stage on a stage', () =>
    expect(names('FROM alpine AS base\nRUN 1\nFROM base\nRUN 2\n')).toEqual([
      `[base 1/2] ${alpine}`,
      '[base 2/2] RUN 1',
      '[stage-1 1/1] RUN 2',
    ]))
  it('are padded to one width', () =>
    expect(names(`FROM alpine\n${'RUN x\n'.repeat(9)}`).slice(0, 2)).toEqual([`[ 1/10] ${alpine}`, '[ 2/10] RUN x']))
  it('show variables that are set, and leave the others', () =>
    expect(names('FROM alpine\nENV A=b\nrun echo "$A" $NO\n')).toEqual([`[1/2] ${alpine}`, '[2/2] RUN echo "b" $NO']))
  it('show the first line of a heredoc', () =>
    expect(names('FROM alpine\nRUN <<EOF\necho a\necho b\nEOF\n')[1]).toBe('[2/2] RUN <<EOF (echo a...)'))
  it('say what an ONBUILD trigger does', () =>
    expect(names('FROM alpine\nRUN y\n', ['RUN x'])).toEqual([`[1/3] ${alpine}`, '[2/3] ONBUILD RUN x', '[3/3] RUN y']))
  it('call the two halves of a linked copy one step', () =>
    expect(names('FROM alpine\nCOPY --link a /a\n').slice(1)).toEqual([
      '[internal] load build context',
      '[2/2] COPY --link a /a',
      '[2/2] LINK COPY --link a /a',
    ]))
})

describe('plans', () => {
  it('take a build argument before a default, and a default before a global value', () => {
    expect(names('ARG V=g\nFROM alpine\nARG V=d\nWORKDIR /$V\n')[1]).toBe('[2/2] WORKDIR /d')
    expect(names('ARG V=g\nFROM alpine\nARG V\nWORKDIR /$V\n')[1]).toBe('[2/2] WORKDIR /g')
    expect(names('ARG V=g\nFROM alpine\nARG V=d\nWORKDIR /$V\n', [], { V: 'b' })[1]).toBe('[2/2] WORKDIR /b')
  })
  it('see the variables of the base image', () =>
    expect(names('FROM alpine\nWORKDIR /$BASE\n')[1]).toBe('[2/2] WORKDIR /1'))
  it('refuse a later stage', () =>
    refused('FROM scratch AS b\nFROM alpine\nCOPY --from=c / /\nFROM scratch AS c\nCOPY --from=1 / /\n').toThrow(
      'circular dependency detected on stage: stage-1',
    ))
  it('refuse what is no port, signal, mode or mount', () => {
    refused('FROM alpine\nEXPOSE 80-70\n').toThrow('invalid containerPort: 80-70')
    refused('FROM alpine\nSTOPSIGNAL NOPE\n').toThrow('invalid signal: NOPE')
    refused('FROM alpine\nCOPY --chmod=999 a /\n').toThrow(
      "invalid chmod parameter: '999'. it should be octal string and between 0 and 07777",
    )
    refused('FROM alpine\nRUN --mount=type=cache true\n').toThrow('invalid mount target "/"')
  })
})
