import type { MdastPluginDefinition } from 'satteri'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import { type ContainerDirective, html, type Stage } from './directives.ts'
import { escapeHtml } from './escape.ts'

type Context = Parameters<
  Extract<NonNullable<MdastPluginDefinition['containerDirective']>, (...args: never) => unknown>
>[1]

/**
 * Sets `:::figure{draw=… title="…"}` and `:::film{…}`: a picture for each item of the list in it, whose words are its text twin; a figure of one picture
 * may have a paragraph instead. Of a film one picture is shown at a time where scripts run and motion is welcome, else all of them.
 */
export function setFigure(node: Readonly<ContainerDirective>, context: Context, stage: Stage): void {
  const attributes = node.attributes ?? {}
  const list = node.children.find((child) => child.type === 'list')
  if (list === undefined && node.name === 'film')
    throw new AuthorError(stage.where, 'a list in :::film, an item for each picture', 'none')
  const set = (part: Parameters<Context['setProperty']>[0], tag: string, className: string) =>
    context.setProperty(part, 'data', { hName: tag, hProperties: { className: className.split(' ') } })
  const isFilm = node.name === 'film'
  set(node, 'figure', isFilm ? 'drawn film' : 'drawn')
  if (list?.type !== 'list') {
    const [said] = node.children
    if (said === undefined) throw new AuthorError(stage.where, 'words below the picture: what it shows', 'none')
    set(said, 'figcaption', 'says')
    context.prependChild(node, html(stage.drawn(attributes, 1).join('')))
    return
  }
  set(list, 'ol', list.children.length === 1 ? 'frames' : 'frames many')
  const pictures = stage.drawn(attributes, list.children.length)
  list.children.forEach((item, at) => {
    set(item, 'li', 'frame')
    context.prependChild(item, html(pictures[at] ?? ''))
  })
  const title = escapeHtml(attributes.title ?? '')
  context.prependChild(node, html(`<figcaption class="drawn-title">${title}</figcaption>`))
  if (isFilm) context.appendChild(node, html(controlsHtml(title, list.children.length)))
}

function controlsHtml(title: string, count: number): string {
  const label = (className: string, sign: string, word: string) =>
    `<span class="${className}"><span aria-hidden="true">${sign}</span> ${word}</span>`
  const button = (what: string, labels: string) => `<button type="button" data-film="${what}">${labels}</button>`
  const { back, play, pause, on } = words.lesson.film
  const buttons = [
    button('back', label('', '‹', back)),
    button('play', label('when-still', '▸', play) + label('when-playing', '‖', pause)),
    button('on', label('', '›', on)),
  ]
  return `<div class="film-controls" role="group" aria-label="${title}">${buttons.join('')}<span class="film-place"><span class="film-at">1</span> / ${count}</span><span class="film-said" role="status"></span></div>`
}
