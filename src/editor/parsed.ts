import { type EditorState, StateField } from '@codemirror/state'
import { type Dockerfile, parseDockerfile, reparse } from '../../simulator/index.ts'

/** The text of an editor as the builder's own parser reads it; after an edit only what was touched is read again. */
export const parsed = StateField.define<Dockerfile>({
  create: (state) => parseDockerfile(state.doc.toString()),
  update: (value, transaction) => (transaction.docChanged ? reparse(value, transaction.newDoc.toString()) : value),
})

/** The Dockerfile in an editor. */
export function dockerfileIn(state: EditorState): Dockerfile {
  return state.field(parsed)
}
