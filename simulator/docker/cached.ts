import type { CacheRecord, Store } from '../cache/store.ts'
import { sha256Hex } from '../values/digest.ts'

/** The name that a result of the builder is listed by: 25 letters that follow from its key. */
export function recordID({ key }: CacheRecord): string {
  return BigInt(`0x${sha256Hex(key)}`)
    .toString(36)
    .slice(0, 25)
}

/** Bytes of the files that a result holds beyond its parent. */
export function recordBytes({ changes }: CacheRecord): number {
  return (changes ?? []).reduce(
    (sum, change) => sum + (change.kind === 'removed' || change.node.kind !== 'file' ? 0 : change.node.content.size),
    0,
  )
}

/** Bytes of all that a builder keeps. */
export function cacheBytes({ records }: Store): number {
  let bytes = 0
  for (const record of records.values()) bytes += recordBytes(record)
  return bytes
}
