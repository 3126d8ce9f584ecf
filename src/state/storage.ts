import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { type Project, type ProjectFile, type ProjectOptions, projectSchema } from './project.ts'

/**
 * Where the edits of a scene are kept: in this browser, by the scene's id. `kept` worked; `blocked` the browser gives no storage (private
 * window, embedded page); `full` there is no room. In the last two the page goes on and the edits last as long as the page.
 */
export type Keeping = 'kept' | 'blocked' | 'full'

/** What is kept of one project. */
const edits = v.object({ files: projectSchema.entries.files, options: projectSchema.entries.options })
const saved = v.object({ version: v.literal(1), ...edits.entries })

/** What a learner has made of a project: its files, and the flags of the build where they were set. */
type Edits = Readonly<v.InferOutput<typeof edits>>

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise', 'projects')
  return store
}

/** The edits that were kept for a project; undefined when there are none, they cannot be read, or they are of another version. */
export async function loadEdits(project: Project): Promise<Edits | undefined> {
  try {
    const result = v.safeParse(saved, await get(project.id, database()))
    return result.success ? result.output : undefined
  } catch {
    // No storage reads like nothing kept; saving will say it.
    return undefined
  }
}

/** Keeps the edits of a project in this browser. */
export async function saveEdits(
  project: Project,
  edits: { readonly files: readonly ProjectFile[]; readonly options: ProjectOptions },
): Promise<Keeping> {
  try {
    await set(project.id, { version: 1, ...edits }, database())
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

/** Forgets what was kept for a project. */
export async function forgetEdits(project: Project): Promise<void> {
  try {
    await del(project.id, database())
  } catch {
    // Nothing was kept where nothing can be.
  }
}
