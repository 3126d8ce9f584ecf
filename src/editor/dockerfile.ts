import { type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { type TokenKind, tokensOf } from '../../simulator/index.ts'
import { dockerfileIn, parsed } from './parsed.ts'

/** Which of the page's code colours a token is drawn in; kinds that are not named stay as text. */
const colors: Readonly<Partial<Record<TokenKind, string>>> = {
  keyword: 'keyword',
  directive: 'keyword',
  flag: 'flag',
  'flag-value': 'name',
  variable: 'variable',
  string: 'string',
  comment: 'comment',
  image: 'name',
  stage: 'name',
  operator: 'operator',
  'heredoc-marker': 'flag',
  'heredoc-body': 'string',
  'shell-command': 'name',
  'shell-keyword': 'keyword',
  'shell-option': 'flag',
  number: 'number',
}

const marks = new Map(
  Object.entries(colors).map(([kind, color]) => [
    kind,
    Decoration.mark({
      attributes: { style: `color: var(--code-${color})${kind === 'keyword' ? '; font-weight: 650' : ''}` },
    }),
  ]),
)

/** Colours a Dockerfile by what the builder's own parser reads, the shell inside RUN and heredocs too: as much of it as is seen. */
export function dockerfileColors(): Extension {
  return [parsed, ViewPlugin.fromClass(Colors, { decorations: (plugin) => plugin.decorations })]
}

class Colors {
  decorations: DecorationSet

  constructor(view: EditorView) {
    this.decorations = colored(view)
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.viewportChanged) this.decorations = colored(update.view)
  }
}

function colored(view: EditorView): DecorationSet {
  const dockerfile = dockerfileIn(view.state)
  const builder = new RangeSetBuilder<Decoration>()
  let done = 0
  for (const range of view.visibleRanges)
    for (const token of tokensOf(dockerfile, range)) {
      // An instruction that reaches over a fold is met in both ranges.
      if (token.range.from < done) continue
      done = token.range.to
      const mark = marks.get(token.kind)
      if (mark !== undefined && token.range.to > token.range.from) builder.add(token.range.from, token.range.to, mark)
    }
  return builder.finish()
}
