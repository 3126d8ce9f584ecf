import { css } from 'lit'
import { words } from '../../words/words.ts'
import { bounded, type Part, parts, readSizes, type Sizes, sizeAfter, withSize } from './view.ts'

/** Under which the sizes are kept: the playground has its own, all other workbenches share theirs. */
const keys = { playground: 'layerwise:sizes', page: 'layerwise:sizes/page' } as const

/**
 * Lines between the parts of a workbench that set their sizes: dragged, by arrow keys, put back by a double click or Enter. `host` carries the sizes
 * as custom properties, from when it is made, so that a workbench in it has them from its first picture on. They are kept for this browser.
 * Where there is no room for a line, none is shown.
 */
export class SizeLines {
  readonly #host: HTMLElement
  readonly #key: string
  #sizes: Sizes

  constructor(host: HTMLElement, where: keyof typeof keys) {
    this.#host = host
    this.#key = keys[where]
    this.#sizes = readSizes(keptSizes(this.#key))
    this.#apply()
  }

  /** Puts the lines into a workbench: `root` holds what it has drawn. */
  addTo(root: ShadowRoot): void {
    const panes = root.querySelector('.panes')
    const { styleSheet } = lineStyle
    if (panes === null || panes.querySelector('[role=separator]') !== null || styleSheet === undefined) return
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
    panes.append(...parts.map((part) => this.#line(part, panes)))
  }

  /** Puts all sizes back. */
  reset(): void {
    this.#set({})
  }

  #line(part: Part, panes: Element): HTMLElement {
    const line = document.createElement('div')
    line.className = `line ${part.name}-line`
    line.tabIndex = 0
    const attributes = {
      role: 'separator',
      'aria-label': words.tabs.parts[part.name],
      'aria-orientation': part.axis === 'x' ? 'vertical' : 'horizontal',
      'aria-valuemin': String(part.least),
      'aria-valuemax': String(part.most),
      title: words.tabs.dragOrUseTheArrowKeys,
    }
    for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value)
    const size = () => sizeNow(part, panes)
    const show = () => {
      line.setAttribute('aria-valuenow', String(bounded(part, size())))
      line.setAttribute('aria-valuetext', words.tabs.pixels(Math.round(size())))
    }
    const change = (next: number | null) => {
      this.#set(withSize(this.#sizes, part, next))
      show()
    }
    line.addEventListener('focus', show)
    line.addEventListener('dblclick', () => change(null))
    line.addEventListener('keydown', (event) => {
      const next = sizeAfter(part, size(), event.key, event.shiftKey)
      if (next === undefined) return
      event.preventDefault()
      change(next)
    })
    line.addEventListener('pointerdown', (down) => this.#drag(part, line, down, size(), change))
    show()
    return line
  }

  #drag(part: Part, line: HTMLElement, down: PointerEvent, from: number, change: (size: number) => void): void {
    if (down.button !== 0) return
    down.preventDefault()
    line.focus()
    line.setPointerCapture(down.pointerId)
    const move = (event: PointerEvent) => {
      const by = part.axis === 'x' ? event.clientX - down.clientX : event.clientY - down.clientY
      change(bounded(part, from + by * part.grows))
    }
    line.addEventListener('pointermove', move)
    for (const end of ['pointerup', 'pointercancel'] as const)
      line.addEventListener(end, () => line.removeEventListener('pointermove', move), { once: true })
  }

  #set(sizes: Sizes): void {
    this.#sizes = sizes
    this.#apply()
    try {
      localStorage.setItem(this.#key, JSON.stringify(sizes))
    } catch {
      // Storage is blocked: the sizes hold for this page.
    }
  }

  #apply(): void {
    for (const { name, property } of parts) {
      const size = this.#sizes[name]
      if (size === undefined) this.#host.style.removeProperty(property)
      else this.#host.style.setProperty(property, sizeText(name, size))
    }
  }
}

let shared: SizeLines | undefined

/** Puts lines into a workbench that stands in no playground: what is set in one holds for all on the page. */
export function addSharedLines(root: ShadowRoot): void {
  shared ??= new SizeLines(document.documentElement, 'page')
  shared.addTo(root)
}

/** A size is set in pixels once and holds for workbenches of any width: the editor keeps some of a narrow one. */
function sizeText(name: Part['name'], size: number): string {
  return name === 'height' ? `${size}px` : `min(${size}px, ${name === 'files' ? 30 : 55}cqi)`
}

function keptSizes(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** The size that a part has on the screen. */
function sizeNow({ name }: Part, panes: Element): number {
  const box = (name === 'height' ? panes : panes.querySelector(`.${name}`))?.getBoundingClientRect()
  return (name === 'height' ? box?.height : box?.width) ?? 0
}

/** Lines are placed in the grid of the parts without taking a place in it. Where parts are rows, or one view at a time, they are not there. */
const lineStyle = css`
  .panes { position: relative; }
  @container (min-width: 38rem) {
    .bench .panes { block-size: var(--panes-height, auto); }
    :host([eager]) .bench .panes { min-block-size: var(--panes-height, 28.5rem); }
    .panes .part { min-block-size: 0; }
    .panes .image, .panes .files { overflow: auto; }
  }
  .line { position: absolute; z-index: 2; touch-action: none; }
  .line::after { content: ''; position: absolute; inset: 4px; border-radius: 2px; }
  .line:hover::after { background: var(--rule-strong); }
  .line:focus-visible { outline: none; }
  .line:focus-visible::after { background: var(--focus); }
  .files-line { grid-column: 2; inset-block: 0; inset-inline-start: -6px; inline-size: 11px; cursor: col-resize; }
  .image-line { grid-column: 3; inset-block: 0; inset-inline-start: -6px; inline-size: 11px; cursor: col-resize; }
  .height-line { grid-column: 1 / -1; inset-inline: 0; inset-block-end: -6px; block-size: 11px; cursor: row-resize; }
  @container (max-width: 59.99rem) {
    .files-line { display: none; }
    .image-line { grid-column: 2; grid-row: 2; }
  }
  @container (max-width: 37.99rem) {
    .line { display: none; }
  }
`
