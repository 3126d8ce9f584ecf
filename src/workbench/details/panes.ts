import { html, type TemplateResult } from 'lit'
import type { Bench } from '../bench.ts'
import { problemSummary } from '../problems/summary.ts'
import type { BenchState } from '../state.ts'

/** One part of what is told below the editor. */
interface PaneRow {
  readonly name: string
  readonly title: string
  /** What its tab says in place of the title, where that depends on the state. */
  readonly label?: (state: BenchState) => string
  /** Fetches the element that `draw` places: called when the pane is first shown. */
  readonly load: () => Promise<unknown>
  readonly draw: (bench: Bench) => TemplateResult
}

/** The panes below the editor, in the order of their tabs. Another pane is another row. */
export const panes = [
  {
    name: 'steps',
    title: 'Steps',
    load: () => import('../steps/element.ts'),
    draw: (bench: Bench) => html`<layerwise-steps .bench=${bench}></layerwise-steps>`,
  },
  {
    name: 'layers',
    title: 'Layers',
    load: () => import('../table/element.ts'),
    draw: (bench: Bench) => html`<layerwise-table .bench=${bench}></layerwise-table>`,
  },
  {
    name: 'timeline',
    title: 'Timeline',
    load: () => import('../timeline/element.ts'),
    draw: (bench: Bench) => html`<layerwise-timeline .bench=${bench}></layerwise-timeline>`,
  },
  {
    name: 'files',
    title: 'Files',
    load: () => import('../contents/element.ts'),
    draw: (bench: Bench) => html`<layerwise-contents .bench=${bench}></layerwise-contents>`,
  },
  {
    name: 'graph',
    title: 'Graph',
    load: () => import('../graph/element.ts'),
    draw: (bench: Bench) => html`<layerwise-graph .bench=${bench}></layerwise-graph>`,
  },
  {
    name: 'terminal',
    title: 'Terminal',
    load: () => import('../terminal/element.ts'),
    draw: (bench: Bench) => html`<layerwise-terminal .bench=${bench}></layerwise-terminal>`,
  },
  {
    name: 'what-if',
    title: 'What if',
    load: () => import('../what-if/element.ts'),
    draw: (bench: Bench) => html`<layerwise-what-if .bench=${bench}></layerwise-what-if>`,
  },
  {
    name: 'compare',
    title: 'Compare',
    load: () => import('../compare/element.ts'),
    draw: (bench: Bench) => html`<layerwise-compare .bench=${bench}></layerwise-compare>`,
  },
  {
    name: 'registry',
    title: 'Registry',
    load: () => import('../registry/element.ts'),
    draw: (bench: Bench) => html`<layerwise-registry .bench=${bench}></layerwise-registry>`,
  },
  {
    name: 'config',
    title: 'Config & history',
    load: () => import('../config/element.ts'),
    draw: (bench: Bench) => html`<layerwise-config .bench=${bench}></layerwise-config>`,
  },
  {
    name: 'problems',
    title: 'Problems',
    label: ({ problems }: BenchState) => problemSummary(problems),
    load: () => import('../problems/element.ts'),
    draw: (bench: Bench) => html`<layerwise-problems .bench=${bench}></layerwise-problems>`,
  },
  {
    name: 'log',
    title: 'Log',
    load: () => import('../log/element.ts'),
    draw: (bench: Bench) => html`<layerwise-log .bench=${bench}></layerwise-log>`,
  },
] as const satisfies readonly PaneRow[]

/** The name of a pane below the editor. */
export type PaneName = (typeof panes)[number]['name']

/** What stands on the tab of a pane: its title, or what the state says in place of it. */
export function paneLabel(name: PaneName, state: BenchState): string {
  const pane: PaneRow = paneOf(name)
  return pane.label?.(state) || pane.title
}

/** The row of a pane. */
export function paneOf(name: PaneName): PaneRow & { readonly name: PaneName } {
  const found = panes.find((pane) => pane.name === name)
  if (found === undefined) throw new RangeError(`no pane is called ${name}`)
  return found
}
