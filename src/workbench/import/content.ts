import { deflateSync } from 'fflate'
import type { ProjectFile } from '../../state/project.ts'

/** Kinds of content that is only sized: how well it would compress. */
export type Kind = NonNullable<ProjectFile['sized']>['kind']

/** The text that bytes are, byte for byte; undefined when they are none. A mark at the beginning stays. */
export function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.subarray(0, 8000).includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** How well bytes would compress, tried on their beginning. */
export function kindOf(bytes: Uint8Array): Kind {
  const sample = bytes.subarray(0, 65_536)
  if (sample.length === 0) return 'text'
  if (sample.every((byte) => byte === 0)) return 'zeros'
  if (textIn(sample.subarray(0, 60_000)) !== undefined) return 'text'
  return deflateSync(sample, { level: 6 }).length > sample.length * 0.9 ? 'packed' : 'binary'
}

/** How well a file would compress, by its name alone. */
export function kindOfName(path: string): Kind {
  if (/\.(jar|war|zip|t?gz|tgz|xz|bz2|zst|whl|png|jpe?g|gif|webp|avif|woff2?|mp[34]|webm|pdf|apk|deb|rpm)$/i.test(path))
    return 'packed'
  return /\.(so|a|o|dll|exe|bin|wasm|class|pyc|db|sqlite|dat)$/i.test(path) ? 'binary' : 'text'
}

/** The digest of bytes, where the browser computes one: not on a page that came without encryption. */
export async function digestIn(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (crypto.subtle === undefined) return undefined
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return `sha256:${[...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Bytes in base64, a stretch at a time: a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}
