import { createStore, del, get, keys, set, type UseStore } from 'idb-keyval'
import { inTime } from './patience.ts'

/** Exercises in the making that are kept in this browser, at most. */
export const draftsAtMost = 40

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise-teaching', 'drafts')
  return store
}

/** All drafts that an instructor has made in this browser, as they were kept: to be read against a schema. Nothing where nothing can be kept. */
export async function keptDrafts(): Promise<readonly unknown[]> {
  try {
    const names = await inTime(keys(database()))
    return await Promise.all(names.slice(0, draftsAtMost).map((name) => inTime(get(name, database()))))
  } catch {
    return []
  }
}

/** Keeps a draft; whether the browser let us. */
export async function keepDraft(key: string, draft: object): Promise<boolean> {
  try {
    await inTime(set(key, draft, database()))
    return true
  } catch {
    return false
  }
}

/** Forgets a draft. */
export async function forgetDraft(key: string): Promise<void> {
  try {
    await inTime(del(key, database()))
  } catch {
    // Nothing was kept where nothing can be.
  }
}
