import type { Build, Step } from '../solver/result.ts'
import { type ExportProgress, exportsOf, logParts, progressOf, type SentFirst } from './progress.ts'

/** What a terminal shows of a build at a time: its lines, without colours. */
export interface Frame {
  /** Milliseconds after the build's start. */
  readonly atMs: number
  readonly lines: readonly FrameLine[]
}

export interface FrameLine {
  /** `done` and `cached` are blue, `failed` red, `canceled` yellow, as docker draws them. */
  readonly kind: 'head' | 'running' | 'done' | 'failed' | 'canceled'
  readonly text: string
}

/** Frames that are drawn of one build, at most; docker draws one every 150 ms. */
const framesAtMost = 120
const frameMs = 150
/** Lines of its output that are shown of a step that runs. */
const lastLines = 6

/**
 * A build as it is drawn on a terminal of so many columns: a frame for each of the times at which something begins, ends or is printed, and some
 * between. The last one ends with FINISHED, or shows what failed. Source: moby/buildkit util/progress/progressui, display.go.
 */
export function buildFrames(build: Build, width: number, sent?: SentFirst): readonly Frame[] {
  return timesOf(build).map((atMs) => frameAt(build, atMs, width, sent))
}

function timesOf(build: Build): readonly number[] {
  const end = build.durationMs.value
  const between = Math.max(frameMs, end / (framesAtMost / 2))
  const times = new Set([end])
  for (let at = between; at < end; at += between) times.add(at)
  for (const { startMs, durationMs, printed } of build.steps)
    if (printed !== 'nothing') times.add(startMs + durationMs.value)
  const sorted = [...times].filter((at) => at <= end).sort((a, b) => a - b)
  const every = Math.ceil(sorted.length / framesAtMost)
  return sorted.filter((_, at) => at % every === 0 || at === sorted.length - 1)
}

/** What is drawn at a time; before the end nothing is known of the export. */
export function frameAt(
  build: Build,
  atMs: number,
  width: number,
  sent?: SentFirst,
  exports: readonly ExportProgress[] = exportsOf(progressOf(build)),
): Frame {
  const shown = build.steps.filter(({ printed, startMs }) => printed !== 'nothing' && startMs <= atMs)
  const isOver = atMs >= build.durationMs.value
  const isCanceled = isOver && build.steps.some(({ status }) => status === 'canceled')
  const isCounted = ({ printed, status }: Step): boolean =>
    printed !== 'nothing' || (isCanceled && status === 'not-started')
  const total = build.steps.filter(isCounted).length + exports.length
  const refused = exports.filter(({ error }) => error !== undefined).length
  const exported = isOver && build.image !== undefined ? exports.length - refused : 0
  const done = shown.filter((step) => isDone(step, atMs)).length + exported
  const isFinished = isOver && build.failure === undefined && refused === 0
  const finished = isFinished ? ' FINISHED' : ''
  const count = isFinished ? total : done
  const head = `[+] Building ${seconds(atMs)} (${count}/${total})${finished}`
  return {
    atMs,
    lines: [
      { kind: 'head', text: aligned(head, 'docker:default', width) },
      ...shown.flatMap((step) => stepLines(step, atMs, width, build, sent)),
      ...(isOver && build.image !== undefined ? exports.flatMap((one) => exportLines(one, width)) : []),
    ],
  }
}

/** Rows that must be left for what a step prints to be shown. */
const outputRoom = 9

/**
 * A frame that fits a terminal of so many rows, so that the next one can be drawn in its place: what is over goes first, from the top, and what a step
 * prints where there is little room. Source: moby/buildkit util/progress/progressui, display.go, setupTerminals and wrapHeight.
 */
export function within({ atMs, lines: [head, ...rest] }: Frame, rows: number): Frame {
  const isOutput = ({ text }: FrameLine): boolean => text.startsWith(' => => # ')
  const isRunning = ({ kind }: FrameLine): boolean => kind === 'running'
  const jobs = rest.filter((line) => !isOutput(line))
  const free = rows - 2 - jobs.filter(isRunning).length
  const outputs = free > outputRoom ? rest.filter(isOutput) : []
  const kept = new Set([...lastOf(jobs, Math.max(0, rows - 2 - outputs.length), isRunning), ...outputs])
  return { atMs, lines: [...(head === undefined ? [] : [head]), ...rest.filter((line) => kept.has(line))] }
}

