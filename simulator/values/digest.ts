import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { bytesOf } from './bytes.ts'

/** The identity of content: `sha256:` and 64 lower-case hex digits. Source: OCI image-spec, descriptor.md, "Digests". */
export type Digest = `sha256:${string}`

/** The digest of bytes, or of a text as UTF-8. */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${sha256Hex(content)}`
}

/** The 64 hex digits of the SHA-256 of bytes, or of a text as UTF-8. */
export function sha256Hex(content: Uint8Array | string): string {
  return bytesToHex(sha256(typeof content === 'string' ? bytesOf(content) : content))
}

/** A running SHA-256 over pieces that need not be in memory together. `end` may be called once. */
export function digester(): { readonly add: (bytes: Uint8Array) => void; readonly end: () => Digest } {
  const hash = sha256.create()
  return { add: (bytes) => void hash.update(bytes), end: () => `sha256:${bytesToHex(hash.digest())}` }
}

/** Whether a text is a well-formed sha256 digest. */
export function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}
