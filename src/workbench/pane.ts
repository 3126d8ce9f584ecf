import { LitElement, type PropertyDeclarations } from 'lit'
import { dockerfileOf } from '../state/files.ts'
import { firstWords, whenAllWords } from '../words/fetch.ts'
import type { Bench } from './bench.ts'
import type { BenchState } from './state.ts'

/**
 * A part of the workbench: draws the state of its bench and redraws when that changes. Computes nothing: what it draws comes from a view.
 *
 * Selection is linked across all panes: whatever stands for an instruction (a block, a row, a bar) carries its place in the Dockerfile as
 * `data-instruction`, and the bench points at it while the pointer is over it or the focus within. A pane draws what {@link Pane.isPointed} with the
 * class `pointed`.
 */
export abstract class Pane extends LitElement {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false } }

  declare bench: Bench | undefined
  #leave: (() => void) | undefined
  #heard: Bench | undefined

  /** The state to draw; undefined before the pane is given its bench. */
  protected get state(): BenchState | undefined {
    return this.bench?.state
  }

  /** Whether the learner points at this instruction, here or in any other pane. */
  protected isPointed(instruction: number | undefined): boolean {
    return instruction !== undefined && instruction === this.state?.pointed
  }

  /** Turns to a line of the Dockerfile in the editor, lines counted from 1. */
  protected goToLine(line: number): void {
    const { bench, state } = this
    if (bench === undefined || state === undefined) return
    bench.openFile(dockerfileOf(state.project, state.options))
    this.dispatchEvent(new CustomEvent('go-to-line', { detail: line, bubbles: true, composed: true }))
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot()
    for (const event of ['pointerover', 'pointerout', 'focusin', 'focusout']) root.addEventListener(event, this.#point)
    return root
  }

  readonly #point = (event: Event): void => {
    const part = event.target instanceof Element ? event.target.closest('[data-instruction]') : null
    if (part === null) return
    const comes = event.type === 'pointerover' || event.type === 'focusin'
    // Within one part nothing changes.
    if (
      !comes &&
      event instanceof MouseEvent &&
      event.relatedTarget instanceof Node &&
      part.contains(event.relatedTarget)
    )
      return
    this.bench?.point(comes ? Number(part.getAttribute('data-instruction')) : undefined)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#hear()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#heard = undefined
  }

  protected override willUpdate(): void {
    this.#hear()
  }

  #hear(): void {
    // A pane that was taken away may still have an update to come: it must not begin to listen again.
    if (this.bench === this.#heard || !this.isConnected) return
    this.#leave?.()
    this.#heard = this.bench
    this.#leave = this.bench?.listen(() => this.requestUpdate())
  }
}

/** Defines a custom element once, as soon as its words are there; a second copy of the script leaves the first in place. */
export function define(name: string, element: CustomElementConstructor): void {
  whenAllWords(() => defineOnce(name, element))
}

/** The same for an element of the first look, which needs the first words only. */
export function defineFirst(name: string, element: CustomElementConstructor): void {
  void firstWords().then(() => defineOnce(name, element))
}

function defineOnce(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element)
}
