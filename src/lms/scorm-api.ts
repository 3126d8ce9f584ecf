/** The functions that SCORM 1.2 and 2004 give a page; all of them speak in strings. */
export interface ScormApi {
  call(name: string, ...values: readonly string[]): string
}

const deepest = 12

/**
 * The platform's object for a page: it lies on a window around it, or on that which opened it. Undefined where there is none, as when the page is
 * opened by itself. A window of another origin is not looked into.
 */
export function findApi(from: Window, name: 'API' | 'API_1484_11'): ScormApi | undefined {
  return inWindows(from, name) ?? (from.opener === null ? undefined : inWindows(from.opener, name))
}

function inWindows(from: Window, name: string): ScormApi | undefined {
  let window = from
  for (let depth = 0; depth < deepest; depth++) {
    const api = apiOf(window, name)
    if (api !== undefined) return api
    if (window.parent === window) return undefined
    window = window.parent
  }
  return undefined
}

function apiOf(window: Window, name: string): ScormApi | undefined {
  try {
    const found: unknown = Reflect.get(window, name)
    if (typeof found !== 'object' || found === null) return undefined
    return { call: (method, ...values) => called(found, method, values) }
  } catch {
    return undefined
  }
}

function called(api: object, method: string, values: readonly string[]): string {
  const run: unknown = Reflect.get(api, method)
  return typeof run === 'function' ? String(Reflect.apply(run, api, values)) : 'false'
}
