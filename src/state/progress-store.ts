import { createStore, entries } from 'idb-keyval'
import { readKept } from './kept.ts'
import { type Progress, progressOf, progressText, withScenes } from './progress.ts'

const key = 'layerwise:progress'

/** Held here too, so that it lasts as long as the page where the browser keeps nothing. */
let held: Progress | undefined

/** How far the reader has come. */
export function loadProgress(): Progress {
  try {
    return progressOf(localStorage.getItem(key))
  } catch {
    return held ?? {}
  }
}

/** Changes what is kept, as it is now, and gives it back. */
export function changeProgress(change: (progress: Progress) => Progress): Progress {
  const next = change(loadProgress())
  held = next
  try {
    localStorage.setItem(key, progressText(next))
  } catch {
    // Blocked or full: it holds for this page.
  }
  return next
}

/** Forgets all progress. What was made in the workbenches stays. */
export function forgetProgress(): void {
  held = {}
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing was kept where nothing can be.
  }
}

/** Adds the scenes whose workbench has a build, as far as this browser remembers it. `lessons`: their names with those of their scenes. */
export async function withBuilt(lessons: Readonly<Record<string, readonly string[]>>): Promise<Progress> {
  const built = await builtProjects()
  return changeProgress((progress) =>
    Object.entries(lessons).reduce(
      (so, [lesson, scenes]) =>
        withScenes(
          so,
          lesson,
          scenes.filter((scene) => built.has(`${lesson}/${scene}`)),
        ),
      progress,
    ),
  )
}

async function builtProjects(): Promise<ReadonlySet<string>> {
  const late = new Promise<readonly [string, unknown][]>((resolve) => setTimeout(() => resolve([]), 3000))
  try {
    const all = await Promise.race([entries<string, unknown>(createStore('layerwise', 'projects')), late])
    return new Set(all.flatMap(([id, data]) => (isBuilt(data) ? [id] : [])))
  } catch {
    // No storage remembers no builds.
    return new Set()
  }
}

/** Whether what was kept of a scene has a build, and its question was answered or passed over. */
function isBuilt(data: unknown): boolean {
  const kept = readKept(data)
  return kept !== undefined && (kept.made ?? []).length > 0 && kept.asking !== 'open'
}
