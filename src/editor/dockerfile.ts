import { type Extension, RangeSetBuilder, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { type Dockerfile, parseDockerfile, reparse, type TokenKind, tokensOf } from '../../simulator/index.ts'

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

interface Colored {
  readonly dockerfile: Dockerfile
  readonly decorations: DecorationSet
}

/** Colours a Dockerfile by what the builder's own parser reads, the shell inside RUN and heredocs too. */
export function dockerfileColors(): Extension {
  return StateField.define<Colored>({
    create: (state) => colored(parseDockerfile(state.doc.toString())),
    update: (value, transaction) =>
      transaction.docChanged ? colored(reparse(value.dockerfile, transaction.newDoc.toString())) : value,
    provide: (field) => EditorView.decorations.from(field, (value) => value.decorations),
  })
}

function colored(dockerfile: Dockerfile): Colored {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { kind, range } of tokensOf(dockerfile)) {
    const mark = marks.get(kind)
    if (mark !== undefined && range.to > range.from) builder.add(range.from, range.to, mark)
  }
  return { dockerfile, decorations: builder.finish() }
}
