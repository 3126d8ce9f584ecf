import type { MdastContent } from 'satteri'
import { words } from '../words/words.ts'
import { shuffled } from '../workbench/predict/order.ts'
import { type Asked, type Content, type Context, prependAnswer, revealOf, saidHtml, setTag } from './asking.ts'
import { AuthorError } from './author-error.ts'
import { type ContainerDirective, html, questionOf, type Stage } from './directives.ts'
import { escapeHtml } from './escape.ts'
import { setSorting } from './sorting.ts'

type List = Extract<MdastContent, { type: 'list' }>
type Quote = Extract<MdastContent, { type: 'blockquote' }>

/**
 * Sets `::::predict{question="…"}`: with a list in it a choice, whose right item `answer` counts from 1, where a quote in an item replies to whoever chooses it;
 * with `kind=order` the list stands in its right order and is shown in another; with `kind=sort` the first table in `:::reveal` says where each card belongs;
 * without any of them a question to think about. `at` is its place in the page, from 1.
 */
export function setPrediction(node: Readonly<ContainerDirective>, context: Context, stage: Stage, at: number): void {
  const question = questionOf(node, stage)
  const asked: Asked = { node, context, where: stage.where, question, id: `predict-${at}` }
  const list = node.children.find((child) => child.type === 'list')
  const { kind = 'choice' } = node.attributes ?? {}
  setTag(context, node, 'section', { className: ['predict'], 'aria-labelledby': asked.id, 'data-at': String(at) })
  context.prependChild(
    node,
    html(`<p id="${asked.id}"><strong>${words.lesson.predict}</strong> ${escapeHtml(question)}</p>`),
  )
  if (kind === 'sort') setSorting(asked)
  else if (list !== undefined && kind === 'order') setOrder(asked, list)
  else if (list !== undefined) setChoice(asked, list)
}

function setOrder(asked: Asked, list: List): void {
  const { context, id } = asked
  const texts = list.children.map((item) => context.textContent(item).trim())
  setTag(context, list, 'ol', { className: ['order'], 'aria-labelledby': id })
  list.children.forEach((item, place) => {
    setTag(context, item, 'li', { 'data-right': String(place + 1), draggable: 'true' })
    context.appendChild(item, html(moveButtons(texts[place] ?? '')))
  })
  context.setProperty(
    list,
    'children',
    shuffled(texts).flatMap((text) => list.children[texts.indexOf(text)] ?? []),
  )
  setComparison(asked, [])
}

function setChoice(asked: Asked, list: List): void {
  const { node, context, where, question, id } = asked
  const { answer } = node.attributes ?? {}
  const right = Number(answer)
  if (!(right >= 1 && right <= list.children.length))
    throw new AuthorError(
      where,
      `answer=1 to ${list.children.length}, the place of what is right, of “${question}”`,
      answer ?? 'none',
    )
  setTag(context, list, 'fieldset', { className: ['options'], 'aria-labelledby': id })
  const replies = list.children.flatMap((item, place) => {
    const quote = item.children.find((child) => child.type === 'blockquote')
    const says = item.children.filter((child) => child !== quote)
    const isRight = place + 1 === right
    if (isRight && quote !== undefined)
      throw new AuthorError(where, 'a quote below a wrong option alone, as the reply to it', `one below ${right}`)
    const option = says.map((child) => context.textContent(child)).join(' ')
    setTag(context, item, 'label', {})
    if (quote !== undefined) context.setProperty(item, 'children', says)
    context.prependChild(
      item,
      html(`<input type="radio" name="${id}" value="${place + 1}"${isRight ? ' data-right="yes"' : ''} /> `),
    )
    return quote === undefined ? [] : [replyTo(quote, option, place + 1)]
  })
  setComparison(asked, replies)
}

/** What somebody reads who chose an option that is wrong; without scripts, what everybody reads. */
function replyTo(quote: Quote, option: string, place: number): Content {
  const [first, ...others] = quote.children
  const intro = html(`<strong>${escapeHtml(words.asking.ifYouSaid(option.trim()))}</strong> `)
  const says = first?.type === 'paragraph' ? first.children : []
  return {
    type: 'blockquote',
    data: { hName: 'div', hProperties: { className: ['reply'], 'data-for': String(place) } },
    children: [{ type: 'paragraph', children: [intro, ...says] }, ...others],
  }
}

/** How sure the reader is; and in the answer, the line for what they said, and the replies. */
function setComparison(asked: Asked, replies: readonly Content[]): void {
  const { context, id } = asked
  const reveal = revealOf(asked)
  const { howSure, levels, wasCertain } = words.sure
  const choices = Object.entries(levels).map(
    ([level, word]) => `<label><input type="radio" name="${id}-sure" value="${level}" /> ${word}</label>`,
  )
  context.insertBefore(reveal, html(`<fieldset class="sure"><legend>${howSure}</legend>${choices.join('')}</fieldset>`))
  prependAnswer(asked, [html(saidHtml({ certain: wasCertain })), ...replies])
}

function moveButtons(text: string): string {
  const button = (by: number, sign: string, label: string) =>
    `<button type="button" data-move="${by}" aria-label="${escapeHtml(label)}">${sign}</button>`
  const { moveUp, moveDown } = words.asking
  return `<span class="moves">${button(-1, '↑', moveUp(text))}${button(1, '↓', moveDown(text))}</span>`
}
