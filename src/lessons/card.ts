import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BuildView } from '../engine/views.ts'
import { type Block, stackView } from '../workbench/stack/view.ts'
import { escapeHtml } from './escape.ts'

/** What a social card says beside the stack of a build. */
export interface Card {
  /** Over the title: `Lesson 3 of 8`. */
  readonly label: string
  readonly title: string
  readonly line: string
  readonly build: BuildView
}

/** Size of a card in pixels, as those who show cards want it. */
export const cardSize = { width: 1200, height: 630 }

const stack = { left: 730, right: 1130, top: 70, bottom: 560 }
const face = 'Literata, Georgia, "DejaVu Serif", "Liberation Serif", serif'
/** Width of a letter as a part of its size, with room for faces that run wide. */
const letter = 0.56

/** A page's picture for links to it: its title, and the stack of a build of the page as it is drawn there. An SVG of {@link cardSize}. */
export function cardSvg({ label, title, line, build }: Card, color: (name: string) => string): string {
  const titleSize = title.length > 34 ? 54 : 64
  const titleLines = wrapped(title, Math.floor(600 / (titleSize * letter)))
  const top = 250
  const below = top + titleLines.length * titleSize * 1.12
  const lines = wrapped(line, Math.floor(600 / (27 * letter))).slice(0, 4)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}" viewBox="0 0 ${cardSize.width} ${cardSize.height}">`,
    `<rect width="1200" height="630" fill="${color('--surface-page')}"/>`,
    `<path fill="${color('--strata-2')}" d="M0 596c180-14 330 12 540 4s360-18 660 0v30H0z"/>`,
    `<path fill="${color('--strata-5')}" d="M0 612c200-8 420 8 640 2s360-10 560-2v18H0z"/>`,
    mark(color),
    text(label, 80, 178, 26, color('--text-muted')),
    ...titleLines.map((words, at) =>
      text(words, 80, top + at * titleSize * 1.12, titleSize, color('--text-strong'), 500),
    ),
    ...lines.map((words, at) => text(words, 80, below + at * 40, 27, color('--text-normal'))),
    `<defs><pattern id="hidden" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="4" height="12" fill="${color('--color-hidden')}" opacity="0.38"/></pattern></defs>`,
    stackSvg(build, color),
    '</svg>',
  ].join('')
}

/** The colours of the site's light theme, by the names that its styles give them. Throws RangeError for a name that is not there. */
export function lightColors(root: string): (name: string) => string {
  const css = readFileSync(join(root, 'src/styles/tokens.css'), 'utf8')
  const colors = new Map(
    [...css.matchAll(/(--[\w-]+): (?:light-dark\()?(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  )
  return (name) => {
    const value = colors.get(name)
    if (value === undefined) throw new RangeError(`tokens.css has no colour ${name}`)
    return value
  }
}

/** The blocks of the stack, topmost first, in heights that fill the card. */
function blocksOf(build: BuildView): readonly Block[] {
  const height = stack.bottom - stack.top
  return stackView(build, { scale: 'log', unfolded: false, height })?.blocks ?? []
}

function stackSvg(build: BuildView, color: (name: string) => string): string {
  const blocks = blocksOf(build)
  const all = blocks.reduce((sum, block) => sum + block.height, 0)
  const scale = (stack.bottom - stack.top - 6 * (blocks.length - 1)) / Math.max(1, all)
  let y = stack.top
  return blocks
    .map((block) => {
      const height = block.height * scale
      const drawn = blockSvg(block, y, height, color)
      y += height + 6
      return drawn
    })
    .join('')
}

function blockSvg(block: Block, y: number, height: number, color: (name: string) => string): string {
  const ground = color(block.color === undefined ? '--color-base-soft' : `--layer-${block.color}`)
  const edge = color(block.color === undefined ? '--color-base' : `--layer-${block.color}-edge`)
  const width = stack.right - stack.left
  const size = Math.min(22, height * 0.5)
  const room = Math.floor((width - 48) / (size * 0.62) - block.size.length - 2)
  const label = block.label.length > room ? `${block.label.slice(0, Math.max(1, room - 1))}…` : block.label
  const middle = y + height / 2 + size * 0.35
  const hidden =
    block.hidden === undefined
      ? ''
      : `<rect x="${stack.left}" y="${y}" width="${width * Math.max(0.12, block.hidden.share)}" height="${height}" rx="6" fill="url(#hidden)"/>`
  return `<rect x="${stack.left}" y="${y}" width="${width}" height="${height}" rx="6" fill="${ground}" stroke="${edge}" stroke-width="2"/>${hidden}<text x="${
    stack.left + 24
  }" y="${middle}" font-family="JetBrains Mono, DejaVu Sans Mono, monospace" font-size="${size}" fill="${color(
    '--text-on-layer',
  )}">${escapeHtml(label)}</text><text x="${stack.right - 24}" y="${middle}" text-anchor="end" font-family="${escapeHtml(
    face,
  )}" font-size="${size}" fill="${color('--text-on-layer')}">${escapeHtml(block.size)}</text>`
}

function text(words: string, x: number, y: number, size: number, fill: string, weight = 400): string {
  return `<text x="${x}" y="${y}" font-family="${escapeHtml(face)}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeHtml(words)}</text>`
}

/** The sign of the site and its name. */
function mark(color: (name: string) => string): string {
  const slabs = [
    { d: 'M2 22.5 18 16l16 6.5L18 29z', name: '--color-base' },
    { d: 'M6 15.5 22 9l16 6.5L22 22z', name: '--color-ran' },
    { d: 'M2 8.5 18 2l16 6.5L18 15z', name: '--text-strong' },
  ]
  return `<g transform="translate(78 66) scale(1.3)">${slabs.map(({ d, name }) => `<path d="${d}" fill="${color(name)}"/>`).join('')}</g>${text('Layerwise', 142, 101, 32, color('--text-strong'), 600)}`
}

/** Words in lines of at most so many letters. */
export function wrapped(words: string, letters: number): readonly string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
