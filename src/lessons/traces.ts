import { type Change, type Image, textOf } from '../../simulator/index.ts'
import { words } from '../words/words.ts'
import { AuthorError } from './author-error.ts'
import { escapeHtml } from './escape.ts'
import type { Play } from './play.ts'

/** Where a text can hide in an image. */
export const placeNames = ['layers', 'settings', 'history'] as const

/** One place of an image, and where in it a text was found. */
export interface Trace {
  readonly place: (typeof placeNames)[number]
  /** `layer 7: /app/.npmrc`, `ENV DB_PASSWORD`, or a line of the history. */
  readonly rows: readonly string[]
}

/**
 * Looks for a text in all that somebody gets who gets the image of a build: the files of every layer, hidden ones too, the settings, the history. Of
 * files of which only the size is known nothing can be found. Throws AuthorError where the build gives no image.
 */
export function tracesOf(
  { image, label }: Pick<Play, 'image' | 'label'>,
  text: string,
  where: string,
): readonly Trace[] {
  if (image === undefined) throw new AuthorError(where, 'a build that gives an image', label)
  return [
    { place: 'layers', rows: layerRows(image, text) },
    { place: 'settings', rows: settingRows(image, text) },
    {
      place: 'history',
      rows: image.history.flatMap(({ created_by = '' }) => (created_by.includes(text) ? [created_by] : [])),
    },
  ]
}

function layerRows(image: Image, text: string): readonly string[] {
  return image.layers.flatMap(({ changes }, at) =>
    changes
      .filter((change) => change.path.includes(text) || contentText(change).includes(text))
      .map(({ path }) => words.lesson.traces.layer(at + 1, `/${path}`)),
  )
}

function contentText(change: Change): string {
  if (change.kind === 'removed' || change.node.kind !== 'file' || change.node.content.kind !== 'real') return ''
  return textOf(change.node.content.bytes)
}

function settingRows({ settings }: Image, text: string): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => (JSON.stringify(value).includes(text) ? [name] : []))
}

/** What a search for a text finds in the image of a build, as a table. */
export function tracesHtml(play: Play, text: string, where: string): string {
  if (text === '') throw new AuthorError(where, '::traces{scene=1 for="…"}', '::traces for nothing')
  const say = words.lesson.traces
  const rows = tracesOf(play, text, where).map(({ place, rows: found }) => {
    const what =
      found.length === 0
        ? `✓ ${say.nothing}`
        : `✖ ${say.found}<ul>${found.map((row) => `<li><code>${escapeHtml(row)}</code></li>`).join('')}</ul>`
    return `<tr><th scope="row">${say[place]}</th><td>${what}</td></tr>`
  })
  return `<div class="entries"><table><caption>${say.searchFor} <code>${escapeHtml(text)}</code></caption><thead><tr><th scope="col">${say.where}</th><th scope="col">${say.foundHead}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}
