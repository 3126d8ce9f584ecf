import type { TreeRow } from './view.ts'

/** What a key asks of the tree. */
export type Steered =
  | { readonly kind: 'go'; readonly to: TreeRow }
  | { readonly kind: 'fold'; readonly isClosed: boolean }
  | { readonly kind: 'unfold-all'; readonly paths: readonly string[] }
  | { readonly kind: 'take' | 'move' | 'delete' | 'menu' }

interface Key {
  readonly key: string
  readonly shiftKey: boolean
}

/**
 * What a key does at a row; undefined for keys that are not the tree's. Source: ARIA Authoring Practices, Tree View; F2, Delete and the menu key as in
 * editors.
 */
export function steered({ key, shiftKey }: Key, rows: readonly TreeRow[], row: TreeRow): Steered | undefined {
  const at = rows.indexOf(row)
  const go = (to: TreeRow | undefined): Steered => ({ kind: 'go', to: to ?? row })
  const isBelow = (one: TreeRow | undefined) => one?.path.startsWith(`${row.path}/`) === true
  switch (key) {
    case 'ArrowDown':
      return go(rows[at + 1])
    case 'ArrowUp':
      return go(rows[at - 1])
    case 'Home':
      return go(rows[0])
    case 'End':
      return go(rows.at(-1))
    case 'ArrowRight':
      if (row.folder && !row.isOpen) return { kind: 'fold', isClosed: false }
      return go(row.folder && isBelow(rows[at + 1]) ? rows[at + 1] : row)
    case 'ArrowLeft':
      if (row.folder && row.isOpen) return { kind: 'fold', isClosed: true }
      return go(rows.find((one) => one.folder && row.path.startsWith(`${one.path}/`) && one.depth === row.depth - 1))
    case 'Enter':
    case ' ':
      return { kind: 'take' }
    case '*':
      return { kind: 'unfold-all', paths: rows.filter((one) => one.depth === row.depth).map(({ path }) => path) }
    case 'F2':
      return { kind: 'move' }
    case 'Delete':
    case 'Backspace':
      return { kind: 'delete' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return shiftKey ? { kind: 'menu' } : undefined
    default:
      return byLetter(key, rows, row)
  }
}

/** Whether a key goes a step back in what was done, or on again, as in the editor. */
export function travelOf({
  key,
  shiftKey,
  ctrlKey,
  metaKey,
}: Key & { readonly ctrlKey: boolean; readonly metaKey: boolean }): 'undo' | 'redo' | undefined {
  if (!ctrlKey && !metaKey) return undefined
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo'
  return key === 'y' && ctrlKey ? 'redo' : undefined
}

/** The next row whose name begins with a letter, round the end. `?` is the list of keys. */
function byLetter(key: string, rows: readonly TreeRow[], row: TreeRow): Steered | undefined {
  if ([...key].length !== 1 || key === '?') return undefined
  const at = rows.indexOf(row)
  const to = [...rows.slice(at + 1), ...rows.slice(0, at + 1)].find((one) =>
    one.name.toLowerCase().startsWith(key.toLowerCase()),
  )
  return to === undefined ? undefined : { kind: 'go', to }
}
