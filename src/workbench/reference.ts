/** The last part of the address of a check's page, from its code: `stage-name-casing`, `dl3008`, `no-user`. */
export function slugOf(code: string): string {
  return code
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
}

/** Remarks of the simulation, which stand among the errors. */
const remarks = new Set(['NotSimulated', 'Modelled'])

/** The path of a problem's place in the reference: a check has a page, an error a section of one. */
export function referencePath(code: string, severity: 'error' | 'warning' | 'note'): string {
  return severity === 'error' || remarks.has(code)
    ? `reference/errors/#${slugOf(code)}`
    : `reference/checks/${slugOf(code)}/`
}
