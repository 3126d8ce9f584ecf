import { digestOf } from '../values/digest.ts'
import type { Exercise, Random } from './exercise.ts'

const words = (
  'amber anchor basket beacon bottle bridge candle canvas cargo castle cellar chimney copper coral cotton dolphin ember falcon feather ferry garden ginger ' +
  'granite harbour hazel heron island ivory jasmine juniper kettle ladder lagoon lantern lemon linen lobster maple marble meadow mirror mosaic nutmeg ' +
  'olive orchid otter paper parcel pebble pepper plover quartz raven ribbon saffron salmon silver sparrow spruce tide timber tulip velvet violet walnut willow'
).split(' ')

/** A stream of numbers that follows from a text: the same on every machine. */
export class Chance {
  readonly #seed: string
  #taken = 0

  constructor(seed: string) {
    this.#seed = seed
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    this.#taken += 1
    return Number.parseInt(digestOf(`${this.#seed}\0${this.#taken}`).slice(7, 19), 16) % limit
  }

  /** One of several. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0]
  }

  hex(digits: number): string {
    this.#taken += 1
    return digestOf(`${this.#seed}\0${this.#taken}`).slice(7, 7 + digits)
  }
}

/** The items in an order that follows from a seed; never the order they have, where there is another. */
export function shuffled<Item>(items: readonly Item[], seed: string): readonly Item[] {
  const chance = new Chance(seed)
  const left = [...items]
  const taken: Item[] = []
  while (left.length > 0) taken.push(...left.splice(chance.below(left.length), 1))
  const isSame = taken.every((item, at) => item === items[at])
  return isSame && taken.length > 1 ? [...taken.slice(1), ...taken.slice(0, 1)] : taken
}

/**
 * The random values of an exercise by name: those that are shown follow from the seed, the others also from `handedIn`, which nobody knows before
 * something is handed in. `onlyShown` gives those of the first kind.
 */
export function valuesOf(exercise: Exercise, seed: string, handedIn?: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [name, random] of Object.entries(exercise.random)) {
    if (random.shown !== true && handedIn === undefined) continue
    const salt = random.shown === true ? '' : (handedIn ?? '')
    values.set(name, drawn(random, new Chance([exercise.id, seed, name, salt].join('\0'))))
  }
  return values
}

function drawn({ kind, from = 0, to = 999, among = [] }: Random, chance: Chance): string {
  const word = (): string => words[chance.below(words.length)] ?? ''
  switch (kind) {
    case 'word':
      return word()
    case 'words':
      return `${word()}-${word()}-${chance.below(90) + 10}`
    case 'token':
      return `plc_fake_${chance.hex(12)}`
    case 'hex':
      return chance.hex(10)
    case 'number':
      return String(from + chance.below(Math.max(1, to - from + 1)))
    case 'pick':
      return among[chance.below(Math.max(1, among.length))] ?? ''
  }
}
