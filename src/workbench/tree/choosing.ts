import type { TreeRow } from './view.ts'

/** Rows that are chosen together, by their paths, and the row that the keys act on. */
export interface Choice {
  readonly chosen: ReadonlySet<string>
  readonly at: TreeRow
}

interface Press {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/**
 * The rows that are chosen after a key at a row; undefined for keys that choose nothing. Source: ARIA Authoring Practices, Tree View, the keys for several
 * rows: Shift with an arrow goes on choosing, Ctrl (or ⌘) with Space takes a row in or out, Ctrl A takes all, Escape none.
 */
export function chosenAfter(
  { key, shiftKey, ctrlKey, metaKey }: Press,
  rows: readonly TreeRow[],
  row: TreeRow,
  chosen: ReadonlySet<string>,
): Choice | undefined {
  const isCommand = ctrlKey || metaKey
  const next = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (next !== undefined && shiftKey && !isCommand) {
    const to = rows[rows.indexOf(row) + next] ?? row
    // Turning round gives back what was passed.
    const goesBack = chosen.has(to.path) && to !== row
    return { at: to, chosen: goesBack ? without(chosen, row.path) : new Set([...chosen, row.path, to.path]) }
  }
  if (next !== undefined && isCommand) return { at: rows[rows.indexOf(row) + next] ?? row, chosen }
  if (key === ' ' && isCommand) return { at: row, chosen: toggled(chosen, row.path) }
  if (key.toLowerCase() === 'a' && isCommand && !shiftKey)
    return { at: row, chosen: new Set(rows.map(({ path }) => path)) }
  if (key === 'Escape' && chosen.size > 0) return { at: row, chosen: new Set() }
  return undefined
}

/** The rows that are chosen after a click on one; undefined where the click chooses nothing and does what it always does. */
export function chosenByClick(
  { shiftKey, ctrlKey, metaKey }: Omit<Press, 'key'>,
  rows: readonly TreeRow[],
  row: TreeRow,
  from: TreeRow | undefined,
  chosen: ReadonlySet<string>,
): ReadonlySet<string> | undefined {
  if (ctrlKey || metaKey) return toggled(chosen, row.path)
  if (!shiftKey) return undefined
  const [start, end] = [rows.indexOf(from ?? row), rows.indexOf(row)].sort((a, b) => a - b)
  return new Set([...chosen, ...rows.slice(start, (end ?? 0) + 1).map(({ path }) => path)])
}

function toggled(chosen: ReadonlySet<string>, path: string): ReadonlySet<string> {
  return chosen.has(path) ? without(chosen, path) : new Set([...chosen, path])
}

function without(chosen: ReadonlySet<string>, path: string): ReadonlySet<string> {
  return new Set([...chosen].filter((one) => one !== path))
}
