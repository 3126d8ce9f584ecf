/** The fields of one CSV record; `what` names the values in messages. Source: tonistiigi/go-csvvalue; positions in bytes, from 1, as Go's encoding/csv prints them. */
export function parseFields(
  text: string,
  what: 'mounts' | 'devices',
): { readonly values: readonly string[] } | { readonly error: string } {
  if (text === '') return { error: `failed to parse csv ${what}: EOF` }
  const values: string[] = []
  let at = 0
  for (;;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at)
    if ('error' in field) return { error: `failed to parse csv ${what}: ${field.error}` }
    values.push(field.value)
    if (field.end >= text.length) return { values }
    at = field.end + 1
  }
}

interface Field {
  readonly value: string
  /** Where the comma after it stands. */
  readonly end: number
}

function plainField(text: string, from: number): Field | { readonly error: string } {
  const comma = text.indexOf(',', from)
  const end = comma === -1 ? text.length : comma
  const quote = text.indexOf('"', from)
  if (quote !== -1 && quote < end) return csvError(text, quote, 'bare " in non-quoted-field')
  return { value: text.slice(from, end), end }
}

function quotedField(text: string, from: number): Field | { readonly error: string } {
  let value = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) return csvError(text, text.length, 'extraneous or missing " in quoted-field')
    value += text.slice(at, quote)
    const next = text[quote + 1]
    if (next === undefined || next === ',') return { value, end: quote + 1 }
    if (next !== '"') return csvError(text, quote, 'extraneous or missing " in quoted-field')
    value += '"'
    at = quote + 2
  }
}

function csvError(text: string, at: number, message: string): { readonly error: string } {
  const column = bytesBefore(text, at) + 1
  return { error: `parse error on line 1, column ${column}: ${message}` }
}

function bytesBefore(text: string, at: number): number {
  let bytes = 0
  for (const character of text.slice(0, at)) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
