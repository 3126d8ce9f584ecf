import { css, html, nothing, type TemplateResult } from 'lit'
import type { Bench } from '../bench.ts'
import { linkTo } from '../link.ts'
import { define, Pane } from '../pane.ts'
import { shared } from '../styles.ts'

const command = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'

/** The keys worth knowing, and what they do. */
const keys = [
  [`${command} ↵`, 'build'],
  ['Esc', 'leave the editor'],
  [`${command} Z`, 'undo, file by file'],
  [`${command} F`, 'find in the file'],
  ['F8', 'next problem'],
] as const

/** What is wanted now and then: a link to the files as they are, the playground, the keys. */
class MorePane extends Pane {
  static override readonly properties = { bench: { attribute: false }, base: {} }
  /** Where the site lies, with a slash at the end. */
  declare base: string

  static override readonly styles = [
    shared,
    css`
      div,
      dl {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-2);
      }
      dl {
        gap: var(--space-1) var(--space-4);
        color: var(--text-muted);
        font-size: var(--size-tiny);
      }
      kbd {
        font-family: var(--font-mono);
        color: var(--text-strong);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === undefined) return nothing
    return html`<div>
      <button @click=${() => void this.#copy(bench)}>Copy a link to this</button>
      <button @click=${() => void this.#open(bench)}>Open in the playground</button>
      <dl>
        ${keys.map(
          ([key, does]) =>
            html`<div>
              <dt><kbd>${key}</kbd></dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
    </div>`
  }

  async #copy(bench: Bench): Promise<void> {
    try {
      await navigator.clipboard.writeText(await this.#link(bench))
      bench.say('The link is on the clipboard. It holds all the files; nothing was sent anywhere.')
    } catch {
      bench.say('The browser lets no page use the clipboard here. Open the playground and copy the address there.')
    }
  }

  async #open(bench: Bench): Promise<void> {
    location.assign(await this.#link(bench))
  }

  #link(bench: Bench): Promise<string> {
    return linkTo(bench.state.project, bench.state.files, this.base)
  }
}

define('layerwise-more', MorePane)
