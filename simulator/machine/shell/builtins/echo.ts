import { realContent } from '../../../filesystem/content.ts'
import { bytesOf } from '../../../values/bytes.ts'
import { escapeLetters } from '../../escapes.ts'
import { Jump, type Shell } from '../shell.ts'
import { regular } from './builtin.ts'

/** `echo`. dash always replaces backslash sequences and knows only `-n`; ash and bash need `-e`. */
export const echoBuiltin = regular((shell, words) => {
  let at = 1
  let newline = true
  let interprets = shell.dialect.echoInterprets
  const isOption = interprets ? /^-n$/ : /^-[neE]+$/
  for (; isOption.test(words[at] ?? ''); at++) {
    for (const letter of (words[at] ?? '').slice(1)) {
      if (letter === 'n') newline = false
      if (letter === 'e') interprets = true
      if (letter === 'E') interprets = false
    }
    if (shell.dialect.echoInterprets) {
      at++
      break
    }
  }
  const text = words.slice(at).join(' ')
  const { shown, isCut } = interprets
    ? interpretEscapes(text, shell.dialect.name === 'dash')
    : { shown: text, isCut: false }
  printBytes(shell, shown + (newline && !isCut ? '\n' : ''))
  return 0
})

/** Writes a text in which characters U+E000–U+E0FF stand for single bytes that escapes made. */
export function printBytes(shell: Shell, text: string): void {
  if (!/[\ue000-\ue0ff]/.test(text)) {
    shell.print(text)
    return
  }
  const bytes: number[] = []
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (code >= 0xe000 && code <= 0xe0ff) bytes.push(code - 0xe000)
    else bytes.push(...bytesOf(character))
  }
  if (!shell.output.write(realContent(Uint8Array.from(bytes)))) throw new Jump('exit', 141, 13)
}

/** A byte as {@link printBytes} takes it. */
export function byteMark(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xe000 + (byte & 255))
}

const letters = new Map(Object.entries({ ...escapeLetters, e: '\x1b', '\\': '\\' }))

/** Backslash sequences as `echo` and `printf %b` know them; `\c` cuts all that follows. `isStrict`: as dash, without `\x`. */
export function interpretEscapes(text: string, isStrict: boolean): { readonly shown: string; readonly isCut: boolean } {
  let shown = ''
  let at = 0
  while (at < text.length) {
    const character = text[at++] ?? ''
    if (character !== '\\') {
      shown += character
      continue
    }
    const rest = text.slice(at)
    if (rest.startsWith('c')) return { shown, isCut: true }
    const octal = /^0([0-7]{0,3})/.exec(rest)
    const hex = isStrict ? null : /^x([0-9a-fA-F]{1,2})/.exec(rest)
    const letter = letters.get(rest[0] ?? '')
    if (octal !== null) shown += byteMark(Number.parseInt(octal[1] || '0', 8))
    else if (hex !== null) shown += byteMark(Number.parseInt(hex[1] ?? '0', 16))
    else if (letter !== undefined) shown += letter
    else {
      shown += '\\'
      continue
    }
    at += octal?.[0].length ?? hex?.[0].length ?? 1
  }
  return { shown, isCut: false }
}
