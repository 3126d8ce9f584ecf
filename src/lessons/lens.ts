import type { Context } from './asking.ts'
import { AuthorError } from './author-error.ts'
import { type ContainerDirective, html, type Stage } from './directives.ts'
import { escapeHtml } from './escape.ts'

/** How many pictures the styles of a lens know. */
const most = 6

/**
 * Sets `:::lens{draw=… title="…"}`: a list whose items begin with a piece of code each, a flag or a word of a line. Where scripts run, the pieces are choices, and
 * the picture and the words of the chosen one are shown, or of the one that is pointed at; else all of them, one below the other. `at` tells lenses of a page apart.
 */
export function setLens(node: Readonly<ContainerDirective>, context: Context, stage: Stage, at: number): void {
  const attributes = node.attributes ?? {}
  const list = node.children.find((child) => child.type === 'list')
  if (list === undefined || list.children.length > most)
    throw new AuthorError(
      stage.where,
      `a list of at most ${most} items in :::lens, each beginning with \`code\``,
      String(list?.children.length ?? 'none'),
    )
  const pieces = list.children.map((item) => {
    const [first] = item.children
    const code = first?.type === 'paragraph' ? first.children[0] : undefined
    if (code?.type === 'inlineCode') return code.value
    throw new AuthorError(
      stage.where,
      'an item of :::lens that begins with `code`',
      context.textContent(item).slice(0, 40),
    )
  })
  const set = (part: Parameters<Context['setProperty']>[0], tag: string, className: string) =>
    context.setProperty(part, 'data', { hName: tag, hProperties: { className: className.split(' ') } })
  set(node, 'figure', 'drawn lens')
  set(list, 'ol', 'frames many')
  const pictures = stage.drawn(attributes, list.children.length)
  list.children.forEach((item, place) => {
    set(item, 'li', 'frame')
    context.prependChild(item, html(pictures[place] ?? ''))
  })
  const title = escapeHtml(attributes.title ?? '')
  const choices = pieces.map(
    (piece, place) =>
      `<label><input type="radio" name="lens-${at}" value="${place + 1}"${place === 0 ? ' checked' : ''} /> <code>${escapeHtml(piece)}</code></label>`,
  )
  context.prependChild(
    node,
    html(`<fieldset class="lens-pieces"><legend class="drawn-title">${title}</legend>${choices.join('')}</fieldset>`),
  )
}
