import { type Extension, RangeSetBuilder, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { parseDockerfile, type Token, tokensOf } from '../../simulator/index.ts'

/** Which of the page's code colours a token is drawn in; kinds that are not named stay as text. */
const colors: Readonly<Partial<Record<Token['kind'], string>>> = {
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
  number: 'number',
}

const marks = new Map(
  Object.values(colors).map((color) => [
    color,
    Decoration.mark({ attributes: { style: `color: var(--code-${color})` } }),
  ]),
)
const keywordMark = Decoration.mark({ attributes: { style: 'color: var(--code-keyword); font-weight: 650' } })

/** Colours a Dockerfile by what the builder's own parser reads, the shell inside RUN and heredocs too. */
export function dockerfileColors(): Extension {
  return StateField.define<DecorationSet>({
    create: (state) => colored(state.doc.toString()),
    update: (value, transaction) => (transaction.docChanged ? colored(transaction.newDoc.toString()) : value),
    provide: (field) => EditorView.decorations.from(field),
  })
}

function colored(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const token of tokensOf(parseDockerfile(text))) {
    const color = colors[token.kind]
    const mark = token.kind === 'keyword' ? keywordMark : color === undefined ? undefined : marks.get(color)
    if (mark !== undefined && token.range.to > token.range.from) builder.add(token.range.from, token.range.to, mark)
  }
  return builder.finish()
}
