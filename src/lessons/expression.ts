import { type Delivery, deliveryOf, type Quantity, sum } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { figureText, figureTitle } from '../workbench/figures.ts'
import { AuthorError } from './author-error.ts'
import type { Play } from './play.ts'
import { type ResultRow, resultRows } from './result.ts'

/** A figure in running text: what stands there, and what hovering tells. */
export interface Evaluated {
  readonly text: string
  readonly title?: string
}

/** The expressions that prose may hold: `:size{scene=1 step="RUN rm"}` and the like. */
export const expressionNames = [
  'size',
  'total',
  'base',
  'hidden',
  'count',
  'result',
  'output',
  'context',
  'sent',
] as const
export type ExpressionName = (typeof expressionNames)[number]

/** Whether a name is that of an expression. */
export function isExpressionName(name: string): name is ExpressionName {
  return expressionNames.some((known) => known === name)
}

/** What an author wrote between the braces. */
export type Attributes = Readonly<Record<string, string | null | undefined>>

/**
 * The value of an expression over a scene's builds. `build` counts from 1 or is `solution`; `step` is an instruction's number or how its
 * line begins. Throws AuthorError when there is no such build or step.
 */
export function evaluate(
  name: ExpressionName,
  attributes: Attributes,
  plays: readonly Play[],
  where: string,
): Evaluated {
  const play = playOf(attributes.build ?? '1', plays, where)
  const { image } = play.build
  switch (name) {
    case 'size':
      return figure(stepOf(play, attributes.step, where).size ?? { value: 0, sources: [] })
    case 'result':
      return { text: stepOf(play, attributes.step, where).mark }
    case 'output': {
      const row = stepOf(play, attributes.step, where)
      const steps = play.build.steps.filter((step) => step.instruction === row.instruction)
      return {
        text: steps
          .flatMap((step) => step.output.map((line) => line.text))
          .join('')
          .trimEnd(),
      }
    }
    case 'context':
      return figure({ value: play.build.contextBytes, sources: [] })
  }
  if (image === undefined)
    throw new AuthorError(
      where,
      'a build that gives an image',
      `${play.label}: ${play.build.failure?.message ?? 'no image'}`,
    )
  switch (name) {
    case 'total':
      return figure(image.size)
    case 'base':
      return figure(sum(image.layers.filter((layer) => layer.base).map((layer) => layer.fileBytes)))
    case 'hidden':
      return figure({ value: image.layers.reduce((bytes, layer) => bytes + layer.hidden, 0), sources: [] })
    case 'sent': {
      const { layers, bytes } = sentOf(play, attributes.after, plays, where)
      return attributes.of === 'layers' ? { text: numberWord(layers.length) } : figure(bytes)
    }
    case 'count':
      return { text: countOf(attributes.of ?? 'layers', play, where) }
  }
}

/** The build that a number or `solution` names. */
export function playOf(build: string | number, plays: readonly Play[], where: string): Play {
  const found = plays.find((play) => play.build !== undefined && play.key === String(build))
  if (found === undefined)
    throw new AuthorError(where, `a build among ${plays.map((play) => play.key).join(', ')}`, String(build))
  return found
}

/** The row of the instruction that a number (from 1) or the beginning of its line names. */
export function stepOf(play: Play, step: string | number | null | undefined, where: string): ResultRow {
  const rows = resultRows(play.build)
  const lines = rows.map((row, at) => `${at + 1} ${row.text}`).join(' | ')
  if (step === undefined || step === null || step === '') throw new AuthorError(where, `a step: ${lines}`, 'none')
  const found = /^\d+$/.test(String(step))
    ? rows.filter((_, at) => at + 1 === Number(step))
    : rows.filter((row) => row.text.startsWith(String(step)))
  const [row] = found
  if (row === undefined || found.length > 1)
    throw new AuthorError(
      where,
      `one step among: ${lines}`,
      found.length === 0 ? String(step) : `${found.length} that begin with ${step}`,
    )
  return row
}

/**
 * What travels when a build's image goes to somebody who has the image of the build `after`, or its `base` alone. Throws AuthorError.
 */
export function sentOf(
  play: Play,
  after: string | number | null | undefined,
  plays: readonly Play[],
  where: string,
): Delivery {
  if (after === undefined || after === null) throw new AuthorError(where, 'after=base, or a build', 'none')
  const { image } = play
  const known = after === 'base' ? image : playOf(after, plays, where).image
  if (image === undefined || known === undefined)
    throw new AuthorError(where, 'builds that give an image', `${play.key} after ${after}`)
  const base = play.build.image?.layers.filter((layer) => layer.base).length ?? 0
  return deliveryOf(image, [after === 'base' ? { ...known, layers: known.layers.slice(0, base) } : known])
}

function countOf(of: string, play: Play, where: string): string {
  const layers = play.build.image?.layers ?? []
  const rows = resultRows(play.build)
  switch (of) {
    case 'layers':
      return String(layers.length)
    case 'own':
      return numberWord(layers.filter((layer) => !layer.base).length)
    case 'cached':
    case 'ran':
      return words.counts.steps(rows.filter((row) => row.mark === of).length)
    default:
      throw new AuthorError(where, 'of=layers, own, cached or ran', of)
  }
}

function numberWord(count: number): string {
  return words.lesson.numerals[count] ?? String(count)
}

function figure(quantity: Quantity): Evaluated {
  return { text: figureText(quantity).replaceAll(' ', '\u00a0'), title: figureTitle(quantity) }
}
