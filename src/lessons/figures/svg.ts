import { escapeHtml } from '../escape.ts'

/** How wide every drawing is, in its own units: at 320 pixels of a page a unit is a little less than one. */
export const width = 340

/** One picture of a figure: how high it is, and what is drawn, from the back to the front. */
export interface Frame {
  readonly height: number
  readonly pieces: readonly string[]
}

/** What a sheet, a mark or a line means; the colour follows from it (figures.css), and a sign or a word always stands with it. */
export type Meaning = 'cached' | 'ran' | 'hidden' | 'problem' | 'base' | 'plain' | 'faded'

interface Place {
  readonly x: number
  readonly y: number
}

interface Area extends Place {
  readonly width: number
  readonly height: number
}

/** A frame as SVG that says in its description all words that stand in it. `title` is what it shows. */
export function frameSvg({ height, pieces }: Frame, title: string): string {
  const body = pieces.join('')
  const words = [...body.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]).join(' · ')
  const name = escapeHtml(title)
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}"><desc>${words}</desc>${body}</svg>`
}

/** About how wide a letter is, in units. */
const letterWidths = { text: 6.7, strong: 7, small: 5.9, code: 6.6, mark: 12 } as const
type LetterKind = keyof typeof letterWidths

/** Words at a place, their baseline at `y`; cut with an ellipsis where they would be wider than `room`. */
export function words(
  { x, y }: Place,
  text: string,
  {
    kind = 'text',
    at = 'start',
    room,
    meaning,
  }: { kind?: LetterKind; at?: 'start' | 'middle' | 'end'; room?: number; meaning?: Meaning | 'muted' } = {},
): string {
  const most = room === undefined ? text.length : Math.max(1, Math.floor(room / letterWidths[kind]))
  const shown = text.length <= most ? text : `${text.slice(0, most - 1)}…`
  return `<text x="${n(x)}" y="${n(y)}" class="${kind}${meaning === undefined ? '' : ` is-${meaning}`}" text-anchor="${at}">${escapeHtml(shown)}</text>`
}

/** A rectangle. `style` names its look in figures.css. */
export function box(area: Area, style: string, corner = 4): string {
  return `<rect x="${n(area.x)}" y="${n(area.y)}" width="${n(area.width)}" height="${n(area.height)}" rx="${corner}" class="${style}"/>`
}

/** A line with a head at its end. */
export function arrow(from: Place, to: Place, meaning: Meaning = 'plain'): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const wing = (turn: number) => `${n(to.x - 8 * Math.cos(angle + turn))},${n(to.y - 8 * Math.sin(angle + turn))}`
  return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x - 4 * Math.cos(angle))}" y2="${n(to.y - 4 * Math.sin(angle))}" class="line is-${meaning}"/><polygon points="${n(to.x)},${n(to.y)} ${wing(0.45)} ${wing(-0.45)}" class="head is-${meaning}"/>`
}

/** A plain line. */
export function line(from: Place, to: Place, style = 'line is-plain'): string {
  return `<line x1="${n(from.x)}" y1="${n(from.y)}" x2="${n(to.x)}" y2="${n(to.y)}" class="${style}"/>`
}

/** The hatching that stands for bytes that are shipped and never seen. */
export function hatching(area: Area): string {
  const lines: string[] = []
  for (let offset = 6; offset < area.width + area.height; offset += 7) {
    const from = { x: area.x + Math.max(0, offset - area.height), y: area.y + Math.min(offset, area.height) }
    const to = { x: area.x + Math.min(offset, area.width), y: area.y + Math.max(0, offset - area.width) }
    lines.push(line(from, to, 'hatch'))
  }
  return `${box(area, 'hidden-ground', 2)}${lines.join('')}`
}

/** What stands on a sheet. */
export interface Sheet {
  readonly name: string
  readonly size?: string
  /** Of the eight colours of layers; none for a base. */
  readonly color?: number | undefined
  /** It is there in outline only. */
  readonly isGhost?: boolean
  /** Its edge: what became of it. */
  readonly meaning?: Meaning
}

/** How high a sheet is. */
export const sheetHeight = 30

