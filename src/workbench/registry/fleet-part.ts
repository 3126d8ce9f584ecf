import { html, nothing, type TemplateResult } from 'lit'
import { nodesAtMost } from '../../engine/registry-views.ts'
import { cell } from './cell.ts'
import type { Asked } from './choice.ts'
import type { NodeBar, NodeGroup } from './fleet.ts'
import type { DeliveryPane } from './view.ts'

/** What the fleet's part of the pane calls, and what it is given. */
export interface FleetCalls {
  readonly slide: (what: 'nodes' | 'fresh', value: number) => void
  readonly pull: () => void
  readonly openShell: (node: string) => void
  /** What the pull did. */
  readonly done: TemplateResult | typeof nothing
}

/** The nodes that pull: how many, all together, by what they have, and each by itself. */
export function fleetPart(view: DeliveryPane, { question, isPushed }: Asked, calls: FleetCalls): TemplateResult {
  const { nodes = 1, fresh = 0 } = question ?? {}
  const { pull } = view
  return html`<section class="fleet" aria-labelledby="fleet">
    <h5 id="fleet">A fleet pulls it</h5>
    <div class="sliders">
      ${slider('Nodes', 1, nodesAtMost, nodes, (value) => calls.slide('nodes', value))}
      ${
        question?.before === undefined || isPushed
          ? nothing
          : slider('Of them new, with no image', 0, nodes, fresh, (value) => calls.slide('fresh', value))
      }
    </div>
    <p class="act">
      <button ?disabled=${pull.why !== undefined} @click=${calls.pull}>${pull.text}</button>
      ${pull.why === undefined ? nothing : html`<span class="muted">${pull.why}</span>`}
    </p>
    ${calls.done}
    <p class="headline" role="status">${view.fleet}</p>
    <div class="nodes" aria-hidden="true">
      ${view.nodes.map(({ isFresh, height, title }) => html`<span class=${isFresh ? 'fresh' : ''} title=${title}><span style="height: ${height.toFixed(1)}%"></span></span>`)}
    </div>
    <table role="table" aria-label="The fleet">
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">Who</th>
          ${figureHeads('Nodes', 'Layers each', 'Bytes each', 'Done after')}
        </tr>
      </thead>
      <tbody>
        ${view.groups.map(groupRow)}
      </tbody>
    </table>
    <details>
      <summary>Node by node, with a shell on each</summary>
      <table role="table" aria-label="Node by node">
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">Node</th>
            <th role="columnheader" scope="col">Had before</th>
            ${figureHeads('Layers', 'Bytes', 'Done after')}
            <th role="columnheader" scope="col">Shell</th>
          </tr>
        </thead>
        <tbody>
          ${view.nodes.map((node) => nodeRow(node, calls))}
        </tbody>
      </table>
    </details>
  </section>`
}

function slider(name: string, min: number, max: number, value: number, slid: (value: number) => void): TemplateResult {
  const input = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) slid(Number(event.target.value))
  }
  return html`<label
    ><span>${name}</span
    ><input type="range" min=${min} max=${max} .value=${`${value}`} @input=${input} /><output>${value}</output></label
  >`
}

function figureHeads(...heads: readonly string[]): readonly TemplateResult[] {
  return heads.map((head) => html`<th role="columnheader" scope="col" class="figure">${head}</th>`)
}

function groupRow(group: NodeGroup): TemplateResult {
  return html`<tr role="row">
    <th role="rowheader" scope="row">${group.name}</th>
    ${cell('Nodes', `${group.count}`, '', 'figure')}
    ${cell('Layers each', group.layers, '', 'figure')}
    ${cell('Bytes each', group.bytes, group.bytesTitle, 'figure')}
    ${cell('Done after', group.time, '', 'figure')}
  </tr>`
}

function nodeRow(node: NodeBar, calls: FleetCalls): TemplateResult {
  const open = (): void => calls.openShell(node.name)
  return html`<tr role="row">
    <th role="rowheader" scope="row"><code>${node.name}</code></th>
    ${cell('Had before', node.has)}
    ${cell('Layers', node.layers, '', 'figure')}
    ${cell('Bytes', node.bytes, node.bytesTitle, 'figure')}
    ${cell('Done after', node.time, '', 'figure')}
    ${cell('Shell', html`<button aria-label="Open a shell on ${node.name}" @click=${open}>Open</button>`)}
  </tr>`
}
