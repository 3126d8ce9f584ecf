/**
 * The two kinds of white space that the builder's parser knows. Source: Go's unicode.IsSpace; moby/buildkit
 * frontend/dockerfile/parser, reWhitespace.
 */

/** Whether a UTF-16 unit is white space to Go: it is trimmed around lines and separates words of ENV, LABEL and ARG. */
export function isSpace(unit: number): boolean {
  if (unit < 0x85) return unit === 32 || (unit >= 9 && unit <= 13)
  if (unit < 0x1680) return unit === 0x85 || unit === 0xa0
  return (
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  )
}

/** Whether a UTF-16 unit separates the keyword from the rest and the items of a list: tab, vertical tab, form feed, return, blank. */
export function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || (unit >= 11 && unit <= 13)
}

/** The first index from `from` on, below `to`, that is no white space; `to` when there is none. */
export function skipSpaces(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isSpace(text.charCodeAt(at))) at++
  return at
}

/** The end of the text between `from` and `to` without the white space at its end; `from` when nothing else is there. */
export function trimEnd(text: string, from: number, to: number): number {
  let end = to
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--
  return end
}

/** The first index from `from` on, below `to`, that is no blank. */
export function skipBlanks(text: string, from: number, to: number): number {
  let at = from
  while (at < to && isBlank(text.charCodeAt(at))) at++
  return at
}

/** The first index from `from` on, below `to`, that is a blank; `to` when there is none. */
export function findBlank(text: string, from: number, to: number): number {
  let at = from
  while (at < to && !isBlank(text.charCodeAt(at))) at++
  return at
}