/** The last so many of a list; of those before them, the ones that still count take the places of ones that do not. */
function lastOf<Item>(items: readonly Item[], count: number, counts: (item: Item) => boolean): readonly Item[] {
  if (items.length <= count) return items
  const last = items.slice(items.length - count)
  const before = items.slice(0, items.length - count).filter(counts)
  const rest = last.filter((item, at) => counts(item) || at >= before.length)
  const room = last.length - rest.length
  return [...(room === 0 ? [] : before.slice(-room)), ...rest]
}

function isDone({ startMs, durationMs, status }: Step, atMs: number): boolean {
  return status !== 'failed' && startMs + durationMs.value <= atMs
}

function stepLines(
  step: Step,
  atMs: number,
  width: number,
  build: Build,
  sent: SentFirst | undefined,
): readonly FrameLine[] {
  const { name, startMs, durationMs, status, printed, output } = step
  const endMs = startMs + durationMs.value
  const isRunning = endMs > atMs
  const words = { failed: 'ERROR ', canceled: 'CANCELED ' } as const
  const ending = status === 'failed' || status === 'canceled' ? status : undefined
  const word = isRunning ? '' : ending !== undefined ? words[ending] : printed === 'cached' ? 'CACHED ' : ''
  const kind = isRunning ? 'running' : (ending ?? 'done')
  const time = seconds(printed === 'cached' ? 0 : Math.min(atMs, endMs) - startMs)
  const own: FrameLine = { kind, text: aligned(` => ${word}${name}`, time, width) }
  const bytes = isRunning ? [] : sentLines(step, build, sent)
  const text = output
    .filter((line) => startMs + line.atMs <= atMs)
    .map((line) => line.text)
    .join('')
  const lines = isRunning ? text.replace(/\n$/, '').split('\n').slice(-lastLines) : []
  return [
    own,
    ...bytes.map((line): FrameLine => ({ kind, text: aligned(` => => ${line}`, '0.0s', width) })),
    ...lines.filter((line) => line !== '').map((line): FrameLine => ({ kind, text: cutTo(` => => # ${line}`, width) })),
  ]
}

/** `transferring context: 2B`, from what the plain log says of the step. */
function sentLines(step: Step, build: Build, sent: SentFirst | undefined): readonly string[] {
  const [part] = logParts({ ...progressOf(build, sent), steps: [step], tags: [] })
  return (part?.lines ?? []).flatMap(({ text }) => {
    const found = /^#1 (transferring .*) done$/.exec(text)?.[1]
    return found === undefined ? [] : [found]
  })
}

function exportLines({ name, lines, durationMs, error }: ExportProgress, width: number): readonly FrameLine[] {
  const kind = error === undefined ? 'done' : 'failed'
  const word = error === undefined ? '' : 'ERROR '
  return [
    { kind, text: aligned(` => ${word}${name}`, seconds(durationMs), width) },
    ...lines.map((line): FrameLine => ({ kind, text: aligned(` => => ${line}`, '0.0s', width) })),
  ]
}

function seconds(milliseconds: number): string {
  return `${(Math.max(0, milliseconds) / 1000).toFixed(1)}s`
}

/** A text at the left and one at the right; the left is cut where both do not fit. */
function aligned(left: string, right: string, width: number): string {
  const room = width - right.length - 1
  return `${cutTo(left, room).padEnd(room)} ${right}`
}

function cutTo(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`
}

const colours = { head: '', running: '', done: '\u001b[34m', failed: '\u001b[31m', canceled: '\u001b[33m' } as const

/** What is sent to a terminal that shows a frame of so many lines, so that it shows another one in its place. */
export function repaint(before: number, { lines }: Frame): string {
  const up = before === 0 ? '' : `\u001b[${before}A\r`
  const drawn = lines.map(({ kind, text }) => {
    const colour = colours[kind]
    return `\u001b[2K${colour}${text}${colour === '' ? '' : '\u001b[0m'}\n`
  })
  return `${up}${drawn.join('')}\u001b[0J`
}
