import { words } from '../../words/words.ts'
import { grouped, sizeText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import type { EntryPlace } from './known.ts'
import type { LayerMark } from './layers.ts'
import { hiddenText } from './view.ts'

/** One place where a name was found. */
export interface HitRow {
  readonly entry: EntryPlace
  readonly path: string
  readonly size: string
  readonly mark?: LayerMark
  /** `shipped, hidden by layer 5`. */
  readonly hidden?: string
}

/** What a search found, ready to be drawn. */
export interface FoundView {
  readonly rows: readonly HitRow[]
  readonly summary: string
}

/** What was found of the name that is looked for; undefined when none is. `merged`: only what a container sees. */
export function foundView(
  { contents }: BenchState,
  marks: readonly LayerMark[],
  merged: boolean,
): FoundView | undefined {
  const search = contents?.search
  if (search === undefined) return undefined
  const { found } = search
  if (found === undefined) return { rows: [], summary: words.contents.lookingFor(search.text) }
  const hits = merged ? found.hits.filter((hit) => hit.hiddenBy === undefined) : found.hits
  return {
    rows: hits.map((hit) => {
      const mark = marks[hit.layer]
      return {
        entry: { layer: hit.layer, path: hit.path },
        path: `/${hit.path}${hit.kind === 'directory' ? '/' : ''}`,
        size: hit.kind === 'file' ? sizeText(hit.size) : '',
        ...(mark === undefined ? {} : { mark }),
        ...(hit.hiddenBy === undefined ? {} : { hidden: hiddenText(hit.hiddenBy) }),
      }
    }),
    summary: summaryOf(found.visible, merged ? 0 : found.hidden, hits.length),
  }
}

function summaryOf(visible: number, hidden: number, shown: number): string {
  if (visible + hidden === 0) return words.contents.nothingOfThatName
  const all = [
    ...(visible > 0 ? [words.contents.thatAContainerSees(words.counts.entries(visible))] : []),
    ...(hidden > 0 ? [words.contents.shippedButHidden(grouped(hidden))] : []),
  ].join(', ')
  return shown < visible + hidden ? words.contents.theFirst(all, shown) : all
}
