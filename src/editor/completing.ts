import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
  type Completion as Offered,
  startCompletion,
} from '@codemirror/autocomplete'
import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Completion, Surroundings } from '../../simulator/index.ts'
import { drawCard } from './card.ts'
import { language } from './knowing.ts'
import { dockerfileIn } from './parsed.ts'

/** Offers what can be written in a Dockerfile, while it is typed and on demand. */
export function completing(surroundings: () => Surroundings): Extension {
  return autocompletion({
    override: [(context) => resultOf(context, surroundings())],
    // What is chosen at once counts too: whoever types fast does not wait for the list to settle.
    interactionDelay: 0,
    icons: false,
    optionClass: ({ type = '' }) => `kind-${type}`,
    addToOptions: [{ render: ({ type = '' }) => kindMark(type), position: 20 }],
  })
}

/** Letters that stand for what an option is, where a word would be too long; the same is said in words in its documentation. */
const letters: Readonly<Record<string, string>> = { file: 'F', folder: 'D', image: 'I', stage: 'S', variable: '$' }

function kindMark(type: string): Node {
  const mark = document.createElement('span')
  mark.className = 'kind'
  mark.setAttribute('aria-hidden', 'true')
  mark.textContent = letters[type] ?? '·'
  return mark
}

async function resultOf(context: CompletionContext, surroundings: Surroundings): Promise<CompletionResult | null> {
  const { completionsAt } = await language()
  const found = completionsAt(dockerfileIn(context.state), context.pos, surroundings)
  if (found === undefined) return null
  const { from, to } = found.range
  // While someone types, nothing is offered before there is something to go by.
  if (!context.explicit && from === to && !/[$/=:,{]$/.test(context.state.sliceDoc(Math.max(0, from - 1), from)))
    return null
  return { from, options: found.items.map(offeredFrom) }
}

function offeredFrom(item: Completion): Offered {
  const { label, kind, detail, text, form, page, rank = 0 } = item
  const put = item.apply ?? label
  return {
    label,
    type: kind,
    boost: rank * 10,
    ...(detail === undefined ? {} : { detail }),
    apply: (view, _, from, to) => apply(view, put, from, to),
    ...(text === undefined
      ? {}
      : {
          info: () =>
            drawCard({ title: label, form, text, page: page === undefined ? undefined : `reference/${page}` }),
        }),
  }
}

/** Puts a text in, and asks on where another word belongs right behind it. */
function apply(view: EditorView, text: string, from: number, to: number): void {
  view.dispatch(insertCompletionText(view.state, text, from, to))
  if (/[=/]$/.test(text) || /^from $/i.test(text)) startCompletion(view)
}
