import type { Time } from '../../filesystem/tree.ts'
import { complain, daemonError, dockerCommand } from '../command.ts'
import { millisecondsBetween } from '../host.ts'
import { Watching } from '../interruption.ts'
import { TemplateError } from '../template/syntax.ts'
import { pastTime } from '../times.ts'
import { isBetween } from '../told.ts'
import { toldOf } from '../watching.ts'

/** Who waits longer than a day for events is taken to wait for ever. */
const longestMs = 86_400_000
/** The status of a command line whose format is wrong. */
const wrongFormat = 64

/** `docker events`: what the daemon did between two times. Without an end, or before it, it stays and tells what comes. */
export const events = dockerCommand({
  names: ['system events', 'events'],
  flags: 'filter|f=list format=value since=value until=value',
  words: [0, 0],
  run: ({ draft, process, given }) => {
    const times = new Map<string, Time>()
    for (const name of ['since', 'until']) {
      const text = given.value(name)
      const time = text === undefined ? undefined : pastTime(text, draft.now)
      if (time !== undefined) times.set(name, time)
      else if (text !== undefined) {
        complain(process, `failed to parse value as time or duration: ${JSON.stringify(text)}`)
        return 1
      }
    }
    const filters = given.values('filter')
    const bad = filters.find((filter) => !filter.includes('='))
    if (bad !== undefined) {
      complain(
        process,
        `invalid argument ${JSON.stringify(bad)} for "-f, --filter" flag: bad format of filter (expected name=value)\n\nUsage:  docker events [OPTIONS]\n\nRun 'docker events --help' for more information`,
      )
      return 125
    }
    const [since, until] = [times.get('since'), times.get('until')]
    if (since !== undefined && until !== undefined && millisecondsBetween(since, until) < 0)
      return daemonError(
        process,
        `\`since\` time (${stampOf(given.value('since'), since)}) cannot be after \`until\` time (${stampOf(given.value('until'), until)})`,
      )
    const format = given.value('format')
    const asked = { filters, ...(format === undefined ? {} : { format }) }
    const leftMs = until === undefined ? Number.POSITIVE_INFINITY : millisecondsBetween(draft.now, until)
    try {
      const isPast = since !== undefined || until !== undefined
      if (leftMs > 0 && leftMs < longestMs) draft.pass(leftMs)
      process.output.write(
        toldOf(
          draft,
          asked,
          (event) => isPast && isBetween(event, undefined, until) && (since === undefined || isAt(event.time, since)),
        ),
      )
    } catch (thrown) {
      if (!(thrown instanceof TemplateError)) throw thrown
      complain(process, `Error parsing format: ${thrown.message}`)
      return wrongFormat
    }
    if (leftMs < longestMs) return 0
    if (process.input.isTerminal === true)
      throw new Watching({ ...asked, after: draft.now, ...(until === undefined ? {} : { until }) })
    process.machine.note({
      kind: 'not-simulated',
      message: 'docker events would wait without end for what comes; --until says when to stop.',
    })
    return 130
  },
})

function isAt(time: Time, since: Time): boolean {
  return millisecondsBetween(since, time) >= 0
}

/** A time as the daemon is asked for it: as it was written, or in seconds. */
function stampOf(written: string | undefined, { seconds, nanoseconds }: Time): string {
  return written !== undefined && /^[\d.]+$/.test(written)
    ? written
    : `${seconds}.${`${Math.floor(nanoseconds)}`.padStart(9, '0')}`
}
