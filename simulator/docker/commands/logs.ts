import type { Process } from '../../machine/process.ts'
import { complain, daemonError, dockerCommand } from '../command.ts'
import { containerNamed } from '../find.ts'
import { type HeldContainer, type HostDraft, type Logged, millisecondsBetween } from '../host.ts'
import { Attached } from '../interruption.ts'
import { logOf } from '../starting.ts'
import { pastTime, rfcText } from '../times.ts'

export const logs = dockerCommand({
  names: ['logs', 'container logs'],
  flags: 'follow|f tail|n=value timestamps|t since=value until=value',
  words: [1, 1],
  run: ({ draft, process, given }) => {
    const [word = ''] = given.words
    for (const name of ['since', 'until']) {
      const text = given.value(name)
      if (text === undefined || pastTime(text, draft.now) !== undefined) continue
      complain(
        process,
        `invalid value for "${name}": failed to parse value as time or duration: ${JSON.stringify(text)}`,
      )
      return 1
    }
    const container = containerNamed(draft.host, word)
    if (container === undefined) return daemonError(process, `No such container: ${word}`)
    const since = given.value('since')
    const until = given.value('until')
    const from = since === undefined ? undefined : pastTime(since, draft.now)
    const to = until === undefined ? undefined : pastTime(until, draft.now)
    const lines = linesOf(logOf(draft, container)).filter(
      ({ time }) =>
        (from === undefined || millisecondsBetween(from, time) >= 0) &&
        (to === undefined || millisecondsBetween(time, to) >= 0),
    )
    const last = given.value('tail') ?? 'all'
    const shown = /^\d+$/.test(last) ? lines.slice(Math.max(0, lines.length - Number(last))) : lines
    writeLines(process, shown, given.has('timestamps'))
    if (given.has('follow') && draft.isRunning(container))
      return follow(draft, process, container, given.has('timestamps'))
    return 0
  },
})

/** Stays until the container ends: what it still prints by itself is shown, and one that goes on keeps the foreground. */
function follow(draft: HostDraft, process: Process, container: HeldContainer, hasTimes: boolean): number {
  const end = draft.stateAt(container, draft.ageMs(container) + 86_400_000)
  if (end === undefined || end.standing.kind === 'running') throw new Attached(container.plan.id)
  const count = linesOf(logOf(draft, container)).length
  draft.pass((end.endedAtMs ?? 0) - draft.ageMs(container))
  writeLines(process, linesOf(logOf(draft, container)).slice(count), hasTimes)
  return 0
}

/** The log line by line: a line may have been printed in pieces. */
export function linesOf(log: readonly Logged[]): readonly Logged[] {
  const lines: Logged[] = []
  const open = new Map<string, number>()
  for (const { stream, text, time } of log)
    for (const part of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      const at = open.get(stream)
      const before = at === undefined ? undefined : lines[at]
      if (at !== undefined && before !== undefined) lines[at] = { ...before, text: before.text + part }
      else lines.push({ stream, text: part, time })
      if (part.endsWith('\n')) open.delete(stream)
      else open.set(stream, at ?? lines.length - 1)
    }
  return lines
}

function writeLines(process: Process, lines: readonly Logged[], hasTimes: boolean): void {
  for (const { stream, text, time } of lines)
    (stream === 'stdout' ? process.output : process.errors).write(hasTimes ? `${rfcText(time)} ${text}` : text)
}
