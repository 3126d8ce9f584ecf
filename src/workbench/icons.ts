import { type SVGTemplateResult, svg } from 'lit'

/** What each mark draws, in 16 units. */
export const paths = {
  cached: 'M3 8.5l3.2 3.2L13 4.6',
  ran: 'M12.9 8a4.9 4.9 0 1 1-1.5-3.5M12.9 2.2v3h-3',
  run: 'M12.9 8a4.9 4.9 0 1 1-1.5-3.5M12.9 2.2v3h-3',
  failed: 'M4 4l8 8M12 4l-8 8',
  error: 'M4 4l8 8M12 4l-8 8',
  warning: 'M8 2.5L14.2 13.2H1.8zM8 6.6v3M8 11.4v.1',
  note: 'M8 7.4v3.6M8 5v.1M14.2 8A6.2 6.2 0 1 1 8 1.8 6.2 6.2 0 0 1 14.2 8z',
  canceled: 'M4 8h8',
  'not-started': 'M7 8h2',
  depends: 'M5.6 6.2a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M8 12.6v.1',
  unneeded: 'M7 8h2',
  none: '',
  base: 'M3 5h10M3 8h10M3 11h10',
} as const

/** The name of a mark: one for each thing that may have happened to a step, a line or a layer. */
export type Icon = keyof typeof paths

/** A mark of 16 units, drawn in the colour of the text. Hidden from screen readers: the words stand beside it. */
export function icon(name: Icon): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="none"
    stroke="currentColor" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"><path d=${paths[name]}></path></svg>`
}
