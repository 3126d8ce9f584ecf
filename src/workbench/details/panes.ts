import { html, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import type { Bench } from '../bench.ts'
import { problemSummary } from '../problems/summary.ts'
import type { BenchState } from '../state.ts'

/** One part of what is told below the editor. */
interface PaneRow {
  readonly name: string
  /** What its tab says in place of its title, where that depends on the state. */
  readonly label?: (state: BenchState) => string
  /** Fetches the element that `draw` places: called when the pane is first shown. */
  readonly load: () => Promise<unknown>
  readonly draw: (bench: Bench) => TemplateResult
}

/** The panes below the editor, in the order of their tabs. Another pane is another row. */
export const panes = [
  {
    name: 'steps',
    load: () => import('../steps/element.ts'),
    draw: (bench: Bench) => html`<layerwise-steps .bench=${bench}></layerwise-steps>`,
  },
  {
    name: 'layers',
    load: () => import('../table/element.ts'),
    draw: (bench: Bench) => html`<layerwise-table .bench=${bench}></layerwise-table>`,
  },
  {
    name: 'timeline',
    load: () => import('../timeline/element.ts'),
    draw: (bench: Bench) => html`<layerwise-timeline .bench=${bench}></layerwise-timeline>`,
  },
  {
    name: 'files',
    load: () => import('../contents/element.ts'),
    draw: (bench: Bench) => html`<layerwise-contents .bench=${bench}></layerwise-contents>`,
  },
  {
    name: 'graph',
    load: () => import('../graph/element.ts'),
    draw: (bench: Bench) => html`<layerwise-graph .bench=${bench}></layerwise-graph>`,
  },
  {
    name: 'terminal',
    load: () => import('../terminal/element.ts'),
    draw: (bench: Bench) => html`<layerwise-terminal .bench=${bench}></layerwise-terminal>`,
  },
  {
    name: 'what-if',
    load: () => import('../what-if/element.ts'),
    draw: (bench: Bench) => html`<layerwise-what-if .bench=${bench}></layerwise-what-if>`,
  },
  {
    name: 'compare',
    load: () => import('../compare/element.ts'),
    draw: (bench: Bench) => html`<layerwise-compare .bench=${bench}></layerwise-compare>`,
  },
  {
    name: 'registry',
    load: () => import('../registry/element.ts'),
    draw: (bench: Bench) => html`<layerwise-registry .bench=${bench}></layerwise-registry>`,
  },
  {
    name: 'config',
    load: () => import('../config/element.ts'),
    draw: (bench: Bench) => html`<layerwise-config .bench=${bench}></layerwise-config>`,
  },
  {
    name: 'problems',
    label: ({ problems }: BenchState) => problemSummary(problems),
    load: () => import('../problems/element.ts'),
    draw: (bench: Bench) => html`<layerwise-problems .bench=${bench}></layerwise-problems>`,
  },
  {
    name: 'log',
    load: () => import('../log/element.ts'),
    draw: (bench: Bench) => html`<layerwise-log .bench=${bench}></layerwise-log>`,
  },
] as const satisfies readonly PaneRow[]

/** The name of a pane below the editor. */
export type PaneName = (typeof panes)[number]['name']

/** What stands on the tab of a pane: its title, or what the state says in place of it. */
export function paneLabel(name: PaneName, state: BenchState): string {
  const pane: PaneRow = paneOf(name)
  return pane.label?.(state) || words.details.panes[name]
}

/** The row of a pane. */
export function paneOf(name: PaneName): PaneRow & { readonly name: PaneName } {
  const found = panes.find((pane) => pane.name === name)
  if (found === undefined) throw new RangeError(`no pane is called ${name}`)
  return found
}
