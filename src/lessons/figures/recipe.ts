import { figureText } from '../../workbench/figures.ts'
import { resultRows } from '../result.ts'
import { type Drawing, playFor, shortText } from './source.ts'
import { arrow, box, card, type Frame, sheet, sheetHeight, width, words } from './svg.ts'

const rowHeight = 24
const step = sheetHeight + 3
const right = 176

/** A Dockerfile read aloud: one picture for each instruction; each lays a sheet on the stack or writes on the card. Made from a real build. */
export const walk: Drawing = (source) => {
  const play = playFor(source)
  const { image } = play.build
  const rows = resultRows(play.build)
  const isFiles = rows.map(({ mark, size }) => mark !== 'setting' && size !== undefined)
  const files = isFiles.filter((is) => is).length
  const settings = isFiles.length - files
  const height = Math.max(rows.length * rowHeight + 20, files * step + settings * 17 + 64)
  return rows.map((_, at): Frame => {
    const done = rows.slice(0, at + 1)
    const sheets = done.filter((__, row) => isFiles[row])
    const cards = done.filter((__, row) => !isFiles[row]).map(({ text }) => text)
    const written = card({ x: right, y: 10, width: width - right - 2 }, source.say('settings'), cards)
    const target = isFiles[at] ? height - 10 - sheets.length * step + 16 : 10 + written.height - 12
    return {
      height,
      pieces: [
        ...rows.flatMap(({ text }, row) => [
          row === at ? box({ x: 0, y: 10 + row * rowHeight, width: 146, height: rowHeight - 2 }, 'cursor') : '',
          words({ x: 8, y: 26 + row * rowHeight }, shortText(text), {
            kind: 'code',
            room: 136,
            ...(row > at ? { meaning: 'muted' as const } : {}),
          }),
        ]),
        arrow({ x: 148, y: 21 + at * rowHeight }, { x: right - 4, y: target }, isFiles[at] ? 'ran' : 'plain'),
        cards.length === 0 ? '' : written.piece,
        ...sheets.map(({ text, size, instruction }, place) =>
          sheet(
            { x: right, y: height - 10 - (place + 1) * step + 3, width: width - right - 2 },
            {
              name: text.split(' ')[0] ?? '',
              size: size === undefined ? '' : figureText(size),
              color: image?.layers.some((layer) => layer.base && layer.instruction === instruction)
                ? undefined
                : ((place - 1) % 8) + 1,
            },
          ),
        ),
      ],
    }
  })
}

/** Which instructions work on files, which on the card of settings, and which on both: `files`, `both` and `settings` name them. */
export const twoKinds: Drawing = ({ attributes, say }) => {
  const list = (text: string | null | undefined) => (text ?? '').split(' ').filter((word) => word !== '')
  const columns = [list(attributes.files), list(attributes.both), list(attributes.settings)]
  const height = 62 + Math.max(...columns.map((column) => column.length)) * 28
  const third = width / 3
  const titles = [say('lays a sheet'), say('both'), say('writes on the card')]
  return [
    {
      height,
      pieces: columns.flatMap((column, at) => {
        const x = at * third
        const head =
          at === 0
            ? sheet({ x: x + 8, y: 8, width: third - 16 }, { name: '', color: 1 })
            : at === 2
              ? card({ x: x + 8, y: 6, width: third - 16 }, '', []).piece
              : `${sheet({ x: x + 8, y: 14, width: 52 }, { name: '', color: 1 })}${card({ x: x + 54, y: 6, width: 48 }, '', []).piece}`
        return [
          head,
          words({ x: x + third / 2, y: 54 }, titles[at] ?? '', {
            kind: 'small',
            at: 'middle',
            meaning: 'muted',
            room: third,
          }),
          ...column.map((name, row) =>
            words({ x: x + third / 2, y: 80 + row * 28 }, name, { kind: 'code', at: 'middle' }),
          ),
        ]
      }),
    },
  ]
}
