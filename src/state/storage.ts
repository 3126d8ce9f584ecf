import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import { type Kept, keptData, readKept } from './kept.ts'
import { inTime } from './patience.ts'
import type { Project } from './project.ts'

/**
 * Where the edits of a scene are kept: in this browser, by the scene's id. `kept` worked; `blocked` the browser gives no storage (private
 * window, embedded page), or it does not answer; `full` there is no room. In the last two the page goes on and the edits last as long as the page.
 */
export type Keeping = 'kept' | 'blocked' | 'full'

let store: UseStore | undefined

function database(): UseStore {
  store ??= createStore('layerwise', 'projects')
  return store
}

/**
 * What was kept of a project; undefined when there is nothing, or nothing that can be read. What a newer version of the site has kept, or what is
 * damaged, is set aside and not written over.
 */
export async function loadEdits(project: Project): Promise<Kept | undefined> {
  const kept = await stored(project)
  const hasty = readHasty(project)
  if (hasty === undefined) return kept
  // What is saved hastily has no builds in it, for there is little room.
  const whole = { ...hasty, made: kept?.made ?? [] }
  await saveEdits(project, whole)
  return whole
}

async function stored(project: Project): Promise<Kept | undefined> {
  try {
    const data: unknown = await inTime(get(project.id, database()))
    const kept = readKept(data)
    if (data !== undefined && kept === undefined) await inTime(set(`unread/${project.id}`, data, database()))
    return kept
  } catch {
    // No storage reads like nothing kept; saving will say it.
    return undefined
  }
}

/** Keeps what was made of a project in this browser. */
export async function saveEdits(project: Project, kept: Kept): Promise<Keeping> {
  try {
    await inTime(set(project.id, keptData(kept), database()))
    forgetHasty(project)
    markKept(project.id, true)
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'blocked'
  }
}

/**
 * Keeps the edits of a project before this returns, for a page that is being left: such a page does not live to hear from the database. The
 * next {@link loadEdits} moves them there. Where there is no room for them, what was saved before remains.
 */
export function saveHastily(project: Project, kept: Kept): void {
  try {
    localStorage.setItem(hastyKey(project), JSON.stringify(keptData({ ...kept, made: [] })))
  } catch {
    // The page is going: nobody is left to be told.
  }
}

/** Forgets what was kept for a project. */
export async function forgetEdits(project: Project): Promise<void> {
  forgetHasty(project)
  markKept(project.id, false)
  try {
    await inTime(del(project.id, database()))
  } catch {
    // Nothing was kept where nothing can be.
  }
}

function readHasty(project: Project): Kept | undefined {
  try {
    return readKept(JSON.parse(localStorage.getItem(hastyKey(project)) ?? 'null'))
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

/** Sets the mark that something is kept (page.ts), or takes it away. */
function markKept(id: string, isKept: boolean): void {
  try {
    if (isKept) localStorage.setItem(`layerwise-kept/${id}`, '')
    else localStorage.removeItem(`layerwise-kept/${id}`)
  } catch {
    // Without a mark the work comes back when the workbench is touched.
  }
}
