import { describe, expect, it } from 'vitest'
import type { LayerMoveView, RegistryView } from '../../../src/engine/registry-views.ts'
import type { BuildView } from '../../../src/engine/views.ts'
import { askedOf, type Chosen, chosenAtFirst, mustAsk } from '../../../src/workbench/registry/choice.ts'
import { deliveryPane, statusOf } from '../../../src/workbench/registry/view.ts'
import type { BenchState } from '../../../src/workbench/state.ts'
import { benchState, buildOf, forecastOf } from './notation.ts'

const text = 'FROM alpine # 8000000\n↻ COPY lib # 5000000\n↻ COPY src # 20000'
const build = (key: number): BuildView => ({ ...buildOf(text), key, number: key })

/** A state after builds with these keys, the last one shown. */
function visited(...keys: readonly number[]): BenchState {
  const builds = keys.map(build)
  const [last, before] = builds.toReversed()
  return benchState({
    builds,
    forecast: forecastOf('FROM alpine\n✓ COPY lib\n✓ COPY src'),
    ...(last && { build: last }),
    ...(before && { before }),
  })
}

/** A layer in letters: how it is pushed, how it comes to a node with the version before. */
function move(push: LayerMoveView['push']['way'], update?: LayerMoveView['push']['way']): LayerMoveView {
  return {
    digest: `sha256:${'ab'.repeat(32)}`,
    isExact: false,
    bytes: { value: 3_000_000, sources: ['a model'] },
    push: { way: push, durationMs: 500, ...(push === 'mounted' ? { from: 'docker.io/library/alpine' } : {}) },
    cold: { way: 'sent', durationMs: 700 },
    ...(update === undefined ? {} : { update: { way: update, durationMs: 600 } }),
  }
}

function registryOf(...layers: readonly LayerMoveView[]): RegistryView {
  const sent = layers.filter(({ push }) => push.way === 'sent').length
  const moved = {
    layers: sent,
    bytes: { value: sent * 3e6, sources: ['a model'] },
    durationMs: { value: 1900, sources: [] },
  }
  return {
    repository: 'docker.io/you/app',
    tag: 'latest',
    digest: `sha256:${'cd'.repeat(32)}`,
    manifestBytes: 900,
    paperBytes: 3200,
    layers,
    push: moved,
    nodes: [
      { ...moved, name: 'node-1', has: 'other' },
      { ...moved, name: 'node-2', has: 'nothing', layers: 4, durationMs: { value: 3800, sources: [] } },
    ],
    pushed: [],
    total: { bytes: { value: 15e6, sources: ['a model'] }, durationMs: { value: 3800, sources: [] } },
  }
}

function paneOf(state: BenchState, registry: RegistryView, chosen: Chosen = chosenAtFirst) {
  const asked = askedOf(state, chosen)
  if (asked.question === undefined) throw new Error('nothing is asked')
  const { question } = asked
  return deliveryPane({ ...state, delivery: { question, isAnswered: true, known: { question, registry } } }, asked)
}

describe('what is asked', () => {
  const question = (state: BenchState, chosen: Partial<Chosen> = {}) =>
    askedOf(state, { ...chosenAtFirst, ...chosen }).question
  it('is the last build after the one before it', () =>
    expect(question(visited(1, 2))).toEqual({ build: 2, before: 1, nodes: 10, fresh: 0 }))
  it('is a first push where nothing was built before, to new nodes', () =>
    expect(question(visited(1))).toEqual({ build: 1, nodes: 10, fresh: 10 }))
  it('is what would be built, once the text has changed', () =>
    expect(question({ ...visited(1, 2), stale: true, trial: build(9) })).toMatchObject({ build: 9, before: 2 }))
  it('is what was chosen', () => {
    expect(question(visited(1, 2, 3), { build: 2 })).toMatchObject({ build: 2, before: 1 })
    expect(question(visited(1, 2, 3), { before: 1 })).toMatchObject({ build: 3, before: 1 })
    expect(question(visited(1, 2, 3), { before: 'nothing', nodes: 90 })).toEqual({ build: 3, nodes: 50, fresh: 50 })
  })
  it('is nothing while a prediction is asked for', () => {
    expect(question({ ...visited(1, 2), asking: 'open' })).toBeUndefined()
    expect(statusOf({ ...visited(1), asking: 'open' }, { choices: [], isPushed: false, isTried: false })).toBe(
      'Make your prediction first, or skip it.',
    )
  })
  it('is asked once', () => {
    const state = visited(1, 2)
    const asked = askedOf(state, chosenAtFirst)
    if (asked.question === undefined) throw new Error('nothing is asked')
    expect(mustAsk(state, asked)).toBe(true)
    expect(mustAsk({ ...state, delivery: { question: asked.question, isAnswered: false } }, asked)).toBe(false)
  })
})

