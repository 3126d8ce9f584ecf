import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import { words } from '../words/words.ts'

/** The longest link text that is read, and the most text that it may unfold to: a link is untrusted. */
export const longestLink = 200_000
const unfoldedAtMost = 8_000_000

/** Plain data as text for the fragment of a link: `1` (the version), a dot, base64url of the deflated JSON. {@link unpack} reads it. */
export function pack(data: unknown): string {
  return `1.${toBase64url(deflateSync(strToU8(JSON.stringify(data)), { level: 9 }))}`
}

/** Whether a link's text is one that is read: longer ones are neither made nor opened. */
export function fitsInLink(text: string): boolean {
  return text.length <= longestLink
}

/** What a link's text holds, to be read against a schema; or what is wrong: it is no such text, of a newer version, too long, or cut. */
export type Unpacked =
  | { readonly kind: 'read'; readonly data: unknown }
  | { readonly kind: 'failed'; readonly message: string }

/** Reads a link's text. The words for what is around a workbench are there by then ({@link ../words/fetch.ts}). */
export function unpack(text: string): Unpacked {
  if (!fitsInLink(text)) return failed(words.links.tooLong(sizeOf(text.length), sizeOf(longestLink)))
  const [version = '', packed] = text.split('.', 2)
  if (packed === undefined || !/^\d{1,4}$/.test(version)) return failed(words.links.damaged)
  if (version !== '1') return failed(words.links.newer)
  try {
    const json = unpacked(fromBase64url(packed))
    if (json === undefined) return failed(words.links.unfoldsTo(sizeOf(unfoldedAtMost)))
    return { kind: 'read', data: JSON.parse(json) }
  } catch {
    return failed(words.links.damaged)
  }
}

function failed(message: string): Unpacked {
  return { kind: 'failed', message }
}

/** Inflates piece by piece; undefined when it becomes too much. Throws when it is damaged or ends too early. */
function unpacked(bytes: Uint8Array): string | undefined {
  const pieces: Uint8Array[] = []
  let size = 0
  const inflate = new Inflate((piece) => {
    size += piece.length
    if (size <= unfoldedAtMost) pieces.push(piece)
  })
  const step = 1024
  for (let from = 0; from < bytes.length; from += step) {
    inflate.push(bytes.subarray(from, from + step), from + step >= bytes.length)
    if (size > unfoldedAtMost) return undefined
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return strFromU8(whole)
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`
}

function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (unit) => unit.charCodeAt(0))
}
