import { html, nothing, type TemplateResult } from 'lit'
import { nodesAtMost } from '../../engine/registry-views.ts'
import { words } from '../../words/words.ts'
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
    <h5 id="fleet">${words.registry.aFleetPullsIt}</h5>
    <div class="sliders">
      ${slider(words.registry.nodes, 1, nodesAtMost, nodes, (value) => calls.slide('nodes', value))}
      ${
        question?.before === undefined || isPushed
          ? nothing
          : slider(words.registry.ofThemNewWithNoImage, 0, nodes, fresh, (value) => calls.slide('fresh', value))
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
    <table role="table" aria-label=${words.registry.theFleet}>
      <thead>
        <tr role="row">
          <th role="columnheader" scope="col">${words.registry.who}</th>
          ${figureHeads(words.registry.nodes, words.registry.layersEach, words.registry.bytesEach, words.registry.doneAfter)}
        </tr>
      </thead>
      <tbody>
        ${view.groups.map(groupRow)}
      </tbody>
    </table>
    <details>
      <summary>${words.registry.nodeByNodeWithAShell}</summary>
      <table role="table" aria-label=${words.registry.nodeByNode}>
        <thead>
          <tr role="row">
            <th role="columnheader" scope="col">${words.registry.nodeHead}</th>
            <th role="columnheader" scope="col">${words.registry.hadBefore}</th>
            ${figureHeads(words.registry.layers, words.registry.bytes, words.registry.doneAfter)}
            <th role="columnheader" scope="col">${words.registry.shell}</th>
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
    ${cell(words.registry.nodes, `${group.count}`, '', 'figure')}
    ${cell(words.registry.layersEach, group.layers, '', 'figure')}
    ${cell(words.registry.bytesEach, group.bytes, group.bytesTitle, 'figure')}
    ${cell(words.registry.doneAfter, group.time, '', 'figure')}
  </tr>`
}

function nodeRow(node: NodeBar, calls: FleetCalls): TemplateResult {
  const open = (): void => calls.openShell(node.name)
  return html`<tr role="row">
    <th role="rowheader" scope="row"><code>${node.name}</code></th>
    ${cell(words.registry.hadBefore, node.has)}
    ${cell(words.registry.layers, node.layers, '', 'figure')}
    ${cell(words.registry.bytes, node.bytes, node.bytesTitle, 'figure')}
    ${cell(words.registry.doneAfter, node.time, '', 'figure')}
    ${cell('Shell', html`<button aria-label=${words.registry.openAShellOn(node.name)} @click=${open}>${words.registry.open}</button>`)}
  </tr>`
}
