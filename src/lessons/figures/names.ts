import { parseReference } from '../../../simulator/index.ts'
import { figureText } from '../../workbench/figures.ts'
import { AuthorError } from '../author-error.ts'
import { type Drawing, playFor, shortText } from './source.ts'
import { arrow, box, line, seal, sheet, sheetHeight, tag, width, words } from './svg.ts'

/** A name taken apart: `name` is what is written; what is left out is filled in as docker fills it in, in outline. */
export const anatomy: Drawing = ({ attributes, where, say }) => {
  const { name } = attributes
  const read = parseReference(name ?? '')
  if (!name || 'error' in read) throw new AuthorError(where, 'name=the name of an image', name ?? 'none')
  const [, registry = '', path = '', label = ''] = /^([^/]+)\/(.+?):([^:/]+)$/.exec(read.normal) ?? []
  const cut = path.lastIndexOf('/')
  const parts = [
    { what: say('registry'), text: registry, end: '/' },
    { what: say('namespace'), text: path.slice(0, cut), end: '/' },
    { what: say('repository'), text: path.slice(cut + 1), end: '' },
    { what: say('tag'), text: label, end: '' },
  ].map((part) => ({ ...part, isWritten: name.split(/[/:]/).includes(part.text) }))
  return [
    {
      height: 20 + parts.length * 46,
      pieces: parts.flatMap(({ what, text, end, isWritten }, at) => {
        const y = 10 + at * 46
        const isTag = at === parts.length - 1
        return [
          words({ x: 0, y: y + 22 }, what, { kind: 'small', meaning: 'muted' }),
          line({ x: 72, y: y + 17 }, { x: 92, y: y + 17 }),
          isTag
            ? tag({ x: 96, y: y + 4 }, text)
            : box(
                { x: 96, y, width: Math.min(240, 24 + (text.length + end.length) * 6.8), height: 34 },
                isWritten ? 'paper' : 'ghost',
              ),
          isTag ? '' : words({ x: 108, y: y + 21.5 }, `${text}${end}`, { kind: 'code', room: 226 }),
          isWritten
            ? ''
            : words({ x: width, y: y + 21.5 }, say('filled in'), { kind: 'small', at: 'end', meaning: 'muted' }),
        ]
      }),
    },
  ]
}

/** What a name leads to: tag → manifest with its seal → the card of settings and the layers of a real build, each with its own seal. */
export const manifest: Drawing = (source) => {
  const { build, label } = playFor(source)
  const { image } = build
  if (image === undefined) throw new AuthorError(source.where, 'a build that gives an image', label)
  const { say } = source
  const rows = [
    { name: say('settings'), size: '', color: 8 },
    ...image.layers.map(({ base, fileBytes, instruction }) => ({
      name:
        base || instruction === undefined ? say('of the base') : shortText(build.instructions[instruction]?.text ?? ''),
      size: figureText(fileBytes),
      color: base ? undefined : 1,
    })),
  ]
  const step = sheetHeight + 4
  const height = 118 + rows.length * step
  return [
    {
      height,
      pieces: [
        tag({ x: 0, y: 6 }, String(source.attributes.tag ?? '1.0')),
        arrow({ x: 36, y: 36 }, { x: 36, y: 56 }),
        box({ x: 0, y: 58, width: 208, height: 44 }, 'paper'),
        words({ x: 12, y: 85 }, say('manifest'), { kind: 'strong' }),
        seal({ x: 112, y: 80 }, 'sha256:…'),
        line({ x: 18, y: 102 }, { x: 18, y: height - step / 2 - 2 }),
        ...rows.flatMap(({ name, size, color }, at) => {
          const y = 114 + at * step
          return [
            arrow({ x: 18, y: y + sheetHeight / 2 }, { x: 44, y: y + sheetHeight / 2 }),
            sheet({ x: 46, y, width: width - 86 }, { name, size, color }),
            seal({ x: width - 20, y: y + sheetHeight / 2 }, ''),
          ]
        }),
      ],
    },
  ]
}
