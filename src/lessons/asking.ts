import type { MdastPluginDefinition } from 'satteri'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import type { ContainerDirective } from './directives.ts'
import { escapeHtml } from './escape.ts'

export type Context = Parameters<
  Extract<NonNullable<MdastPluginDefinition['containerDirective']>, (...args: never) => unknown>
>[1]

export type Content = ContainerDirective['children'][number]

/** A prediction while it is set: its directive, and what names its parts. */
export interface Asked {
  readonly node: Readonly<ContainerDirective>
  readonly context: Context
  readonly where: string
  readonly question: string
  /** The id of the question; those of its parts begin with it. */
  readonly id: string
}

/** Gives a part of the page its tag and properties. */
export function setTag(
  context: Context,
  part: Parameters<Context['setProperty']>[0],
  tag: string,
  properties: Record<string, string | string[]>,
): void {
  context.setProperty(part, 'data', { hName: tag, hProperties: properties })
}

/** What the reader unfolds when they have decided. Throws AuthorError where there is nothing. */
export function revealOf({ node, where, question }: Asked): ContainerDirective {
  const reveal = node.children.find((child) => child.type === 'containerDirective' && child.name === 'reveal')
  if (reveal?.type === 'containerDirective') return reveal
  throw new AuthorError(where, `:::reveal in the prediction “${question}”`, 'none')
}

/** Puts something at the beginning of the answer, below what unfolds it. */
export function prependAnswer(asked: Asked, parts: readonly Content[]): void {
  const [first] = revealOf(asked).children
  if (first === undefined) throw new AuthorError(asked.where, `words in :::reveal of “${asked.question}”`, 'none')
  for (const part of parts) asked.context.insertBefore(first, part)
}

/** The line that says in the answer what the reader said before it. Empty until then. */
export function saidHtml(more: Readonly<Record<string, string>>): string {
  const { youSaid, asItIs, otherwise } = words.asking
  const texts = Object.entries({ said: youSaid, agrees: asItIs, differs: otherwise, ...more })
  const data = texts.map(([name, text]) => ` data-${name}="${escapeHtml(text)}"`).join('')
  return `<p class="said-before" role="status" hidden${data}></p>`
}