describe('the pane', () => {
  const first = paneOf(visited(1), registryOf(move('mounted'), move('mounted'), move('sent'), move('sent')))
  const next = paneOf(
    visited(1, 2),
    registryOf(move('there', 'there'), move('there', 'there'), move('there', 'there'), move('sent', 'sent')),
  )
  it('says how much a push sends', () => {
    expect(first?.headline).toBe('This push sends 2 of 4 layers, ≈ 6 MB, in ≈ 1.9 s.')
    expect(next?.headline).toBe('This push sends 1 of 4 layers, ≈ 3 MB, in ≈ 1.9 s.')
  })
  it('says what is not sent, and why', () => {
    expect(first?.notes[0]).toBe('2 layers are mounted from library/alpine: the registry has them, nothing is sent.')
    expect(next?.notes[0]).toBe('3 layers already exist in the repository.')
  })
  it('has the base image as one bar, and the others by their instruction', () =>
    expect(
      next?.bars.map(({ label, push, pull, instruction }) => `${instruction} ${label}: ${push.text} | ${pull.text}`),
    ).toEqual([
      '0 FROM alpine, 2 layers: ✓ already exists | ✓ already exists',
      '1 COPY lib: ✓ already exists | ✓ already exists',
      '2 COPY src: ↑ ≈ 3 MB, ≈ 0.5 s | ↓ ≈ 3 MB, ≈ 0.6 s',
    ]))
  it('has each layer in its table', () =>
    expect(first?.rows.map(({ digest, push, update, cold }) => [digest, push, update, cold].join(', '))).toEqual([
      'abababababab, mounted from library/alpine, , pulled, ≈ 0.7 s',
      'abababababab, mounted from library/alpine, , pulled, ≈ 0.7 s',
      'abababababab, pushed, ≈ 0.5 s, , pulled, ≈ 0.7 s',
      'abababababab, pushed, ≈ 0.5 s, , pulled, ≈ 0.7 s',
    ]))
  it('has the nodes by what they have', () => {
    expect(next?.groups.map(({ name, count, layers, time }) => `${count} ${name}: ${layers}, ${time}`)).toEqual([
      '1 Nodes with build 1: 1 of 4, ≈ 1.9 s',
      '1 New nodes: 4 of 4, ≈ 3.8 s',
    ])
    expect(next?.nodes.map(({ height }) => height)).toEqual([50, 100])
    expect(next?.fleet).toBe('2 nodes together pull ≈ 15 MB; the last one is done after ≈ 3.8 s.')
  })
  it('draws nothing of another image than that which is known', () => {
    const state = visited(1, 2)
    const asked = askedOf(state, chosenAtFirst)
    const question = { build: 7, nodes: 10, fresh: 0 }
    expect(
      deliveryPane(
        { ...state, delivery: { question, isAnswered: true, known: { question, registry: registryOf() } } },
        asked,
      ),
    ).toBeUndefined()
  })
  it('may be compared with what was pushed', () => {
    const pushed = { tag: '1', digest: `sha256:${'ef'.repeat(32)}`, layers: 4, isPrivate: false }
    const registry = { ...registryOf(move('there', 'there'), move('there'), move('there'), move('sent')) }
    const state = visited(1, 2)
    const pane = paneOf(
      state,
      { ...registry, pushed: [{ ...pushed, repository: 'docker.io/you/app' }] },
      { ...chosenAtFirst, before: 'pushed' },
    )
    expect(pane?.pullTitle).toBe('Pull to a node as it is')
    expect(pane?.pushed).toEqual([
      {
        name: 'docker.io/you/app:1',
        digest: 'efefefefefef',
        digestTitle: pushed.digest,
        layers: '4',
        access: 'public',
      },
    ])
  })
  it('says when a build is forgotten', () => {
    const state = visited(1, 2)
    const asked = askedOf(state, chosenAtFirst)
    if (asked.question === undefined) throw new Error('nothing is asked')
    expect(statusOf({ ...state, delivery: { question: asked.question, isAnswered: true } }, asked)).toContain(
      'not there any more',
    )
  })
})
