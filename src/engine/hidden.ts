import type { Layer } from '../../simulator/index.ts'

/**
 * For each layer, the lowest first: bytes of its files that a later layer covers or removes, so that they are shipped and never seen. A file is
 * hidden by a later entry of its own path, and by a later removal of a directory above it or an entry there that is no directory. One look at
 * each change, where the simulator's `waste` rebuilds the trees: this is asked after every key press that leads to a trial.
 */
export function hiddenBytes(layers: readonly Pick<Layer, 'changes'>[]): readonly number[] {
  const covered = new Set<string>()
  const closed = new Set<string>()
  // Top layer first: what is covered by it is known when a lower one is looked at.
  const bytes = layers
    .map((_, index) => index)
    .toReversed()
    .map((index) => {
      const changes = layers[index]?.changes ?? []
      let hidden = 0
      for (const change of changes)
        if (change.kind !== 'removed' && change.node.kind === 'file' && isCovered(change.path, covered, closed))
          hidden += change.node.content.size
      for (const change of changes) {
        if (change.kind === 'parent') continue
        covered.add(change.path)
        if (change.kind === 'removed' || change.node.kind !== 'directory') closed.add(change.path)
      }
      return hidden
    })
  return bytes.toReversed()
}

function isCovered(path: string, covered: ReadonlySet<string>, closed: ReadonlySet<string>): boolean {
  if (covered.has(path)) return true
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    if (closed.has(path.slice(0, slash))) return true
  return false
}
