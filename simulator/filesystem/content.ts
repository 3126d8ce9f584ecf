import { type Digest, sha256Hex } from '../values/digest.ts'

/**
 * What a file holds: real bytes, or *sized* content, which has a size, a kind and an identity but no bytes (what a package manager would
 * have brought, the program files of a base image, 200 MB of random numbers). Both have a stable identity, so checksums, differences
 * and cache keys treat them alike.
 */
export type Content = RealContent | SizedContent

export interface RealContent {
  readonly kind: 'real'
  readonly bytes: Uint8Array
  readonly size: number
}

/** How well sized content compresses; decides the estimate of a compressed layer. */
export type Compressibility = 'text' | 'binary' | 'packed' | 'zeros'

export interface SizedContent {
  readonly kind: 'sized'
  readonly size: number
  readonly compressibility: Compressibility
  /** Equal identity means equal bytes. Names what it stands for: `apt:curl@7.88.1/usr/bin/curl`. */
  readonly identity: string
  /** The SHA-256 of the real bytes where the catalog knows it. */
  readonly digest?: Digest
  /** Where the size comes from, for a learner; absent when the size is exact though the bytes are not kept. */
  readonly source?: string
  /** Which of the machine's programs runs when this file is executed: `busybox`, `dash`, `gnu/grep`, `apt-get`. */
  readonly program?: string
  /** What it was put together from, in order; makes an archive with sized members readable again. Never itself made of parts. */
  readonly parts?: readonly Content[]
  /** The stretch of a larger content that this is. */
  readonly cut?: { readonly whole: SizedContent; readonly from: number }
  /** What comes out when it is decompressed. */
  readonly unpacked?: Content
}

/** Content of real bytes. The array must not be changed afterwards. */
export function realContent(bytes: Uint8Array): RealContent {
  return { kind: 'real', bytes, size: bytes.length }
}

export const emptyContent: RealContent = realContent(new Uint8Array(0))

const identities = new WeakMap<Content, string>()

/** 64 hex digits that two contents share exactly when their bytes are equal (for sized content: would be). Computed once for each value. */
export function identityOf(content: Content): string {
  let identity = identities.get(content)
  if (identity === undefined) {
    identity =
      content.kind === 'real'
        ? sha256Hex(content.bytes)
        : (content.digest?.slice(7) ?? sha256Hex(`sized\0${content.identity}\0${content.size}`))
    identities.set(content, identity)
  }
  return identity
}

/** Whether two contents are the same bytes. */
export function sameContent(a: Content, b: Content): boolean {
  return a === b || (a.size === b.size && identityOf(a) === identityOf(b))
}

/** The digest of the bytes, where they or their digest are known. */
export function knownDigest(content: Content): Digest | undefined {
  return content.kind === 'real' ? `sha256:${identityOf(content)}` : content.digest
}

/** For tests and notation: sized content whose size is exact. */
export function sizedContent(
  identity: string,
  size: number,
  compressibility: Compressibility = 'binary',
): SizedContent {
  return { kind: 'sized', size, compressibility, identity }
}
