import type { Time } from '../../filesystem/tree.ts'
import { stat } from '../files.ts'
import type { Process } from '../process.ts'
import { byteTextOf } from './bytes.ts'
import { formatTime, parseTime } from './calendar.ts'
import { why } from './libc.ts'
import { printLine } from './operands.ts'
import { readOptions, wrongUsage } from './options.ts'
import { end, type Flavour, fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const isoForms: Readonly<Record<string, string>> = {
  '': '%Y-%m-%d',
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H+00:00',
  minutes: '%Y-%m-%dT%H:%M+00:00',
  seconds: '%Y-%m-%dT%H:%M:%S+00:00',
  ns: '%Y-%m-%dT%H:%M:%S,%N+00:00',
}

/** `date`: the machine's clock, in UTC, as containers have it. */
export const date = program({
  names: ['date'],
  summary: 'Prints the date and time.',
  exact: 'Forms and dates; times are UTC, as in a container without time zone files.',
  modelled: 'The clock starts where the build says and moves by modelled work.',
  missing: 'Time zones, and locales other than C.',
  run: (process, flavour) => {
    const table = {
      short: 'd:D:I::r:Rus:f:',
      long: {
        date: 'd:',
        'iso-8601': 'I?',
        reference: 'r:',
        'rfc-2822': 'R',
        'rfc-email': 'R',
        'rfc-3339': '3:',
        utc: 'u',
        universal: 'u',
        set: 's:',
        file: 'f:',
      },
    }
    const options = readOptions(process, flavour, table)
    const [form, extra] = options.operands
    if (extra !== undefined)
      wrongUsage(process, flavour, table, flavour === 'gnu' ? `extra operand ${quote(extra)}` : '')
    const time = timeAsked(process, flavour, options.value('d'), options.value('r'))
    if (options.has('s')) {
      printError(
        process,
        flavour === 'gnu' ? 'cannot set date: Operation not permitted' : "can't set date: Operation not permitted",
      )
      printLine(process, formatTime('%a %b %e %H:%M:%S UTC %Y', time))
      return 1
    }
    if (form !== undefined && !form.startsWith('+'))
      return fail(process, flavour === 'gnu' ? `invalid date ${quote(form)}` : `invalid date '${form}'`)
    const rfc3339: Readonly<Record<string, string>> = {
      date: '%Y-%m-%d',
      seconds: '%Y-%m-%d %H:%M:%S+00:00',
      ns: '%Y-%m-%d %H:%M:%S.%N+00:00',
    }
    const written =
      form?.slice(1) ??
      (options.has('I')
        ? isoForms[options.value('I') ?? '']
        : options.has('R')
          ? '%a, %d %b %Y %H:%M:%S +0000'
          : options.has('3')
            ? rfc3339[options.value('3') ?? '']
            : '%a %b %e %H:%M:%S UTC %Y')
    if (written === undefined)
      return fail(process, `invalid argument ${quote(options.value('I') ?? options.value('3') ?? '')}`)
    printLine(process, byteTextOf(formatTime(written, time)))
    return 0
  },
})

function timeAsked(process: Process, flavour: Flavour, text: string | undefined, reference: string | undefined): Time {
  const now = process.machine.clock.now()
  if (text !== undefined) {
    // Busybox reads fixed forms; relative dates are GNU's.
    const isRelative = /[a-z]/i.test(text.replace(/(?<=\d)T(?=\d)|Z$|UTC$/, ''))
    const parsed = flavour === 'busybox' && isRelative ? undefined : parseTime(text, now)
    return parsed ?? fail(process, flavour === 'gnu' ? `invalid date ${quote(text)}` : `invalid date '${text}'`)
  }
  if (reference === undefined) return now
  const node = stat(process, reference)
  if (node.errno === undefined) return node.value.mtime
  printError(
    process,
    flavour === 'gnu'
      ? `${reference}: ${why(process, node.errno)}`
      : `can't stat '${reference}': ${why(process, node.errno)}`,
  )
  return end(1)
}
