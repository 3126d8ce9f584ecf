import { describe, expect, it } from 'vitest'
import { brokenClaims } from '../../../src/lessons/claims.ts'
import { evaluate } from '../../../src/lessons/expression.ts'
import { type Play, playScene } from '../../../src/lessons/play.ts'
import { resultRows } from '../../../src/lessons/result.ts'
import type { Expectation, Scene, Try } from '../../../src/lessons/scene.ts'
import { tracesHtml, tracesOf } from '../../../src/lessons/traces.ts'

const dockerfile = `FROM alpine:3.22
COPY note.txt /note.txt
RUN rm /note.txt
RUN --mount=type=secret,id=word,env=WORD test -n "$WORD"
ENV DOOR=oak
RUN echo "the gate is green" > /gate
`

const scene: Pick<Scene, 'project' | 'tries' | 'secrets'> = {
  project: {
    id: 'lesson/1',
    title: 'One',
    files: [
      { path: 'Dockerfile', text: dockerfile },
      { path: 'note.txt', text: 'knock three times' },
    ],
  },
  tries: [
    tried('touched', { touched: ['note.txt'] }),
    tried('closed', { modes: { 'note.txt': '600' } }),
    tried('told', { edits: [{ path: 'note.txt', text: 'knock twice' }] }),
    tried('longer', {
      edits: [{ path: 'Dockerfile', find: '> /gate', replace: '> /gate\nRUN echo more > /more' }],
    }),
  ],
  secrets: { word: 'sesame' },
}

function tried(name: string, change: Partial<Try>): Try {
  return { name, after: 1, edits: [], touched: [], modes: {}, ...change }
}

const plays = playScene(scene, process.cwd())

function play(key: string): Play {
  const found = plays.find((one) => one.key === key)
  if (found === undefined) throw new Error(key)
  return found
}

const mark = (key: string, line: number) => resultRows(play(key).build)[line]?.mark

describe('a try after a build', () => {
  it('reuses a file of which only the date changed', () => expect(mark('touched', 1)).toBe('cached'))
  it('does not reuse a file with another mode', () => expect(mark('closed', 1)).toBe('ran'))
  it('does not reuse a file with another text', () => expect(mark('told', 1)).toBe('ran'))
  it('keeps what is before its change', () => expect(mark('longer', 5)).toBe('cached'))
  it('needs a build before it', () =>
    expect(() => playScene({ ...scene, tries: [tried('late', { after: 7 })] }, process.cwd())).toThrow('found:    7'))
})

describe('secrets', () => {
  it('reach the builds in the page', () => expect(play('1').build.failure).toBeUndefined())
  it('are asked for where there are none', () =>
    expect(playScene({ ...scene, secrets: {} }, process.cwd())[0]?.build.failure?.message).toContain('exit code: 1'))
})

describe('a search in an image', () => {
  const places = (text: string) =>
    tracesOf(play('1'), text, 'here').flatMap(({ place, rows }) => rows.map((row) => `${place} ${row}`))
  it('finds what a later layer hides', () => expect(places('three times')).toEqual(['layers layer 2: /note.txt']))
  it('finds a setting, and its line in the history', () =>
    expect(places('oak')).toEqual(['settings Env', 'history ENV DOOR=oak']))
  it('finds nothing of a secret that was mounted', () => expect(places('sesame')).toEqual([]))
  it('is a table that says where', () => expect(tracesHtml(play('1'), 'oak', 'here')).toContain('<code>Env</code>'))
  it('looks for something', () => expect(() => tracesHtml(play('1'), '', 'here')).toThrow('::traces'))
})

describe('what is sent', () => {
  const sent = (key: string, after?: string, of?: string) =>
    evaluate('sent', { build: key, after, of, scene: '1' }, plays, 'here').text
  it('is all that is new to somebody who has the base', () => expect(sent('1', 'base', 'layers')).toBe('four'))
  it('is what a change adds for somebody who has the build before', () =>
    expect(sent('longer', '1', 'layers')).toBe('one'))
  it('has a weight', () => expect(sent('longer', '1')).toMatch(/^(≈\s)?\d+\sB$/))
  it('is nothing for somebody who has it', () => expect(sent('touched', '1', 'layers')).toBe('no'))
  it('goes to somebody', () => expect(() => sent('1')).toThrow('after=base'))
})

describe('a claim', () => {
  const broken = (claim: Partial<Expectation>) =>
    brokenClaims({ ...scene, where: 'scene.yaml', ideas: [], expect: [{ build: 1, ...claim }] }, plays).join()
  it('of traces holds', () => expect(broken({ traces: { of: 'oak', in: ['history', 'settings'] } })).toBe(''))
  it('of traces breaks', () => expect(broken({ traces: { of: 'oak', in: [] } })).toContain('is in settings, history'))
  it('of what is sent holds', () =>
    expect(broken({ build: 'longer', sent: { after: 1, under: 1000, layers: 1 } })).toBe(''))
  it('of what is sent breaks', () =>
    expect(broken({ build: 'longer', sent: { after: 'base', layers: 1 } })).toContain('sends 5'))
})
