import { plainPieces } from '../editor/plain.ts'
import { words } from '../words/words.ts'
import { escapeHtml } from './escape.ts'
import type { TranscriptLine } from './transcript.ts'

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
  return block(
    language === 'dockerfile' ? dockerfileHtml(text) : language === 'console' ? consoleHtml(text) : escapeHtml(text),
    label,
  )
}

/** What a terminal shows as a block of code, below its title if it has one; nothing where it shows nothing. Prompts, and the words in place of lines that are left out, are not selected with the rest. */
export function transcriptBlock(lines: readonly TranscriptLine[], title?: string): string {
  if (lines.length === 0) return ''
  const body = lines.map((line, at) => {
    if (line.kind === 'output') return `<span class="tok-output">${escapeHtml(line.text)}</span>`
    if (line.kind === 'left out') return `<span class="tok-cut">${words.lesson.leftOut(line.lines)}</span>`
    const before = lines[at - 1]
    const goesOn = before?.kind === 'typed' && before.text.endsWith('\\')
    return `${goesOn ? '' : '<span class="tok-prompt" aria-hidden="true">$ </span>'}<span class="tok-typed">${escapeHtml(line.text)}</span>`
  })
  const code = block(body.join('\n'), title ?? words.lesson.terminal)
  return title === undefined
    ? code
    : `<figure class="terminal"><figcaption>${escapeHtml(title)}</figcaption>${code}</figure>`
}

function block(body: string, label: string): string {
  return `<pre class="code" tabindex="0" role="group" aria-label="${escapeHtml(label)}"><code>${body}</code></pre>`
}
