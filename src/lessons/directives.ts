import type { MdastContent, MdastPluginDefinition, MdastPluginInput } from 'satteri'
import { words } from '../words/words.ts'
import { setPrediction } from './asked.ts'
import { attributesOf } from './attributes.ts'
import { AuthorError } from './author-error.ts'
import { codeBlock } from './code.ts'
import { setFigure } from './drawn.ts'
import { escapeHtml } from './escape.ts'
import {
  type Attributes,
  type Evaluated,
  type ExpressionName,
  expressionNames,
  isExpressionName,
} from './expression.ts'
import { setLens } from './lens.ts'
import { runLineHtml } from './run-line.ts'

/** A section's heading and its address in the page. */
export interface Heading {
  readonly id: string
  readonly text: string
}

/** What the directives of a page ask of its scenes. Each throws AuthorError for a scene or step that is not there. */
export interface Stage {
  /** The file being read, for messages. */
  readonly where: string
  /** Told of each section's heading. */
  readonly heading: (heading: Heading) => void
  /** The address of a section by its place, from 0, where it is not made of its heading's words. */
  readonly headingId?: (at: number) => string | undefined
  readonly title: (scene: string) => string
  /** The title of another lesson. */
  readonly lessonTitle: (slug: string) => string
  /** The workbench with what stands in it until it wakes. */
  readonly workbench: (scene: string) => string
  readonly evaluate: (name: ExpressionName, attributes: Attributes) => Evaluated
  /** The table of a build's layers and their entries. */
  readonly entries: (attributes: Attributes) => string
  /** The table of a search for a text in all of an image. */
  readonly traces: (attributes: Attributes) => string
  /** What a terminal shows when the commands of a block are typed; told of the blocks in the order of the page. */
  readonly transcript: (text: string, attributes: Attributes) => string
  /** The pictures of a figure, so many as the author has words for. */
  readonly drawn: (attributes: Attributes, count: number) => readonly string[]
  /** What one command prints. */
  readonly typed: (attributes: Attributes) => string
  /** A word as a link to the glossary. */
  readonly term: (word: string, attributes: Attributes) => string
}

/** Boxes that stand in every lesson: the class they get and the heading over them. */
const boxes: Readonly<Record<string, { readonly tag: string; readonly heading?: () => string }>> = {
  before: { tag: 'aside' },
  keep: { tag: 'section', heading: () => words.lesson.boxes.keep },
  machine: { tag: 'section', heading: () => words.lesson.boxes.machine },
  honest: { tag: 'aside', heading: () => words.lesson.boxes.honest },
  sources: { tag: 'section', heading: () => words.lesson.boxes.sources },
}

/**
 * Gives lessons their own words: `:::scene{id=1}`, the boxes (`:::before`, `:::keep`, `:::recall{question="…"}`, `:::machine`,
 * `:::honest`, `:::sources`), drawings (`:::figure{draw=exploded scene=1 title="…"}`, `:::film{…}`, `:::lens{…}`), `:::predict{question="…"}` with what it `:::reveal`s, `::entries{scene=1}`,
 * `::traces{scene=1 for="…"}`, terminals whose commands are typed when the page is set, figures in running text (`:total{scene=1}`)
 * and words that the glossary explains (`:term[layer]`). A word that is not known fails.
 */
