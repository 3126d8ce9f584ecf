/** The letters that stand for a sign behind a backslash, as in C: `\n` is the end of a line. Source: POSIX, "File Format Notation". */
export const escapeLetters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

const letters = new Map(Object.entries(escapeLetters).map(([letter, sign]) => [sign, letter]))

/** A sign that is not seen, as an escape: `\n` and the like where there is a letter, else three octal digits. */
export function escapeSign(sign: string): string {
  return `\\${letters.get(sign) ?? sign.charCodeAt(0).toString(8).padStart(3, '0')}`
}
