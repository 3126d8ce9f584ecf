import { figureText } from '../../workbench/figures.ts'
import { AuthorError } from '../author-error.ts'
import type { Play } from '../play.ts'
import { type ResultRow, resultRows } from '../result.ts'
import { type Drawing, playFor, shortText } from './source.ts'
import { arrow, box, type Frame, sheet, sheetHeight, sign, width, words } from './svg.ts'

/** One stage: its name, its rows, and the names of stages that it copies from or stands on. */
interface Stage {
  readonly name: string
  readonly rows: readonly ResultRow[]
  readonly needs: readonly string[]
  readonly isBuilt: boolean
}

function stagesOf(play: Play, say: (word: string) => string): readonly Stage[] {
  const stages: { name: string; rows: ResultRow[]; needs: string[] }[] = []
  for (const row of resultRows(play.build)) {
    const from = /^FROM\s+(\S+)(?:\s+AS\s+(\S+))?/i.exec(row.text)
    if (from !== null) stages.push({ name: from[2] ?? say('the image'), rows: [], needs: [from[1] ?? ''] })
    const copied = /--from=(\S+)/.exec(row.text)?.[1]
    const last = stages.at(-1)
    last?.rows.push(row)
    if (copied !== undefined) last?.needs.push(copied)
  }
  return stages.map((stage) => ({
    ...stage,
    isBuilt: stage.rows.some(({ mark }) => mark === 'ran' || mark === 'cached'),
  }))
}

const step = sheetHeight + 3

/** Two stages side by side, the workshop and what is shipped; between them the one thing that is carried over. Three beats. */
export const carried: Drawing = (source) => {
  const [workshop, parcel] = stagesOf(playFor(source), source.say)
  const carrying = parcel?.rows.find(({ text }) => text.includes('--from='))
  if (workshop === undefined || parcel === undefined || carrying === undefined)
    throw new AuthorError(source.where, 'two stages, the second copying from the first', 'none')
  const solid = ({ rows }: Stage) =>
    rows.filter(({ size, text }) => text.startsWith('FROM') || (size !== undefined && size.value > 0))
  const left = solid(workshop)
  const right = solid(parcel).filter((row) => row !== carrying)
  const half = 156
  const floor = 44 + Math.max(left.length, right.length + 1) * step
  const height = floor + 46
  const column = (rows: readonly ResultRow[], x: number, isGhost: boolean) =>
    rows.map((row, at) =>
      sheet(
        { x: x + 8, y: floor - (at + 1) * step + 3, width: half - 16 },
        {
          name: shortText(row.text).replace(/^FROM (\S+).*/, '$1'),
          size: row.size === undefined ? '' : figureText(row.size),
          color: row.text.startsWith('FROM') ? undefined : at + 1,
          isGhost,
        },
      ),
    )
  const jar = (x: number, y: number) => [
    box({ x, y, width: 74, height: 28 }, 'jar', 6),
    words({ x: x + 37, y: y + 18 }, /\.(\w+)\s+\S+$/.exec(carrying.text)?.[1] ?? source.say('files'), {
      kind: 'code',
      at: 'middle',
    }),
  ]
  return [0, 1, 2].map(
    (beat): Frame => ({
      height,
      pieces: [
        box({ x: 0, y: 4, width: half, height: height - 8 }, beat === 2 ? 'ghost' : 'room', 8),
        box({ x: width - half, y: 4, width: half, height: height - 8 }, 'room', 8),
        words({ x: 12, y: 22 }, `${source.say('stage')} ${workshop.name}`, {
          kind: 'small',
          meaning: 'muted',
          room: half - 20,
        }),
        words({ x: width - half + 12, y: 22 }, parcel.name, { kind: 'small', meaning: 'muted', room: half - 20 }),
        ...column(left, 0, beat === 2),
        ...(beat === 0 ? [] : column(right, width - half, false)),
        ...(beat === 1
          ? [arrow({ x: 96, y: floor + 22 }, { x: 246, y: floor + 22 }, 'ran'), ...jar(133, floor + 8)]
          : []),
        ...(beat === 2
          ? [
              sheet(
                { x: width - half + 8, y: floor - (right.length + 1) * step + 3, width: half - 16 },
                { name: 'COPY --from', size: carrying.size === undefined ? '' : figureText(carrying.size), color: 1 },
              ),
            ]
          : []),
        words({ x: half / 2, y: height - 18 }, beat === 2 ? source.say('stays here') : '', {
          kind: 'small',
          at: 'middle',
          meaning: 'muted',
        }),
        words(
          { x: width - half / 2, y: height - 18 },
          beat === 2 && carrying.total !== undefined ? figureText(carrying.total) : '',
          { kind: 'strong', at: 'middle' },
        ),
      ],
    }),
  )
}

/** The stages of a build and who needs whom; what nobody needs is grey, and was not run. */
export const stageGraph: Drawing = (source) => {
  const stages = stagesOf(playFor(source), source.say)
  const wide = 132
  const places = stages.map((_, at) => ({ x: at % 2 === 0 ? 8 : width - wide - 8, y: 8 + at * 74 }))
  return [
    {
      height: stages.length * 74 + 6,
      pieces: [
        ...stages.flatMap(({ needs, isBuilt }, at) =>
          needs.flatMap((need) => {
            const from = stages.findIndex(({ name }, other) => other < at && name === need)
            const [a, b] = [places[from], places[at]]
            if (a === undefined || b === undefined) return []
            const lean = a.x === b.x ? 30 : a.x < b.x ? 90 : 40
            return [
              arrow(
                { x: a.x + lean, y: a.y + 56 },
                { x: b.x + (a.x === b.x ? 30 : 60), y: b.y },
                isBuilt ? 'plain' : 'faded',
              ),
            ]
          }),
        ),
        ...stages.flatMap(({ name, rows, isBuilt }, at) => {
          const { x, y } = places[at] ?? { x: 0, y: 0 }
          return [
            box({ x, y, width: wide, height: 56 }, isBuilt ? 'paper' : 'ghost'),
            words({ x: x + 12, y: y + 23 }, name, { kind: 'strong', room: wide - 40 }),
            sign({ x: x + wide - 18, y: y + 24 }, isBuilt ? 'ran' : 'unbuilt'),
            words({ x: x + 12, y: y + 43 }, isBuilt ? `${rows.length} ${source.say('lines')}` : source.say('not run'), {
              kind: 'small',
              meaning: 'muted',
            }),
          ]
        }),
      ],
    },
  ]
}
