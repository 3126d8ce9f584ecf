import type { Project } from './project.ts'

/**
 * The project that stands in one of our own pages as JSON. The site's build has read it against the schema (state/project.ts) when it wrote
 * the page, and the schema's code is not worth fetching again for it: here only its outline is looked at. For everything that comes from
 * elsewhere use `readProject`.
 */
export function pageProject(json: string | null): Project | undefined {
  try {
    const data: unknown = JSON.parse(json ?? '')
    return isProject(data) ? data : undefined
  } catch {
    return undefined
  }
}

function isProject(data: unknown): data is Project {
  return (
    has(data, 'id', 'string') &&
    has(data, 'title', 'string') &&
    'files' in data &&
    Array.isArray(data.files) &&
    data.files.every((file: unknown) => has(file, 'path', 'string'))
  )
}

function has<Name extends string>(
  data: unknown,
  name: Name,
  type: 'string',
): data is { readonly [key in Name]: string } {
  return typeof data === 'object' && data !== null && name in data && typeof Reflect.get(data, name) === type
}

/**
 * Whether something was kept here of a project, as far as can be told without waiting: so a page knows at once that there is work to bring back. A mark
 * of its own beside what is kept, or what was saved as the page was left (storage.ts).
 */
export function isMarkedKept(id: string): boolean {
  try {
    return localStorage.getItem(`layerwise-kept/${id}`) !== null || localStorage.getItem(`layerwise/${id}`) !== null
  } catch {
    return false
  }
}
