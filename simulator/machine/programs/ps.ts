import { baseName } from '../../values/path.ts'
import type { Process } from '../process.ts'
import { processesOf, type ShownProcess } from '../processes.ts'
import { readAccounts } from './accounts.ts'
import { printLine } from './operands.ts'
import { readOptions } from './options.ts'
import { fail, program } from './program.ts'

type Column = (row: ShownProcess) => string

/** `ps`: the processes of the machine. */
export const ps = program({
  names: ['ps'],
  summary: 'Lists processes.',
  exact: 'In a container: those that are alive, with their numbers, parents, users and words.',
  modelled: 'In a RUN only the first process and ps itself. Times are zero.',
  run: (process, flavour) => {
    const words = process.arguments.slice(1).map((word) => (/^[a-z]+$/.test(word) ? `-${word}` : word))
    const options = readOptions(process, flavour, { short: 'aAeflHjuxwTp:o:', long: { forest: 'H' } }, words)
    const rows = rowsOf(process)
    const { userName } = readAccounts(process)
    const asked = options.value('o')
    if (asked !== undefined) return printColumns(process, rows, asked.split(','))
    if (flavour === 'busybox') {
      printLine(process, 'PID   USER     TIME  COMMAND')
      for (const row of rows)
        printLine(process, `${`${row.id}`.padStart(5)} ${userName(row.uid).padEnd(8)}  0:00 ${row.arguments.join(' ')}`)
    } else if (options.has('f')) {
      printLine(process, 'UID          PID    PPID  C STIME TTY          TIME CMD')
      for (const row of rows)
        printLine(
          process,
          `${userName(row.uid).padEnd(8)} ${`${row.id}`.padStart(7)} ${`${row.parent}`.padStart(7)}  0 00:00 ?        00:00:00 ${row.arguments.join(' ')}`,
        )
    } else {
      printLine(process, '    PID TTY          TIME CMD')
      for (const row of rows) printLine(process, `${`${row.id}`.padStart(7)} ?        00:00:00 ${nameOf(row)}`)
    }
    return 0
  },
})

function rowsOf(process: Process): readonly ShownProcess[] {
  if (process.machine.life !== undefined) return processesOf(process.machine)
  return [
    { id: 1, parent: 0, arguments: ['/bin/sh'], uid: 0 },
    { id: process.id, parent: 1, arguments: process.arguments, uid: process.user.uid },
  ]
}

function printColumns(process: Process, rows: readonly ShownProcess[], names: readonly string[]): number {
  const columns: Readonly<Record<string, readonly [title: string, column: Column]>> = {
    pid: ['PID', ({ id }) => `${id}`],
    ppid: ['PPID', ({ parent }) => `${parent}`],
    user: ['USER', ({ uid }) => readAccounts(process).userName(uid)],
    uid: ['UID', ({ uid }) => `${uid}`],
    comm: ['COMMAND', nameOf],
    args: ['COMMAND', ({ arguments: words }) => words.join(' ')],
    cmd: ['CMD', ({ arguments: words }) => words.join(' ')],
  }
  const wanted = names.map((name) => columns[name])
  const unknown = names.find((name) => columns[name] === undefined)
  if (unknown !== undefined) return fail(process, `bad -o argument '${unknown}'`)
  const lines = [wanted.map((one) => one?.[0] ?? ''), ...rows.map((row) => wanted.map((one) => one?.[1](row) ?? ''))]
  const widths = wanted.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  for (const line of lines)
    printLine(process, line.map((text, at) => (at === line.length - 1 ? text : text.padEnd(widths[at] ?? 0))).join(' '))
  return 0
}

function nameOf({ arguments: [first = ''] }: ShownProcess): string {
  return baseName(first)
}
