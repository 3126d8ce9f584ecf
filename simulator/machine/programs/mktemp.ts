import { chmod, lstat, makeDirectory, openWrite } from '../files.ts'
import type { Errno, Process } from '../process.ts'
import { why } from './libc.ts'
import { type OptionTable, readOptions, wrongUsage } from './options.ts'
import { within } from './place.ts'
import { fail, printError, program } from './program.ts'
import { quote } from './quote.ts'

const gnuTable: OptionTable = {
  short: 'dp:qtuV',
  long: { directory: 'd', quiet: 'q', 'dry-run': 'u', suffix: 'suffix:', tmpdir: 'tmpdir?' },
  usage: '[OPTION]... [TEMPLATE]',
}
const busyboxTable: OptionTable = { short: 'dp:qtu', usage: '[-dt] [-p DIR] [TEMPLATE]' }

/** `mktemp`: makes a file or directory of an unused name. */
export const mktemp = program({
  names: ['mktemp'],
  summary: 'Makes a temporary file or directory.',
  modelled: 'The names are drawn from a stream of numbers that is the same for every build of the same RUN.',
  run: (process, flavour) => {
    const table = flavour === 'gnu' ? gnuTable : busyboxTable
    const options = readOptions(process, flavour, table)
    const [given, extra] = options.operands
    if (extra !== undefined) wrongUsage(process, flavour, table, flavour === 'gnu' ? 'too many templates' : '')
    const temporary = process.environment.get('TMPDIR') || '/tmp'
    const asked = options.value('p') ?? (options.has('tmpdir') ? options.value('tmpdir') || temporary : undefined)
    const isInTemporary = given === undefined || options.has('t') || asked !== undefined
    const directory = options.has('t') && process.environment.has('TMPDIR') ? temporary : (asked ?? temporary)
    const usual = flavour === 'gnu' ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX'
    const named = (given ?? usual) + (options.value('suffix') ?? '')
    const template = isInTemporary ? within(directory, named) : named
    const form = /^(.*?)(X{3,})([^X/]*)$/s.exec(template)
    const last = flavour === 'gnu' ? form : /^(.*?)(X{6})()$/s.exec(template)
    if (last === null)
      return fail(
        process,
        flavour === 'gnu' ? `too few X's in template ${quote(given ?? '')}` : `: ${why(process, 'EINVAL')}`,
      )
    const [, before = '', signs = '', after = ''] = last
    for (;;) {
      const path = before + randomName(process, signs.length) + after
      if (lstat(process, path).errno === undefined) continue
      const errno = options.has('u') ? undefined : make(process, path, options.has('d'))
      if (errno === undefined) {
        process.output.write(`${path}\n`)
        return 0
      }
      if (options.has('q')) return 1
      const kind = options.has('d') ? 'directory' : 'file'
      const shown = flavour === 'gnu' ? `failed to create ${kind} via template ${quote(template)}` : ''
      printError(process, `${shown}: ${why(process, errno)}`)
      return 1
    }
  },
})

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

function randomName(process: Process, length: number): string {
  process.machine.budget.spend(length)
  return Array.from({ length }, () => letters[process.machine.random() % letters.length]).join('')
}

function make(process: Process, path: string, isDirectory: boolean): Errno | undefined {
  if (isDirectory) return makeDirectory(process, path, 0o700) ?? chmod(process, path, 0o700)
  const made = openWrite(process, path, { exclusive: true, mode: 0o600 })
  if (made.errno !== undefined) return made.errno
  made.value.close()
  return undefined
}
