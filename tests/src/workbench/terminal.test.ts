import { describe, expect, it } from 'vitest'
import type { ShellAnswer } from '../../../src/engine/typing.ts'
import { type BenchState, stateOf } from '../../../src/workbench/state.ts'
import {
  afterAnswer,
  emptied,
  type ShellView,
  shellOf,
  type TerminalState,
  transcriptOf,
  withChanged,
  withoutShell,
  withShell,
  written,
} from '../../../src/workbench/terminal/shells.ts'
import { hintOf, labelOf, suggestionsOf } from '../../../src/workbench/terminal/view.ts'

/** An answer that prints something, with a container in the foreground or none. */
function ran(text: string, attached?: string): ShellAnswer {
  const standing = { directory: '~/a', status: 0, ...(attached === undefined ? {} : { attached }) }
  return { kind: 'ran', output: text === '' ? [] : [{ stream: 'stdout', text, atMs: 0 }], standing }
}

/** A terminal with one shell, after answers. */
function after(...answers: readonly ShellAnswer[]): TerminalState {
  return answers.reduce((terminal, answer) => afterAnswer(terminal, 1, answer) ?? terminal, withShell(undefined))
}

function first(terminal: TerminalState): ShellView {
  const shell = shellOf(terminal, 1)
  if (shell === undefined) throw new Error('there is no shell')
  return shell
}

const state: BenchState = stateOf({
  id: 'example/hello',
  title: 'Hello',
  files: [
    { path: 'Dockerfile', text: 'FROM python\nADD a.py /\n' },
    { path: 'a.py', text: 'PORT = 8081\n' },
  ],
})

it('is ready when it has begun, and attached while a container is in the foreground', () =>
  expect(
    [after(), after(ran('')), after(ran(''), ran('up\n', 'web')), after(ran('up\n', 'web'), ran('end\n'))].map(
      (one) => [first(one).standing, first(one).attached],
    ),
  ).toEqual([
    ['opening', undefined],
    ['ready', undefined],
    ['attached', 'web'],
    ['ready', undefined],
  ]))
it('gives every line on one of its own in the transcript', () => {
  const shell = first(after(ran('no end')))
  const next = {
    ...shell,
    ...written(shell, { kind: 'line', prompt: '~ $ ', text: 'ls' }, { kind: 'output', text: 'a\n' }),
  }
  expect(transcriptOf(next)).toBe('no end\n~ $ ls\na')
})
it('keeps the end of very much output, and counts all of it', () => {
  const loud = 'x'.repeat(150_000)
  const { entries, count } = first(after(ran(loud), ran(loud), ran(loud), ran(loud)))
  expect([entries.length, count]).toEqual([2, 4])
})
it('is empty when it was cleared', () =>
  expect(transcriptOf({ ...first(after(ran('a'))), ...emptied(first(after(ran('a')))) })).toBe(''))
it('tells what cannot be fetched, and waits for the next line', () => {
  const { standing, entries } = first(after(ran(''), { kind: 'failed', message: 'no network' }))
  expect([standing, entries]).toEqual(['ready', [{ kind: 'note', text: 'no network' }]])
})
it('says in all shells that the machine was started anew', () => {
  const lost = afterAnswer(withShell(after(ran('', 'web'))), 0, { kind: 'lost' })
  expect(lost?.shells.map((shell) => [shell.standing, shell.attached, transcriptOf(shell).slice(0, 32)])).toEqual([
    ['opening', undefined, 'The machine was started anew. It'],
    ['opening', undefined, 'The machine was started anew. It'],
  ])
})
describe('a line that is drawn', () => {
  const held: ShellAnswer = {
    kind: 'ran',
    isHeld: true,
    output: [10, 20, 30].map((atMs) => ({ stream: 'stderr', text: `\x1b[1A\rat ${atMs}\n`, atMs })),
    standing: { directory: '~/b', status: 0 },
  }
  const going = after(ran(''), held)
  const stopping = withChanged(going, 1, () => ({ drawing: 'stopping' }))
  const end = { directory: '~/a', status: 130 }

  it('has not ended before its end is seen', () => {
    const { standing, drawing, directory } = first(going)
    expect([standing, drawing, directory]).toEqual(['ready', 'going', '~/a'])
    expect(hintOf(state, first(going)).text).toBe('Running. Ctrl C stops it.')
    const seen = first(afterAnswer(going, 1, { kind: 'ran', output: [], standing: end, tookMs: 30 }) ?? going)
    expect([seen.drawing, seen.status, transcriptOf(seen), seen.cleared]).toEqual([undefined, 130, 'at 30', 0])
  })
  it('keeps what was shown when it was stopped, and what it says of that', () => {
    const output = [{ stream: 'stderr', text: '\x1b[1A\rcanceled at 25\n\x1b[0J', atMs: 25 } as const]
    const answer: ShellAnswer = { kind: 'ran', output, standing: end, stoppedAtMs: 25 }
    const stopped = first(afterAnswer(stopping, 1, answer) ?? stopping)
    expect([stopped.drawing, stopped.status, transcriptOf(stopped), stopped.cleared]).toEqual([
      undefined,
      130,
      'canceled at 25',
      1,
    ])
    expect(stopped.entries).toMatchObject([{ text: expect.stringMatching(/at 10\n.*at 20\n\^C/s) }])
  })
  it('is shown to its end where it was over already', () => {
    const late = first(afterAnswer(stopping, 1, { kind: 'ran', output: [], standing: end }) ?? stopping)
    expect([late.drawing, transcriptOf(late), late.cleared]).toEqual([undefined, 'at 30', 1])
  })
})

it('shows the shell beside one that is closed', () =>
  expect([
    withoutShell(withShell(withShell(undefined)), 2).shown,
    withoutShell(withShell(undefined), 1).shells,
  ]).toEqual([1, []]))
it('gives a new shell a number that no other has', () =>
  expect(withShell(withoutShell(withShell(withShell(undefined)), 1)).shells.map(({ id }) => id)).toEqual([2, 3]))

it('says what is in the foreground and how many lines wait', () => {
  const terminal = withChanged(after(ran('', 'web')), 1, () => ({ waiting: ['ls', 'ps'] }))
  expect(hintOf(state, first(terminal)).text).toBe(
    'web runs in the foreground of this shell. Ctrl C interrupts it, and the third time leaves it running; ask it from another shell. 2 lines wait.',
  )
})
it('says of a command that waits that Ctrl C ends it', () =>
  expect(hintOf(state, first(after(ran('', 'docker events')))).text).toBe('Running. Ctrl C stops it.'))
it('says when the simulator is gone, and what cannot be reached', () => {
  expect(hintOf({ ...state, health: 'failed' }, first(after(ran('')))).isWrong).toBe(true)
  expect(hintOf({ ...state, unreachable: 'no network' }, first(after())).text).toBe('no network')
})
it('names a shell by what is in its foreground', () =>
  expect([labelOf(first(after(ran('')))), labelOf(first(after(ran('', 'web'))))]).toEqual(['Shell 1', 'Shell 1 · web']))
it('suggests the build of the button, and the port that the sources name', () =>
  expect(suggestionsOf(state)).toEqual([
    'docker build -t example-hello .',
    'docker images',
    'docker history example-hello',
    'docker run --name example-hello --rm -t -p 8081:8081 example-hello',
    'curl localhost:8081',
    'docker ps -a',
  ]))
