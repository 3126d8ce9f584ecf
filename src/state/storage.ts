import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { type Project, type ProjectFile, projectSchema } from './project.ts'

/**
 * Where the edits of a scene are kept: in this browser, by the scene's id. `kept` worked; `blocked` the browser gives no storage (private
 * window, embedded page); `full` there is no room. In the last two the page goes on and the edits last as long as the page.
 */
export type Keeping = 'kept' | 'blocked' | 'full'

/** What is kept of one project. */
const saved = v.object({ version: v.literal(1), files: projectSchema.entries.files })

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise', 'projects')
  return store
}

/** The edits that were kept for a project; undefined when there are none, they cannot be read, or they are of another version. */
export async function loadFiles(project: Project): Promise<readonly ProjectFile[] | undefined> {
  try {
    const result = v.safeParse(saved, await get(project.id, database()))
    return result.success ? result.output.files : undefined
  } catch {
    // No storage reads like nothing kept; saving will say it.
    return undefined
  }
}

/** Keeps the files of a project in this browser. */
export async function saveFiles(project: Project, files: readonly ProjectFile[]): Promise<Keeping> {
  try {
    await set(project.id, { version: 1, files }, database())
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

/** Forgets what was kept for a project. */
export async function forgetFiles(project: Project): Promise<void> {
  try {
    await del(project.id, database())
  } catch {
    // Nothing was kept where nothing can be.
  }
}
