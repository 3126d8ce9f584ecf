import type { LayerEntryView, LayerFilesView } from '../../engine/views.ts'
import { countText, sizeText } from '../figures.ts'

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

const signs: Readonly<Record<LayerEntryView['change'], { readonly sign: string; readonly text: string }>> = {
  added: { sign: '+', text: 'added' },
  changed: { sign: '~', text: 'changed' },
  removed: { sign: '−', text: 'removed' },
}

/** The entries of a layer ready to be drawn. */
export function layerRows(files: LayerFilesView): LayerFilesRows {
  const counts = (['added', 'changed', 'removed'] as const)
    .map((change) => ({ change, count: files.entries.filter((entry) => entry.change === change).length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) =>
      change === 'removed' ? countText(count, 'removal') : `${countText(count, 'entry', 'entries')} ${change}`,
    )
  return {
    rows: files.entries.map((entry) => ({
      change: entry.change,
      sign: signs[entry.change].sign,
      changeText: signs[entry.change].text,
      path: `/${entry.path}${entry.kind === 'directory' ? '/' : ''}`,
      size: entry.kind === 'file' ? sizeText(entry.size) : '',
    })),
    summary: counts.length === 0 ? 'This layer is empty: the step changed no file.' : counts.join(', '),
    ...(files.more === 0 ? {} : { more: `and ${countText(files.more, 'smaller entry', 'smaller entries')}` }),
  }
}
