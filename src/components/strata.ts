/**
 * The ground that a lesson stands for in the drawn column: a pattern to be seen, not to be read. Each is a tile of 24 by 24 units in one
 * colour, in the manner of the signs that geologists give to kinds of rock.
 */
export const strata = {
  /** Boxes, each closed in itself. */
  'images-and-containers': {
    ground: '--layer-4',
    ink: '--layer-4-edge',
    tile: 'M3 3h7v7H3zM14 14h7v7h-7zM14 5h7M3 17h7',
  },
  /** Lines of writing. */
  'the-dockerfile': { ground: '--layer-3', ink: '--layer-3-edge', tile: 'M2 4h12M2 10h18M2 16h8M2 22h15' },
  /** Beds lying on one another. */
  layers: { ground: '--layer-2', ink: '--layer-2-edge', tile: 'M0 5h15M18 5h6M0 13h6M9 13h15M0 21h19M22 21h2' },
  /** Bytes that are shipped and hidden. */
  'gone-is-not-gone': {
    ground: '--color-hidden-soft',
    ink: '--color-hidden',
    tile: 'M-2 8 8-2M-2 20 20-2M4 26 26 4M16 26l10-10',
  },
  /** Crystals, shut in: what is in there can be seen by whoever breaks the stone. */
  secrets: { ground: '--layer-4', ink: '--layer-4-edge', tile: 'M6 2l4 4-4 4-4-4zM18 14l4 4-4 4-4-4z' },
  /** Bricks: a wall falls from its first loose one. */
  'cache-and-order': { ground: '--color-cached-soft', ink: '--color-cached', tile: 'M0 0h24M0 12h24M6 0v12M18 12v12' },
  /** Pebbles carried from one bed into another. */
  'multi-stage': {
    ground: '--layer-1',
    ink: '--layer-1-edge',
    tile: 'M6 4.500a3 3 0 1 0 .01 0M18 14.500a3 3 0 1 0 .01 0M17 4h3M5 16h3',
  },
  /** Slates with a hole, each on a string. */
  'tags-digests-registries': {
    ground: '--layer-3',
    ink: '--layer-3-edge',
    tile: 'M2 4h9l4 4-4 4H2zM12 16h6l4 4-4 4h-6zM11.500 8h.01M18 20h.01',
  },
} as const

export type Stratum = keyof typeof strata

/** Whether a lesson has its own stratum. */
export function isStratum(slug: string): slug is Stratum {
  return Object.hasOwn(strata, slug)
}
