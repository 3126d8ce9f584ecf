/**
 * Paths as Go's package `path` treats them: `/` separates, results are cleaned by text alone, nothing is looked up.
 */

/** The shortest equivalent path: no `.`, no `..` that can be resolved, no double or trailing slash. Empty gives `.`. */
export function cleanPath(path: string): string {
  const absolute = path.startsWith('/')
  const kept: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') kept.push(name)
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop()
    else if (!absolute) kept.push('..')
  }
  const joined = kept.join('/')
  return absolute ? `/${joined}` : joined || '.'
}

/** The parts joined with slashes and cleaned; empty parts are skipped. */
export function joinPath(...parts: readonly string[]): string {
  const given = parts.filter((part) => part !== '')
  return given.length === 0 ? '' : cleanPath(given.join('/'))
}

/** `path` itself when absolute, else below `directory`; cleaned. */
export function resolvePath(directory: string, path: string): string {
  return cleanPath(path.startsWith('/') ? path : `${directory}/${path}`)
}

/** The last name of a path; `.` for empty, `/` for the root. */
export function baseName(path: string): string {
  if (path === '') return '.'
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** All but the last name, cleaned; `.` where there is none. */
export function directoryName(path: string): string {
  return cleanPath(path.slice(0, path.lastIndexOf('/') + 1))
}

/** The names of a path from the root down; `.` and empty names are left out, `..` is resolved. `/` gives none. */
export function namesOf(path: string): readonly string[] {
  const clean = cleanPath(`/${path}`)
  return clean === '/' ? [] : clean.slice(1).split('/')
}
