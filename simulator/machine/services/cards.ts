import type { DirectoryNode, Tree } from '../../filesystem/tree.ts'
import { textOf } from '../../values/bytes.ts'

const ending = '.card.yaml'
const known = new WeakMap<Tree, ReadonlyMap<string, string>>()

/**
 * The behaviour cards in a folder and below it, by the name of the program that each describes: `tool.card.yaml` is of `tool`. Of two for the
 * same name the one in the shallower folder counts. Looked for once for each tree.
 */
export function cardsIn(tree: Tree): ReadonlyMap<string, string> {
  let found = known.get(tree)
  if (found === undefined) {
    const cards = new Map<string, string>()
    collect(tree, cards)
    found = cards
    known.set(tree, found)
  }
  return found
}

function collect(directory: DirectoryNode, cards: Map<string, string>): void {
  const below: DirectoryNode[] = []
  for (const [name, node] of directory.entries) {
    if (node.kind === 'directory') below.push(node)
    else if (node.kind === 'file' && name.endsWith(ending) && node.content.kind === 'real') {
      const program = name.slice(0, -ending.length)
      if (!cards.has(program)) cards.set(program, textOf(node.content.bytes))
    }
  }
  for (const one of below) collect(one, cards)
}
