/**
 * Whether bash would run a text, or wait for more of it: a backslash at its end, a quote or a here-document that is open. Other open constructs are
 * told by the shell itself.
 */
export function isWhole(text: string): boolean {
  const [mark, , word] = /<<-?\s*(['"]?)(\w+)\1/.exec(text) ?? []
  if (mark === undefined) return !isOpen(text)
  const below = text.slice(text.indexOf(mark)).split('\n').slice(1)
  return below.some((line) => line.trim() === word)
}

/** Whether a quote is open at the end, or the end is escaped. */
function isOpen(text: string): boolean {
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? ''
    if (quote !== "'" && letter === '\\') {
      at += 1
      if (at >= text.length) return true
    } else if (quote === '') {
      if (letter === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) {
        const end = text.indexOf('\n', at)
        if (end === -1) return false
        at = end
      } else if (letter === "'" || letter === '"') quote = letter
    } else if (letter === quote) quote = ''
  }
  return quote !== ''
}
