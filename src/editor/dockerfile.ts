import { type Extension, RangeSetBuilder, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import { type Piece, plainPieces } from './plain.ts'

const marks = new Map(
  (['comment', 'string', 'variable', 'flag'] as const).map((kind): [Piece['kind'], Decoration] => [
    kind,
    Decoration.mark({ attributes: { style: `color: var(--code-${kind})` } }),
  ]),
)
marks.set('keyword', Decoration.mark({ attributes: { style: 'color: var(--code-keyword); font-weight: 650' } }))

/** Colours a Dockerfile as the page does before the editor is there. */
export function dockerfileColors(): Extension {
  return StateField.define<DecorationSet>({
    create: (state) => colored(state.doc.toString()),
    update: (value, transaction) => (transaction.docChanged ? colored(transaction.newDoc.toString()) : value),
    provide: (field) => EditorView.decorations.from(field),
  })
}

function colored(text: string): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  let at = 0
  for (const line of plainPieces(text)) {
    for (const piece of line) {
      const mark = marks.get(piece.kind)
      if (mark !== undefined && piece.text !== '') builder.add(at, at + piece.text.length, mark)
      at += piece.text.length
    }
    // The line's end.
    at += 1
  }
  return builder.finish()
}
