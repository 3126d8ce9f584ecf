import type { LayerEntryView, LayerFilesView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'

/** One entry of an opened layer. */
export interface EntryRow {
  readonly change: LayerEntryView['change']
  /** `+`, `~`, `−`: the sign that stands for the change. */
  readonly sign: string
  readonly changeText: string
  readonly path: string
  readonly size: string
}

/** An opened layer: its entries and what they are in all. */
export interface LayerFilesRows {
  readonly rows: readonly EntryRow[]
  readonly summary: string
  readonly more?: string
}

const signs: Readonly<Record<LayerEntryView['change'], string>> = { added: '+', changed: '~', removed: '−' }

/** The entries of a layer ready to be drawn. */
export function layerRows(files: LayerFilesView): LayerFilesRows {
  const counts = (['added', 'changed', 'removed'] as const)
    .map((change) => ({ change, count: files.entries.filter((entry) => entry.change === change).length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) =>
      change === 'removed'
        ? words.counts.removals(count)
        : words.steps.entriesChanged(words.counts.entries(count), change),
    )
  return {
    rows: files.entries.map((entry) => ({
      change: entry.change,
      sign: signs[entry.change],
      changeText: words.marks.changes[entry.change],
      path: `/${entry.path}${entry.kind === 'directory' ? '/' : ''}`,
      size: entry.kind === 'file' ? sizeText(entry.size) : '',
    })),
    summary: counts.length === 0 ? words.steps.thisLayerIsEmptyTheStep : counts.join(', '),
    ...(files.more === 0 ? {} : { more: words.steps.andMore(words.counts.smallerEntries(files.more)) }),
  }
}
