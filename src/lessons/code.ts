import { plainPieces } from '../editor/plain.ts'
import { escapeHtml } from './escape.ts'

/** A Dockerfile as HTML with its words marked by kind, line by line; the classes are those of code.css. */
export function dockerfileHtml(text: string): string {
  return plainPieces(text.replace(/\n$/, ''))
    .map((pieces) =>
      pieces
        .map(({ kind, text: piece }) =>
          kind === 'text' ? escapeHtml(piece) : `<span class="tok-${kind}">${escapeHtml(piece)}</span>`,
        )
        .join(''),
    )
    .join('\n')
}

/** What was typed at a terminal and what it answered: lines that begin with `$ ` are typed; the prompt cannot be selected. */
export function consoleHtml(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.startsWith('$ ')
        ? `<span class="tok-prompt" aria-hidden="true">$ </span>${escapeHtml(line.slice(2))}`
        : `<span class="tok-output">${escapeHtml(line)}</span>`,
    )
    .join('\n')
}

/** A block of code. It can be scrolled, so it can be reached by keyboard; `label` says what it is. */
export function codeBlock(text: string, language: string, label: string): string {
  const body =
    language === 'dockerfile' ? dockerfileHtml(text) : language === 'console' ? consoleHtml(text) : escapeHtml(text)
  return `<pre class="code" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><code>${body}</code></pre>`
}
