import type { MdastPluginDefinition } from 'satteri'
import { words } from '../words/words.ts'
import { shuffled } from '../workbench/predict/order.ts'
import { AuthorError } from './author-error.ts'
import { type ContainerDirective, html, questionOf, type Stage } from './directives.ts'
import { escapeHtml } from './escape.ts'

type Context = Parameters<
  Extract<NonNullable<MdastPluginDefinition['containerDirective']>, (...args: never) => unknown>
>[1]

/**
 * Sets `::::predict{question="…"}`: with a list in it a choice, whose right item `answer` counts from 1; with `kind=order` the list stands in its right order
 * and is shown in another; without a list a question to think about. `at` is its place in the page, from 1.
 */
export function setPrediction(node: Readonly<ContainerDirective>, context: Context, stage: Stage, at: number): void {
  const question = escapeHtml(questionOf(node, stage))
  const list = node.children.find((child) => child.type === 'list')
  const { kind = 'choice', answer } = node.attributes ?? {}
  const set = (
    part: Parameters<Context['setProperty']>[0],
    tag: string,
    properties: Record<string, string | string[]>,
  ) => context.setProperty(part, 'data', { hName: tag, hProperties: properties })
  const id = `predict-${at}`
  set(node, 'section', { className: ['predict'], 'aria-labelledby': id, 'data-at': String(at) })
  context.prependChild(node, html(`<p id="${id}"><strong>${words.lesson.predict}</strong> ${question}</p>`))
  if (list?.type !== 'list') return
  const texts = list.children.map((item) => context.textContent(item).trim())
  if (kind === 'order') {
    const order = shuffled(texts)
    set(list, 'ol', { className: ['order'], 'aria-labelledby': id })
    list.children.forEach((item, place) => {
      set(item, 'li', { 'data-right': String(place + 1), draggable: 'true' })
      context.appendChild(item, html(moveButtons(texts[place] ?? '')))
    })
    context.setProperty(
      list,
      'children',
      order.flatMap((text) => list.children[texts.indexOf(text)] ?? []),
    )
    return
  }
  const right = Number(answer)
  if (!(right >= 1 && right <= texts.length))
    throw new AuthorError(
      stage.where,
      `answer=1 to ${texts.length}, the place of what is right, of “${questionOf(node, stage)}”`,
      answer ?? 'none',
    )
  set(list, 'fieldset', { className: ['options'], 'aria-labelledby': id })
  list.children.forEach((item, place) => {
    set(item, 'label', {})
    const isRight = place + 1 === right ? ' data-right="yes"' : ''
    context.prependChild(item, html(`<input type="radio" name="${id}" value="${place + 1}"${isRight} /> `))
  })
}

function moveButtons(text: string): string {
  const button = (by: number, sign: string, word: string) =>
    `<button type="button" data-move="${by}" aria-label="${word}: ${escapeHtml(text)}">${sign}</button>`
  return `<span class="moves">${button(-1, '↑', 'Move up')}${button(1, '↓', 'Move down')}</span>`
}
