import type { ContentView, OpenedView, ShippedView } from '../../engine/image-views.ts'
import { grouped, sizeText } from '../figures.ts'
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
    ...(kind === 'file' && entry.change !== 'removed' ? [`${grouped(entry.size)} bytes`] : []),
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
    ...(version.hiddenBy === undefined ? {} : { hidden: `hidden by layer ${version.hiddenBy.layer + 1}` }),
  }
}

function hiddenSentence({ hiddenBy, size }: ShippedView, marks: readonly LayerMark[]): string {
  if (hiddenBy === undefined) return ''
  const by = marks[hiddenBy.layer]?.made ?? ''
  const how = hiddenBy.how === 'removed' ? 'removes it' : 'puts another in its place'
  const weight = size === 0 ? '' : ` Its ${sizeText(size)} still count.`
  return `Shipped, hidden by layer ${hiddenBy.layer + 1}, which ${how} (${by}). A container does not see it; whoever has the image can read it.${weight}`
}

function removalSentence({ hides }: ShippedView): string {
  return hides === 0
    ? 'This layer removes the entry. What a lower layer shipped of it has no bytes.'
    : `This layer removes the entry. The ${sizeText(hides)} that lower layers shipped of it stay in the image.`
}

function contentOf(content: ContentView): Pick<OpenedRows, 'text' | 'bytes' | 'cut' | 'unknown'> {
  switch (content.kind) {
    case 'text':
      return { text: content.text, ...(content.cut ? { cut: 'Only the first 100 kB are shown.' } : {}) }
    case 'bytes':
      return {
        bytes: content.rows.map((row, at) => ({
          at: (at * 8).toString(16).padStart(4, '0'),
          hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
          characters: row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join(''),
        })),
        cut: content.cut ? 'Not a text. Its first 512 bytes.' : 'Not a text. All its bytes.',
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
    base: 'it came with the base image, of which the catalog keeps names, owners and sizes.',
    'stand-in': 'the project has a stand-in of this size in place of the real file.',
    made: 'a program of the build wrote it, and the simulator knows how much it writes, not what.',
  }[stands]
  return [
    `Its content is not known here, only its size, because ${why}`,
    ...(program === undefined ? [] : [`When it is executed, the simulator’s own ${program} runs.`]),
    source === undefined ? 'The size is exact.' : `How do we know the size? ${source}.`,
  ]
}
