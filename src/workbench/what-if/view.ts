import type { GroupOutlookView, InstructionView } from '../../engine/views.ts'
import { words } from '../../words/words.ts'
import { figureText, figureTitle, timeText } from '../figures.ts'
import type { BenchState } from '../state.ts'

/** One group of files and what a change of it would cost. */
export interface WhatIfRow {
  readonly group: string
  readonly files: string
  /** The instructions that would run again, with their lines. */
  readonly rerun: readonly { readonly keyword: string; readonly line: number; readonly text: string }[]
  /** `3 steps run, 2 from the cache`. */
  readonly steps: string
  readonly time: string
  readonly timeTitle: string
  readonly pushed: string
  readonly pushedTitle: string
  /** By a machine that has the present image. */
  readonly pulled: string
  readonly pulledTitle: string
  /** By one that has none of its layers; empty when the build would fail. */
  readonly whole: string
  readonly wholeTitle: string
}

/** The outlook as a table: the costliest change first. */
export interface WhatIfView {
  readonly rows: readonly WhatIfRow[]
  /** What stands above the table: how far the work has come, or why there is none. */
  readonly status: string
  readonly working: boolean
  /** It can be asked for (again). */
  readonly canAsk: boolean
}

/** The outlook that is known, ready to be drawn. */
export function whatIfView(state: BenchState): WhatIfView {
  const { outlook, forecast } = state
  const canAsk = isSettled(state)
  if (state.asking === 'open') return empty(words.marks.predictFirst, false)
  if (outlook === undefined)
    return empty(canAsk ? words.whatIf.notWorkedOutYet : words.whatIf.workedOutWhenTheTextCan, canAsk)
  if (outlook.state === 'impossible') return empty(words.whatIf.theBuildFailsSoNothingCan, false)
  const rows = [...outlook.groups]
    .sort((a, b) => b.durationMs.value - a.durationMs.value)
    .map((group) => rowOf(group, forecast?.instructions ?? []))
  const left = outlook.of - rows.length
  const status = {
    working: outlook.of === 0 ? words.whatIf.workingItOut : words.whatIf.workingItOutOf(rows.length, outlook.of),
    stopped: words.marks.stopped,
    done:
      outlook.of === 0
        ? words.whatIf.thereAreNoFilesBesideThe
        : left > 0
          ? words.whatIf.theFirstOfOfFiles(rows.length, words.counts.groups(outlook.of))
          : '',
  }[outlook.state]
  return { rows, status, working: outlook.state === 'working', canAsk: outlook.state === 'stopped' && canAsk }
}

/** What is announced when all is worked out. */
export function outlookAnnouncement(groups: readonly GroupOutlookView[]): string {
  const worst = groups.reduce<GroupOutlookView | undefined>(
    (most, group) => (most === undefined || group.durationMs.value > most.durationMs.value ? group : most),
    undefined,
  )
  if (worst === undefined) return words.whatIf.whatIfThereAreNoFiles
  return words.whatIf.whatIfOfFilesAChange(
    words.counts.groups(groups.length),
    worst.group,
    stepsText(worst),
    timeText(worst.durationMs.value),
  )
}

/** Whether the engine knows what a build of the text gives, so that asking costs no build that typing would throw away. */
export function isSettled({ fresh, forecast, trial, stale, build }: BenchState): boolean {
  if (!stale && build !== undefined) return true
  if (!fresh || forecast === undefined) return false
  return (
    trial !== undefined || forecast.steps.every((step) => step.willBe === 'cached' || step.instruction === undefined)
  )
}

function empty(status: string, canAsk: boolean): WhatIfView {
  return { rows: [], status, working: false, canAsk }
}

function rowOf(outlook: GroupOutlookView, instructions: readonly InstructionView[]): WhatIfRow {
  const { durationMs } = outlook
  return {
    group: outlook.group,
    files: outlook.group.endsWith('/') ? words.counts.files(outlook.files) : '',
    rerun: outlook.rerun.flatMap(({ instruction }) => {
      const view = instruction === undefined ? undefined : instructions[instruction]
      return view === undefined ? [] : [{ keyword: view.keyword, line: view.first, text: view.text }]
    }),
    steps: stepsText(outlook),
    time: `≈ ${timeText(durationMs.value)}`,
    timeTitle: words.marks.modelledFrom(durationMs.sources.join('; ')),
    ...travelOf(outlook),
  }
}

/** What goes over the wire: to a registry and to machines that have the present image, and to one that has nothing. */
function travelOf({
  delivery,
  whole,
  failure = '',
}: GroupOutlookView): Pick<WhatIfRow, 'pushed' | 'pushedTitle' | 'pulled' | 'pulledTitle' | 'whole' | 'wholeTitle'> {
  if (delivery === undefined) {
    const fails = words.whatIf.theBuildWouldFail
    return { pushed: fails, pushedTitle: failure, pulled: fails, pulledTitle: failure, whole: '', wholeTitle: '' }
  }
  const { bytes, layers } = delivery
  const sent = layers === 0 ? words.marks.nothing : words.whatIf.bytesIn(figureText(bytes), words.counts.layers(layers))
  return {
    pushed: sent,
    pushedTitle: figureTitle(bytes),
    pulled: sent,
    pulledTitle: figureTitle(bytes),
    whole: whole === undefined ? '' : words.whatIf.aNewMachine(figureText(whole)),
    wholeTitle: whole === undefined ? '' : figureTitle(whole),
  }
}

function stepsText({ rerun, cached }: GroupOutlookView): string {
  if (rerun.length === 0) return words.whatIf.nothingRuns
  return words.whatIf.stepsRun(rerun.length, words.counts.steps(rerun.length), cached)
}
