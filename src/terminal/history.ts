import * as v from 'valibot'

/** Lines that are kept, at most, and how long each may be. */
const linesKept = 300
const longestLine = 5000
const schema = v.pipe(v.array(v.pipe(v.string(), v.maxLength(longestLine))), v.maxLength(linesKept))

/** The history with a line at its end: blank lines and the same line again are not noted. */
export function withLine(history: readonly string[], line: string): readonly string[] {
  if (line.trim() === '' || line.length > longestLine || history.at(-1) === line) return history
  return [...history, line].slice(-linesKept)
}

/** The lines that were typed in a project's terminal in earlier visits, the oldest first. */
export function loadHistory(project: string): readonly string[] {
  try {
    const result = v.safeParse(schema, JSON.parse(localStorage.getItem(keyOf(project)) ?? '[]'))
    return result.success ? result.output : []
  } catch {
    // No storage reads like nothing kept.
    return []
  }
}

/** Keeps them in this browser. */
export function saveHistory(project: string, history: readonly string[]): void {
  try {
    localStorage.setItem(keyOf(project), JSON.stringify(history))
  } catch {
    // Then it lasts as long as the page.
  }
}

function keyOf(project: string): string {
  return `layerwise-typed/${project}`
}
