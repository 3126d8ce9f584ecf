import { figureText, sizeText } from '../../workbench/figures.ts'
import { AuthorError } from '../author-error.ts'
import { playOf } from '../expression.ts'
import type { Play } from '../play.ts'
import { type Drawing, type FigureSource, sheetsOf } from './source.ts'
import { box, hatching, width, words } from './svg.ts'

interface Bar {
  readonly name: string
  readonly play: Play
}

/** The builds that `builds="1: as it was, 3/solution: mended"` names: a scene in front of the stroke where it is not the figure's own. */
function barsOf({ attributes, plays, where }: FigureSource): readonly Bar[] {
  const { builds } = attributes
  if (!builds) throw new AuthorError(where, 'builds="1: as it was, solution: mended"', 'none')
  return builds.split(/\s*,\s*/).map((one) => {
    const [, scene, build = '', name = ''] = /^(?:([^/:]+)\/)?([^:]+):\s*(.+)$/.exec(one) ?? []
    return { name, play: playOf(build, plays(scene ?? attributes.scene), where) }
  })
}

/** Images side by side on one scale, each with its hidden bytes hatched. */
export const sizes: Drawing = (source) => {
  const bars = barsOf(source).map(({ name, play }) => {
    const { base, own } = sheetsOf(play, source.where)
    const hidden = own.reduce((bytes, layer) => bytes + layer.hidden, 0)
    const total = play.build.image?.size ?? { value: 0, sources: [] }
    const above = own.reduce((bytes, layer) => bytes + layer.bytes, 0)
    return { name, base, hidden, total, above }
  })
  const most = Math.max(...bars.map(({ total }) => total.value))
  const room = width - 8
  return [
    {
      height: bars.length * 56 + 4,
      pieces: bars.flatMap(({ name, hidden, total, above }, at) => {
        const y = 4 + at * 56
        const scale = (bytes: number) => (bytes / most) * room
        const baseWide = scale(total.value - above)
        return [
          words({ x: 0, y: y + 14 }, name, { kind: 'small', room: width - 80 }),
          words({ x: width - 4, y: y + 14 }, figureText(total), { kind: 'strong', at: 'end' }),
          box({ x: 0, y: y + 20, width: scale(total.value), height: 24 }, 'sheet layer-1', 2),
          box({ x: 0, y: y + 20, width: baseWide, height: 24 }, 'sheet base', 2),
          hidden === 0 ? '' : hatching({ x: scale(total.value - hidden), y: y + 20, width: scale(hidden), height: 24 }),
          hidden === 0
            ? ''
            : words({ x: scale(total.value) - 8, y: y + 36.5 }, `${source.say('hidden')}: ${sizeText(hidden)}`, {
                kind: 'small',
                at: 'end',
              }),
        ]
      }),
    },
  ]
}

/** What an image's weight is made of: its base and each layer above it, on one scale for all builds. */
export const bill: Drawing = (source) => {
  const bars = barsOf(source).map(({ name, play }) => ({
    name,
    ...sheetsOf(play, source.where),
    total: play.build.image?.size ?? { value: 0, sources: [] },
  }))
  const most = Math.max(...bars.map(({ total }) => total.value))
  let y = 4
  const pieces = bars.flatMap(({ name, base, own, total }) => {
    const parts = [
      {
        name: base.name,
        size: base.size ?? '',
        bytes: total.value - own.reduce((bytes, layer) => bytes + layer.bytes, 0),
        color: undefined,
      },
      ...own,
    ].filter(({ bytes }) => bytes > 0)
    let x = 0
    const drawn = [
      words({ x: 0, y: y + 14 }, name, { kind: 'strong', room: width - 90 }),
      words({ x: width - 2, y: y + 14 }, figureText(total), { kind: 'strong', at: 'end' }),
      ...parts.flatMap((part, at) => {
        const wide = Math.max(2, (part.bytes / most) * (width - 2))
        const row = y + 66 + at * 20
        const ground = part.color === undefined ? 'sheet base' : `sheet layer-${part.color}`
        const bar = box({ x, y: y + 22, width: wide, height: 26 }, ground, 2)
        x += wide
        return [
          bar,
          box({ x: 0, y: row - 10, width: 12, height: 12 }, ground, 2),
          words({ x: 20, y: row }, part.name, { kind: 'code', room: width - 100 }),
          words({ x: width - 2, y: row }, part.size, { kind: 'small', at: 'end' }),
        ]
      }),
    ]
    y += 72 + parts.length * 20
    return drawn
  })
  return [{ height: y - 4, pieces }]
}
