/** A text in single quotes so that a shell reads it back: `'it'\''s'`. */
export function quoteSingle(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** As bash's `${name@Q}`. */
export function quoteForShell(text: string): string {
  return quoteSingle(text)
}

/** As dash and ash show values in `set` and `export -p`: runs of `'` in double quotes between single-quoted pieces. */
export function quoteValue(text: string): string {
  if (text === '') return "''"
  return text
    .split(/('+)/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith("'") ? `"${piece}"` : `'${piece}'`))
    .join('')
}

/** As ash and bash show a word in `set -x`: quoted only when it has to be. */
export function quoteTraced(text: string, isBash: boolean): string {
  if (text === '') return isBash ? "''" : ''
  const isPlain = isBash ? /^[A-Za-z0-9_./:=@%+,-]+$/ : /^[A-Za-z0-9_./:@+,^\]-]+$/
  if (isPlain.test(text)) return text
  if (!isBash) return quoteValue(text)
  return /[\x00-\x1f\x7f]/.test(text.replaceAll('\n', ''))
    ? `$'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`
    : quoteSingle(text)
}

/** As bash's `printf %q`. */
export function quoteForPrintf(text: string): string {
  if (text === '') return "''"
  if (/[\x00-\x1f\x7f]/.test(text))
    return `$'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`
  return text.replace(/[^A-Za-z0-9_./:=@%+,-]/g, '\\$&')
}
