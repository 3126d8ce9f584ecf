import { html, nothing, type PropertyDeclarations, svg, type TemplateResult } from 'lit'
import { words } from '../../words/words.ts'
import { foldStyle, tableTwin } from '../fold.ts'
import { icon } from '../icons.ts'
import { legendStyle } from '../legend.ts'
import { define, Pane } from '../pane.ts'
import { shownBuild } from '../shown.ts'
import { shared } from '../styles.ts'
import { placeAfter } from '../walk.ts'
import { type Box, type Layout, layoutOf } from './layout.ts'
import { graphStyle } from './style.ts'
import { type Edge, type GraphStage, type GraphStep, type GraphView, graphView } from './view.ts'

/** The stages as boxes with their steps, and lines from each to those that take from it. */
class GraphPane extends Pane {
  static override readonly properties: PropertyDeclarations = {
    bench: { attribute: false },
    reached: { state: true },
    room: { state: true },
  }
  /** The instruction that the Tab key goes to; the first stage's when it is not there. */
  declare reached: number
  /** Width that there is for the drawing, in rem. */
  declare room: number
  #watch: ResizeObserver | undefined

  constructor() {
    super()
    this.reached = -1
    this.room = 0
  }

  static override readonly styles = [shared, foldStyle, legendStyle, graphStyle]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#watch = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      this.room = Math.floor((this.clientWidth / rem) * 10) / 10
    })
    this.#watch.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#watch?.disconnect()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this
    if (state === undefined) return nothing
    // What would run is not given away while that is asked.
    const whole = shownBuild(state)?.build ?? (state.asking === 'open' ? undefined : state.forecast)
    const view = whole && graphView(whole, state.options.target)
    if (view === undefined || view.stages.length === 0)
      return html`<p class="muted">${state.asking === 'open' ? words.graph.theStagesAreShownWhenYou : words.graph.thereIsNoStageYetA}</p>`
    const kinds = (['copy', 'mount', 'base'] as const).filter((kind) => view.edges.some((edge) => edge.kind === kind))
    return html`
      <p class="sentence">${view.sentence}</p>
      ${kinds.length === 0 ? nothing : html`<p class="legend">${kinds.map((kind) => html`<span>${sampleLine(kind)}${words.graph.edges[kind]}</span>`)}</p>`}
      ${this.room === 0 ? nothing : this.#drawing(view, layoutOf(view, this.room))} ${tableTwin(table(view))}
    `
  }

  #drawing(view: GraphView, layout: Layout): TemplateResult {
    const { width, height } = layout
    const reached = view.stages.some((stage) => holds(stage, this.reached)) ? this.reached : view.stages[0]?.instruction
    return html`<div class="drawing" style="width: ${width}rem; height: ${height}rem" @keydown=${this.#walk}>
      <svg class="lines" viewBox="0 0 ${width} ${height}" style="width: ${width}rem; height: ${height}rem" aria-hidden="true">
        ${view.edges.map((edge, place) => this.#line(edge, layout.paths[place] ?? '', view))}
      </svg>
      ${view.stages.map((stage, place) => this.#stage(stage, layout.boxes[place], reached))}
    </div>`
  }

  #line(edge: Edge, path: string, view: GraphView): TemplateResult {
    const away = view.stages[edge.to]?.isBuilt === true ? '' : 'away'
    const pointed = this.isPointed(edge.instruction) ? 'pointed' : ''
    const [x = 0, y = 0] = path.split(' ').slice(-2).map(Number)
    return svg`<path class="line ${edge.kind} ${away} ${pointed}" d=${path}></path>
      <path class="head-of-line" d="M${x} ${y}l-0.5 -0.28v0.56z"></path>`
  }

  #stage(stage: GraphStage, box: Box | undefined, reached: number | undefined): TemplateResult | typeof nothing {
    if (box === undefined) return nothing
    const { left, top, width, height } = box
    return html`<div
      class="stage ${stage.isResult ? 'result' : ''} ${stage.isBuilt ? '' : 'away'}"
      role="group"
      aria-label=${words.graph.stage(stage.name)}
      style="left: ${left}rem; top: ${top}rem; width: ${width}rem; height: ${height}rem"
    >
      ${this.#part(
        stage,
        reached,
        'head',
        html`<span><strong>${stage.name}</strong><span class="note">${stage.note}</span></span
          ><span><code>FROM ${stage.base}</code><span class="figure">${stage.baseSize}</span></span>`,
      )}
      ${stage.steps.map((step) =>
        this.#part(
          step,
          reached,
          '',
          html`<span class=${step.mark}>${icon(step.mark)}<span class="sr">${step.markText}:</span></span
            ><span class="text">${step.text}</span><span class="figure" title=${step.sizeTitle}>${step.size}</span>`,
        ),
      )}
    </div>`
  }

  #part(
    { instruction, line }: Pick<GraphStep, 'instruction' | 'line'>,
    reached: number | undefined,
    kind: string,
    content: TemplateResult,
  ): TemplateResult {
    return html`<button
      class="${kind} ${this.isPointed(instruction) ? 'pointed' : ''}"
      data-instruction=${instruction}
      tabindex=${instruction === reached ? 0 : -1}
      title=${words.graph.line(line)}
      @focus=${() => (this.reached = instruction)}
      @click=${() => this.goToLine(line)}
    >
      ${content}
    </button>`
  }

  /** Up and down walk all steps, left and right the stages. */
  readonly #walk = (event: KeyboardEvent): void => {
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const parts = [...this.renderRoot.querySelectorAll<HTMLElement>('.stage button')]
    const heads = parts.filter((part) => part.classList.contains('head'))
    const at = parts.findIndex((part) => Number(part.dataset.instruction) === this.reached)
    const stage = heads.findLastIndex((head) => parts.indexOf(head) <= at)
    const next = sideways ? placeAfter(event.key, stage, heads.length) : placeAfter(event.key, at, parts.length)
    if (next === undefined) return
    event.preventDefault()
    ;(sideways ? heads : parts)[next]?.focus()
  }
}

function sampleLine(kind: Edge['kind']): TemplateResult {
  return html`<svg width="32" height="8" viewBox="0 0 32 8" aria-hidden="true"><path class="line ${kind}" d="M0 4H32"></path></svg>`
}

function holds(stage: GraphStage, instruction: number): boolean {
  return stage.instruction === instruction || stage.steps.some((step) => step.instruction === instruction)
}

function table(view: GraphView): TemplateResult {
  return html`<table>
    <caption>
      ${words.graph.stagesAndWhatTheyTakeFrom}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.graph.stageHead}</th>
        <th scope="col">${words.graph.from}</th>
        <th scope="col">${words.graph.takes}</th>
        <th scope="col">${words.graph.steps}</th>
        <th scope="col">${words.graph.built}</th>
      </tr>
    </thead>
    <tbody>
      ${view.stages.map(
        (stage) => html`<tr data-instruction=${stage.instruction}>
          <th scope="row">${stage.name}</th>
          <td><code>${stage.base}</code></td>
          <td>${stage.takes}</td>
          <td>${stage.steps.map((step) => html`<div><code>${step.text}</code> <span class="muted">${step.markText}</span></div>`)}</td>
          <td>${stage.isBuilt ? `yes${stage.note === '' ? '' : `: ${stage.note}`}` : 'no'}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

define('layerwise-graph', GraphPane)
