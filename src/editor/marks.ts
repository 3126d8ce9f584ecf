import { type EditorState, type Extension, RangeSet, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, GutterMarker, gutter } from '@codemirror/view'

/** What stands beside an instruction: a mark in the gutter at its first line, a size at the end of its last. Lines from 1. */
export interface EditorMark {
  readonly first: number
  readonly last: number
  readonly mark: 'cached' | 'run' | 'depends' | 'failed' | 'unneeded' | 'none'
  readonly label: string
  readonly size?: string
  readonly sizeTitle?: string
}

/** A problem's mark takes the place of the forecast's at its line. */
export interface ProblemMark {
  readonly line: number
  readonly severity: 'error' | 'warning'
  readonly label: string
}

/** What is drawn beside the text at one time. */
export interface Marks {
  readonly marks: readonly EditorMark[]
  readonly problems: readonly ProblemMark[]
}

/** Draws the sign of a gutter mark; the page gives it, so that the same signs stand everywhere. */
export type DrawSign = (name: 'cached' | 'run' | 'depends' | 'failed' | 'unneeded' | 'error' | 'warning') => Element

/** Sets the marks. */
export const setMarks = StateEffect.define<Marks>()
/** Lights up lines, or none. */
export const setPointed = StateEffect.define<{ readonly first: number; readonly last: number } | undefined>()

class Sign extends GutterMarker {
  readonly #name: Parameters<DrawSign>[0]
  readonly #label: string
  readonly #draw: DrawSign

  constructor(name: Parameters<DrawSign>[0], label: string, draw: DrawSign) {
    super()
    this.#name = name
    this.#label = label
    this.#draw = draw
  }

  override eq(other: GutterMarker): boolean {
    return other instanceof Sign && other.#name === this.#name && other.#label === this.#label
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement('span')
    sign.className = `sign ${this.#name}`
    sign.setAttribute('role', 'img')
    sign.setAttribute('aria-label', this.#label)
    sign.title = this.#label
    sign.append(this.#draw(this.#name))
    return sign
  }
}

/**
 * The gutter of signs and the sizes at the ends of lines. `point` is told which line the pointer or the cursor is on, `ask` on which line a sign was
 * pressed.
 */
export function markExtensions(
  draw: DrawSign,
  point: (line: number | undefined) => void,
  ask: (line: number) => void,
): Extension {
  const signs = StateField.define<RangeSet<GutterMarker>>({
    create: () => RangeSet.empty,
    update(value, transaction) {
      const set = transaction.effects.findLast((effect) => effect.is(setMarks))
      return set === undefined ? value.map(transaction.changes) : signsOf(transaction.state, set.value, draw)
    },
  })
  const sizes = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(value, transaction) {
      const set = transaction.effects.findLast((effect) => effect.is(setMarks))
      return set === undefined ? value.map(transaction.changes) : sizesOf(transaction.state, set.value)
    },
    provide: (field) => EditorView.decorations.from(field),
  })
  const pointed = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(value, transaction) {
      const set = transaction.effects.findLast((effect) => effect.is(setPointed))
      return set === undefined ? value.map(transaction.changes) : pointedLines(transaction.state, set.value)
    },
    provide: (field) => EditorView.decorations.from(field),
  })
  return [
    signs,
    sizes,
    pointed,
    gutter({
      class: 'cm-signs',
      markers: (view) => view.state.field(signs),
      domEventHandlers: {
        click: (view, block) => {
          ask(view.state.doc.lineAt(block.from).number)
          return true
        },
      },
    }),
    EditorView.domEventHandlers({
      mousemove(event, view) {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false)
        point(view.state.doc.lineAt(at).number)
      },
      mouseleave: () => point(undefined),
    }),
  ]
}

function signsOf(state: EditorState, { marks, problems }: Marks, draw: DrawSign): RangeSet<GutterMarker> {
  const signs = new Map<number, Sign>()
  for (const mark of marks) if (mark.mark !== 'none') signs.set(mark.first, new Sign(mark.mark, mark.label, draw))
  // Errors last, so that they stand where a warning would.
  for (const severity of ['warning', 'error'] as const)
    for (const problem of problems)
      if (problem.severity === severity) signs.set(problem.line, new Sign(severity, problem.label, draw))
  const builder = new RangeSetBuilder<GutterMarker>()
  for (const [line, sign] of [...signs].sort(([a], [b]) => a - b)) {
    if (line > state.doc.lines) continue
    const { from } = state.doc.line(line)
    builder.add(from, from, sign)
  }
  return builder.finish()
}

function sizesOf(state: EditorState, { marks }: Marks): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { last, size, sizeTitle = '', mark } of [...marks].sort((a, b) => a.last - b.last)) {
    if (size === undefined || last > state.doc.lines) continue
    const { from } = state.doc.line(last)
    builder.add(
      from,
      from,
      Decoration.line({ attributes: { 'data-size': size, title: sizeTitle }, class: `has-size ${mark}` }),
    )
  }
  return builder.finish()
}

function pointedLines(
  state: EditorState,
  lines: { readonly first: number; readonly last: number } | undefined,
): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  if (lines !== undefined)
    for (let line = lines.first; line <= Math.min(lines.last, state.doc.lines); line++) {
      const { from } = state.doc.line(line)
      builder.add(from, from, Decoration.line({ class: 'cm-pointed' }))
    }
  return builder.finish()
}
