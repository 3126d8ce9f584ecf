import * as v from 'valibot'

/** A part of the workbench whose size can be set: the line that sets it stands on its edge. */
export interface Part {
  readonly name: 'files' | 'image' | 'height'
  /** The custom property that holds its size. */
  readonly property: string
  /** Pixels. */
  readonly least: number
  readonly most: number
  /** Which way the line moves when the part grows: 1 to the right or down. */
  readonly grows: 1 | -1
  readonly axis: 'x' | 'y'
}

/** The parts that have a line, in the order in which Tab reaches them. */
export const parts: readonly Part[] = [
  { name: 'files', property: '--files-width', least: 140, most: 420, grows: 1, axis: 'x' },
  {
    name: 'image',
    property: '--image-width',
    least: 200,
    most: 640,
    grows: -1,
    axis: 'x',
  },
  {
    name: 'height',
    property: '--panes-height',
    least: 240,
    most: 1200,
    grows: 1,
    axis: 'y',
  },
]

const sizesSchema = v.object({
  files: v.exactOptional(v.number()),
  image: v.exactOptional(v.number()),
  height: v.exactOptional(v.number()),
})

/** Sizes in pixels, of the parts that the learner has set. */
export type Sizes = Readonly<v.InferOutput<typeof sizesSchema>>

/** Sizes as they were kept; none when that cannot be read. */
export function readSizes(json: string | null): Sizes {
  try {
    const read = v.safeParse(sizesSchema, JSON.parse(json ?? '{}'))
    return read.success ? boundSizes(read.output) : {}
  } catch {
    return {}
  }
}

function boundSizes(sizes: Sizes): Sizes {
  return Object.fromEntries(
    parts.flatMap((part) => {
      const size = sizes[part.name]
      return size === undefined || !Number.isFinite(size) ? [] : [[part.name, bounded(part, size)]]
    }),
  )
}

/** A size that a part can have. */
export function bounded({ least, most }: Part, size: number): number {
  return Math.round(Math.min(most, Math.max(least, size)))
}

/** How far an arrow key moves a line, in pixels; with Shift five times as far. */
const stepSize = 16

/** The size of a part after a key on its line: undefined when the key is not for it, null to put it back. */
export function sizeAfter(part: Part, size: number, key: string, shift: boolean): number | null | undefined {
  const [less, more] = part.axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
  const step = stepSize * (shift ? 5 : 1) * part.grows
  switch (key) {
    case less:
      return bounded(part, size - step)
    case more:
      return bounded(part, size + step)
    case 'Home':
      return part.least
    case 'End':
      return part.most
    case 'Enter':
      return null
    default:
      return undefined
  }
}

/** The sizes with one set, or put back. */
export function withSize(sizes: Sizes, { name }: Part, size: number | null): Sizes {
  const { [name]: _, ...others } = sizes
  return size === null ? others : { ...others, [name]: size }
}
