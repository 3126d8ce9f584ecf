import { escapeSign } from '../escapes.ts'
import { byteTextOf } from './bytes.ts'

/** A name in quotes as GNU's messages show it (`'a b'`, `"it's"`, `'a'$'\n''b'`). Source: gnulib quotearg, shell-escape-always style. */
export function quote(name: string): string {
  const text = byteTextOf(name)
  if (!/[^ -~]/.test(text)) return text.includes("'") ? quoteApostrophe(text) : `'${text}'`
  let quoted = ''
  let inEscape = false
  for (const character of text) {
    const isPlain = character >= ' ' && character <= '~'
    if (isPlain === inEscape) quoted += isPlain ? "''" : "'$'"
    inEscape = !isPlain
    quoted += isPlain ? (character === "'" ? "'\\''" : character) : escapeSign(character)
  }
  return `'${quoted}'`
}

function quoteApostrophe(text: string): string {
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}

/** A name as it is, in quotes only where a shell would need them. Source: gnulib quotearg, shell-escape style. */
export function quoteIfNeeded(name: string): string {
  return name !== '' && !/[^ -~]|[ !"$&'()*;<=>?[\\^`|]|^[#~]/.test(name) ? name : quote(name)
}
