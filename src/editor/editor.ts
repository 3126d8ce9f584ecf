import { defaultKeymap } from '@codemirror/commands'
import { foldKeymap } from '@codemirror/language'
import { openSearchPanel, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { noSurroundings, type Surroundings } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { named, popups } from './card.ts'
import { completing } from './completing.ts'
import { dockerfileColors } from './dockerfile.ts'
import { explainHere, explaining } from './explaining.ts'
import { folding } from './folding.ts'
import { type DrawSign, type Marks, markExtensions, setMarks, setPointed } from './marks.ts'
import { goToProblem, mendHere, type Underline, underline } from './problems.ts'
import { formatHere, goToStage, renameHere, stageClicks } from './stages.ts'
import { surroundingsOf, type World } from './surroundings.ts'
import { theme } from './theme.ts'

/** What an editor is made with. */
export interface EditorOptions {
  readonly parent: HTMLElement
  readonly root: ShadowRoot | Document
  readonly draw: DrawSign
  /** The text has changed: by typing, or by something that `what` names. */
  readonly changed: (path: string, text: string, what: string | undefined) => void
  /** One step back in what was done, in this file or another, or on again. */
  readonly travel: (which: 'undo' | 'redo') => void
  readonly build: () => void
  /** Esc: the focus wants to go on to what follows the editor. */
  readonly leave: () => void
  /** F1: the list of keys is wanted. */
  readonly keys: () => void
  /** The line under the pointer; undefined when it has left. */
  readonly point: (line: number | undefined) => void
  /** Why the step of a line runs, or need not, is wanted. */
  readonly why: (line: number) => void
}

/** A file to be shown. */
export interface Shown {
  readonly path: string
  readonly text: string
  readonly language: 'dockerfile' | 'text'
  readonly readOnly: boolean
}

/** The editor on the page. What is undone is not its own matter: the history goes over all files, and {@link Editor.show} brings the text. */
export class Editor {
  readonly #options: EditorOptions
  readonly #view: EditorView
  readonly #states = new Map<string, EditorState>()
  #shown: Shown | undefined
  #world: World | undefined
  /** Made of the world when something first asks for it. */
  #surroundings: Surroundings | undefined

  constructor(options: EditorOptions) {
    this.#options = options
    this.#view = new EditorView({ parent: options.parent, root: options.root, state: EditorState.create({}) })
  }

  /** Shows a file. A text that differs from what the editor has for it comes from elsewhere; the cursor goes to where it differs. */
  show(shown: Shown): void {
    const before = this.#shown
    if (before?.path !== shown.path || before.readOnly !== shown.readOnly) {
      if (before !== undefined) this.#states.set(before.path, this.#view.state)
      this.#shown = shown
      this.#view.setState(this.#states.get(shown.path) ?? this.#create(shown))
    }
    const now = this.#view.state.doc.toString()
    if (now !== shown.text) {
      const changes = difference(now, shown.text)
      const anchor = changes.from + changes.insert.length
      this.#view.dispatch({ changes, selection: { anchor }, scrollIntoView: this.#view.hasFocus })
    }
    this.#shown = shown
  }

  /** Forgets where the cursor was in all files, as after a reset. */
  forget(): void {
    this.#states.clear()
    const shown = this.#shown
    if (shown !== undefined) this.#view.setState(this.#create(shown))
  }

  marks(marks: Marks): void {
    this.#view.dispatch({ effects: setMarks.of(marks) })
  }

  point(lines: { readonly first: number; readonly last: number } | undefined): void {
    this.#view.dispatch({ effects: setPointed.of(lines) })
  }

  /** Underlines the problems of the text shown. */
  underline(problems: readonly Underline[]): void {
    void underline(this.#view, problems)
  }

  /** Tells what completions and explanations may know besides the text. */
  know(world: World): void {
    this.#world = world
    this.#surroundings = undefined
  }

  focus(): void {
    this.#view.focus()
  }

  /** Puts the cursor at a line, from 1, and the focus into the editor. */
  goTo(line: number): void {
    const { doc } = this.#view.state
    const { from } = doc.line(Math.min(Math.max(1, line), doc.lines))
    this.#view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
    this.#view.focus()
  }

  destroy(): void {
    this.#view.destroy()
  }

  #create(shown: Shown): EditorState {
    return EditorState.create({
      doc: shown.text,
      extensions: [this.#common(shown), shown.language === 'dockerfile' ? this.#language() : []],
    })
  }

  #language(): Extension {
    const surroundings = (): Surroundings => {
      this.#surroundings ??= this.#world === undefined ? noSurroundings : surroundingsOf(this.#world)
      return this.#surroundings
    }
    return [
      // Before the common keys, some of which are taken here for what belongs to a Dockerfile.
      Prec.high(
        keymap.of([
          { key: 'Mod-i', run: asked((view) => explainHere(view, surroundings())), preventDefault: true },
          { key: 'Mod-.', run: mendHere, preventDefault: true },
          { key: 'F12', run: (view) => goToStage(view), preventDefault: true },
          { key: 'F2', run: renameHere, preventDefault: true },
          { key: 'Shift-Alt-f', run: asked(formatHere), preventDefault: true },
          {
            key: 'F8',
            run: (view) => goToProblem(view, 'next'),
            shift: (view) => goToProblem(view, 'previous'),
            preventDefault: true,
          },
          ...foldKeymap,
        ]),
      ),
      dockerfileColors(),
      folding(),
      completing(surroundings),
      explaining(surroundings),
      stageClicks(),
    ]
  }

  #common(shown: Shown): Extension {
    const { draw, build, leave, keys, point, why, changed, travel } = this.#options
    return [
      markExtensions(draw, point, why),
      lineNumbers(),
      popups(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(shown.readOnly),
      EditorView.contentAttributes.of({
        // Also what scrolls it is reached by key then, for those tools that do not count editable text as reachable.
        tabindex: '0',
        'aria-label': words.writing.label(shown.path),
        spellcheck: 'false',
        autocapitalize: 'off',
      }),
      keymap.of([
        { key: 'Mod-Enter', run: always(build) },
        {
          key: 'Alt-y',
          run: ({ state }) => {
            why(state.doc.lineAt(state.selection.main.head).number)
            return true
          },
          preventDefault: true,
        },
        { key: 'F1', run: always(keys), preventDefault: true },
        ...searchKeymap.filter((binding) => binding.run !== openSearchPanel || binding.key === 'Mod-f'),
        { key: 'Mod-z', run: always(() => travel('undo')), preventDefault: true },
        { key: 'Mod-y', run: always(() => travel('redo')), preventDefault: true },
        { key: 'Mod-Shift-z', run: always(() => travel('redo')), preventDefault: true },
        // Below the search panel's own Escape, so that it is closed first.
        { key: 'Escape', run: always(leave) },
        ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter' && binding.key !== 'Escape'),
      ]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return
        const what = update.transactions
          .map((transaction) => transaction.annotation(named))
          .find((name) => name !== undefined)
        changed(shown.path, update.state.doc.toString(), what)
      }),
      // The menus and gestures of a system have an undo of their own.
      EditorView.domEventHandlers({
        beforeinput(event) {
          const which = { historyUndo: 'undo', historyRedo: 'redo' } as const
          const way =
            event.inputType === 'historyUndo' || event.inputType === 'historyRedo' ? which[event.inputType] : undefined
          if (way === undefined) return false
          event.preventDefault()
          travel(way)
          return true
        },
      }),
      theme,
    ]
  }
}

/** The one change that makes one text of another: what they begin and end with in common stays. */
function difference(
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly insert: string } {
  let from = 0
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1
  let same = 0
  while (same < Math.min(before.length, after.length) - from && before.at(-1 - same) === after.at(-1 - same)) same += 1
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) }
}

/** A key's command that does its work and lets no other have the key. */
function always(work: () => void): () => boolean {
  return () => {
    work()
    return true
  }
}

/** A key's command whose work goes on by itself. */
function asked(work: (view: EditorView) => Promise<void>): (view: EditorView) => boolean {
  return (view) => {
    void work(view)
    return true
  }
}
