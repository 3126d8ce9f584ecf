import type { ContentView, OpenedView, ShippedView } from '../../engine/image-views.ts'
import { words } from '../../words/words.ts'
import { sizeText } from '../figures.ts'
import type { BenchState } from '../state.ts'
import { attributesText } from './attributes.ts'
import type { EntryPlace } from './known.ts'
import type { LayerMark } from './layers.ts'
import { changeOf, type TreeRow } from './view.ts'

/** One thing that a layer did at the path of an opened entry. */
export interface VersionRow {
  readonly entry: EntryPlace
  readonly isOpen: boolean
  readonly change: NonNullable<TreeRow['change']>
  readonly mark?: LayerMark
  readonly size: string
  readonly hidden?: string
}

/** An entry that the learner opened, ready to be drawn. */
export interface OpenedRows {
  readonly path: string
  readonly mark?: LayerMark
  readonly facts: string
  /** A container does not see it: why, and what that means. */
  readonly hidden?: string
  /** What a removal took away. */
  readonly removal?: string
  readonly target?: string
  readonly versions: readonly VersionRow[]
  readonly text?: string
  /** Bytes in rows: the place of the first, the bytes in hex, and as characters. */
  readonly bytes?: readonly { readonly at: string; readonly hex: string; readonly characters: string }[]
  /** Where only the beginning is shown. */
  readonly cut?: string
  /** Why there is no content to show, and how its size is known. */
  readonly unknown?: readonly string[]
  readonly missing?: 'coming' | 'gone'
}

/** The entry that is open; undefined when none is. */
export function openedRows({ contents }: BenchState, marks: readonly LayerMark[]): OpenedRows | undefined {
  const open = contents?.open
  if (open === undefined) return undefined
  const mark = marks[open.layer]
  const empty = { path: `/${open.path}`, facts: '', versions: [], ...(mark === undefined ? {} : { mark }) }
  if (open.opened === undefined) return { ...empty, missing: 'coming' }
  if (open.opened === null) return { ...empty, missing: 'gone' }
  return { ...empty, ...rowsOf(open.opened, open, marks) }
}

function rowsOf(
  opened: OpenedView,
  open: EntryPlace,
  marks: readonly LayerMark[],
): Omit<OpenedRows, 'path' | 'mark' | 'missing'> {
  const { entry, attributes, content, target, versions } = opened
  const kind = entry.kind ?? 'file'
  const facts = [
    changeOf(entry.change).text,
    ...(kind === 'file' && entry.change !== 'removed' ? [words.counts.bytes(entry.size)] : []),
    ...(attributes === undefined ? [] : [attributesText(attributes, kind)]),
  ]
  return {
    facts: facts.join(' · '),
    ...(entry.hiddenBy === undefined ? {} : { hidden: hiddenSentence(entry, marks) }),
    ...(entry.change === 'removed' ? { removal: removalSentence(entry) } : {}),
    ...(target === undefined ? {} : { target }),
    versions: versions.map((version) => versionRow(version, open, marks)),
    ...(content === undefined ? {} : contentOf(content)),
  }
}

function versionRow(version: ShippedView, open: EntryPlace, marks: readonly LayerMark[]): VersionRow {
  const mark = marks[version.layer]
  return {
    entry: { layer: version.layer, path: version.path },
    isOpen: version.layer === open.layer,
    change: changeOf(version.change),
    ...(mark === undefined ? {} : { mark }),
    size: version.kind === 'file' ? sizeText(version.size) : '',
    ...(version.hiddenBy === undefined ? {} : { hidden: words.contents.hiddenByLayer(version.hiddenBy.layer + 1) }),
  }
}

function hiddenSentence({ hiddenBy, size }: ShippedView, marks: readonly LayerMark[]): string {
  if (hiddenBy === undefined) return ''
  const by = marks[hiddenBy.layer]?.made ?? ''
  const how = hiddenBy.how === 'removed' ? words.contents.removesIt : words.contents.putsAnotherInItsPlace
  const weight = size === 0 ? '' : words.contents.itsStillCount(sizeText(size))
  return words.contents.shippedHiddenByLayerWhichA(hiddenBy.layer + 1, how, by, weight)
}

function removalSentence({ hides }: ShippedView): string {
  return hides === 0
    ? words.contents.thisLayerRemovesTheEntryWhat
    : words.contents.thisLayerRemovesTheEntryThe(sizeText(hides))
}

function contentOf(content: ContentView): Pick<OpenedRows, 'text' | 'bytes' | 'cut' | 'unknown'> {
  switch (content.kind) {
    case 'text':
      return { text: content.text, ...(content.cut ? { cut: words.contents.onlyTheFirst100KbAre } : {}) }
    case 'bytes':
      return {
        bytes: content.rows.map((row, at) => ({
          at: (at * 8).toString(16).padStart(4, '0'),
          hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
          characters: row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
        })),
        cut: content.cut ? words.contents.notATextItsFirst512 : words.contents.notATextAllItsBytes,
      }
    case 'sized':
      return { unknown: unknownSentences(content) }
  }
}

function unknownSentences({
  stands,
  source,
  program,
}: Extract<ContentView, { readonly kind: 'sized' }>): readonly string[] {
  const why = {
    base: words.contents.itCameWithTheBaseImage,
    'stand-in': words.contents.theProjectHasAStandIn,
    made: words.contents.aProgramOfTheBuildWrote,
  }[stands]
  return [
    words.contents.itsContentIsNotKnownHere(why),
    ...(program === undefined ? [] : [words.contents.whenItIsExecutedTheSimulators(program)]),
    source === undefined ? words.contents.theSizeIsExact : words.contents.howDoWeKnowTheSize(source),
  ]
}
