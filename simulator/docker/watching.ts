import type { OutputPiece } from '../machine/machine.ts'
import { eventsOf } from './events.ts'
import type { HostDraft } from './host.ts'
import type { Watch } from './interruption.ts'
import { readTemplate } from './template/run.ts'
import { millisecondsBetween } from './times.ts'
import { eventFields, eventJson, eventLine, fits, isBetween } from './told.ts'

/** What was done since events were looked at last, and how to go on; nothing to go on with when its time is over. */
export function watched(
  draft: HostDraft,
  watch: Watch,
): { readonly output: readonly OutputPiece[]; readonly watch?: Watch } {
  const { now } = draft
  const { until } = watch
  const isOver = until !== undefined && millisecondsBetween(now, until) <= 0
  const end = isOver ? until : now
  const text = toldOf(draft, watch, (event) => isBetween(event, watch.after, end))
  const output: readonly OutputPiece[] = text === '' ? [] : [{ stream: 'stdout', text, atMs: 0 }]
  return isOver ? { output } : { output, watch: { ...watch, after: now } }
}

/** The events that filters let through, each on a line. Throws {@link TemplateError} for a format that is none. */
export function toldOf(
  draft: HostDraft,
  { filters, format }: Pick<Watch, 'filters' | 'format'>,
  isAsked: (event: Parameters<typeof eventLine>[0]) => boolean,
): string {
  const show = writerOf(format)
  return eventsOf(draft)
    .filter((event) => isAsked(event) && fits(event, filters))
    .map((event) => `${show(event)}\n`)
    .join('')
}

function writerOf(format: string | undefined): (event: Parameters<typeof eventLine>[0]) => string {
  if (format === undefined || format === '') return eventLine
  if (format === 'json' || /^\{\{\s*json \.\s*\}\}$/.test(format)) return eventJson
  const show = readTemplate(format.replaceAll('\\t', '\t').replaceAll('\\n', '\n'))
  return (event) => show(eventFields(event), { type: '*events.Message' })
}
