import { LitElement, type PropertyDeclarations } from 'lit'
import type { Bench } from './bench.ts'
import type { BenchState } from './state.ts'

/** A part of the workbench: draws the state of its bench and redraws when that changes. Computes nothing: what it draws comes from a view. */
export abstract class Pane extends LitElement {
  static override readonly properties: PropertyDeclarations = { bench: { attribute: false } }

  declare bench: Bench | undefined
  #leave: (() => void) | undefined
  #heard: Bench | undefined

  /** The state to draw; undefined before the pane is given its bench. */
  protected get state(): BenchState | undefined {
    return this.bench?.state
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
    if (this.bench === this.#heard) return
    this.#leave?.()
    this.#heard = this.bench
    this.#leave = this.bench?.listen(() => this.requestUpdate())
  }
}

/** Defines a custom element once; a second copy of the script leaves the first in place. */
export function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element)
}
