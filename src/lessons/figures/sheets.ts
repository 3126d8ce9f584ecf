import type { LayerEntryView } from '../../engine/views.ts'
import { sizeText } from '../../workbench/figures.ts'
import { type Drawing, type FigureSource, type OwnLayer, playFor, sheetsOf } from './source.ts'
import { arrow, box, type Frame, hatching, line, sheet, sheetHeight, width, words } from './svg.ts'

const nameRoom = 150

/** An own layer and its entries that are files, by their path. */
interface Drawn extends OwnLayer {
  readonly entries: readonly LayerEntryView[]
}

function drawnSheets(source: FigureSource): readonly Drawn[] {
  const play = playFor(source)
  return sheetsOf(play, source.where).own.map((layer) => ({
    ...layer,
    entries: play.layerFiles(layer.index).entries.filter(({ kind, change }) => kind === 'file' || change === 'removed'),
  }))
}

/** The columns of the paths, in the order in which they first appear, and how wide a tile is: as their names need. */
interface Columns {
  readonly paths: readonly string[]
  readonly tile: number
  readonly x: (at: number) => number
}

function columnsOf(layers: readonly Drawn[]): Columns {
  const paths = [...new Set(layers.flatMap(({ entries }) => entries.map(({ path }) => path)))]
  const tile = Math.max(62, ...paths.map((path) => leaf(path).length * 6.8 + 12))
  return { paths, tile, x: (at) => nameRoom + 8 + at * (tile + 8) }
}

function leaf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A sheet seen from the side: its line at the left, a tile for each path that it says anything about. */
function sheetRow(
  layer: Drawn,
  columns: Columns,
  y: number,
  covered: (path: string) => boolean,
  say: (word: string) => string,
): readonly string[] {
  return [
    box({ x: 0, y, width, height: 46 }, `sheet layer-${layer.color ?? 1}`),
    words({ x: 10, y: y + 27 }, layer.name, { kind: 'code', room: nameRoom - 16 }),
    ...columns.paths.flatMap((path, at) => {
      const entry = layer.entries.find((one) => one.path === path)
      if (entry === undefined) return []
      const area = { x: columns.x(at), y: y + 6, width: columns.tile, height: 34 }
      if (entry.change === 'removed')
        return [
          box(area, 'patch'),
          words({ x: area.x + columns.tile / 2, y: area.y + 15 }, leaf(path), {
            kind: 'code',
            at: 'middle',
            meaning: 'muted',
          }),
          words({ x: area.x + columns.tile / 2, y: area.y + 29 }, say('removed'), { kind: 'small', at: 'middle' }),
        ]
      return [
        covered(path) ? hatching(area) : box(area, 'tile'),
        words({ x: area.x + columns.tile / 2, y: area.y + 15 }, leaf(path), { kind: 'code', at: 'middle' }),
        words({ x: area.x + columns.tile / 2, y: area.y + 29 }, say(covered(path) ? 'hidden' : entry.change), {
          kind: 'small',
          at: 'middle',
        }),
      ]
    }),
  ]
}

const rowPitch = 54

/** The sheets one above the other, and the view from above: a path shows what the highest sheet says of it. */
function stackPieces(
  layers: readonly Drawn[],
  columns: Columns,
  say: (word: string) => string,
  from = 0,
): readonly string[] {
  return layers.flatMap((layer, at) => {
    const covered = (path: string) =>
      layers.slice(at + 1).some(({ entries }) => entries.some((entry) => entry.path === path))
    return sheetRow(layer, columns, from + (layers.length - 1 - at) * rowPitch, covered, say)
  })
}

function mergedPieces(
  layers: readonly Drawn[],
  columns: Columns,
  y: number,
  say: (word: string) => string,
): readonly string[] {
  return [
    box({ x: 0, y, width, height: 46 }, 'paper'),
    words({ x: 10, y: y + 27 }, say('seen from above'), { kind: 'strong', room: nameRoom - 10 }),
    ...columns.paths.flatMap((path, at) => {
      const top = layers.findLast(({ entries }) => entries.some((entry) => entry.path === path))
      const x = columns.x(at)
      const isThere = top?.entries.find((entry) => entry.path === path)?.change !== 'removed' && top !== undefined
      return isThere
        ? [
            box({ x, y: y + 6, width: columns.tile, height: 34 }, `sheet layer-${top.color ?? 1}`),
            words({ x: x + columns.tile / 2, y: y + 27 }, leaf(path), { kind: 'code', at: 'middle' }),
          ]
        : [
            box({ x, y: y + 6, width: columns.tile, height: 34 }, 'ghost'),
            words({ x: x + columns.tile / 2, y: y + 27 }, say('nothing'), {
              kind: 'small',
              at: 'middle',
              meaning: 'muted',
            }),
          ]
    }),
  ]
}