export function lessonDirectives(stage: Stage): MdastPluginInput {
  return (): MdastPluginDefinition => {
    let scenes = 0
    let sections = 0
    let recalls = 0
    let predictions = 0
    let lenses = 0
    return {
      name: 'lesson-directives',
      code: (node) => {
        if (node.lang === 'terminal') return html(stage.transcript(node.value, attributesOf(node.meta ?? '')))
        return html(
          codeBlock(
            node.value,
            languageOf(node.lang, stage),
            node.lang === 'console' ? words.lesson.terminal : words.lesson.code,
          ),
        )
      },
      heading: (node, context) => {
        const text = context.textContent(node)
        const own = node.depth === 2 ? stage.headingId?.(sections) : undefined
        const id = own ?? slugOf(text)
        if (node.depth === 2) {
          sections += 1
          stage.heading({ id, text })
        }
        context.setProperty(node, 'data', { hProperties: { id } })
      },
      textDirective: (node, context) => {
        if (node.name === 'term') return html(stage.term(context.textContent(node), node.attributes ?? {}))
        if (node.name === 'run') return html(runLineHtml(node.attributes ?? {}, stage.title, stage.where))
        if (node.name === 'typed') return html(`<samp>${escapeHtml(stage.typed(node.attributes ?? {}))}</samp>`)
        if (!isExpressionName(node.name))
          throw new AuthorError(
            stage.where,
            `one of :typed, :run, :term, :${expressionNames.join(', :')}`,
            `:${node.name}`,
          )
        const { text, title } = stage.evaluate(node.name, node.attributes ?? {})
        const tag = node.name === 'output' ? 'samp' : 'span'
        return html(
          `<${tag} class="figure"${title === undefined ? '' : ` title="${escapeHtml(title)}"`}>${escapeHtml(text)}</${tag}>`,
        )
      },
      leafDirective: (node) => {
        if (node.name === 'entries') return html(stage.entries(node.attributes ?? {}))
        if (node.name === 'traces') return html(stage.traces(node.attributes ?? {}))
        throw new AuthorError(stage.where, '::entries or ::traces', `::${node.name}`)
      },
      containerDirective: (node, context) => {
        const wrap = (tag: string, className: string, properties: Record<string, string> = {}) =>
          context.setProperty(node, 'data', { hName: tag, hProperties: { className: [className], ...properties } })
        if (node.name === 'scene') {
          const id = node.attributes?.id ?? ''
          scenes += 1
          const title = escapeHtml(stage.title(id))
          // Before the first section a scene is a section itself.
          const tag = sections === 0 ? 'h2' : 'h3'
          wrap('section', 'scene', { id: `scene-${id}`, 'aria-labelledby': `scene-${id}-title` })
          context.prependChild(
            node,
            html(
              `<div class="scene-head"><p class="scene-number"><span class="scene-word">${words.lesson.scene}</span> ${scenes}</p><${tag} id="scene-${id}-title">${title}</${tag}></div>`,
            ),
          )
          context.appendChild(node, html(stage.workbench(id)))
          return
        }
        if (node.name === 'recall') {
          const question = questionOf(node, stage)
          const from = node.attributes?.from ?? undefined
          wrap('details', 'recall', from === undefined ? {} : { 'data-from': from })
          const origin =
            from === undefined ? '' : `<span class="recall-from">From “${escapeHtml(stage.lessonTitle(from))}”.</span> `
          context.prependChild(node, html(`<summary>${origin}${escapeHtml(question)}</summary>`))
          recalls += 1
          if (recalls === 1) context.insertBefore(node, html(`<h2 id="looking-back">${words.lesson.lookingBack}</h2>`))
          return
        }
        if (node.name === 'predict') {
          predictions += 1
          return setPrediction(node, context, stage, predictions)
        }
        if (node.name === 'reveal') {
          wrap('details', 'reveal')
          context.prependChild(node, html(`<summary>${words.lesson.decided}</summary>`))
          return
        }
        if (node.name === 'lens') {
          lenses += 1
          return setLens(node, context, stage, lenses)
        }
        if (node.name === 'figure' || node.name === 'film') return setFigure(node, context, stage)
        const box = boxes[node.name]
        if (box === undefined)
          throw new AuthorError(
            stage.where,
            `one of :::scene, :::figure, :::film, :::lens, :::predict, :::reveal, :::recall, :::${Object.keys(boxes).join(', :::')}`,
            `:::${node.name}`,
          )
        const heading = box.heading?.()
        const id = heading === undefined ? undefined : slugOf(heading)
        wrap(box.tag, node.name, id === undefined ? { 'aria-label': words.lesson.before } : { 'aria-labelledby': id })
        context.prependChild(
          node,
          html(
            heading === undefined
              ? `<p class="label">${words.lesson.before}</p>`
              : `<h2 id="${id}">${escapeHtml(heading)}</h2>`,
          ),
        )
      },
    }
  }
}

export type ContainerDirective = Extract<MdastContent, { type: 'containerDirective' }>

export function html(value: string): Extract<MdastContent, { type: 'html' }> {
  return { type: 'html', value }
}

/** The question of a directive. Throws AuthorError where it has none. */
export function questionOf(
  { name, attributes }: Pick<ContainerDirective, 'name' | 'attributes'>,
  stage: Stage,
): string {
  const question = attributes?.question ?? ''
  if (question === '') throw new AuthorError(stage.where, `:::${name}{question="…"}`, `:::${name} without a question`)
  return question
}

function languageOf(language: string | null | undefined, stage: Stage): string {
  if (language === null || language === undefined)
    throw new AuthorError(stage.where, 'a language after ``` (dockerfile, terminal, console, text)', 'none')
  return language
}

/** A heading's words as an address. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
