const names: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
}

/**
 * A text in double quotes with escapes, as Go's %q prints it in the builder's messages and in history: letters, marks, numbers,
 * punctuation, symbols and the blank stay, all else is escaped (`\n`, `\x00`, `\u00a0`). Source: Go's strconv.Quote.
 */
export function quoteGo(text: string): string {
  // Most texts need no escape at all.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`
  let quoted = ''
  for (const character of text) quoted += names[character] ?? quoteCharacter(character)
  return `"${quoted}"`
}

function quoteCharacter(character: string): string {
  if (character === ' ' || /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return character
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return `\\x${hex(code, 2)}`
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
