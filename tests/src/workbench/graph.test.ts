import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../../src/workbench/graph/layout.ts'
import { graphView } from '../../../src/workbench/graph/view.ts'
import { buildOf, forecastOf } from './notation.ts'

const build = buildOf(`
  FROM node AS assets # 10
  ↻ RUN pack # 1
  FROM maven AS build # 20
  ↻ RUN mvn package # 2
  FROM alpine AS docs
  COPY docs /docs
  FROM jre # 30
  ↻ COPY --from=build /app.jar / # 3
  ↻ COPY --chown=1 --from=0 /ui /ui # 4
  ENV A=1
`)
// The notation gives every FROM a step; a stage that nothing needs has none.
const whole = {
  ...build,
  steps: build.steps.filter((step) => build.instructions[step.instruction ?? 0]?.text !== 'FROM alpine AS docs'),
}

/** The edges as `build → stage-3 (copy)`. */
const edges = (view: ReturnType<typeof graphView>) =>
  view.edges.map(({ from, to, kind }) => `${view.stages[from]?.name} → ${view.stages[to]?.name} (${kind})`)

describe('the graph', () => {
  it('has a box for each stage, with the steps that make files', () =>
    expect(graphView(whole).stages.map(({ name, base, steps }) => `${name} ${base} ${steps.length}`)).toEqual([
      'assets node 1',
      'build maven 1',
      'docs alpine 1',
      'stage-3 jre 2',
    ]))
  it('joins what copies with what it copies from, by name and by number', () =>
    expect(edges(graphView(whole))).toEqual(['build → stage-3 (copy)', 'assets → stage-3 (copy)']))
  it('tells what was not built', () => {
    const [docs] = graphView(whole).stages.filter((stage) => !stage.isBuilt)
    expect(docs).toMatchObject({ name: 'docs', note: 'not built' })
    expect(docs?.steps[0]).toMatchObject({ mark: 'unneeded', text: 'COPY docs /docs' })
  })
  it('tells which stage gives the image', () =>
    expect(
      graphView(whole)
        .stages.filter((stage) => stage.isResult)
        .map(({ name }) => name),
    ).toEqual(['stage-3']))
  it('says it all in a sentence', () =>
    expect(graphView(whole).sentence).toBe(
      '4 stages. Not built: docs; nothing needs it; stage-3 gives the image and copies from build and assets.',
    ))
  it('says so when there is one stage only', () =>
    expect(graphView(buildOf('FROM a # 1')).sentence).toBe('One stage: all that it makes is in the image.'))
  it('knows a stage that stands on another, and one that mounts another', () =>
    expect(
      edges(
        graphView(forecastOf('FROM a AS one\n↻ RUN x\nFROM ONE AS two\n↻ RUN --mount=type=bind,from=one,target=/o y')),
      ),
    ).toEqual(['one → two (base)', 'one → two (mount)']))
  it('takes an image for no stage', () =>
    expect(edges(graphView(forecastOf('FROM a AS one\nFROM b\n↻ COPY --from=nginx /x /x')))).toEqual([]))
  it('counts the stage that is asked for as built, though it only changes settings', () => {
    const whole = forecastOf('FROM a AS one\n↻ RUN x\nFROM one AS two\nUSER 1\nFROM one AS three\nCMD y')
    const steps = whole.steps.filter((step) => step.instruction === 0 || step.instruction === 1)
    const drawn = (target?: string) =>
      graphView({ ...whole, steps }, target).stages.map(
        ({ name, isBuilt, isResult }) => `${name}${isBuilt ? ' built' : ''}${isResult ? ' result' : ''}`,
      )
    expect(drawn()).toEqual(['one built', 'two', 'three built result'])
    expect(drawn('two')).toEqual(['one built', 'two built result', 'three'])
    expect(drawn('one')).toEqual(['one built result', 'two', 'three'])
  })
  it('counts a stage that is only stood on as built', () =>
    expect(graphView(forecastOf('FROM a AS one\nFROM one\n↻ RUN x')).stages.map(({ isBuilt }) => isBuilt)).toEqual([
      true,
      true,
    ]))
  it('finds a stage that is named through a variable by what its steps stand on', () => {
    const forecast = forecastOf('FROM a AS one\n↻ RUN x\nFROM $base\n↻ RUN y')
    const steps = forecast.steps
      .filter((step) => forecast.instructions[step.instruction ?? 0]?.text !== 'FROM $base')
      .map((step, at) => ({ ...step, stage: at < 2 ? 0 : 1, inputs: at === 2 ? [1] : step.inputs }))
    expect(edges(graphView({ ...forecast, steps }))).toEqual(['one → stage-1 (base)'])
  })
})