/** A layer: a sheet with the line that made it and its size. */
export function sheet(
  place: Place & { readonly width: number },
  { name, size, color, isGhost, meaning }: Sheet,
): string {
  const area = { ...place, height: sheetHeight }
  const ground = isGhost === true ? 'ghost' : color === undefined ? 'sheet base' : `sheet layer-${color}`
  const sizeRoom = size === undefined ? 0 : size.length * letterWidths.small + 12
  const edge = meaning === undefined ? '' : box({ ...area, width: 5 }, `edge is-${meaning}`, 2)
  return [
    box(area, ground),
    edge,
    words({ x: place.x + 12, y: place.y + 19.5 }, name, { kind: 'code', room: place.width - 20 - sizeRoom }),
    size === undefined
      ? ''
      : words({ x: place.x + place.width - 8, y: place.y + 19.5 }, size, { kind: 'small', at: 'end' }),
  ].join('')
}

/** The card of settings: a small card with a folded corner. Gives its height with it. */
export function card(
  place: Place & { readonly width: number },
  title: string,
  rows: readonly string[],
): { readonly piece: string; readonly height: number } {
  const height = 26 + rows.length * 17
  const { x, y, width: wide } = place
  const outline = `M${n(x)},${n(y)} h${n(wide - 12)} l12,12 v${n(height - 12)} h${n(-wide)} z`
  const fold = `M${n(x + wide - 12)},${n(y)} v12 h12`
  const text = rows.map((row, at) => words({ x: x + 9, y: y + 34 + at * 17 }, row, { kind: 'code', room: wide - 16 }))
  return {
    height,
    piece: `<path d="${outline}" class="card"/><path d="${fold}" class="card-fold"/>${words({ x: x + 9, y: y + 17 }, title, { kind: 'small', meaning: 'muted' })}${text.join('')}`,
  }
}

const signs = {
  ok: ['✓', 'cached'],
  broken: ['✖', 'problem'],
  cached: ['✓', 'cached'],
  ran: ['↻', 'ran'],
  unbuilt: ['–', 'faded'],
} as const

/** A sign: right, broken, cached, ran, not built. */
export function sign({ x, y }: Place, what: keyof typeof signs): string {
  const [text, meaning] = signs[what]
  return words({ x, y }, text, { kind: 'mark', at: 'middle', meaning })
}

/** A label on a string, as it hangs on a parcel: the tag of an image. */
export function tag({ x, y }: Place, text: string): string {
  const wide = text.length * letterWidths.code + 30
  const outline = `M${n(x)},${n(y + 13)} l10,-13 h${n(wide - 10)} v26 h${n(10 - wide)} z`
  return `<path d="${outline}" class="tag"/><circle cx="${n(x + 11)}" cy="${n(y + 13)}" r="2.6" class="tag-hole"/>${words({ x: x + 20, y: y + 17.5 }, text, { kind: 'code' })}`
}

/** A wax seal: a digest. */
export function seal({ x, y }: Place, text: string): string {
  const teeth = Array.from({ length: 28 }, (_, at) => {
    const radius = at % 2 === 0 ? 13 : 11
    const angle = (at / 28) * 2 * Math.PI
    return `${n(x + radius * Math.cos(angle))},${n(y + radius * Math.sin(angle))}`
  })
  return `<polygon points="${teeth.join(' ')}" class="seal"/><circle cx="${n(x)}" cy="${n(y)}" r="7.5" class="seal-ring"/>${words({ x: x + 20, y: y + 4.5 }, text, { kind: 'code' })}`
}

/** A warehouse: a registry. `name` stands below its roof. */
export function warehouse(area: Area, name: string): string {
  const { x, y, width: wide, height } = area
  const outline = `M${n(x)},${n(y + 24)} l${n(wide / 2)},-24 l${n(wide / 2)},24 v${n(height - 24)} h${n(-wide)} z`
  return `<path d="${outline}" class="house"/>${words({ x: x + wide / 2, y: y + 23 }, name, { kind: 'small', at: 'middle', room: wide - 20 })}`
}

/** A number with at most one decimal. */
function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}
