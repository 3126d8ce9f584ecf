import type { Range } from '../../values/range.ts'
import type { Call } from './calls.ts'
import { type Found, type OwnRule, ownRule } from './rule.ts'
import type { CheckedRun, CheckedStage } from './stage.ts'

/** Checks of how RUN is written. */
export const runningRules: readonly OwnRule[] = [
  ownRule('DL3003', 'note', 'WORKDIR should be used to change the directory', (stage) =>
    firstCalls(
      stage,
      (call) => call.name === 'cd' && !call.isInSubshell,
      'This directory is forgotten when the RUN ends: WORKDIR sets it for all lines below',
    ),
  ),
  ownRule('DL3004', 'warning', 'sudo should not be used', (stage) =>
    firstCalls(
      stage,
      (call) => call.throughSudo,
      'A build has no one to ask for a password, and RUN is root until a USER says otherwise: leave sudo out',
    ),
  ),
  ownRule('DL3027', 'note', 'apt-get should be used in place of apt', (stage) =>
    firstCalls(
      stage,
      (call) => call.name === 'apt',
      'apt is made for people at a terminal and may change: use apt-get in files',
    ),
  ),
  ownRule('DL3059', 'note', 'RUN lines that belong together should be one', (stage) =>
    stage.isShipped ? consecutiveRuns(stage) : [],
  ),
  ownRule('DL4006', 'warning', 'A pipe should fail when any part of it fails', (stage) => stage.runs.flatMap(openPipe)),
]

function firstCalls(stage: CheckedStage, wanted: (call: Call) => boolean, message: string): readonly Found[] {
  return stage.runs.flatMap(({ run, text }) => {
    const call = text.calls.find(wanted)
    return call === undefined ? [] : [{ instruction: run, message, ...placed(call.words[0]?.range) }]
  })
}

function placed(focus: Range | undefined): { readonly focus?: Range } {
  return focus === undefined ? {} : { focus }
}

function consecutiveRuns({ instructions }: CheckedStage): readonly Found[] {
  return instructions.flatMap((instruction, at) => {
    const before = instructions[at - 1]
    if (instruction.kind !== 'RUN' || before?.kind !== 'RUN') return []
    const isJoinable = [instruction, before].every(
      ({ command, heredocs }) => command.form === 'shell' && heredocs.length === 0,
    )
    const flags = [instruction, before].map((run) => run.flags.map(({ text }) => text).join(' '))
    if (!isJoinable || flags[0] !== flags[1]) return []
    const message =
      'This RUN and the one before it make a layer each: join them with && if one without the other is of no use'
    return [{ instruction, message }]
  })
}

/** What cannot fail, or ends early on purpose, needs no pipefail after it. */
const harmless = new Set(['echo', 'printf', 'yes', 'true'])

function openPipe({ run, text, shell }: CheckedRun): readonly Found[] {
  const setsItself = text.calls.some(
    ({ name, words }) => name === 'set' && words.some((word) => word.text === 'pipefail'),
  )
  if (setsItself || shell.includes('pipefail')) return []
  const open = text.pipes.find(({ names }) => names.some((name) => !harmless.has(name)))
  if (open === undefined) return []
  const message = `Only the last part of a pipe counts: if ${open.names[0] ?? 'the first'} fails, the build goes on as if nothing were wrong`
  return [{ instruction: run, message, ...placed(open.range) }]
}
