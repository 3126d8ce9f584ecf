import type { MendingView, ProblemView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, sizeText, timeText } from '../figures.ts'
import { referencePath } from '../reference.ts'
import type { BenchState } from '../state.ts'
import { isSettled } from './view.ts'

/** One problem, and what mending it would do. */
export interface MendingRow {
  readonly mending: MendingView
  readonly code: string
  /** The path of its place in the reference, from the site's root. */
  readonly page: string
  readonly severity: ProblemView['severity']
  readonly line?: number
  readonly title: string
  /** `saves`: fewer bytes or less time; `costs`: more; `same`: neither. */
  readonly kind: 'saves' | 'costs' | 'same' | 'fails'
  /** `−19.8 MB`, or `no bytes`. */
  readonly bytes: string
  readonly bytesTitle: string
  /** `191 MB → 171 MB`. */
  readonly sizes: string
  /** `≈ 3.2 s less`, or `no time`. */
  readonly time: string
  readonly timeTitle: string
  /** What else it does, in sentences. */
  readonly effect: readonly string[]
}

/** What mending each problem would do, ready to be drawn: what saves most first. */
export interface MendingsView {
  readonly rows: readonly MendingRow[]
  readonly status: string
  readonly working: boolean
  /** It can be asked for (again). */
  readonly canAsk: boolean
}

/** Less than this is as long as before: times are a model. In milliseconds. */
const least = 50

/** What is known of mending the problems. */
export function mendingsView(state: BenchState): MendingsView {
  const { mendings } = state
  const canAsk = canMend(state)
  if (state.asking === 'open') return { rows: [], status: words.marks.predictFirst, working: false, canAsk: false }
  if (mendings === undefined)
    return {
      rows: [],
      status: canAsk ? words.whatIf.notWorkedOutYet : words.whatIf.workedOutWhenYouPause,
      working: false,
      canAsk,
    }
  const rows = [...mendings.mendings]
    .sort((a, b) => savedBytes(b) - savedBytes(a) || savedMs(b) - savedMs(a))
    .map(rowOf)
  const status = {
    working: mendings.of === 0 ? words.whatIf.buildingAsItIs : words.whatIf.tryingFixesOf(rows.length, mendings.of),
    stopped: words.marks.stopped,
    impossible: words.whatIf.thereIsNoDockerfileToMend,
    done: mendings.of === 0 ? words.whatIf.noProblemHereHasAFix : '',
  }[mendings.state]
  return {
    rows,
    status,
    working: mendings.state === 'working',
    canAsk: mendings.state === 'stopped' && canAsk,
  }
}

/** Whether the text rests, or fails as it is, so that fixes can be tried. */
export function canMend(state: BenchState): boolean {
  return isSettled(state) || (state.fresh && state.problems.some(({ severity }) => severity === 'error'))
}

/** What is announced when all mendings are worked out. */
export function mendingAnnouncement(mendings: readonly MendingView[]): string {
  const best = mendings.reduce<MendingView | undefined>(
    (most, one) => (most === undefined || savedBytes(one) > savedBytes(most) ? one : most),
    undefined,
  )
  const tried = words.whatIf.whatIfTried(words.counts.fixes(mendings.length))
  if (best === undefined || savedBytes(best) <= 0) return words.whatIf.noneSavesBytes(tried)
  return words.whatIf.savesMost(tried, best.title, sizeText(savedBytes(best)))
}

/** Bytes by which the image becomes smaller; negative when it grows, 0 where there is nothing to compare. */
export function savedBytes({ before, after }: MendingView): number {
  return before === undefined || after === undefined ? 0 : before.size.value - after.size.value
}

function savedMs({ before, after }: MendingView): number {
  const saved = before === undefined || after === undefined ? 0 : before.durationMs.value - after.durationMs.value
  return Math.abs(saved) < least ? 0 : saved
}

function rowOf(mending: MendingView): MendingRow {
  const { problem, title, before, after } = mending
  const bytes = savedBytes(mending)
  const time = savedMs(mending)
  return {
    mending,
    code: problem.code,
    page: referencePath(problem.code, problem.severity),
    severity: problem.severity,
    ...(problem.line === undefined ? {} : { line: problem.line }),
    title,
    kind:
      after === undefined ? 'fails' : bytes > 0 || (bytes === 0 && time > 0) ? 'saves' : bytes < 0 ? 'costs' : 'same',
    bytes: bytesText(mending, bytes),
    bytesTitle: [before, after].flatMap((one) => (one === undefined ? [] : [figureTitle(one.size)])).join(' → '),
    sizes: before === undefined || after === undefined ? '' : `${figureText(before.size)} → ${figureText(after.size)}`,
    time: before === undefined || after === undefined ? '' : lessText(time),
    timeTitle: [before, after]
      .flatMap((one) => (one === undefined ? [] : [`≈ ${timeText(one.durationMs.value)}`]))
      .join(' → '),
    effect: effectOf(mending, bytes, time),
  }
}

function bytesText({ before, after }: MendingView, bytes: number): string {
  if (after === undefined) return words.whatIf.theBuildFails
  if (before === undefined) return words.whatIf.builds(figureText(after.size))
  if (bytes === 0) return words.whatIf.noBytes
  const sign = bytes > 0 ? '−' : '+'
  const isModelled = after.size.sources.length + before.size.sources.length > 0
  return `${isModelled ? '≈ ' : ''}${sign}${sizeText(Math.abs(bytes))}`
}

function lessText(time: number): string {
  if (time === 0) return words.whatIf.noTime
  const amount = `≈ ${timeText(Math.abs(time))}`
  return time > 0 ? words.marks.less(amount) : words.marks.more(amount)
}

function effectOf(mending: MendingView, bytes: number, time: number): readonly string[] {
  const { problem, before, after, isGone, brings, failure } = mending
  if (after === undefined) return [words.whatIf.withItTheBuildFails(failure ?? '')]
  const brought = brings.map(({ code, message }) => words.whatIf.itBrings(code, message))
  const stays = isGone ? [] : [words.whatIf.theProblemStays]
  if (before === undefined) return [words.whatIf.theBuildWhichFailsAsIt, ...stays, ...brought]
  const saving = bytes === 0 && time === 0 ? [words.whatIf.savesNothingToBuildOrTo(savesNothing(mending))] : []
  const fewer = before.layers - after.layers
  const layers = fewer === 0 ? [] : [words.whatIf.layersFewer(words.counts.layers(Math.abs(fewer)), fewer > 0)]
  return [...saving, ...layers, ...(problem.advice === undefined ? [] : [problem.advice]), ...stays, ...brought]
}

function savesNothing({ changes }: MendingView): string {
  switch (changes) {
    case 'nothing':
      return words.whatIf.theImageStaysAsItIs
    case 'settings':
      return words.whatIf.itChangesHowTheImageIs
    case 'layers':
      return words.whatIf.itChangesWhatIsInThe
  }
}
