import { deliveryOf } from '../../../simulator/index.ts'
import { figureText, sizeText } from '../../workbench/figures.ts'
import { AuthorError } from '../author-error.ts'
import { playOf, sentOf } from '../expression.ts'
import type { Play } from '../play.ts'
import { type Drawing, playFor, sheetsOf, shortText } from './source.ts'
import { arrow, box, type Frame, sign, warehouse, width, words } from './svg.ts'

/** The way of an image from the build server over the registry to a node; what travels is what the other side lacks. */
function wayFrame(
  name: string,
  play: Play,
  plays: readonly Play[],
  say: (word: string) => string,
  where: string,
): Frame {
  const { layers, bytes } = sentOf(play, 1, plays, where)
  const { own } = sheetsOf(play, where)
  const travels = own.filter(({ index }) => layers.some((layer) => layer === play.image?.layers[index]))
  const houses = [say('build server'), say('registry'), say('node')]
  return {
    height: 120 + travels.length * 24,
    pieces: [
      words({ x: 0, y: 14 }, name, { kind: 'strong', room: width }),
      ...houses.map((house, at) =>
        at === 1
          ? warehouse({ x: 122, y: 26, width: 96, height: 58 }, house)
          : [
              box({ x: at === 0 ? 0 : width - 82, y: 36, width: 82, height: 48 }, 'room', 6),
              words({ x: at === 0 ? 41 : width - 41, y: 64 }, house, { kind: 'small', at: 'middle', room: 80 }),
            ].join(''),
      ),
      arrow({ x: 85, y: 66 }, { x: 120, y: 66 }, 'ran'),
      arrow({ x: 221, y: 66 }, { x: 256, y: 66 }, 'ran'),
      words({ x: 102, y: 101 }, figureText(bytes), { kind: 'small', at: 'middle' }),
      words({ x: 238, y: 101 }, figureText(bytes), { kind: 'small', at: 'middle' }),
      ...travels.flatMap((layer, at) => [
        box({ x: 0, y: 112 + at * 24, width: 14, height: 14 }, `sheet layer-${layer.color ?? 1}`, 2),
        words({ x: 22, y: 124 + at * 24 }, layer.name, { kind: 'code', room: width - 150 }),
        words({ x: width - 2, y: 124 + at * 24 }, `${layer.size} ${say('on disk')}`, { kind: 'small', at: 'end' }),
      ]),
    ],
  }
}

/** The second build of some scenes on its way, a picture each: `ways="1: the bad order, 2: the good order"`. */
export const delivery: Drawing = ({ attributes, plays, say, where }) => {
  const { ways } = attributes
  if (!ways) throw new AuthorError(where, 'ways="1: the bad order, 2: the good order"', 'none')
  return ways.split(/\s*,\s*/).map((way) => {
    const [, scene = '', name = ''] = /^([^:]+):\s*(.+)$/.exec(way) ?? []
    const all = plays(scene)
    return wayFrame(name, playOf(2, all, where), all, say, where)
  })
}

/** A push as a conversation: for each layer the question, the answer, and what is sent. One picture a beat: the questions, the answers, the sending. */
export const negotiation: Drawing = (source) => {
  const { where, say } = source
  const all = source.plays(source.attributes.scene)
  const play = playFor(source, source.attributes.build ?? '2')
  const known = playOf(1, all, where).image
  const { image } = play
  if (image === undefined || known === undefined) throw new AuthorError(where, 'builds that give an image', play.label)
  const sent = deliveryOf(image, [known])
  const names = image.layers.map((_, at) => {
    const { instruction, base } = play.build.image?.layers[at] ?? {}
    return base === true || instruction === undefined
      ? say('of the base')
      : shortText(play.build.instructions[instruction]?.text ?? '')
  })
  const height = 34 + image.layers.length * 34
  return [0, 1, 2].map(
    (beat): Frame => ({
      height,
      pieces: [
        words({ x: 0, y: 16 }, say('you'), { kind: 'small', meaning: 'muted' }),
        words({ x: width, y: 16 }, say('registry'), { kind: 'small', at: 'end', meaning: 'muted' }),
        ...image.layers.flatMap((layer, at) => {
          const y = 28 + at * 34
          const isSent = sent.layers.includes(layer)
          return [
            box({ x: 0, y, width: 132, height: 26 }, isSent ? 'sheet layer-1' : 'sheet base'),
            words({ x: 8, y: y + 17 }, names[at] ?? '', { kind: 'code', room: 122 }),
            beat === 0 ? arrow({ x: 138, y: y + 13 }, { x: 232, y: y + 13 }) : '',
            beat === 0 ? words({ x: 240, y: y + 18 }, say('have you this?'), { kind: 'small', room: 100 }) : '',
            beat > 0 && !isSent ? sign({ x: 246, y: y + 19 }, 'ok') : '',
            beat > 0 && !isSent ? words({ x: 258, y: y + 18 }, say('have it'), { kind: 'small' }) : '',
            beat > 0 && isSent
              ? words({ x: 240, y: y + 18 }, beat === 1 ? say('send it') : sizeText(layer.compressedSize().value), {
                  kind: 'small',
                })
              : '',
            beat === 1 && isSent ? arrow({ x: 232, y: y + 13 }, { x: 138, y: y + 13 }, 'ran') : '',
            beat === 2 && isSent ? arrow({ x: 138, y: y + 13 }, { x: 232, y: y + 13 }, 'ran') : '',
          ]
        }),
        beat === 2 ? words({ x: width / 2 + 14, y: 16 }, figureText(sent.bytes), { kind: 'strong', at: 'middle' }) : '',
      ],
    }),
  )
}