/** Points along a path of curves and straight lines. */
function pointsOf(path: string): readonly (readonly [number, number])[] {
  const parts = [...path.matchAll(/([MCL])([^MCL]*)/g)].map(([, kind, text = '']) => ({
    kind,
    numbers: text.split(/[ ,]/).map(Number),
  }))
  let [atX, atY] = [0, 0]
  return parts.flatMap(({ kind, numbers }) => {
    const [endX = 0, endY = 0] = numbers.slice(-2)
    const [startX, startY] = [atX, atY]
    const [aX = endX, aY = endY, bX = endX, bY = endY] = kind === 'C' ? numbers : []
    atX = endX
    atY = endY
    if (kind === 'M') return []
    const at = (t: number, a: number, b: number, c: number, d: number) =>
      (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t ** 3 * d
    return Array.from({ length: 21 }, (_, step) => {
      const t = step / 20
      if (kind === 'L') return [startX + (endX - startX) * t, startY + (endY - startY) * t] as const
      return [at(t, startX, aX, bX, endX), at(t, startY, aY, bY, endY)] as const
    })
  })
}

function isInside(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  x: number,
  y: number,
) {
  const edge = 0.05
  return x > left + edge && x < left + width - edge && y > top + edge && y < top + height - edge
}

describe('the drawing', () => {
  it('puts what takes right of what gives where there is room', () => {
    const { boxes } = layoutOf(graphView(whole), 70)
    expect(boxes[3]?.left).toBeGreaterThan((boxes[1]?.left ?? 0) + (boxes[1]?.width ?? 0))
    expect(boxes[0]?.left).toBe(boxes[1]?.left)
  })
  it('puts one below the other where there is not', () => {
    const { boxes, width } = layoutOf(graphView(whole), 20)
    expect(new Set(boxes.map(({ left }) => left)).size).toBe(1)
    expect(width).toBeLessThanOrEqual(20)
  })
  it('lets no boxes overlap', () => {
    for (const room of [20, 40, 70]) {
      const { boxes } = layoutOf(graphView(whole), room)
      for (const [at, a] of boxes.entries())
        for (const b of boxes.slice(at + 1))
          expect(
            a.left + a.width <= b.left ||
              b.left + b.width <= a.left ||
              a.top + a.height <= b.top ||
              b.top + b.height <= a.top,
          ).toBe(true)
    }
  })
  it('leads no line behind a box, also where it passes a column', () => {
    const text = ['a', 'b', 'c', 'd', 'e'].map((name, at, all) => {
      const copies = all.slice(0, at).map((other) => `↻ COPY --from=${other} /x /${other}`)
      return [`FROM alpine AS ${name}`, '↻ RUN make', ...copies].join('\n')
    })
    // Two stages side by side, of which the last needs both beside the first.
    const beside =
      'FROM i AS a\nFROM a AS b\n↻ RUN x\nFROM a AS c\n↻ RUN y\nFROM b AS d\n↻ COPY --from=c /x /x\n↻ COPY --from=a /y /y'
    for (const view of [text.join('\n'), beside].map((one) => graphView(forecastOf(one)))) {
      const { boxes, paths, height } = layoutOf(view, 120)
      expect(new Set(boxes.map(({ left }) => left)).size).toBeGreaterThan(2)
      for (const path of paths)
        for (const [x, y] of pointsOf(path)) {
          expect(boxes.find((box) => isInside(box, x, y))).toBeUndefined()
          expect(y).toBeLessThanOrEqual(height)
        }
    }
  })
  it('draws a line for each edge', () => {
    const { paths } = layoutOf(graphView(whole), 70)
    expect(paths).toHaveLength(2)
    for (const path of paths) expect(path).toMatch(/^M[\d.-]+ [\d.-]+C([\d.-]+ ?){6}$/)
  })
})
