/** A list with one of its items at another place; as it is where there is no such place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length) return list
  const others = list.toSpliced(from, 1)
  return others.toSpliced(to, 0, item)
}

/** The items out of order, the same way every time and never as they were; fewer than two stay as they are. */
export function shuffled(list: readonly string[]): readonly string[] {
  const mixed = [...list].sort((a, b) => fingerprint(a) - fingerprint(b))
  return mixed.every((item, at) => item === list[at]) ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed
}

/** FNV-1a. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash
}
