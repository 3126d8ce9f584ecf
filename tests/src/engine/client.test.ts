import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Engine, type Health, type Session, type WorkerLike } from '../../../src/engine/client.ts'
import type { Ask, BuildOptions, Tell } from '../../../src/engine/protocol.ts'

class FakeWorker implements WorkerLike {
  readonly asked: Ask[] = []
  stopped = false
  onmessage: ((event: MessageEvent<Tell>) => void) | null = null
  onerror: ((event: ErrorEvent) => void) | null = null
  postMessage(message: Ask): void {
    this.asked.push(message)
  }
  terminate(): void {
    this.stopped = true
  }
  tell(tell: Tell): void {
    this.onmessage?.(new MessageEvent('message', { data: tell }))
  }
  crash(): void {
    this.onerror?.(new Event('error', { cancelable: true }) as ErrorEvent)
  }
  last(kind: Ask['kind']): Extract<Ask, { session: string }> {
    const found = this.asked.findLast((ask) => ask.kind === kind)
    if (found === undefined || found.kind === 'open') throw new Error(`nothing of kind ${kind} was asked`)
    return found
  }
}

const options: BuildOptions = { dockerfile: 'Dockerfile', tag: 'a' }
const forecast = { instructions: [], problems: [], steps: [], unneeded: [], contextBytes: 0 }
let workers: FakeWorker[]
let told: Tell[]
let health: Health[]
let session: Session
const worker = () => workers.at(-1) ?? new FakeWorker()

beforeEach(() => {
  workers = []
  told = []
  health = []
  const engine = new Engine(() => {
    workers.push(new FakeWorker())
    return worker()
  }, '/catalog/')
  session = engine.open('s', { told: (tell) => void told.push(tell), health: (state) => void health.push(state) })
})

describe('the engine', () => {
  it('starts its worker when something is asked, and tells it where the catalog is', () => {
    expect(workers).toHaveLength(0)
    session.setProject([], options)
    expect(worker().asked[0]).toEqual({ kind: 'open', catalog: '/catalog/' })
  })

  it('sends only the files that changed', () => {
    session.setProject([{ path: 'a', text: '1' }, { path: 'b' }], options)
    session.setProject([{ path: 'a', text: '2' }], options)
    expect(worker().last('project')).toMatchObject({ change: { files: [{ path: 'a', text: '2' }], removed: ['b'] } })
  })

  it('drops a forecast of an older text', () => {
    session.setProject([], options)
    const first = worker().last('project')
    session.setProject([{ path: 'a' }], options)
    worker().tell({ ...first, kind: 'forecast', forecast })
    expect(told).toEqual([])
    worker().tell({ ...worker().last('project'), kind: 'forecast', forecast })
    expect(told).toHaveLength(1)
  })

  it('survives a crash: another worker gets the whole project', () => {
    session.setProject([{ path: 'a' }], options)
    worker().crash()
    expect(health).toEqual(['restarted'])
    expect(workers).toHaveLength(2)
    expect(worker().last('project')).toMatchObject({ change: { files: [{ path: 'a' }] } })
  })

  it('says that the host of open shells was lost in a crash, once', () => {
    session.askShell(1, { kind: 'begin' })
    worker().crash()
    expect(told).toMatchObject([{ kind: 'shell', answer: { kind: 'lost' } }])
    session.setProject([], options)
    worker().crash()
    expect(told).toHaveLength(1)
  })

  it('stops a worker that does not answer to Ctrl-C, and leaves one that does', () => {
    vi.useFakeTimers()
    session.askShell(1, { kind: 'interrupt', passedMs: 0 })
    const answering = worker()
    const { id, revision } = answering.last('shell')
    const standing = { directory: '~', status: 130 }
    answering.tell({
      session: 's',
      id,
      revision,
      kind: 'shell',
      shell: 1,
      answer: { kind: 'ran', output: [], standing },
    })
    vi.advanceTimersByTime(5000)
    expect(answering.stopped).toBe(false)
    session.askShell(1, { kind: 'interrupt', passedMs: 0 })
    vi.advanceTimersByTime(5000)
    expect(answering.stopped).toBe(true)
    vi.useRealTimers()
  })

  it('says that a build was lost in a crash', () => {
    session.setProject([], options)
    session.build()
    worker().crash()
    expect(told.map((tell) => tell.kind)).toEqual(['canceled'])
  })

  it('gives up after three crashes in a row', () => {
    session.setProject([], options)
    for (let crash = 0; crash < 3; crash++) worker().crash()
    expect(health.at(-1)).toBe('failed')
    expect(workers).toHaveLength(3)
  })

  it('starts anew when its worker has gone without a word during a build', () => {
    vi.useFakeTimers()
    session.setProject([], options)
    session.build()
    const gone = worker()
    vi.advanceTimersByTime(60_000)
    vi.useRealTimers()
    expect(gone.stopped).toBe(true)
    expect(health.at(-1)).toBe('restarted')
    expect(told.map((tell) => tell.kind)).toEqual(['canceled'])
    expect(worker().asked.map((ask) => ask.kind)).toEqual(['open', 'project'])
  })

  it('waits for a worker that answers', () => {
    vi.useFakeTimers()
    session.setProject([], options)
    session.build()
    const busy = worker()
    for (let beat = 0; beat < 30; beat++) {
      vi.advanceTimersByTime(4000)
      const ping = busy.last('ping')
      busy.tell({ session: ping.session, id: ping.id, revision: ping.revision, kind: 'pong' })
    }
    vi.useRealTimers()
    expect(busy.stopped).toBe(false)
    expect(told).toEqual([])
  })

  it('stops a worker that does not hear a cancel', () => {
    vi.useFakeTimers()
    session.setProject([], options)
    session.build()
    const busy = worker()
    session.cancel()
    vi.advanceTimersByTime(2000)
    vi.useRealTimers()
    expect(busy.stopped).toBe(true)
    expect(told.map((tell) => tell.kind)).toEqual(['canceled'])
  })

  it('leaves a worker alone that has heard it', () => {
    vi.useFakeTimers()
    session.setProject([], options)
    session.build()
    const build = worker().last('build')
    session.cancel()
    worker().tell({ ...build, kind: 'canceled' })
    vi.advanceTimersByTime(2000)
    vi.useRealTimers()
    expect(worker().stopped).toBe(false)
  })
})

