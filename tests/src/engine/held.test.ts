import { beforeEach, expect, it } from 'vitest'
import type { ShellAnswer, ShellAsk } from '../../../src/engine/typing.ts'
import { plain } from '../../../src/terminal/plain.ts'
import { Spoken } from './desk-notation.ts'

const dockerfile = 'FROM alpine\nRUN echo one > /one\nRUN echo begin; sleep 25; echo end\nRUN echo three\n'
let spoken: Spoken

beforeEach(async () => {
  spoken = new Spoken()
  await spoken.project(dockerfile)
})

type Ran = Extract<ShellAnswer, { readonly kind: 'ran' }>

/** Asks a shell; gives the last of what it was told. */
async function ask(question: ShellAsk, shell = 1): Promise<Ran> {
  await spoken.ask('shell', { shell, question })
  const { answer } = spoken.last('shell')
  if (answer.kind !== 'ran') throw new Error(JSON.stringify(answer))
  return answer
}

function type(line: string, shell = 1): Promise<Ran> {
  return ask({ kind: 'line', line, passedMs: 0 }, shell)
}

function textOf({ output }: Ran): string {
  return output.map(({ text }) => text).join('')
}

function typedBuilds(): number {
  return spoken.told.filter((tell) => tell.kind === 'built' && tell.typed === true).length
}

it('keeps a build that is drawn when its end is seen', async () => {
  const held = await type('docker build -t app .')
  expect([held.isHeld, held.tookMs, textOf(held).includes('FINISHED'), typedBuilds()]).toEqual([
    true,
    undefined,
    true,
    0,
  ])
  const { output, isHeld, tookMs = 0 } = await ask({ kind: 'seen' })
  expect([output, isHeld, typedBuilds()]).toEqual([[], undefined, 1])
  expect(tookMs).toBeGreaterThan(25_000)
  expect(textOf(await type('docker images --format {{.Repository}}'))).toBe('app\n')
})

it('keeps it as soon as anything else is asked', async () => {
  await type('docker build -t app .')
  expect(textOf(await type('docker images --format {{.Repository}}', 2))).toBe('app\n')
  expect(typedBuilds()).toBe(1)
  expect(await ask({ kind: 'seen' })).toEqual({ kind: 'ran', output: [], standing: { directory: '~/a', status: 0 } })
  expect(typedBuilds()).toBe(1)
})

it('does not hold what is not drawn', async () =>
  expect([(await type('docker build -q .')).isHeld, (await type('ls')).isHeld]).toEqual([undefined, undefined]))

it('stops it at Ctrl-C: no image, what had ended stays cached, and docker says so', async () => {
  const held = await type('docker build -t app . && docker run --rm app true')
  const stopped = await ask({ kind: 'stop', shownMs: 20_000 })
  expect(stopped).toMatchObject({ standing: { status: 130 }, stoppedAtMs: 20_000 })
  const before = held.output.flatMap(({ atMs, text }) => (atMs <= 20_000 ? [text] : []))
  const screen = plain(before.join('') + textOf(stopped))
  expect(screen.match(/\[\+\] Building/g)).toHaveLength(1)
  expect(screen).toMatch(
    / => \[2\/4\] RUN echo one > \/one +\d\.\ds\n => CANCELED \[3\/4\] RUN echo begin; sleep 25; echo end +1\d\.\ds\n(.*\n)*ERROR: failed to build: failed to solve: Canceled: context canceled\n$/,
  )
  expect(screen).not.toContain('FINISHED')
  expect(spoken.last('built').build.failure?.message).toContain('context canceled')
  expect(textOf(await type('docker images -q; docker ps -aq; date +%S'))).toMatch(/^\d\d\n$/)
  const again = plain(textOf(await type('docker build -t app .')))
  expect(again).toMatch(/ => CACHED \[2\/4\] [\s\S]* => \[3\/4\] RUN echo begin; sleep 25; echo end +2\d\.\ds/)
})

it('comes too late when it was kept already', async () => {
  await type('docker build -t app .')
  await type('true', 2)
  expect(await ask({ kind: 'stop', shownMs: 10 })).not.toHaveProperty('stoppedAtMs')
  expect(textOf(await type('docker images --format {{.Repository}}'))).toBe('app\n')
})

it('is as interrupted in the next visit', async () => {
  await type('docker build -t app .')
  await ask({ kind: 'stop', shownMs: 20_000 })
  const before = textOf(await type('docker buildx du; docker images'))
  const deeds = spoken.told.flatMap((tell) => (tell.kind === 'machine' && tell.deed !== undefined ? [tell.deed] : []))
  expect(deeds).toMatchObject([{ kind: 'line', interruptMs: 20_000 }])
  spoken = new Spoken()
  await spoken.project(dockerfile)
  await spoken.ask('machine', { deeds: JSON.parse(JSON.stringify(deeds)) })
  expect(textOf(await type('docker buildx du; docker images'))).toBe(before)
})

it('has done nothing in the next visit where the page was closed before its end', async () => {
  await type('docker build -t app .')
  expect(spoken.told.filter(({ kind }) => kind === 'machine')).toEqual([])
})
