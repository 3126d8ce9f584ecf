/** Whether a path fits a pattern: `*` and `?` within a name, `**` for any number of names. A leading slash does not count. */
export function fitsGlob(pattern: string, path: string): boolean {
  const wanted = namesIn(pattern)
  const names = namesIn(path)
  // Row by row: whether the pattern's first names fit the path's first names. Never more work than their product.
  let fits = [true, ...names.map(() => false)]
  for (const want of wanted) {
    const next: boolean[] = []
    for (let at = 0; at <= names.length; at++)
      next[at] =
        want === '**'
          ? fits[at] === true || next[at - 1] === true
          : at > 0 && fits[at - 1] === true && fitsName(want, names[at - 1] ?? '')
    fits = next
  }
  return fits[names.length] === true
}

/** Whether a pattern has anything but one path in it. */
export function isGlob(pattern: string): boolean {
  return /[*?]/.test(pattern)
}

function namesIn(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '')
}

function fitsName(pattern: string, name: string): boolean {
  if (!isGlob(pattern)) return pattern === name
  let fits = [true, ...[...name].map(() => false)]
  const units = [...name]
  for (const want of pattern) {
    const next: boolean[] = []
    for (let at = 0; at <= units.length; at++)
      next[at] =
        want === '*'
          ? fits[at] === true || next[at - 1] === true
          : at > 0 && fits[at - 1] === true && (want === '?' || want === units[at - 1])
    fits = next
  }
  return fits[units.length] === true
}
