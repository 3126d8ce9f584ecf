import type { MdastContent } from 'satteri'
import { words } from '../words/words.ts'
import { shuffled } from '../workbench/predict/order.ts'
import { type Asked, prependAnswer, revealOf, saidHtml } from './asking.ts'
import { AuthorError } from './author-error.ts'
import { html } from './directives.ts'
import { escapeHtml } from './escape.ts'

/** A card, and the bin where it belongs. */
interface Card {
  readonly name: string
  readonly bin: string
}

/**
 * Sets a prediction of the kind `sort`: cards that are each put into one of some bins. The first table of its answer has a row for each card: its name, its bin,
 * and why. `bins="image; container"` names the bins in their order, and those that stay empty. The cards are shown in another order than the table's.
 */
export function setSorting(asked: Asked): void {
  const { node, context, where, question, id } = asked
  const reveal = revealOf(asked)
  const table = reveal.children.find((child) => child.type === 'table')
  if (table === undefined)
    throw new AuthorError(where, `a table of the cards in the answer of “${question}”: card, place, why`, 'none')
  const cards = cardsOf(table, asked)
  const bins = binsOf(node.attributes?.bins, cards, asked)
  const fields = shuffled(cards.map(({ name }) => name)).map((name, at) => cardHtml(name, bins, `${id}-${at + 1}`))
  context.insertBefore(reveal, html(`<div class="cards">${fields.join('')}</div>`))
  const { cardsRight, cardAgrees, cardDiffers } = words.asking
  prependAnswer(asked, [html(saidHtml({ count: cardsRight, agrees: cardAgrees, differs: cardDiffers }))])
}

function cardsOf(
  table: Extract<MdastContent, { type: 'table' }>,
  { context, where, question }: Asked,
): readonly Card[] {
  const [, ...rows] = table.children
  return rows.map((row) => {
    const [name = '', bin = ''] = row.children.map((cell) => context.textContent(cell).trim())
    if (name !== '' && bin !== '') return { name, bin }
    throw new AuthorError(
      where,
      `a card and its place in each row of the table of “${question}”`,
      `“${name}”, “${bin}”`,
    )
  })
}

function binsOf(named: string | null | undefined, cards: readonly Card[], { where }: Asked): readonly string[] {
  const bins = named?.split(';').map((bin) => bin.trim()) ?? [...new Set(cards.map(({ bin }) => bin))]
  const astray = cards.find(({ bin }) => !bins.includes(bin))
  if (astray === undefined) return bins
  throw new AuthorError(where, `one of the bins ${bins.join(', ')} for “${astray.name}”`, astray.bin)
}

function cardHtml(name: string, bins: readonly string[], group: string): string {
  const choices = bins.map(
    (bin) =>
      `<label><input type="radio" name="${group}" value="${escapeHtml(bin)}" /> <span>${escapeHtml(bin)}</span></label>`,
  )
  return `<fieldset class="card" data-card="${escapeHtml(name)}"><legend>${escapeHtml(name)}</legend>${choices.join('')}</fieldset>`
}
