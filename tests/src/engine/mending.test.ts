import { beforeEach, describe, expect, it } from 'vitest'
import { Spoken } from './desk-notation.ts'

let desk: Spoken

beforeEach(() => {
  desk = new Spoken()
})

async function mendingsOf(dockerfile: string) {
  await desk.project(dockerfile)
  await desk.ask('mendings', {})
  return desk.last('mendings')
}

const wasteful = 'FROM debian:bookworm-slim\nRUN apt-get update && apt-get install -y curl\nCMD curl x\n'

describe('mending a problem', () => {
  it('tells what it saves, by simulating it', async () => {
    const { mendings, state } = await mendingsOf(wasteful)
    expect(state).toBe('done')
    const lists = mendings.find(({ problem }) => problem.code === 'DL3009')
    expect(lists).toMatchObject({ isGone: true, changes: 'layers', problem: { line: 2 } })
    expect((lists?.before?.size.value ?? 0) - (lists?.after?.size.value ?? 0)).toBeGreaterThan(5_000_000)
  })
  it('may change the settings alone', async () => {
    const { mendings } = await mendingsOf(wasteful)
    const list = mendings.find(({ problem }) => problem.code === 'JSONArgsRecommended')
    expect(list).toMatchObject({ isGone: true, changes: 'settings' })
    expect(list?.before?.size).toEqual(list?.after?.size)
  })
  it('is measured without the cache', async () => {
    await desk.project(wasteful)
    await desk.ask('build', {})
    await desk.ask('mendings', {})
    const { mendings } = desk.last('mendings')
    expect(mendings[0]?.before?.durationMs.value).toBeGreaterThan(1000)
  })
  it('leaves the builder and its cache alone', async () => {
    await mendingsOf(wasteful)
    await desk.ask('build', {})
    expect(desk.last('built').build.number).toBe(1)
  })
  it('can make a build succeed that fails', async () => {
    const { mendings } = await mendingsOf('FROM alpine:3.20\nRUNN echo hello > /a\n')
    expect(mendings).toMatchObject([{ isGone: true, after: { layers: 2 } }])
    expect(mendings[0]?.before).toBeUndefined()
  })
  it('has nothing to tell of a text without problems', async () =>
    expect(await mendingsOf('FROM alpine:3.20\nCOPY Dockerfile /\n')).toMatchObject({ of: 0, state: 'done' }))
  it('is worked out once for a text', async () => {
    await mendingsOf(wasteful)
    desk.told.length = 0
    await desk.ask('mendings', {})
    expect(desk.told.map((tell) => tell.kind)).toEqual(['mendings'])
  })
  it('stops when it is cancelled', async () => {
    await desk.project(wasteful)
    const going = desk.ask('mendings', {})
    await desk.ask('cancel', { work: desk.id })
    await going
    expect(desk.last('mendings').state).toBe('stopped')
  })
})
