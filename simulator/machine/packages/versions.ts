/** Order of two versions by their numbers. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(/[.+-]/)
  const right = b.split(/[.+-]/)
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (Number.parseInt(left[at] ?? '0', 10) || 0) - (Number.parseInt(right[at] ?? '0', 10) || 0)
    if (difference !== 0) return difference
  }
  return 0
}
