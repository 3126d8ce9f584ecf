import type { Action } from '../action.ts'

/**
 * How well a text answers what was typed: higher is better, undefined not at all. All letters must be there in their order; those at the beginning
 * of a word and those that follow one another count more, and a short text more than a long one.
 */
export function score(text: string, typed: string): number | undefined {
  const letters = text.toLowerCase()
  const wanted = typed.toLowerCase().replace(/\s+/g, '')
  let points = 0
  let last = -1
  for (const letter of wanted) {
    const at = bestPlace(letters, letter, last + 1)
    if (at === -1) return undefined
    points += at === last + 1 ? 3 : isWordStart(letters, at) ? 2 : 0
    last = at
  }
  return points - text.length / 200
}

/** The next letter, rather at the beginning of a word when it does not follow at once. */
function bestPlace(letters: string, letter: string, from: number): number {
  const next = letters.indexOf(letter, from)
  if (next === from || next === -1) return next
  for (let at = next; at !== -1; at = letters.indexOf(letter, at + 1)) if (isWordStart(letters, at)) return at
  return next
}

function isWordStart(letters: string, at: number): boolean {
  return at === 0 || /[\s/._-]/.test(letters[at - 1] ?? ' ')
}

/** The actions that answer what was typed, the best first; all in their order when nothing was. */
export function matching(actions: readonly Action[], typed: string): readonly Action[] {
  if (typed.trim() === '') return actions
  return actions
    .flatMap((action) => {
      // Every letter somewhere in a row is a weak answer: words that are typed must begin words, or stand in the text as they are.
      const points = Math.max(
        score(action.name, typed) ?? -1,
        (score(`${action.group} ${action.name}`, typed) ?? -1) - 0.5,
      )
      return points < strength(typed) ? [] : [{ action, points }]
    })
    .sort((a, b) => b.points - a.points)
    .map(({ action }) => action)
}

/** The points that an answer must have: those of scattered letters are not enough. */
function strength(typed: string): number {
  return typed.replace(/\s+/g, '').length * 1.5
}