/** A stack taken apart, sheet by sheet, with the merged view on top. */
export const exploded: Drawing = (source) => {
  const layers = drawnSheets(source)
  const columns = columnsOf(layers)
  return [
    {
      height: 70 + layers.length * rowPitch,
      pieces: [
        ...mergedPieces(layers, columns, 0, source.say),
        ...columns.paths.map((_, at) => {
          const x = columns.x(at) + columns.tile / 2
          return arrow({ x, y: 70 }, { x, y: 50 })
        }),
        ...stackPieces(layers, columns, source.say, 74),
      ],
    },
  ]
}

/** The sheets laid on each other one by one: what is seen from above after each. */
export const laying: Drawing = (source) => {
  const layers = drawnSheets(source)
  const columns = columnsOf(layers)
  const height = 62 + layers.length * rowPitch
  return layers.map((_, at): Frame => {
    const laid = layers.slice(0, at + 1)
    return {
      height,
      pieces: [
        ...mergedPieces(laid, columns, 0, source.say),
        ...stackPieces(laid, columns, source.say, 62 + (layers.length - laid.length) * rowPitch),
      ],
    }
  })
}

/** A file that a later step changes in a small thing only: both copies, at their true sizes. */
export const copyUp: Drawing = (source) => {
  const layers = drawnSheets(source)
  const [lower, upper] = layers
  const pieces = [upper, lower].flatMap((layer, at) => {
    if (layer === undefined) return []
    const y = 4 + at * 112
    const area = { x: 12, y: y + 36, width: width - 24, height: 54 }
    const entry = layer.entries.at(-1)
    return [
      box({ x: 0, y, width, height: 100 }, `sheet layer-${layer.color ?? 1}`),
      words({ x: 12, y: y + 22 }, layer.name, { kind: 'code', room: width - 90 }),
      words({ x: width - 12, y: y + 22 }, layer.size, { kind: 'small', at: 'end' }),
      layer.hidden > 0 ? hatching(area) : box(area, 'tile'),
      words({ x: 24, y: y + 60 }, `/${entry?.path ?? ''}`, { kind: 'code' }),
      words(
        { x: 24, y: y + 78 },
        layer.hidden > 0 ? `${source.say('hidden')}: ${sizeText(layer.hidden)}` : source.say('the whole file, again'),
        { kind: 'small' },
      ),
    ]
  })
  return [{ height: 220, pieces }]
}

/** One evening in sheets: a big file comes, is covered, and work goes on. The last picture is the stack from the side. */
export const ghost: Drawing = (source) => {
  const { base, own } = sheetsOf(playFor(source), source.where)
  const step = sheetHeight + 4
  const tall = 66
  const height = 40 + step * (own.length + 1) + tall
  const from = (count: number, isSide: boolean): Frame => {
    let y = height - 6 - sheetHeight
    const pieces = [sheet({ x: 0, y, width }, base)]
    for (const layer of own.slice(0, count)) {
      const isBig = layer.hidden > 0
      const covered = isBig && count > 1
      y -= isBig ? tall + 4 : step
      pieces.push(
        isBig
          ? [
              box({ x: 0, y, width, height: tall }, `sheet layer-${layer.color ?? 1}`),
              covered ? hatching({ x: 10, y: y + 28, width: width - 20, height: tall - 36 }) : '',
              words({ x: 12, y: y + 19.5 }, layer.name, { kind: 'code', room: width - 90 }),
              words({ x: width - 8, y: y + 19.5 }, layer.size, { kind: 'small', at: 'end' }),
              covered
                ? words({ x: width / 2, y: y + 49 }, isSide ? source.say('still here') : source.say('covered'), {
                    kind: 'strong',
                    at: 'middle',
                  })
                : '',
            ].join('')
          : sheet({ x: 0, y, width }, layer),
      )
    }
    return {
      height,
      pieces: [...pieces, isSide ? line({ x: 0, y: height - 2 }, { x: width, y: height - 2 }, 'line is-hidden') : ''],
    }
  }
  return [...own.map((_, at) => from(at + 1, false)), from(own.length, true)]
}
