import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { renameStage, stageAt, stageTarget } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { announce, changeBy } from './card.ts'
import { language } from './knowing.ts'
import { dockerfileIn } from './parsed.ts'
import { askText } from './question.ts'

/** A click with Ctrl or ⌘ goes to the stage that is named there. */
export function stageClicks(): Extension {
  return EditorView.domEventHandlers({
    mousedown(event, view) {
      if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false
      const offset = view.posAtCoords({ x: event.clientX, y: event.clientY })
      if (offset === null || stageTarget(dockerfileIn(view.state), offset) === undefined) return false
      event.preventDefault()
      return goToStage(view, offset)
    },
  })
}

/** Goes from a use of a stage to where it begins, and from there to its first use. */
export function goToStage(view: EditorView, offset = view.state.selection.main.head): boolean {
  const target = stageTarget(dockerfileIn(view.state), offset)
  if (target === undefined) {
    announce(view, words.writing.noStageIsNamedHereThat)
    return true
  }
  const line = view.state.doc.lineAt(target.from)
  view.dispatch({
    selection: { anchor: target.from, head: target.to },
    effects: [
      EditorView.scrollIntoView(target.from, { y: 'nearest', yMargin: 40 }),
      EditorView.announce.of(words.writing.line(line.number, line.text)),
    ],
  })
  return true
}

/** Asks for another name of the stage at the cursor, and gives it that name everywhere. */
export function renameHere(view: EditorView): boolean {
  const offset = view.state.selection.main.head
  const mention = stageAt(dockerfileIn(view.state), offset)
  const from = dockerfileIn(view.state).instructions[mention?.from ?? -1]
  if (mention === undefined || from?.kind !== 'FROM' || from.name === undefined || view.state.readOnly) {
    announce(view, words.writing.noStageWithANameStands)
    return true
  }
  const old = from.name.text
  askText(view, mention.range.from, {
    label: words.writing.newNameForTheStage(old),
    text: old,
    answer: (name) => {
      if (name === old) return undefined
      const result = renameStage(dockerfileIn(view.state), offset, name)
      if ('problem' in result) return result.problem
      view.dispatch(changeBy(view.state, words.writing.renameStage(old), result.edits))
      announce(view, words.writing.theStageIsCalledNowIn(name, result.edits.length))
      return undefined
    },
  })
  return true
}

/** Brings the Dockerfile into its layout. */
export async function formatHere(view: EditorView): Promise<void> {
  const { formatEdits } = await language()
  const edits = formatEdits(dockerfileIn(view.state))
  if (edits.length > 0) view.dispatch(changeBy(view.state, 'format', edits))
  announce(view, edits.length === 0 ? words.writing.itIsInItsLayoutAlready : words.writing.theDockerfileIsInItsLayout)
}
