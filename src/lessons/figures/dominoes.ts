import { figureText } from '../../workbench/figures.ts'
import type { Play } from '../play.ts'
import { type ResultRow, resultRows } from '../result.ts'
import { type Drawing, playFor, shortText } from './source.ts'
import { arrow, box, type Frame, sign, width, words } from './svg.ts'

/** The rows of a build that are steps: the stones of the row. */
function stonesOf(play: Play): readonly ResultRow[] {
  return resultRows(play.build).filter(({ mark }) => mark !== 'setting')
}

const pitch = 62

/** A row of stones, one a step; those that fell, up to `fallen`, lie on their side. Below, each step's line and what became of it. */
function rowOf(stones: readonly ResultRow[], fallen: number, say: (word: string) => string): Frame {
  const shown = stones.map((stone, at) => ({ ...stone, falls: stone.mark === 'ran' && at < fallen }))
  const gap = width / stones.length
  const base = 96
  return {
    height: base + 18 + stones.length * 26,
    pieces: [
      box({ x: 0, y: base, width, height: 3 }, 'ground'),
      ...shown.flatMap(({ falls, mark }, at) => {
        const x = gap * (at + 0.5) - 14
        const waits = mark === 'ran' && !falls
        const stone = falls
          ? `<rect x="${x - 12}" y="${base - 66}" width="24" height="66" rx="3" class="stone is-ran" transform="rotate(62 ${x + 12} ${base})"/>`
          : box({ x: x - 12, y: base - 66, width: 24, height: 66 }, `stone ${waits ? 'is-faded' : 'is-cached'}`, 3)
        return [stone, falls ? '' : words({ x, y: base - 28 }, String(at + 1), { kind: 'strong', at: 'middle' })]
      }),
      ...shown.flatMap(({ text, mark, falls, size }, at) => {
        const y = base + 28 + at * 26
        const is = mark === 'ran' && !falls ? 'unbuilt' : mark === 'cached' ? 'cached' : 'ran'
        const became = is === 'unbuilt' ? say('waits') : is === 'cached' ? say('cached') : say('runs')
        return [
          words({ x: 6, y }, `${at + 1}`, { kind: 'strong' }),
          words({ x: 24, y }, shortText(text), { kind: 'code', room: width - 156 }),
          sign({ x: width - 112, y: y + 1 }, is),
          words({ x: width - 100, y }, became, { kind: 'small' }),
          words({ x: width - 2, y }, size === undefined || is === 'unbuilt' ? '' : figureText(size), {
            kind: 'small',
            at: 'end',
          }),
        ]
      }),
    ],
  }
}

/** A build as a row of dominoes: cached steps stand, those that ran lie. */
export const dominoes: Drawing = (source) => {
  const stones = stonesOf(playFor(source))
  return [rowOf(stones, stones.length, source.say)]
}

/** The same row, falling stone by stone. */
export const falling: Drawing = (source) => {
  const stones = stonesOf(playFor(source))
  const first = stones.findIndex(({ mark }) => mark === 'ran')
  const from = first === -1 ? stones.length : first
  return [from, ...stones.slice(from).map((_, at) => from + at + 1)].map((fallen) => rowOf(stones, fallen, source.say))
}

/** A Dockerfile beside a ruler from rare to frequent: each line stands where its `changes` say, 0 to 10. */
export const ruler: Drawing = (source) => {
  const rows = stonesOf(playFor(source))
  const often = (source.attributes.changes ?? '').split(/\s*,\s*/)
  const height = 34 + rows.length * pitch
  const x = width - 70
  return [
    {
      height,
      pieces: [
        words({ x, y: 16 }, source.say('rarely'), { kind: 'small', at: 'middle', meaning: 'muted' }),
        arrow({ x, y: 24 }, { x, y: height - 24 }),
        words({ x, y: height - 6 }, source.say('all day'), { kind: 'small', at: 'middle', meaning: 'muted' }),
        ...rows.flatMap(({ text, size }, at) => {
          const y = 44 + at * ((height - 90) / Math.max(1, rows.length - 1))
          return [
            box({ x: 0, y: y - 18, width: x - 26, height: 40 }, `sheet ${at === 0 ? 'base' : `layer-${at}`}`),
            words({ x: 10, y: y - 1 }, shortText(text), { kind: 'code', room: x - 52 }),
            words({ x: 10, y: y + 15 }, size === undefined ? '' : figureText(size), { kind: 'small' }),
            `<circle cx="${x}" cy="${y + 2}" r="5" class="stone is-ran"/>`,
            words({ x: x + 12, y: y + 6 }, often[at] ?? '', { kind: 'small' }),
          ]
        }),
      ],
    },
  ]
}
