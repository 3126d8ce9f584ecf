import type { Extension } from '@codemirror/state'
import { type EditorView, hoverTooltip } from '@codemirror/view'
import type { Hover, Surroundings } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { announce, type Card, drawCard, showCard } from './card.ts'
import { language } from './knowing.ts'
import { dockerfileIn } from './parsed.ts'

/** Explains the word under the pointer. */
export function explaining(surroundings: () => Surroundings): Extension {
  return hoverTooltip(async (view, offset) => {
    const { hoverAt } = await language()
    const hover = hoverAt(dockerfileIn(view.state), offset, surroundings())
    if (hover === undefined) return null
    return { pos: hover.range.from, end: hover.range.to, above: true, create: () => ({ dom: drawCard(cardOf(hover)) }) }
  })
}

/** Explains the word at the cursor; where there is nothing to tell, says so. */
export async function explainHere(view: EditorView, surroundings: Surroundings): Promise<void> {
  const { hoverAt } = await language()
  const hover = hoverAt(dockerfileIn(view.state), view.state.selection.main.head, surroundings)
  if (hover === undefined) announce(view, words.writing.thereIsNothingToTellAbout)
  else showCard(view, hover.range.from, cardOf(hover))
}

function cardOf({ title, form, text, facts, page }: Hover): Card {
  return { title, form, text, facts, page: page === undefined ? undefined : `reference/${page}` }
}
