import { createStore, entries, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { words } from '../words/words.ts'
import { type Kept, keptData, readKept } from './kept.ts'
import { type OwnProject, ownListKey, readOwnList } from './own-projects.ts'
import { type Project, readProject } from './project.ts'

/** The longest file of work that is read, in characters. */
export const longestWork = 100_000_000

const file = v.object({
  layerwise: v.literal('work'),
  version: v.literal(1),
  records: v.pipe(v.array(v.tuple([v.pipe(v.string(), v.maxLength(300)), v.unknown()])), v.maxLength(5000)),
})

/** One record of the browser's storage, by its key: what was made of a project, what a project of one's own began as, or the list of those. */
type Record =
  | { readonly key: string; readonly kind: 'kept'; readonly kept: Kept }
  | { readonly key: string; readonly kind: 'start'; readonly project: Project }
  | { readonly key: string; readonly kind: 'list'; readonly list: readonly OwnProject[] }

/** All the work that a file holds, or why it cannot be read. */
export type ReadWork =
  | { readonly kind: 'read'; readonly records: readonly Record[]; readonly refused: number }
  | { readonly kind: 'failed'; readonly message: string }

/** All that is kept here, as the text of one file; undefined where the browser gives no storage. */
export async function workText(): Promise<string | undefined> {
  try {
    const all = await entries<string, unknown>(database())
    return JSON.stringify({ layerwise: 'work', version: 1, records: all.filter(([key]) => typeof key === 'string') })
  } catch {
    return undefined
  }
}

/** Reads a file of work. What in it is damaged is left out and counted. */
export function readWork(text: string): ReadWork {
  if (text.length > longestWork) return { kind: 'failed', message: words.links.fileTooLarge }
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    return { kind: 'failed', message: words.links.noWork }
  }
  const result = v.safeParse(file, data)
  if (!result.success) return { kind: 'failed', message: failureOf(data) }
  const records = result.output.records.map(([key, value]) => recordOf(key, value))
  const read = records.filter((record) => record !== undefined)
  return { kind: 'read', records: read, refused: records.length - read.length }
}

/** Keys of records that would take the place of work that is here. */
export async function clashes(records: readonly Record[]): Promise<readonly string[]> {
  const here = new Set((await entries(database())).map(([key]) => key))
  return records.filter(({ key, kind }) => kind === 'kept' && here.has(key)).map(({ key }) => key)
}

/** Puts work into this browser's storage; gives how many projects came back. What is here stays, unless it is to be `replaced`. Rejects without storage. */
export async function bringBack(records: readonly Record[], replaced: boolean): Promise<number> {
  const here = new Map(await entries<string, unknown>(database()))
  let count = 0
  for (const record of records) {
    if (record.kind === 'list') {
      const own = readOwnList(here.get(ownListKey))
      const ids = new Set(own.map(({ id }) => id))
      const projects = [...own, ...record.list.filter(({ id }) => !ids.has(id))]
      await set(ownListKey, { version: 1, projects }, database())
    } else if (!here.has(record.key) || (replaced && record.kind === 'kept')) {
      await set(record.key, record.kind === 'kept' ? keptData(record.kept) : record.project, database())
      if (record.kind === 'kept') count += 1
    }
  }
  return count
}

function recordOf(key: string, value: unknown): Record | undefined {
  if (key === ownListKey) return { key, kind: 'list', list: readOwnList(value) }
  if (key.startsWith('start/')) {
    const read = readProject(value)
    return read.kind === 'read' ? { key, kind: 'start', project: read.project } : undefined
  }
  const kept = key.startsWith('unread/') ? undefined : readKept(value)
  return kept && { key, kind: 'kept', kept }
}

function failureOf(data: unknown): string {
  const isOurs = typeof data === 'object' && data !== null && 'layerwise' in data && data.layerwise === 'work'
  return isOurs ? words.links.newerFile : words.links.noWork
}

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise', 'projects')
  return store
}
