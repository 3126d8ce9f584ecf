import { css, html, nothing, type TemplateResult } from 'lit'
import type { LayerMark } from './layers.ts'

/** How {@link layerChips} look. */
export const chipStyle = css`
  .chips {
    display: inline-flex;
    gap: 2px;
    vertical-align: middle;
  }
  .chip {
    display: inline-grid;
    place-content: center;
    min-width: 1.35rem;
    height: 1.2rem;
    padding-inline: 0.2rem;
    border: 1px solid var(--edge, var(--color-base));
    border-radius: var(--radius-small);
    background: var(--ground, var(--color-base-soft));
    color: var(--text-on-layer);
    font: 600 0.6875rem / 1 var(--font-label);
    font-variant-numeric: tabular-nums;
  }
`

/** The colours of a layer as style properties; none for a layer of the base image. */
export function layerColors(mark: LayerMark | undefined): string {
  return mark?.color === undefined
    ? ''
    : `--ground: var(--layer-${mark.color}); --edge: var(--layer-${mark.color}-edge);`
}

/** The numbers of layers in their colours, three at most, with their names for those who do not see them. */
export function layerChips(marks: readonly LayerMark[], text: string): TemplateResult | typeof nothing {
  if (marks.length === 0) return nothing
  const more = marks.length - 3
  return html`<span class="chips" title=${marks.map(({ name, made }) => `${name}: ${made}`).join('\n')}
    >${marks
      .slice(0, 3)
      .map((mark) => html`<span class="chip" aria-hidden="true" style=${layerColors(mark)}>${mark.layer + 1}</span>`)}${
      more > 0 ? html`<span class="chip" aria-hidden="true">+${more}</span>` : nothing
    }<span class="sr">${text}</span></span
  >`
}
