import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { fileSchema, type Project, type ProjectFile, type ProjectOptions, projectSchema } from './project.ts'

/**
 * Where the edits of a scene are kept: in this browser, by the scene's id. `kept` worked; `blocked` the browser gives no storage (private
 * window, embedded page); `full` there is no room. In the last two the page goes on and the edits last as long as the page.
 */
export type Keeping = 'kept' | 'blocked' | 'full'

/** What is kept of one project. A learner's own files may be of any length: only what comes from others is bounded. */
const edits = v.object({
  files: v.array(v.object({ ...fileSchema.entries, text: v.optional(v.string()), base64: v.optional(v.string()) })),
  options: projectSchema.entries.options,
})
const saved = v.object({ version: v.literal(1), ...edits.entries })

/** What a learner has made of a project: its files, and the flags of the build where they were set. */
type Edits = Readonly<v.InferOutput<typeof edits>>

/** The same, to be kept. */
interface Kept {
  readonly files: readonly ProjectFile[]
  readonly options?: ProjectOptions | undefined
}

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise', 'projects')
  return store
}

/** The edits that were kept for a project; undefined when there are none, they cannot be read, or they are of another version. */
export async function loadEdits(project: Project): Promise<Edits | undefined> {
  const hasty = readHasty(project)
  if (hasty !== undefined) {
    await saveEdits(project, hasty)
    return hasty
  }
  try {
    return editsOf(await get(project.id, database()))
  } catch {
    // No storage reads like nothing kept; saving will say it.
    return undefined
  }
}

/** Keeps the edits of a project in this browser. */
export async function saveEdits(project: Project, edits: Kept): Promise<Keeping> {
  try {
    await set(project.id, { version: 1, ...edits }, database())
    forgetHasty(project)
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

/**
 * Keeps the edits of a project before this returns, for a page that is being left: such a page does not live to hear from the database. The
 * next {@link loadEdits} moves them there. Where there is no room for them, what was saved before remains.
 */
export function saveHastily(project: Project, edits: Kept): void {
  try {
    localStorage.setItem(hastyKey(project), JSON.stringify({ version: 1, ...edits }))
  } catch {
    // The page is going: nobody is left to be told.
  }
}

/** Forgets what was kept for a project. */
export async function forgetEdits(project: Project): Promise<void> {
  forgetHasty(project)
  try {
    await del(project.id, database())
  } catch {
    // Nothing was kept where nothing can be.
  }
}

function editsOf(data: unknown): Edits | undefined {
  const result = v.safeParse(saved, data)
  return result.success ? result.output : undefined
}

function readHasty(project: Project): Edits | undefined {
  try {
    return editsOf(JSON.parse(localStorage.getItem(hastyKey(project)) ?? 'null'))
  } catch {
    return undefined
  }
}

function forgetHasty(project: Project): void {
  try {
    localStorage.removeItem(hastyKey(project))
  } catch {
    // Nothing was kept where nothing can be.
  }
}

/** The ids of projects whose edits were saved as their page was left, and not yet moved. Throws where the browser gives no storage. */
export function hastyIds(): readonly string[] {
  return Object.keys(localStorage).flatMap((key) =>
    key.startsWith('layerwise/') ? [key.slice('layerwise/'.length)] : [],
  )
}

function hastyKey(project: Project): string {
  return `layerwise/${project.id}`
}
