import { type CacheRecord, prune, type Store } from '../cache/store.ts'
import { sha256Hex } from '../values/digest.ts'
import type { HeldImage } from './host.ts'

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

/**
 * Whether an image that is here holds what a result changed, so that forgetting it would free nothing. Results that change nothing are of a base, and count
 * as its. Source: moby with the classic store, builder/builder-next; a real docker, tests/golden/docker/prune/cache.txt.
 */
export function isShared({ changes }: CacheRecord, images: readonly HeldImage[]): boolean {
  return changes === undefined || images.some(({ image }) => image.layers.some((layer) => layer.changes === changes))
}

/** Bytes of what a builder keeps and no image has. */
export function privateBytes({ records }: Store, images: readonly HeldImage[]): number {
  let bytes = 0
  for (const record of records.values()) if (!isShared(record, images)) bytes += recordBytes(record)
  return bytes
}

/** What a prune takes, and the builder after it: all of it, or what no image has. */
export function prunedOf(
  store: Store,
  images: readonly HeldImage[],
  isAll: boolean,
): { readonly gone: readonly CacheRecord[]; readonly store: Store } {
  const records = [...store.records.values()]
  if (isAll) return { gone: records, store: prune(store) }
  const kept = records.filter((record) => isShared(record, images))
  return {
    gone: records.filter((record) => !kept.includes(record)),
    store: {
      ...store,
      records: new Map(kept.map((record) => [record.key, record])),
      cacheMounts: new Map(),
      contexts: new Map(),
    },
  }
}
