import type { Process } from '../process.ts'
import { waitAlive } from '../waiting.ts'
import { formatTime } from './calendar.ts'
import { launch } from './launch.ts'
import { printLine } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { end, type Flavour, fail, note, program } from './program.ts'
import { quote } from './quote.ts'

const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 }

/** Seconds of a word like `1.5` or `2m`; undefined for what is no such time. */
function secondsOf(word: string): number | undefined {
  if (/^inf(inity)?$/.test(word)) return Number.POSITIVE_INFINITY
  const found = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word)
  return found === null ? undefined : Number(found[1]) * (units[found[2] ?? ''] ?? 1)
}

/** `sleep`: moves the machine's clock. */
export const sleep = program({
  names: ['sleep'],
  summary: 'Waits.',
  exact:
    'The clock of the machine moves by the time asked for; in a RUN nobody waits, in a container it ends by signals.',
  run: (process, flavour) => {
    const table = { short: '', first: true }
    const { operands } = readOptions(process, flavour, table)
    if (operands.length === 0) return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    let total = 0
    for (const word of operands) {
      const seconds = secondsOf(word)
      if (seconds === undefined) {
        if (flavour === 'gnu') return wrongUsage(process, flavour, table, `invalid time interval ${quote(word)}`)
        return fail(process, `invalid number '${word}'`)
      }
      total += seconds
    }
    if (process.machine.life !== undefined) return waitAlive(process, total * 1000) ?? 0
    if (!Number.isFinite(total)) {
      note(process, 'not-simulated', 'sleep infinity never ends, so it is stopped here.')
      return 137
    }
    process.machine.clock.spend(total * 1000)
    return 0
  },
})

const signals: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
}

/** `timeout`: a program that may take so long. */
export const timeout = program({
  names: ['timeout'],
  summary: 'Runs a program with a time limit.',
  modelled: 'The program runs to its end; when its modelled time is over the limit the status is 124.',
  run: (process, flavour) => {
    const table = {
      short: 'k:s:v',
      long: { 'kill-after': 'k:', signal: 's:', 'preserve-status': 'preserve', foreground: 'fg', verbose: 'v' },
      first: true,
      status: flavour === 'gnu' ? 125 : 1,
    }
    const options = readOptions(process, flavour, table)
    const [limit, ...command] = options.operands
    if (limit === undefined || command.length === 0)
      return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
    const seconds = secondsOf(limit)
    if (seconds === undefined)
      return flavour === 'gnu'
        ? wrongUsage(process, flavour, table, `invalid time interval ${quote(limit)}`)
        : fail(process, `invalid number '${limit}'`)
    const before = milliseconds(process)
    const status = launch(process, flavour, { arguments: command })
    if (seconds === 0 || milliseconds(process) - before <= seconds * 1000) return status
    if (flavour === 'busybox') return 143
    const signal = (options.value('s') ?? 'TERM').replace(/^SIG/, '')
    return options.has('preserve') ? 128 + (signals[signal] ?? 15) : signal === 'KILL' ? 137 : 124
  },
})

function milliseconds(process: Process): number {
  const { seconds, nanoseconds } = process.machine.clock.now()
  return seconds * 1000 + nanoseconds / 1e6
}

/** `time`: a program, and how long it took by the machine's clock. */
export const time = program({
  names: ['time'],
  summary: 'Runs a program and says how long it took.',
  modelled: 'Times are those of the machine’s clock.',
  run: (process, flavour) => {
    const options = readOptions(process, flavour, { short: 'pvf:o:', first: true })
    const before = milliseconds(process)
    const status = launch(process, flavour, { arguments: options.operands })
    const taken = (milliseconds(process) - before) / 1000
    const line = (name: string, seconds: number): string =>
      flavour === 'busybox' && !options.has('p')
        ? `${name}\t${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s\n`
        : `${name} ${seconds.toFixed(2)}\n`
    process.errors.write(line('real', taken) + line('user', 0) + line('sys', 0))
    return status
  },
})

/** Programs that run another with a property that the machine does not have. */
function passing(name: string, short: string, summary: string, initial: Readonly<Record<string, string>> = {}) {
  return program({
    names: [name],
    summary,
    missing: 'The property itself: the machine has one processor and no terminal.',
    run: (process: Process, flavour: Flavour) => {
      const table = { short, long: initial, first: true, status: 125 }
      const options = readOptions(
        process,
        flavour,
        table,
        process.arguments.slice(1).filter((word, at) => !(name === 'nice' && at === 0 && /^-\d+$/.test(word))),
      )
      if (options.operands.length === 0) {
        if (name === 'nice') {
          printLine(process, '0')
          return 0
        }
        return wrongUsage(process, flavour, table, flavour === 'gnu' ? 'missing operand' : '')
      }
      return launch(process, flavour, { arguments: options.operands, takesOver: true })
    },
  })
}

export const nice = passing('nice', 'n:', 'Runs a program with another priority.', { adjustment: 'n:' })
export const nohup = passing('nohup', '', 'Runs a program that a hang-up does not end.')
export const ionice = passing('ionice', 'c:n:t', 'Runs a program with another priority of disk access.')
export const setsid = passing('setsid', 'cfw', 'Runs a program in a session of its own.')
export const stdbuf = passing('stdbuf', 'i:o:e:', 'Runs a program with other buffers.', {
  input: 'i:',
  output: 'o:',
  error: 'e:',
})
export const unbuffer = passing('eatmydata', '', 'Runs a program that does not wait for the disk.')

/** `uptime`: since when the machine runs. */
export const uptime = program({
  names: ['uptime'],
  summary: 'Says how long the machine has been running.',
  modelled: 'A machine that was started a moment ago.',
  run: (process) => {
    printLine(
      process,
      ` ${formatTime('%H:%M:%S', process.machine.clock.now())} up 0 min,  0 users,  load average: 0.00, 0.00, 0.00`,
    )
    return end(0)
  },
})
