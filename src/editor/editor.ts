import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { type Diagnostic, lintKeymap, setDiagnostics } from '@codemirror/lint'
import { openSearchPanel, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { dockerfileColors } from './dockerfile.ts'
import { type DrawSign, type Marks, markExtensions, setMarks, setPointed } from './marks.ts'
import { theme } from './theme.ts'

/** What an editor is made with. */
export interface EditorOptions {
  readonly parent: HTMLElement
  readonly root: ShadowRoot | Document
  readonly draw: DrawSign
  readonly changed: (path: string, text: string) => void
  readonly build: () => void
  /** Esc: the focus wants to go on to what follows the editor. */
  readonly leave: () => void
  /** The line under the pointer; undefined when it has left. */
  readonly point: (line: number | undefined) => void
}

/** A file to be shown. */
export interface Shown {
  readonly path: string
  readonly text: string
  readonly language: 'dockerfile' | 'text'
  readonly readOnly: boolean
}

/** A problem to be underlined; offsets into the text shown. */
export interface Underline {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning' | 'note'
  readonly message: string
  readonly code: string
}

/** The editor on the page. Each file has its own undo. */
export class Editor {
  readonly #options: EditorOptions
  readonly #view: EditorView
  readonly #states = new Map<string, EditorState>()
  #shown: Shown | undefined

  constructor(options: EditorOptions) {
    this.#options = options
    this.#view = new EditorView({ parent: options.parent, root: options.root, state: EditorState.create({}) })
  }

  /** Shows a file. A text that differs from what the editor has for it comes from elsewhere, and can be undone. */
  show(shown: Shown): void {
    const before = this.#shown
    if (before?.path !== shown.path || before.readOnly !== shown.readOnly) {
      if (before !== undefined) this.#states.set(before.path, this.#view.state)
      this.#shown = shown
      this.#view.setState(this.#states.get(shown.path) ?? this.#create(shown))
    }
    const now = this.#view.state.doc
    if (now.toString() !== shown.text) this.#view.dispatch({ changes: { from: 0, to: now.length, insert: shown.text } })
    this.#shown = shown
  }

  /** Forgets the undo of all files, as after a reset. */
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

  /** Underlines problems; those that reach over the end of the text are cut. */
  underline(problems: readonly Underline[]): void {
    const end = this.#view.state.doc.length
    const diagnostics = problems.map(
      (problem): Diagnostic => ({
        from: Math.min(problem.from, end),
        to: Math.min(problem.to, end),
        severity: problem.severity === 'note' ? 'info' : problem.severity,
        message: problem.message,
        source: problem.code,
      }),
    )
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics))
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
      extensions: [this.#common(shown), shown.language === 'dockerfile' ? dockerfileColors() : []],
    })
  }

  #common(shown: Shown): Extension {
    const { draw, build, leave, point, changed } = this.#options
    return [
      markExtensions(draw, point),
      lineNumbers(),
      history(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.lineWrapping,
      EditorState.readOnly.of(shown.readOnly),
      EditorView.contentAttributes.of({
        'aria-label': `${shown.path}. Escape leaves the editor.`,
        spellcheck: 'false',
        autocapitalize: 'off',
      }),
      keymap.of([
        { key: 'Mod-Enter', run: always(build) },
        ...searchKeymap.filter((binding) => binding.run !== openSearchPanel || binding.key === 'Mod-f'),
        ...lintKeymap,
        ...historyKeymap,
        // Below the search panel's own Escape, so that it is closed first.
        { key: 'Escape', run: always(leave) },
        ...defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter' && binding.key !== 'Escape'),
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(shown.path, update.state.doc.toString())
      }),
      theme,
    ]
  }
}

/** A key's command that does its work and lets no other have the key. */
function always(work: () => void): () => boolean {
  return () => {
    work()
    return true
  }
}
