import { type Card, cardOf } from '../card.ts'
import { Fork, type Plain } from './explore.ts'
import { NotUnderstood } from './syntax.ts'

/** What comes of a reader's or evaluation's work, undefined where it met something that it does not understand. */
export function understood<Found>(read: () => Found): Found | undefined {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof NotUnderstood || thrown instanceof Fork) return undefined
    throw thrown
  }
}

/** A card of plain data; what is no card was not understood. */
export function checkedCard(data: Plain): Card {
  const read = cardOf(data)
  if (read.kind === 'failed') throw new NotUnderstood(read.message)
  return read.card
}
