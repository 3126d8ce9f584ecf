import { html, type TemplateResult } from 'lit'

/** A cell of a table that becomes a list where it is narrow: then its label stands before it. */
export function cell(label: string, content: string | TemplateResult, title = '', name = ''): TemplateResult {
  return html`<td role="cell" class=${name} title=${title}><span class="label" aria-hidden="true">${label}</span>${content}</td>`
}
