import { type Icon, paths } from '../icons.ts'

/** The same mark as an element of its own, for a place that is not drawn by templates. */
export function iconElement(name: Icon): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const drawing = document.createElementNS(space, 'svg')
  const path = document.createElementNS(space, 'path')
  const attributes = {
    viewBox: '0 0 16 16',
    width: '14',
    height: '14',
    'aria-hidden': 'true',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.9',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }
  for (const [name_, value] of Object.entries(attributes)) drawing.setAttribute(name_, value)
  path.setAttribute('d', paths[name])
  drawing.append(path)
  return drawing
}
