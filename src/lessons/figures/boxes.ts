import { AuthorError } from '../author-error.ts'
import { type Drawing, type FigureSource, playFor, sheetsOf } from './source.ts'
import { arrow, box, type Frame, line, sheet, sheetHeight, sign, warehouse, width, words } from './svg.ts'

/** Two programs on one server: with the `old` version of what they share, with the `new` one, and each in a box with its own. */
export const sharedShelf: Drawing = ({ attributes, say, where }) => {
  const { old, new: young } = attributes
  if (!old || !young)
    throw new AuthorError(where, 'old=3.9 and new=3.13, the versions that the two programs need', 'fewer')
  const programs = [
    { name: 'hello', needs: old },
    { name: 'labels', needs: young },
  ]
  const server = (pieces: readonly string[]): Frame => ({
    height: 196,
    pieces: [
      box({ x: 4, y: 4, width: width - 8, height: 188 }, 'room', 8),
      words({ x: 16, y: 24 }, say('one server'), { kind: 'small', meaning: 'muted' }),
      ...pieces,
      box({ x: 16, y: 156, width: width - 32, height: 26 }, 'ground'),
      words({ x: width / 2, y: 173.5 }, say('kernel'), { kind: 'small', at: 'middle' }),
    ],
  })
  const program = (at: number, y: number, runs: boolean) => {
    const { name, needs } = programs[at] ?? { name: '', needs: '' }
    const x = 30 + at * 148
    return [
      box({ x, y, width: 132, height: 50 }, runs ? 'paper' : 'paper is-problem'),
      words({ x: x + 12, y: y + 21 }, name, { kind: 'strong' }),
      words({ x: x + 12, y: y + 39 }, `${say('needs')} ${needs}`, { kind: 'small', meaning: 'muted' }),
      sign({ x: x + 114, y: y + 31 }, runs ? 'ok' : 'broken'),
    ]
  }
  const shared = (version: string) =>
    server([
      ...programs.flatMap(({ needs }, at) => program(at, 46, needs === version)),
      box({ x: 16, y: 112, width: width - 32, height: 34 }, 'sheet layer-7'),
      words({ x: width / 2, y: 133.5 }, `Python ${version}`, { kind: 'code', at: 'middle' }),
    ])
  const apart = server(
    programs.flatMap(({ needs }, at) => [
      box({ x: 22 + at * 148, y: 36, width: 148, height: 114 }, 'crate', 6),
      ...program(at, 46, true),
      box({ x: 30 + at * 148, y: 106, width: 132, height: 34 }, `sheet layer-${at === 0 ? 7 : 2}`),
      words({ x: 96 + at * 148, y: 127.5 }, `Python ${needs}`, { kind: 'code', at: 'middle' }),
    ]),
  )
  return [shared(old), shared(young), apart]
}

/** One image, and the containers that were started from it: each with a sheet of its own over the same layers. */
export const blueprint: Drawing = (source) => {
  const { base, own } = sheetsOf(playFor(source), source.where)
  const stack = [base, ...own]
  const { say } = source
  const container = (x: number, name: string, note: string) => [
    box({ x, y: 132, width: 154, height: 86 }, 'crate', 6),
    words({ x: x + 12, y: 152 }, name, { kind: 'strong' }),
    box({ x: x + 10, y: 162, width: 134, height: 24 }, 'ghost'),
    words({ x: x + 77, y: 178 }, note, { kind: 'small', at: 'middle', room: 126 }),
    words({ x: x + 77, y: 206 }, say('the image, as it is'), { kind: 'small', at: 'middle', meaning: 'muted' }),
  ]
  return [
    {
      height: 224,
      pieces: [
        words({ x: width / 2, y: 15 }, say('one image'), { kind: 'strong', at: 'middle' }),
        ...stack
          .toReversed()
          .map((one, at) => sheet({ x: 40, y: 24 + at * (sheetHeight + 3), width: width - 80 }, one)),
        arrow({ x: 120, y: 92 }, { x: 84, y: 128 }),
        arrow({ x: 220, y: 92 }, { x: 256, y: 128 }),
        ...container(6, 'hello', say('its own sheet')),
        ...container(180, 'hello2', '/note.txt'),
      ],
    },
  ]
}

/** What `docker run` does, in five beats; the layers are those of a scene's image. */
export const dockerRun: Drawing = (source) => {
  const { base, own } = sheetsOf(playFor(source), source.where)
  const count = base.layers + own.length
  const beats = ['looks', 'pulls', 'covers', 'starts', 'connects'] as const
  return beats.map((_, beat) => ({ height: 212, pieces: runBeat(source, count, beat) }))
}

function runBeat({ say, attributes }: FigureSource, count: number, beat: number): readonly string[] {
  const { port = '8081' } = attributes
  const pitch = Math.min(14, 84 / count)
  const layers = (x: number, isGhost: boolean) =>
    Array.from({ length: count }, (_, at) =>
      box(
        { x, y: 176 - at * pitch, width: 92, height: pitch - 3 },
        isGhost ? 'ghost' : at === count - 1 ? 'sheet layer-1' : 'sheet base',
        2,
      ),
    )
  const top = 176 - (count - 1) * pitch
  return [
    box({ x: 4, y: 4, width: 196, height: 204 }, 'room', 8),
    words({ x: 16, y: 24 }, say('this machine'), { kind: 'small', meaning: 'muted' }),
    warehouse({ x: 228, y: 48, width: 108, height: 148 }, say('registry')),
    ...layers(236, false),
    ...layers(84, beat === 0),
    beat === 0 ? words({ x: 130, y: 144 }, '?', { kind: 'mark', at: 'middle', meaning: 'ran' }) : '',
    beat === 1 ? arrow({ x: 232, y: 134 }, { x: 182, y: 134 }, 'ran') : '',
    beat >= 2 ? box({ x: 84, y: top - 24, width: 92, height: 18 }, 'ghost is-ran', 2) : '',
    beat >= 2 ? words({ x: 130, y: top - 11 }, say('its own sheet'), { kind: 'small', at: 'middle', room: 92 }) : '',
    beat >= 3 ? box({ x: 76, y: top - 66, width: 108, height: 186 - top + 66 }, 'crate', 6) : '',
    beat >= 3 ? words({ x: 130, y: top - 40 }, '1  python', { kind: 'code', at: 'middle' }) : '',
    beat >= 4 ? box({ x: 10, y: top - 54, width: 48, height: 22 }, 'paper') : '',
    beat >= 4 ? words({ x: 34, y: top - 39 }, String(port), { kind: 'code', at: 'middle' }) : '',
    beat >= 4 ? arrow({ x: 58, y: top - 43 }, { x: 84, y: top - 43 }, 'cached') : '',
    beat === 0 ? line({ x: 84, y: 192 }, { x: 176, y: 192 }) : '',
  ]
}
