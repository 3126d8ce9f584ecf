const bits = { r: 4, w: 2, x: 1 } as const
const shifts = { u: 6, g: 3, o: 0 } as const

/**
 * The mode that a symbolic `--chmod` (`u=rwX,go=rX`, `+x`, `g=u`) makes of a mode; the umask plays no part. Undefined when it does not parse.
 * Source: the chmod syntax of tonistiigi/dchapes-mode, which the builder uses.
 */
export function symbolicMode(text: string, mode: number, isDirectory: boolean): number | undefined {
  let result = mode
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]))+)$/.exec(clause)
    if (match === null) return undefined
    const who = match[1] === '' || match[1]?.includes('a') ? 'ugo' : (match[1] ?? '')
    for (const action of (match[2] ?? '').matchAll(/([-+=])([rwxXst]+|[ugo])?/g))
      result = applyAction(result, who, action[1] ?? '=', action[2] ?? '', isDirectory)
  }
  return result
}

function applyAction(mode: number, who: string, operator: string, permissions: string, isDirectory: boolean): number {
  let set = 0
  let mask = 0
  for (const class_ of ['u', 'g', 'o'] as const) {
    if (!who.includes(class_)) continue
    const shift = shifts[class_]
    set |= classBits(mode, permissions, isDirectory) << shift
    mask |= 7 << shift
    if (class_ === 'u') mask |= 0o4000
    if (class_ === 'g') mask |= 0o2000
    if (permissions.includes('s') && class_ !== 'o') set |= class_ === 'u' ? 0o4000 : 0o2000
  }
  if (permissions.includes('t')) set |= 0o1000
  if (operator === '+') return mode | set
  if (operator === '-') return mode & ~set
  return (mode & ~mask) | set
}

function classBits(mode: number, permissions: string, isDirectory: boolean): number {
  if (permissions === 'u' || permissions === 'g' || permissions === 'o') return (mode >> shifts[permissions]) & 7
  let value = 0
  for (const letter of permissions) {
    if (letter === 'r' || letter === 'w' || letter === 'x') value |= bits[letter]
    if (letter === 'X' && (isDirectory || (mode & 0o111) !== 0)) value |= 1
  }
  return value
}
