import { AuthorError } from '../author-error.ts'
import type { Drawing } from './source.ts'
import { arrow, box, type Frame, line, words } from './svg.ts'

/** What each flag of a `docker run` changes: the same picture for each of them, in it the part that the flag is about. `name` and `port` are what the flags say. */
export const runFlags: Drawing = ({ attributes, say, where }) => {
  const { name, port } = attributes
  if (!name || !port) throw new AuthorError(where, 'name="hello" and port=8081, as the command has them', 'fewer')
  const crate = { x: 150, y: 34, width: 176, height: 148 }
  const [nameOf, keep, terminal, door] = [
    [
      box({ x: crate.x + 10, y: 44, width: crate.width - 20, height: 24 }, 'tag'),
      words({ x: crate.x + crate.width / 2, y: 60 }, name, { kind: 'code', at: 'middle', room: crate.width - 26 }),
    ],
    [
      box({ x: crate.x + 10, y: 148, width: crate.width - 20, height: 24 }, 'ghost'),
      words({ x: crate.x + 18, y: 164 }, say('its own sheet'), { kind: 'small', room: 84 }),
      words({ x: crate.x + crate.width - 16, y: 164 }, say('goes with it'), { kind: 'small', at: 'end', room: 74 }),
    ],
    [
      box({ x: 16, y: 72, width: 96, height: 32 }, 'paper'),
      words({ x: 24, y: 92 }, `$ ${say('terminal')}`, { kind: 'code', room: 84 }),
      arrow({ x: 170, y: 88 }, { x: 113, y: 88 }),
    ],
    [
      box({ x: 16, y: 114, width: 56, height: 26 }, 'paper'),
      words({ x: 44, y: 131 }, String(port).split(':')[0] ?? '', { kind: 'code', at: 'middle' }),
      arrow({ x: 73, y: 127 }, { x: 202, y: 127 }),
      box({ x: 203, y: 114, width: 56, height: 26 }, 'paper'),
      words({ x: 231, y: 131 }, String(port).split(':')[1] ?? String(port), { kind: 'code', at: 'middle' }),
    ],
  ]
  return [nameOf, keep, terminal, door].map(
    (lit): Frame => ({
      height: 196,
      pieces: [
        box({ x: 4, y: 4, width: 332, height: 188 }, 'room', 8),
        words({ x: 16, y: 24 }, say('this machine'), { kind: 'small', meaning: 'muted' }),
        box(crate, 'crate', 6),
        words({ x: 178, y: 92 }, '1  python', { kind: 'code' }),
        line({ x: 150, y: 104 }, { x: 326, y: 104 }, 'line is-faded'),
        ...[nameOf, keep, terminal, door].map(
          (part) => `<g class="${part === lit ? 'lit' : 'dim'}">${part.join('')}</g>`,
        ),
      ],
    }),
  )
}
