import type { Node } from './tree.ts'

/**
 * One difference between a lower and an upper tree, as a layer records it. `parent` is an unchanged directory that stands there only
 * because something below it changed. `removed` is written to the archive as a whiteout. Paths have no leading slash.
 */
export type Change =
  | { readonly kind: 'added' | 'changed' | 'parent'; readonly path: string; readonly node: Node }
  | { readonly kind: 'removed'; readonly path: string }
