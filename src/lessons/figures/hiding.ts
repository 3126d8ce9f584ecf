import { AuthorError } from '../author-error.ts'
import { playOf } from '../expression.ts'
import { placeNames, tracesOf } from '../traces.ts'
import { type Drawing, playFor, sheetsOf, shortText } from './source.ts'
import { arrow, box, type Frame, sheet, sign, width, words } from './svg.ts'

const rowHeight = 44

/**
 * Where a secret was found: a row for each way to bring it in, a column for each part of an image. `ways="1: copied and deleted, 3: mounted"` names scenes,
 * `for` the text that is looked for, with others for single scenes after a stroke: `5/plc_fake_db: in ENV`.
 */
export const hidingPlaces: Drawing = ({ attributes, plays, where, say }) => {
  const { ways, for: usual = '' } = attributes
  if (!ways || !usual) throw new AuthorError(where, 'ways="1: copied and deleted, …" and for="the text"', 'fewer')
  const rows = ways.split(/\s*,\s*/).map((way) => {
    const [, scene = '', other, name = ''] = /^([^/:]+)(?:\/([^:]+))?:\s*(.+)$/.exec(way) ?? []
    return { name, traces: tracesOf(playOf(1, plays(scene), where), other ?? usual ?? '', where) }
  })
  const left = 88
  const column = (width - left) / placeNames.length
  return [
    {
      height: 34 + rows.length * rowHeight,
      pieces: [
        ...placeNames.map((place, at) =>
          words({ x: left + (at + 0.5) * column, y: 18 }, say(place), {
            kind: 'small',
            at: 'middle',
            meaning: 'muted',
          }),
        ),
        ...rows.flatMap(({ name, traces }, row) => {
          const y = 28 + row * rowHeight
          return [
            words({ x: 0, y: y + 23 }, name, { kind: 'text', room: left - 6 }),
            ...traces.flatMap(({ rows: found }, at) => {
              const isFound = found.length > 0
              const x = left + at * column
              return [
                box({ x: x + 3, y, width: column - 6, height: rowHeight - 8 }, isFound ? 'found' : 'ghost'),
                sign({ x: x + 16, y: y + 24 }, isFound ? 'broken' : 'ok'),
                words({ x: x + 29, y: y + 22 }, say(isFound ? 'found' : 'nothing'), { kind: 'small' }),
              ]
            }),
          ]
        }),
      ],
    },
  ]
}

/** A secret mount as a visitor with a badge: at the door, inside while the step runs, and gone before the layer is packed. */
export const visitor: Drawing = (source) => {
  const play = playFor(source)
  const step = play.build.instructions.find(({ text }) => text.includes('--mount=type=secret'))
  if (step === undefined) throw new AuthorError(source.where, 'a scene with a secret mount', play.label)
  const [, id = ''] = /id=([^,\s]+)/.exec(step.text) ?? []
  const layer = sheetsOf(play, source.where).own.find(
    ({ instruction }) => play.build.instructions[instruction ?? -1] === step,
  )
  const command = shortText(step.text).replace(/--mount=\S+ /, '')
  const badge = (x: number, y: number) => [
    box({ x, y, width: 104, height: 46 }, 'badge', 6),
    words({ x: x + 52, y: y + 17 }, source.say('secret'), { kind: 'small', at: 'middle', meaning: 'muted' }),
    words({ x: x + 52, y: y + 35 }, id, { kind: 'code', at: 'middle' }),
  ]
  const room = [
    box({ x: 130, y: 14, width: 206, height: 92 }, 'crate', 6),
    words({ x: 142, y: 34 }, command, { kind: 'code', room: 184 }),
  ]
  const frame = (pieces: readonly string[]): Frame => ({ height: 160, pieces: [...room, ...pieces] })
  const packed = sheet(
    { x: 130, y: 122, width: 206 },
    { name: command, size: layer?.size ?? '', color: layer?.color ?? 1 },
  )
  return [
    frame([...badge(6, 44), arrow({ x: 112, y: 67 }, { x: 128, y: 67 })]),
    frame(badge(182, 48)),
    frame([
      ...badge(6, 44),
      arrow({ x: 128, y: 67 }, { x: 112, y: 67 }),
      arrow({ x: 233, y: 106 }, { x: 233, y: 121 }),
      packed,
    ]),
  ]
}
