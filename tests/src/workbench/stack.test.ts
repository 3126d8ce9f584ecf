import { describe, expect, it } from 'vitest'
import { blockHeights, historyText, type StackView, stackView } from '../../../src/workbench/stack/view.ts'
import { buildOf } from './notation.ts'

const options = { scale: 'linear', unfolded: false, height: 300 } as const

/** The stack from the top, one block a line: status, label, size, line, what is hidden. */
function draw(view: StackView | undefined): readonly string[] {
  return (view?.blocks ?? []).map((block) =>
    [block.status, block.label, block.size, block.line ?? '', block.hidden?.text ?? ''].join(' | '),
  )
}

const gone = buildOf(`
  FROM alpine # 8000000
  ↻ RUN big # 200000000 hidden 200000000
  ENV A=1
  ✓ RUN rm # 0
`)

describe('the stack', () => {
  it('shows the newest layer on top and the base folded at the bottom', () =>
    expect(draw(stackView(gone, options))).toEqual([
      'cached | RUN rm | 0 B | 4 | ',
      'ran | RUN big | 200 MB | 2 | 200 MB hidden by later layers',
      'base | base, 2 layers | 8 MB | 1 | ',
    ]))
  it('unfolds the base', () => expect(draw(stackView(gone, { ...options, unfolded: true }))).toHaveLength(4))
  it('sums what is hidden', () => expect(stackView(gone, options)?.hidden).toBe('200 MB shipped but hidden'))
  it('sums the whole', () => expect(stackView(gone, options)?.total).toBe('208 MB'))
  it('hatches the share that is hidden', () => expect(stackView(gone, options)?.blocks[1]?.hidden?.share).toBe(1))
  it('gives each layer of its own the next colour', () =>
    expect(stackView(gone, options)?.blocks.map((block) => block.color)).toEqual([2, 1, undefined]))
  it('is not there when the build failed', () =>
    expect(stackView(buildOf('FROM a # 1\n✖ RUN false'), options)).toBeUndefined())
})

describe('heights', () => {
  const blocks = [0, 100, 300].map((size) => ({ size, least: 20 }))
  it('share what is left in proportion to size', () =>
    expect(blockHeights(blocks, { scale: 'linear', height: 100 })).toEqual([20, 30, 50]))
  it('never fall below what words need', () =>
    expect(blockHeights(blocks, { scale: 'linear', height: 10 })).toEqual([20, 20, 20]))
  it('come closer to one another in the logarithm', () => {
    const [, small = 0, big = 0] = blockHeights(blocks, { scale: 'log', height: 100 })
    expect(big - small).toBeLessThan(10)
  })
})

describe('a line of history', () => {
  it('loses the marks of the old builder', () =>
    expect(historyText('/bin/sh -c #(nop)  CMD ["sh"]')).toBe('CMD ["sh"]'))
  it('gets back its RUN', () => expect(historyText('/bin/sh -c apk add  x')).toBe('RUN apk add x'))
  it('loses the mark of the new builder', () => expect(historyText('COPY a b # buildkit')).toBe('COPY a b'))
})

describe('since the build before', () => {
  const before = { ...gone, number: 1 }
  /** What each block says of it, the newest first, then what is gone. */
  const changes = (text: string) => {
    const now = buildOf(text)
    // The notation gives layers their line for a diffID: other bytes, other diffID.
    const layers =
      now.image?.layers.map((layer) => ({ ...layer, diffID: `${layer.diffID} ${layer.fileBytes.value}` })) ?? []
    const old =
      before.image?.layers.map((layer) => ({ ...layer, diffID: `${layer.diffID} ${layer.fileBytes.value}` })) ?? []
    const view = stackView(
      {
        ...now,
        image: { layers, size: { value: 1, sources: [] }, settings: {}, platform: 'linux/amd64', history: [] },
      },
      {
        ...options,
        before: {
          ...before,
          image: { layers: old, size: { value: 1, sources: [] }, settings: {}, platform: 'linux/amd64', history: [] },
        },
      },
    )
    return [...(view?.blocks.map(({ change }) => change) ?? []), ...(view?.gone.map(({ label }) => `− ${label}`) ?? [])]
  }
  it('nothing changed', () =>
    expect(changes('FROM alpine # 8000000\n↻ RUN big # 200000000\nENV A=1\n✓ RUN rm # 0')).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]))
  it('a layer grew', () =>
    expect(changes('FROM alpine # 8000000\n↻ RUN big # 200000500\nENV A=1\n✓ RUN rm # 0')[1]).toBe('rebuilt, +500 B'))
  it('a layer is new and another gone', () =>
    expect(changes('FROM alpine # 8000000\n↻ RUN big # 200000000\nENV A=1\n↻ RUN other # 7')).toEqual([
      'new',
      'unchanged',
      'unchanged',
      '− RUN rm',
    ]))
  it('the base is another one', () =>
    expect(changes('FROM alpine # 9000000').slice(0, 1)).toEqual(['another base image']))
  it('is not told where there is none', () =>
    expect(stackView(gone, options)?.blocks.map(({ change }) => change)).toEqual(['', '', '']))
})
