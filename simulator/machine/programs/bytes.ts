import { bytesOf, textOf } from '../../values/bytes.ts'

/**
 * Byte text: a string with one character (0 to 255) for each byte. Programs work on it as the real ones do in the C locale, and no byte is
 * lost. Plain ASCII is the same in both forms.
 */
export type ByteText = string

const isAscii = /^[\x00-\x7f]*$/

/** Bytes as byte text. */
export function byteText(bytes: Uint8Array): ByteText {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

/** Byte text as bytes. */
export function bytesFrom(text: ByteText): Uint8Array {
  if (isAscii.test(text)) return bytesOf(text)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** An argument or name as byte text: its UTF-8 bytes. */
export function byteTextOf(word: string): ByteText {
  return isAscii.test(word) ? word : byteText(bytesOf(word))
}

/** Byte text as an argument or name. */
export function wordFrom(text: ByteText): string {
  return isAscii.test(text) ? text : textOf(bytesFrom(text))
}

/** The lines of a text without their newlines; the last need not have one. */
export function linesIn(text: string): readonly string[] {
  if (text === '') return []
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
}
