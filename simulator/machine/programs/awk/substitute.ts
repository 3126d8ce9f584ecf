import type { Budget } from '../../../values/budget.ts'
import type { ByteText } from '../bytes.ts'
import type { Regex } from '../regex/regex.ts'

/**
 * What `sub` and `gsub` make of a text: the first match, or every match, replaced; and how many there were.
 * In the replacement `&` stands for what matched, `\&` for itself. Source: POSIX awk, "String Functions".
 */
export function substitute(
  whole: ByteText,
  regex: Regex,
  replacement: ByteText,
  options: { readonly every: boolean },
  budget: Budget,
): { readonly text: ByteText; readonly count: number } {
  let result = ''
  let copied = 0
  let count = 0
  let lastEnd = -1
  for (let at = 0; at <= whole.length; ) {
    budget.spend(1)
    const match = regex.find(whole, at)
    if (match === undefined) break
    const [start = 0, end = 0] = match
    // Nothing is matched right behind a match.
    if (!(start === end && start === lastEnd)) {
      result += whole.slice(copied, start) + filled(replacement, whole.slice(start, end))
      copied = end
      count++
      if (!options.every) break
    }
    lastEnd = end
    at = end > start ? end : end + 1
  }
  return { text: result + whole.slice(copied), count }
}

function filled(replacement: ByteText, match: ByteText): ByteText {
  return replacement.replace(/\\\\|\\&|&/g, (sign) => (sign === '&' ? match : sign === '\\&' ? '&' : '\\'))
}
