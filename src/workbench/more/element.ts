import { css, html, nothing, type TemplateResult } from 'lit'
import type { Bench } from '../bench.ts'
import { linkTo } from '../link.ts'
import '../options/element.ts'
import { define, Pane } from '../pane.ts'
import '../saving/element.ts'
import { shared } from '../styles.ts'

/** What is wanted now and then: the flags of the build, the image as a file, a link to the files as they are, the playground. */
class MorePane extends Pane {
  static override readonly properties = { bench: { attribute: false }, base: {} }
  /** Where the site lies, with a slash at the end. */
  declare base: string

  static override readonly styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-2);
      }
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
    `,
  ]

  protected override render(): TemplateResult | typeof nothing {
    const { bench } = this
    if (bench === undefined) return nothing
    return html`
      <layerwise-options .bench=${bench}></layerwise-options>
      <div>
        <layerwise-saving .bench=${bench}></layerwise-saving>
        <button @click=${() => void this.#download(bench)}>Download the context as .zip</button>
        <button @click=${() => void this.#copy(bench)}>Copy a link to this</button>
        ${isPlayground() ? nothing : html`<button @click=${() => void this.#open(bench)}>Open in the playground</button>`}
      </div>
    `
  }

  async #download(bench: Bench): Promise<void> {
    const { downloadContext } = await import('../saving/context.ts')
    bench.say(downloadContext(bench.state))
  }

  async #copy(bench: Bench): Promise<void> {
    try {
      await navigator.clipboard.writeText(await linkTo(bench.state, this.base))
      bench.say('The link is on the clipboard. It holds all the files; nothing was sent anywhere.')
    } catch {
      bench.say('The browser lets no page use the clipboard here. Open the playground and copy the address there.')
    }
  }

  async #open(bench: Bench): Promise<void> {
    location.assign(await linkTo(bench.state, this.base))
  }
}

function isPlayground(): boolean {
  return location.pathname.endsWith('/playground/')
}

define('layerwise-more', MorePane)