describe('work beside the builds', () => {
  const side = { kind: 'build', key: 1 } as const
  const kinds = () => told.map((tell) => tell.kind)

  it('is answered with the newest alone', () => {
    session.setProject([], options)
    session.compare(side, side)
    const first = worker().last('compare')
    session.compare(side, side)
    const second = worker().last('compare')
    for (const { session: name, id } of [first, second])
      worker().tell({ session: name, id, revision: 1, kind: 'compare', left: side, right: side, state: 'done' })
    expect(told.map((tell) => tell.id)).toEqual([second.id])
  })

  it('gives up a comparison when another is asked for', () => {
    session.compare(side, side)
    const { id } = worker().last('compare')
    session.compare(side, side)
    expect(worker().last('cancel')).toMatchObject({ work: id })
  })

  it('about an older text is dropped', () => {
    session.setProject([], options)
    session.mendings()
    const { id } = worker().last('mendings')
    session.setProject([{ path: 'a' }], options)
    worker().tell({ session: 's', id, revision: 1, kind: 'mendings', mendings: [], of: 0, state: 'done' })
    expect(told).toEqual([])
  })

  it('stops with its worker, and is said to', () => {
    session.setProject([], options)
    session.whatIf()
    session.mendings()
    session.compare(side, side)
    worker().crash()
    expect(kinds()).toEqual(['what-if', 'mendings', 'compare'])
    expect(told).toMatchObject([{ state: 'stopped' }, { state: 'stopped' }, { state: 'stopped', left: side }])
  })

  it('that was done is not said to be stopped', () => {
    session.mendings()
    const { id } = worker().last('mendings')
    worker().tell({ session: 's', id, revision: 0, kind: 'mendings', mendings: [], of: 0, state: 'done' })
    worker().crash()
    expect(kinds()).toEqual(['mendings'])
  })
})
