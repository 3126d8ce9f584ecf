import { LitElement, nothing, type PropertyDeclarations } from 'lit'
import type { Desk, DeskState } from './desk.ts'

/** A part of an exercise's page: draws the state of its desk and redraws when that changes. Computes nothing: what it draws comes from a view. */
export abstract class Part extends LitElement {
  static override readonly properties: PropertyDeclarations = { desk: { attribute: false } }

  declare desk: Desk | undefined
  #leave: (() => void) | undefined
  #heard: Desk | undefined

  /** The state to draw; undefined before the part is given its desk. */
  protected get state(): DeskState | undefined {
    return this.desk?.state
  }

  /** The language of the exercise's own words, where it is not the page's: for `lang`. */
  protected get textLanguage(): string | typeof nothing {
    return this.dataset.text ?? nothing
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
    this.#heard = undefined
  }

  protected override willUpdate(): void {
    if (this.desk === this.#heard || !this.isConnected) return
    this.#leave?.()
    this.#heard = this.desk
    this.#leave = this.desk?.listen(() => this.requestUpdate())
  }
}
