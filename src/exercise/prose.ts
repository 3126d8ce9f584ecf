import { html, type TemplateResult } from 'lit'
import { type Block, type Piece, piecesOf, proseOf } from './texts.ts'

/** A line of an exercise's prose as elements. */
export function lineHtml(text: string): readonly TemplateResult[] {
  return piecesHtml(piecesOf(text))
}

/** An exercise's prose as elements. */
export function proseHtml(text: string): readonly TemplateResult[] {
  return proseOf(text).map(blockHtml)
}

function blockHtml(block: Block): TemplateResult {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${piecesHtml(block.pieces)}</p>`
    case 'list':
      return html`<ul class="dots">${block.items.map((item) => html`<li>${piecesHtml(item)}</li>`)}</ul>`
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`
  }
}

function piecesHtml(pieces: readonly Piece[]): readonly TemplateResult[] {
  return pieces.map(({ kind, text }) =>
    kind === 'code' ? html`<code>${text}</code>` : kind === 'strong' ? html`<strong>${text}</strong>` : html`${text}`,
  )
}
